"""A page as a tree, and the few ways to walk it.

Lexbor follows the parsing rules of the HTML Living Standard: the tree is the one that browsers build.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

Node: TypeAlias = LexborNode
Tree: TypeAlias = LexborHTMLParser

_DEEPEST = 100


def parse(text: str) -> Tree:
    """Parse a page."""
    return LexborHTMLParser(text)


def attribute(node: Node, name: str) -> str:
    """Give the value of an attribute; nothing where there is none."""
    return node.attributes.get(name) or ""


def classes(node: Node) -> list[str]:
    """Give the classes of an element in lower case, as search engines and old browsers take them."""
    return attribute(node, "class").lower().split()


def children(node: Node) -> Iterator[Node]:
    """Give elements, texts and comments below a node, in order."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def parents(node: Node) -> Iterator[Node]:
    """Give the elements around a node, the nearest first; at most a hundred."""
    outer = node.parent
    for _ in range(_DEEPEST):
        if outer is None or not outer.is_element_node:
            return
        yield outer
        outer = outer.parent


def nearest(node: Node, wanted: Container[int], known: dict[int, Node | None]) -> Node | None:
    """Give the element itself or the nearest one around it that is wanted; `known` are the answers so far.

    Elements are named by their `mem_id`.
    """
    passed: list[int] = []
    one: Node | None = node
    found: Node | None = None
    while one is not None and (one is node or one.is_element_node):
        key = one.mem_id
        if key in known:
            found = known[key]
            break
        passed.append(key)
        if key in wanted:
            found = one
            break
        one = one.parent
    for key in passed:
        known[key] = found
    return found
