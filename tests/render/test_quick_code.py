"""The quick code of templates gives what Jinja's own gives, or refuses."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from conftest import SiteFolder
from site_gen.errors import SiteGenError
from site_gen.load.theme import load_theme
from site_gen.render.environment import Templates, make_environment
from site_gen.render.locale import Locale
from site_gen.render.quick_code import escaped, plain

REPOSITORY = Path(__file__).parents[2]
THEME = load_theme(REPOSITORY, "default")
WORDS = Locale("en", [])

MACROS = """
{% macro tag(text, kind="b") %}<{{ kind }}>{{ text }}</{{ kind }}>{% endmacro %}
{% macro rest(text) %}{{ tag(text) }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}
{% macro around(text) %}[{{ caller() }}{{ text }}]{% endmacro %}
{% set word = "<w>" %}
"""
BASE = "<title>{% block title %}{{ view.a }}{% endblock %}</title>{{ fixed(foot, view) }}{% block main %}{% endblock %}"
USUAL = (
    "{{ view.a }}",
    "{{ view.b.a }} {{ view.b.b }}",
    "{{ tag(tag(view.a)) }}{% set made = tag(view.a) %}{{ made }}",
    "{% for tag in view.list %}{{ tag }}{% endfor %}",
    "{% for one in view.list if one %}{{ tag(one, kind='u') }}{{ loop.index }}{% endfor %}",
    "{% trans name=view.a %}A {{ name }} & 100%{% endtrans %}{{ _('<b>%(n)s</b> 5%%', n=view.a) }}",
    "{{ tag(view.a) }}{{ tag(markup, 'i') }}{{ tag(kind=view.a, text=number) }}",
    "{{ once(tag, view.a) }}{{ once(tag, view.a) }}{{ fixed(tag, 'x') }}",
)
PIECES = (
    *USUAL,
    "{{ view.none.a }}",
    "{{ view.missing }}",
    "{{ view.missing|default('-') }}",
    "{% if view.missing is defined %}there{% else %}not there{% endif %}",
    "{{ view['a'] }}{{ mapping.a }}{{ mapping.keys() | list | length }}",
    "{{ number }}{{ number + 1 }}{{ truth }}{{ nothing }}{{ markup }}",
    "{{ markup ~ view.a }}{{ view.a ~ view.b.a }}",
    "{{ tag() }}",
    "{{ tag(view.a, 'b', 'c') }}",
    "{{ tag(other=1) }}",
    "{{ rest(view.a) }}{{ rest(view.a, 2, three=3) }}",
    "{% call around(view.a) %}{{ view.b.a }}{% endcall %}",
    "{{ word(view.a) }}",
    "{{ word }}{{ own(view.a) }}",
    "{% set tag = view.a %}{{ tag }}",
    "{% for one in view.list %}{{ one }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
    "{% autoescape false %}{{ view.a }}{{ tag(view.a) }}{% set raw = tag(view.a) %}{% endautoescape %}{{ raw }}",
    "{% autoescape truth %}{{ view.a }}{{ tag(view.a) }}{% endautoescape %}",
    "{% filter upper %}{{ view.a }}{{ tag(view.a) }}{% endfilter %}",
    "{% include 'part.html' %}",
    "{% include 'part.html' without context %}",
    "{% set all %}{{ view.a }}{{ tag(view.a) }}{% endset %}{{ all }}",
    "{{ once(view.call, view.a) }}",
    "{{ _('%(n)s %(n)s', n=tag(view.a)) }}{{ _('%(n)d', n=number) }}{{ _('%(n)s', other=1) }}",
    "{% trans count=number %}one{% pluralize %}{{ count }} of them{% endtrans %}",
    "{{ view.list|join(', ') }}{{ view.a|upper }}{{ (view.a, view.b.a)|first }}",
    "{% block inner scoped %}{{ view.a }}{% endblock %}",
)
FROM = "{% from 'macros.html' import tag, rest, around, word %}{% macro own(x) %}({{ tag(x) }}){% endmacro %}"
texts = st.text("<>&\"'a %{é\0", max_size=6)
values = st.one_of(texts, texts.map(Markup), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False))


def environments(page: str) -> tuple[jinja2.Environment, ...]:
    foot = "{% macro foot(view) %}<p>{{ view.a }}</p>{% endmacro %}"
    files = {"macros.html": MACROS, "part.html": "<{{ view.a if view is defined else 0 }}>", "page.html": page}
    made = []
    for quick in (True, False):
        one = make_environment(THEME, WORDS, quick=quick)
        one.loader = jinja2.DictLoader({**files, "base.html": foot + BASE})
        made.append(one)
    return tuple(made)


def told(environment: jinja2.Environment, values: dict[str, object]) -> str | None:
    """Give what the page says, or None where it cannot be made."""
    try:
        return environment.get_template("page.html").render(values)
    except Exception:
        return None


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4, unique=True),
    st.sampled_from(["alone", "extends"]),
    st.lists(values, min_size=2, max_size=2),
    st.lists(values, max_size=3),
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_quick_code_writes_what_jinjas_own_writes_or_nothing(pieces, form, some, listed, truth):
    body = "\n".join(pieces)
    page = (
        FROM + body if form == "alone" else f"{{% extends 'base.html' %}}{FROM}{{% block main %}}{body}{{% endblock %}}"
    )
    view = SimpleNamespace(
        a=some[0], b=SimpleNamespace(a=some[1], b="b"), none=None, list=listed, call=lambda text: f"<{text}>"
    )
    given_values = {"view": view, "mapping": {"a": some[0]}, "number": 2, "truth": truth, "nothing": None}
    quick, exact = (told(one, {**given_values, "markup": Markup("<i>")}) for one in environments(page))
    assert quick is None or quick == exact


@pytest.mark.parametrize("piece", USUAL)
def test_what_themes_are_made_of_is_not_refused(piece):
    view = SimpleNamespace(a="<", b=SimpleNamespace(a="&", b="b"), list=["<", ""])
    quick, _exact = environments(FROM + piece)
    assert told(quick, {"view": view, "number": 2, "markup": Markup("<i>")}) is not None


@given(st.one_of(values, st.builds(lambda text: type("Text", (str,), {})(text), texts)))
def test_a_value_is_written_as_markupsafe_writes_it(value):
    written = plain(value) if type(value) is str else escaped(value)
    assert str(written) == str(escape(value))


def test_a_mapping_read_like_a_view_is_read_as_jinja_reads_it(tmp_path):
    theme = tmp_path / "themes/mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n")
    (theme / "templates/page.html").write_text("{{ mapping.a }}")
    (theme / "templates/wrong.html").write_text("{{ mapping.b }}")
    templates = Templates(load_theme(tmp_path, "mine"), WORDS)
    for _twice in range(2):
        assert templates.render("page.html", mapping={"a": "<"}) == b"&lt;"
    with pytest.raises(SiteGenError, match="has no attribute 'b'"):
        templates.render("wrong.html", mapping={"a": "<"})
    assert templates.not_quick == {"page.html", "wrong.html"}


def test_every_page_of_the_sample_site_is_the_same_in_quick_and_in_jinjas_own_code(tmp_path, monkeypatch):
    for name in ("content", "log", "themes"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "site.yaml", tmp_path)
    render = Templates.render
    seen: set[str] = set()

    def both(templates: Templates, name: str, **values: object) -> bytes:
        quick = render(templates, name, **values)
        assert name not in templates.not_quick
        assert quick == templates._render_exactly(name, values)
        seen.add(name)
        return quick

    monkeypatch.setattr(Templates, "render", both)
    SiteFolder(tmp_path).build()
    assert {"provider.html", "reviews.html", "location.html", "directory.html", "home.html"} <= seen
