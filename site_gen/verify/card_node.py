"""Whose numbers a page gives: the card or the row around a number, the names in it, and where its links lead.

Source: `review-log.md`, "Numbers".
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.html.words import squeezed
from site_gen.verify.tree import Tree, around, inside, own_words

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OWNER = "data-provider"
_RENAMING = frozenset({"aria-label", "aria-labelledby", "aria-roledescription"})
"""Attributes that make an element something else to who does not see it."""


class Card(msgspec.Struct, frozen=True, gc=False):
    """A card, or a row of a table, with numbers of a provider.

    `names` are its headings as they are seen, `links` the addresses and the words of its links. `fault` says why nobody
    can tell whose card it is.
    """

    provider: str
    names: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    is_row: bool = False
    fault: str = ""


class Cards:
    """The cards of a page, each read once, however many numbers it has."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[int, Card] = {}

    def of(self, place: int, owners: Sequence[int]) -> Card | None:
        """Give the card of the number at a place, by what names a provider from it outwards; None on a page of its own.

        A main part is the provider's own page, and what is in a card of it is a card.
        """
        if not owners:
            return None
        tags = self._tree.tags
        provider = tags[owners[0]].attributes[_OWNER]
        if owners[0] == place:
            return Card(provider, fault="names its provider itself")
        outer = [one for one in owners if tags[one].name != "main"]
        if any(tags[one].attributes[_OWNER] != provider for one in outer):
            return Card(provider, fault="stands in a card in another one's")
        if not outer:
            return None
        if outer[-1] not in self._known:
            self._known[outer[-1]] = self._read(outer[-1], provider)
        return self._known[outer[-1]]

    def _read(self, place: int, provider: str) -> Card:
        tags, is_row = self._tree.tags, self._tree.tags[place].name == "tr"
        names, links = [], []
        for at in inside(self._tree, place):
            tag = tags[at]
            if tag.name == "a" and "href" in tag.attributes:
                links.append((tag.attributes["href"], seen_words(self._tree, at, place)))
            elif tag.name in _HEADINGS or (is_row and tag.name == "th"):
                names.append(seen_words(self._tree, at, place))
        return Card(provider, tuple(filter(None, names)), tuple(links), is_row)


def seen_words(tree: Tree, place: int, within: int = -1) -> str:
    """Give the words in an element that are seen, without those of drawings; none where `within` something hides them.

    What is something else to who does not see it counts as hidden.
    """
    tags, ends = tree.tags, tree.ends
    for outer in (place, *around(tree, place)):
        if outer == within:
            break
        if _is_unseen(tree, outer):
            return ""
    words, at = [own_words(tree, place)], place + 1
    while at < ends[place]:
        if tags[at].kind != "end" and (tags[at].name == "svg" or _is_unseen(tree, at)):
            at = ends[at]
        words.append(own_words(tree, at))
        at += 1
    return squeezed("".join(words))


def _is_unseen(tree: Tree, place: int) -> bool:
    tag = tree.tags[place]
    is_renamed = tag.name != "section" and any(one == "role" or one in _RENAMING for one in tag.others)
    return tag.is_hidden or is_renamed
