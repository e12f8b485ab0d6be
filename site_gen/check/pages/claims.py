"""Claims of a few words on a page, found without trying a pattern at each of its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.check.pages.reading import Reading
from site_gen.html.elements import Element
from site_gen.html.tree import parents

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th", "figcaption", "summary")
"""The elements in which a sentence stands."""


class Claim(NamedTuple):
    """What a claim reads like, ignoring case.

    `begins` are beginnings of its first word, `holds` parts of words of which it has one, both in lower case.
    """

    pattern: re.Pattern[str]
    begins: tuple[str, ...]
    holds: tuple[str, ...]


def is_said(claim: Claim, words: str) -> bool:
    """Tell whether a claim stands anywhere in words in lower case."""
    if not any(part in words for part in claim.holds):
        return False
    match = claim.pattern.match
    return any(match(words, place) for begin in claim.begins for place in _places(begin, words))


def said_outside_reviews(page: Reading, claim: Claim, blocks: tuple[str, ...]) -> Iterator[tuple[Element, str]]:
    """Give the elements, of some names, that make a claim and do not stand in a review, with its words."""
    reviews = {seen.node.mem_id for seen in page.reviews}
    for block in page.elements.tagged(*blocks):
        found = claim.pattern.search(block.node.text())
        if found and not any(outer.mem_id in reviews for outer in parents(block.node)):
            yield block, found[0]


def _places(part: str, words: str) -> Iterator[int]:
    place = words.find(part)
    while place >= 0:
        yield place
        place = words.find(part, place + 1)
