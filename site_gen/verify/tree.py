"""A page as a tree, by the places of its tags: that of a start tag stands for its element.

Of a page that is written without a fault this is the tree that browsers build (`wellformed.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from site_gen.verify.tags import NO_TAG, Line, Tag, resolved

_BEGINS = ("start", "empty")
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "xmp"})
"""Elements in whose words nothing is a reference."""


class Tree(NamedTuple):
    """The tags of a page, and by their places the words behind them, the element around each, and where each ends.

    An element without content ends where it begins, and the parent of an end tag is the start tag that it belongs to.
    -1 stands for what is around the whole page. `marked` are the places of the tags with a role.
    """

    tags: list[Tag]
    words: list[str]
    parents: list[int]
    ends: list[int]
    marked: list[int]


def tree_of(lines: Iterable[Line]) -> Tree:
    """Give the tree of a page, of which every tag has its partner."""
    tags = list(chain.from_iterable([line.tags for line in lines]))
    words = list(chain.from_iterable([line.words for line in lines]))
    parents, ends = [-1] * len(tags), list(range(len(tags)))
    inner = -1
    for place, tag in enumerate(tags):
        if tag.kind == "end":
            parents[place] = inner
            ends[inner] = place
            inner = parents[inner]
        else:
            parents[place] = inner
            if tag.kind == "start":
                inner = place
    marked = [place for place, tag in enumerate(tags) if tag.roles]
    return _without_templates(Tree(tags, words, parents, ends, marked))


def _without_templates(tree: Tree) -> Tree:
    """Take away what is in templates: it is no part of the page."""
    templates = [place for place in tree.marked if "template" in tree.tags[place].roles]
    for place in templates:
        end = tree.ends[place]
        tree.words[place:end] = [""] * (end - place)
        tree.tags[place + 1 : end] = [NO_TAG] * (end - place - 1)
    return tree if not templates else tree._replace(marked=[place for place in tree.marked if tree.tags[place].roles])


def around(tree: Tree, place: int) -> Iterator[int]:
    """Give the elements around a place, the nearest first."""
    parents = tree.parents
    outer = parents[place]
    while outer >= 0:
        yield outer
        outer = parents[outer]


def inside(tree: Tree, place: int) -> Iterator[int]:
    """Give all elements in one, in order."""
    tags = tree.tags
    return (at for at in range(place + 1, tree.ends[place]) if tags[at].kind in _BEGINS)


def children(tree: Tree, place: int) -> Iterator[int]:
    """Give the elements directly in one, in order."""
    ends = tree.ends
    at, end = place + 1, ends[place]
    if tree.tags[place].name == "template":
        return
    while at < end:
        yield at
        at = ends[at] + 1


def before(tree: Tree, place: int) -> int:
    """Give the element before one and in the same; -1 where there is none."""
    at = place - 1
    if tree.tags[at].kind == "end":
        return tree.parents[at]
    return at if tree.ends[at] == at else -1


def text(tree: Tree, place: int) -> str:
    """Give the words in an element, however deep."""
    end = tree.ends[place]
    words = "".join(tree.words[place:end])
    if "&" not in words and "\r" not in words:
        return words
    return "".join([own_words(tree, at) for at in range(place, end)])


def own_words(tree: Tree, place: int) -> str:
    """Give the words right behind a tag."""
    words, tag = tree.words[place], tree.tags[place]
    is_raw = tag.kind == "start" and tag.name in _RAW
    return words.replace("\r\n", "\n").replace("\r", "\n") if is_raw else resolved(words)


def source(tree: Tree, place: int) -> str:
    """Give an element as it is written."""
    end = tree.ends[place]
    inner = zip(tree.tags[place:end], tree.words[place:end], strict=True)
    return f"{''.join([f'<{tag.source}>{words}' for tag, words in inner])}<{tree.tags[end].source}>"
