"""Every text of the interface has its Spanish, and the catalogues of all languages are in step with the texts."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.jslexer import tokenize

from conftest import REPOSITORY
from site_gen.render.locale import Locale

THEME = REPOSITORY / "themes" / "default"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
DRAFTS = {"ar": 0.9}
"""Languages that are not finished, each with the share of texts that it has at least."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", REPOSITORY / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Give a copy of what texts and catalogues stand in."""
    shutil.copy(REPOSITORY / "babel.cfg", tmp_path)
    shutil.copytree(REPOSITORY / "site_gen" / "render", tmp_path / "site_gen" / "render")
    shutil.copytree(THEME, tmp_path / "themes" / "default")
    return tmp_path


def entries(tool: ModuleType, language: str) -> list[Message]:
    data = (THEME / "translations" / language / tool.CATALOGUE).read_bytes()
    catalogue: Catalog = tool.read_catalogue(data, language)
    return [entry for entry in catalogue if entry.id]


def texts(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def untranslated(tool: ModuleType, language: str) -> list[str]:
    return [entry.id for entry in entries(tool, language) if entry.fuzzy or not all(texts(entry))]


def languages(tool: ModuleType) -> list[str]:
    return [language for theme, language, _file in tool.catalogues() if theme == "default"]


def test_the_sources_hold_texts_to_translate(tool: ModuleType) -> None:
    assert len(tool.texts_of_theme("default")) > 100


def test_every_catalogue_is_as_make_messages_writes_it(tool: ModuleType) -> None:
    stale = [str(file.relative_to(REPOSITORY)) for file, _data in tool.out_of_date()]
    assert not stale, f"run make messages: {', '.join(stale)}"


def test_every_text_has_a_spanish_translation(tool: ModuleType) -> None:
    assert untranslated(tool, "es") == []


def test_every_language_but_the_drafts_is_complete(tool: ModuleType) -> None:
    for language in languages(tool):
        share = 1 - len(untranslated(tool, language)) / len(entries(tool, language))
        assert share >= DRAFTS.get(language, 1), f"{language}: {share:.0%}"


def test_a_draft_says_that_it_is_one(tool: ModuleType) -> None:
    assert DRAFTS.keys() <= set(languages(tool))
    for language in DRAFTS:
        head = (THEME / "translations" / language / tool.CATALOGUE).read_text(encoding="utf-8").partition("msgid")[0]
        assert "DRAFT" in head


def test_translations_keep_their_placeholders(tool: ModuleType) -> None:
    for language in languages(tool):
        for entry in entries(tool, language):
            sources = (entry.id,) if isinstance(entry.id, str) else entry.id
            wanted = {name for source in sources for name in PLACEHOLDER.findall(source)}
            for text in filter(None, texts(entry)):
                found = set(PLACEHOLDER.findall(text))
                assert found == wanted if isinstance(entry.id, str) else found <= wanted, (language, entry.id)


def test_arabic_has_a_form_for_none_one_two_few_many_and_others() -> None:
    locale = Locale("ar", [THEME / "translations"])
    said = [locale.ngettext("%(count)s month", "%(count)s months", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)]
    zero, one, two, few, ten, many, most, hundred, over, few_again = said
    assert (few, many, hundred) == (ten, most, over)
    assert few_again == few
    assert len({one, two, few, many, hundred}) == 5
    assert zero == hundred, "none is counted as others are, in this word"


def test_a_new_text_comes_in_without_a_translation_and_at_its_place(tool: ModuleType, sources: Path) -> None:
    template = sources / "themes/default/templates/404.html"
    template.write_text(f'{template.read_text()}\n{{{{ _("Aardvarks welcome") }}}}\n', encoding="utf-8")
    changed = dict(tool.out_of_date(sources))
    assert {file.parents[1].name for file in changed} == {"ar", "es"}
    for file, data in changed.items():
        assert b'#: themes/default/templates/404.html\nmsgid "Aardvarks welcome"\nmsgstr ""\n' in data
        before = file.read_text(encoding="utf-8").splitlines()
        added = [line for line in data.decode().splitlines() if line not in before]
        assert added == ["#: themes/default/templates/404.html", 'msgid "Aardvarks welcome"']
        file.write_bytes(data)
    assert list(tool.out_of_date(sources)) == []


def test_a_text_that_is_gone_leaves_and_one_that_moved_keeps_its_translation(tool: ModuleType, sources: Path) -> None:
    template = sources / "themes/default/templates/redirect.html"
    template.rename(template.with_name("moved.html"))
    spanish = sources / "themes/default/translations/es/LC_MESSAGES/messages.po"
    data = dict(tool.out_of_date(sources))[spanish]
    assert b'#: themes/default/templates/moved.html\nmsgid "Go to the new address"\nmsgstr "Ir a ' in data
    template.with_name("moved.html").unlink()
    assert b"Go to the new address" not in dict(tool.out_of_date(sources))[spanish]


def test_what_a_translator_sends_is_taken_and_the_rest_stays(tool: ModuleType, sources: Path) -> None:
    sent = b'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Closed"\nmsgstr "No abre"\n\nmsgid "Nowhere"\nmsgstr "Nada"\n'
    changed = dict(tool.out_of_date(sources, tool.read_catalogue(sent, "es")))
    (data,) = changed.values()
    assert b'msgid "Closed"\nmsgstr "No abre"\n' in data
    assert b'msgid "Hours"\nmsgstr "Horario"\n' in data
    assert b"Nada" not in data


def test_a_file_of_a_translator_that_is_not_there_is_named(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["messages.py", "--take", "none.po"])
    with pytest.raises(SystemExit):
        tool.main()
    assert "no file none.po" in capsys.readouterr().err


def test_a_new_language_begins_with_every_text_and_its_own_plural_forms(tool: ModuleType, sources: Path) -> None:
    tool.begin("pl", sources)
    file = sources / "themes/default/translations/pl/LC_MESSAGES/messages.po"
    file.write_bytes(dict(tool.out_of_date(sources))[file])
    assert b"nplurals=3" in file.read_bytes()
    assert tool.missing(file, "pl") == len(entries(tool, "es"))


def test_another_theme_has_only_the_texts_that_the_default_one_lacks(tool: ModuleType, sources: Path) -> None:
    own = sources / "themes/calm/templates/home.html"
    own.parent.mkdir(parents=True)
    own.write_text('{{ _("Find care") }} {{ _("Breathe in") }}', encoding="utf-8")
    assert [entry.id for entry in tool.texts_of_theme("calm", sources) if entry.id] == ["Breathe in"]


def test_spanish_has_one_word_for_a_review_and_says_usted(tool: ModuleType) -> None:
    """The word is the one of the FTC's rule as it is told in the United States: reseñas."""
    informal = re.compile(
        r"\b(tú|tus?|te|ti|contigo|puedes|tienes|quieres|debes|vosotros|vuestr[oa]s?|haz|pon|mira)\b", re.I
    )
    found = [text for entry in entries(tool, "es") for text in texts(entry)]
    found += [file.read_text(encoding="utf-8") for file in (REPOSITORY / "site_gen/data").rglob("*es/*.txt")]
    found += [file.read_text(encoding="utf-8") for file in (REPOSITORY / "site_gen/data").rglob("*.es.*")]
    found += [file.read_text(encoding="utf-8") for file in (REPOSITORY / "content").rglob("*.es.md")]
    assert sum("reseña" in text for text in found) > 50
    assert [text for text in found if re.search("opini[oó]n", text, re.I) or informal.search(text)] == []


def test_scripts_hold_no_words_for_people() -> None:
    for script in sorted((REPOSITORY / "themes").glob("*/static/**/*.js")):
        for token in tokenize(script.read_text(encoding="utf-8")):
            if token.type in ("string", "template_string"):
                assert not re.match(r"""^["'`][A-Z][a-z]+( [a-z]+|[.!?]|["'`]$)""", token.value), (script, token.value)
