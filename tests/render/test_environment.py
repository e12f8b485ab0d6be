"""Templates in a language: what is translated when, what is made once, and what an error says."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.errors import SiteGenError
from site_gen.load.theme import load_theme
from site_gen.model.theme import Theme
from site_gen.render import compiled
from site_gen.render.environment import Templates
from site_gen.render.locale import Locale

WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Reviews"\nmsgstr "{word}"\n'


@pytest.fixture
def templates(tmp_path: Path):
    """Give templates of a made-up theme, which keep what is compiled beside it."""
    theme = tmp_path / "themes/mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n")
    (tmp_path / "compiled").mkdir()

    def make(page: str, language: str = "en", word: str = "Reseñas") -> Templates:
        (theme / "templates/page.html").write_text(page)
        catalogue = theme / "translations/es/LC_MESSAGES"
        catalogue.mkdir(parents=True, exist_ok=True)
        (catalogue / "messages.po").write_text(WORDS.format(word=word), encoding="utf-8")
        loaded = load_theme(tmp_path, "mine")
        assert isinstance(loaded, Theme)
        folders = [layer.folder / "translations" for layer in loaded.layers]
        return Templates(loaded, Locale(language, folders), bytecode=str(tmp_path / "compiled"))

    return make


def test_what_was_compiled_for_one_language_is_not_taken_for_another_nor_for_other_words(templates):
    page = '<p title="{{ _("Reviews") }}">{{ _("Reviews") }} &amp; {{ _("100%% of %(n)s", n=3) }}</p>'
    for _twice in range(2):
        assert templates(page).render("page.html") == b'<p title="Reviews">Reviews &amp; 100% of 3</p>'
        said = templates(page, "es").render("page.html").decode()
        assert said == '<p title="Reseñas">Reseñas &amp; 100% of 3</p>'
    assert "Opiniones" in templates(page, "es", "Opiniones").render("page.html").decode()


def test_templates_of_the_package_are_compiled_for_all_sites_and_a_sites_own_for_itself(
    templates, tmp_path, monkeypatch
):
    beside = tmp_path / "beside"
    beside.mkdir()
    monkeypatch.setattr(compiled, "_BESIDE", beside)
    monkeypatch.setattr(compiled, "_keeps_compiled", lambda: True)
    page = '{% from "_icon.html" import icon %}{{ icon("phone") }}'
    assert b"icon-phone" in templates(page).render("page.html")
    assert len(list(beside.iterdir())) == len(list((tmp_path / "compiled").iterdir())) == 1
    monkeypatch.setattr(compiled, "_keeps_compiled", lambda: False)
    assert b"icon-phone" in templates(page).render("page.html")
    assert len(list((tmp_path / "compiled").iterdir())) == 2


def test_markup_in_a_text_of_a_theme_is_markup_and_in_a_value_is_not(templates):
    page = '{{ _("a <b>") }}{{ "a <b>" }}{{ value }}'
    assert templates(page).render("page.html", value="<i>") == b"a <b>a &lt;b&gt;&lt;i&gt;"


@pytest.mark.parametrize("text", ["100% sure", "%(count)s reviews", "%d reviews"])
def test_a_text_that_cannot_be_filled_is_an_error_with_its_line(templates, text):
    with pytest.raises(SiteGenError) as caught:
        templates(f'<p>\n{{{{ _("{text}") }}}}</p>').render("page.html")
    assert str(caught.value).startswith(f"template page.html, line 2: {text!r}")
    assert "%%" in str(caught.value)


def test_a_macro_is_asked_once_for_a_view_and_again_for_another_or_another_argument(templates):
    page = (
        "{% macro card(one, level) %}{{ one.made() }}{{ level }}{% endmacro %}"
        "{% for one in views %}{{ once(card, one, 2) }}{{ once(card, one, 2) }}{{ once(card, one, 3) }}{% endfor %}"
    )

    class View:
        def __init__(self) -> None:
            self.count = 0

        def made(self) -> str:
            self.count += 1
            return f"<{self.count}>"

    views = [View(), View()]
    assert templates(page).render("page.html", views=views).decode() == 2 * "&lt;1&gt;2&lt;1&gt;2&lt;2&gt;3"
    assert [view.count for view in views] == [2, 2]
