"""No page whatever stops the verifier, and what it reads is the tree that the tags say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import cpu_seconds

from site_gen.html.tree import Node, children, parse
from site_gen.verify.claims import Outcome
from site_gen.verify.page import Page, read_page
from site_gen.verify.tree import Tree, inside
from site_gen.verify.tree import text as words_in
from site_gen.verify.wellformed import read_tree
from verify.conftest import Built
from verify.copies import Copy, outcomes
from verify.sites import ANA_1

VOID = re.findall(r"\w+", "br hr img input link meta wbr")
NAMES = re.findall(
    r"\w+",
    "a article b body button center circle dd details div dl dt em fieldset figure font form g h2 h3 head html i "
    "iframe label li lineargradient listing main math menu mi nobr noscript object ol optgroup option p path plaintext "
    "pre rp rt ruby s script section select small span strong style summary svg table tbody td template text textarea "
    "tfoot th thead title tr tt u ul use video xmp",
)
OFTEN = re.findall(r"\w+", "a b dd div dl dt g li option p select svg table tbody td tr ul")
SCRAPS = (
    "<", ">", "/>", "</", "<!", "<!--", "-->", "<![CDATA[", "]]>", "<?", '"', "'", "=", "&", "&#", "&#x", "&lt", "\x00",
    "\x0b", "\u202e", "<p>", "</p>", "<svg>", "<template>", "</template>", "<script>", "<plaintext>", "<table>", "<li>",
    "<select>", '<article class="review" data-log-index="8">', "</article>", '<mark data-segment="1">', "data-value=",
    "data-review-text", 'data-field="rating"', 'data-word="reply"', "<data data-count='received' value='1'>", "{", "}",
    '<script type="application/ld+json">', '"@context"', "9" * 400, "½", "٣", "²", "\ufeff",
)  # fmt: skip

element = st.recursive(
    st.sampled_from(("x", " ", "&amp;", *(f"<{name}>" for name in VOID))),
    lambda inner: st.tuples(st.sampled_from(NAMES) | st.sampled_from(OFTEN), st.lists(inner, max_size=3)),
    max_leaves=12,
)
"""Text, an element without content, or an element with others."""


@pytest.fixture(scope="module")
def page(built_small: Built) -> bytes:
    return (built_small.public / ANA_1).read_bytes()


@pytest.fixture(scope="module")
def shared(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder: Path = tmp_path_factory.mktemp("mutations") / "public"
    return Copy(shutil.copytree(built_small.public, folder), built_small.site)


@st.composite
def mutations(draw: st.DrawFn) -> list[tuple[str, float, int, Any]]:
    """Give some changes: what, where in the page from 0 to 1, over how many bytes, and with what."""
    kinds = st.sampled_from(("drop", "repeat", "move", "insert", "insert", "replace"))
    place = st.floats(0, 1, exclude_max=True)
    scrap = st.sampled_from(SCRAPS) | st.text(max_size=3)
    return draw(st.lists(st.tuples(kinds, place, st.integers(1, 400), scrap), min_size=1, max_size=5))


def mutated(data: bytes, changes: list[tuple[str, float, int, Any]]) -> bytes:
    for kind, place, length, scrap in changes:
        at = int(place * len(data))
        part, new = data[at : at + length], scrap.encode("utf-8", "surrogatepass")
        if kind == "drop":
            data = data[:at] + data[at + length :]
        elif kind == "repeat":
            data = data[:at] + part * 2 + data[at + length :]
        elif kind == "move":
            data = part + data[:at] + data[at + length :]
        else:
            data = data[:at] + new + data[at + (len(new) if kind == "replace" else 0) :]
    return data


soup = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=4)).map("".join)


@given(st.binary(max_size=200) | soup.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_anything_can_be_read(data: bytes):
    assert isinstance(read_page(data), Page)
    whole = b'<!doctype html><html><head><meta charset="utf-8"></head><body>' + data + b"</body></html>"
    assert isinstance(read_page(whole), Page)


@given(mutations())
def test_every_changed_page_can_be_read(page: bytes, changes: list[tuple[str, float, int, Any]]):
    assert isinstance(read_page(mutated(page, changes)), Page)


@settings(max_examples=10)
@given(mutations())
def test_every_changed_page_has_a_verdict(shared: Copy, page: bytes, changes: list[tuple[str, float, int, Any]]):
    shared.write(ANA_1, mutated(page, changes))
    verdict = shared.verify()
    assert len(verdict.claims) == len(outcomes(verdict))
    assert verdict.is_failed == (Outcome.FAILED in outcomes(verdict).values())


def written(parts: list[Any]) -> str:
    return "".join(one if isinstance(one, str) else f"<{one[0]}>{written(one[1])}</{one[0]}>" for one in parts)


def told(parts: list[Any], depth: int) -> Iterator[tuple[int, str]]:
    """Give the elements of a tree as it was made up, with their depth; a page has nothing of what is in a template."""
    for one in parts:
        if not isinstance(one, str):
            yield depth, one[0]
            if one[0] != "template":
                yield from told(one[1], depth + 1)
        elif one.startswith("<"):
            yield depth, one[1:-1]


def read(node: Node, depth: int) -> Iterator[tuple[int, str]]:
    for child in children(node):
        if child.is_element_node:
            yield depth, str(child.tag).lower()
            yield from read(child, depth + 1)


@settings(max_examples=300)
@given(st.lists(element, min_size=1, max_size=3))
def test_a_page_without_a_fault_is_the_tree_of_its_tags(body: list[Any]):
    text = f"<!doctype html><html><head></head><body>{written(body)}</body></html>"
    tree = read_tree(text)
    if not isinstance(tree, str):
        found = parse(text).css_first("body")
        assert found is not None
        assert list(read(found, 0)) == list(told(body, 0)), text
        assert list(by_tags(tree, 0)) == list(by_browser(parse(text).css_first("html"))), text


Seen = tuple[str, dict[str, str], str]
"""An element: its name, its attributes, and all its words without blanks."""


def by_browser(node: Node | None) -> Iterator[Seen]:
    """Give an element and all in it as browsers build them, in order."""
    assert node is not None
    attributes = {name.encode().lower().decode(): value or "" for name, value in node.attributes.items()}
    yield str(node.tag).lower(), attributes, "".join(node.text().split())
    for child in children(node):
        if child.is_element_node:
            yield from by_browser(child)


def by_tags(tree: Tree, place: int) -> Iterator[Seen]:
    """Give the same of the tree that is made of tags."""
    for one in (place, *inside(tree, place)):
        tag = tree.tags[one]
        yield tag.name, tag.attributes, "".join(words_in(tree, one).split())


@settings(max_examples=300)
@given(mutations())
def test_a_changed_page_without_a_fault_is_what_browsers_build(page: bytes, changes: list[tuple[str, float, int, Any]]):
    text = mutated(page, changes).decode("utf-8", "replace")
    tree = read_tree(text)
    if not isinstance(tree, str) and tree.tags:
        assert list(by_tags(tree, 0)) == list(by_browser(parse(text).css_first("html")))


values = st.text("ab &;#38<>\"'`=\r\n\t½é", max_size=8) | st.sampled_from(
    ["&copy=1", "&copyx", "&notit;", "&#x80;", "&#0;", "&amp;lt;", "&#1114112;", "&AMP;", "&nbsp;x", "&#39;&quot;"]
)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(["a", "A", "b", "é", "É"]), values), max_size=4), values)
def test_attributes_and_words_are_what_browsers_read(attributes: list[tuple[str, str]], words: str):
    given = "".join(f" {name}='{value}'" if '"' in value else f' {name}="{value}"' for name, value in attributes)
    text = f"<!doctype html><html><head></head><body><p{given}>{words}</p></body></html>"
    tree = read_tree(text)
    if not isinstance(tree, str):
        found = parse(text).css_first("p")
        assert found is not None
        place = next(place for place, tag in enumerate(tree.tags) if tag.name == "p")
        assert words_in(tree, place) == found.text()
        assert tree.tags[place].attributes == {name: value or "" for name, value in found.attributes.items()}


def test_a_value_over_several_lines_is_one_value():
    body = '<p title="a\n<b>\n</p>">x</p>\n<p>y</p>'
    tree = read_tree(f"<!doctype html><html><head></head><body>{body}</body></html>")
    assert not isinstance(tree, str)
    assert [tag.attributes for tag in tree.tags if tag.name == "p" and tag.kind == "start"] == [
        {"title": "a\n<b>\n</p>"},
        {},
    ]


HARD = (
    "<", "<b", "<b ", "<b c", '<b c="', "<b c=d ", "<b c=d e", "</b", "</b ", "<b>", "<b></b>", "<title>", "<script ",
    " ", "x", "&", '"', "<b/>", "<p>", "<svg>", "<li><p>", "<!-", "<script></script", "<xmp></xmp ",
)  # fmt: skip


@pytest.mark.parametrize("scrap", HARD)
def test_the_search_for_faults_takes_time_in_proportion(scrap: str):
    def seconds(length: int) -> float:
        text = "<!doctype html><html><head></head><body>" + scrap * (length // len(scrap))
        return cpu_seconds(lambda: read_tree(text))

    long = min(seconds(400_000) for _ in range(2))
    assert long < 1
    assert long < 0.1 or long < 16 * min(seconds(100_000) for _ in range(3))
