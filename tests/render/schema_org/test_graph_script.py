"""The graph inside its `<script>`: nothing in it can end the script, and every text comes back as it was."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import markupsafe
import pytest
from graph_samples import edition, node_of, provider, provider_case, review
from hypothesis import given
from hypothesis import strategies as st

from site_gen.render.schema_org import page_graph
from site_gen.render.schema_org.graph import script_safe

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "-->",
    "]]>",
    "</SCRIPT >",
    "\\u003c/script\\u003e",
    '"},{"@type":"Review","name":"',
    "\\</script>",
    "a & b &lt; c &amp;",
    "line one\nline two\r\n\ttab",
    "\u2028\u2029\x7f\x00",
    "Ça va, Ünal? 心臓 🫀",
]


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.data.append(data)


def read_back(html: str) -> object:
    """Read the graph as a browser does: the text of the one script on the page."""
    reader = Scripts()
    reader.feed(f'<script type="application/ld+json">{html}</script>')
    reader.close()
    assert reader.tags == ["script"]
    return json.loads("".join(reader.data))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inside_the_script_and_comes_back_exactly(text):
    reviews = [review(1, title=text, text=text, author=text)]
    _, _, html, *_ = provider_case(edition(), provider(conditions=(text,)), reviews)
    assert isinstance(html, markupsafe.Markup)
    assert not {"<", ">", "&"} & set(html)
    (one,) = node_of(read_back(html), "#provider")["review"]
    assert (one["name"], one["reviewBody"], one["author"]["name"]) == (text, text, text)


@given(text=st.text(min_size=1), title=st.text(min_size=1), author=st.text(min_size=1))
def test_any_text_comes_back_exactly(text, title, author):
    _, _, html, *_ = provider_case(edition(), provider(), [review(1, title=title, text=text, author=author)])
    assert not {"<", ">", "&"} & set(html)
    (one,) = node_of(json.loads(html), "#provider")["review"]
    assert (one["name"], one["reviewBody"], one["author"]["name"]) == (title, text, author)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(value=json_values)
def test_any_value_comes_back_exactly(value):
    html = script_safe(value)
    assert not {"<", ">", "&"} & set(html)
    assert json.loads(html) == value


def test_a_template_does_not_escape_it_again():
    html = page_graph(edition(), path="", title="A <b> & c", trail=[], kind="home")
    assert markupsafe.escape(html) == html
    assert '"name":"A \\u003cb\\u003e \\u0026 c"' in html


def test_the_json_is_compact_and_in_utf_8():
    html = page_graph(edition(), path="", title="Cardiología", trail=[], kind="home")
    assert "Cardiología" in html
    assert ": " not in html
    assert "\n" not in html
