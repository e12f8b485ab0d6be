"""What the practice writes about itself, as rules read it: which texts there are, and Markdown as plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.check.rule import Around, Key
from site_gen.model.page import Page
from site_gen.model.provider import Provider

_CODE = re.compile(r"```.*?```|~~~.*?~~~|<!--.*?-->", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,}).*$", re.MULTILINE)
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ ]+(.*?)[ #]*$", re.MULTILINE)
_NO_SENTENCE = re.compile(r"^\s*(?:\|.*|[-=*_]{3,}|\[[^\]]+\]: .*)$", re.MULTILINE)
"""Tables, rules and the addresses of links."""
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"(?<!\w)_+|_+(?!\w)|^[ ]*>[ ]?|<[^<>\n]+>|\\$", re.MULTILINE)
_OF_MARKS = re.compile(r"[_><\\]")
_EVERYWHERE = str.maketrans("", "", "*`~")
"""Marks that stand for themselves wherever they are."""


class Text(NamedTuple):
    """A text for readers: what it is, the language it is written in, where it stands, and its Markdown."""

    what: str
    language: str
    at: Key
    markdown: str


def bios_of(provider: Provider, around: Around) -> Iterator[Text]:
    """Give a profile's biography in each language that it has."""
    if provider.bio.strip():
        yield Text("the bio", around.site.default_language, ("bio",), provider.bio)
    for language, translation in provider.i18n.items():
        if translation.bio and translation.bio.strip():
            yield Text(f"the bio in {language}", language, ("i18n", language, "bio"), translation.bio)


def body_of(page: Page) -> Text:
    """Give the text of an owner's page."""
    return Text("the page", page.language, (), page.body)


def words_of(page: Page) -> str:
    """Give all that an owner's page says as plain sentences: its title and description, its text, its infographics."""
    cards = (card.words for card in page.infographics.values())
    return "\n\n".join((page.title, page.description or "", plain_whole(page.body), *cards))


def is_policy(page: Page) -> bool:
    """Tell whether a page is a policy: it is sealed as it is, and its words are those of a decision."""
    return page.path.startswith("content/policies/")


def plain_whole(markdown: str) -> str:
    """Give all words of Markdown without its marks: headings, too, and code and the cells of tables as paragraphs."""
    text = _FENCE.sub("\n", _COMMENT.sub("\n\n", markdown))
    return plain(text.replace("|", "\n\n"), headings=True)


def plain(markdown: str, *, headings: bool = False) -> str:
    """Give Markdown without its marks, blocks and list items apart by empty lines; headings only where asked for."""
    text = _CODE.sub("\n\n", markdown)
    if "#" in text:
        text = _HEADING.sub("\n\n\\1\n\n" if headings else "\n\n", text)
    text = _NO_SENTENCE.sub("\n", text)
    text = _ITEM.sub("\n\n", text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if _OF_MARKS.search(text):
        text = _MARKS.sub("", text)
    return text.translate(_EVERYWHERE)
