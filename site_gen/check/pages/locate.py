"""Line and column of an element in a built page; read only for findings, with a parser that keeps places."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from site_gen.check.rule import Key

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_PAGES_KEPT = 4


def locate_element(data: bytes, at: Key) -> tuple[int, int]:
    """Give the place of an element named by `Reading.at`, from 1; both 0 where the two parsers do not agree on it."""
    if len(at) != len(("name", 0)):
        return (0, 0)
    name, number = at
    found = _elements(data, str(name))
    assert isinstance(number, int), "an element is named by its number among those of its name"
    return found[number] if number < len(found) else (0, 0)


@functools.lru_cache(maxsize=_PAGES_KEPT)
def _soup(data: bytes) -> BeautifulSoup:
    from bs4 import BeautifulSoup  # slow to import, and needed only where something is wrong

    return BeautifulSoup(data.decode("utf-8", "replace"), "html.parser")


def _elements(data: bytes, name: str) -> list[tuple[int, int]]:
    return [(tag.sourceline or 0, (tag.sourcepos or 0) + 1) for tag in _soup(data).find_all(name)]
