"""One built page, parsed once: whatever several rules need of it is found once, and only when a rule asks."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cached_property
from typing import NamedTuple

from site_gen.check.pages.addresses import Target
from site_gen.check.pages.hidden import hidden_elements, matched_elements
from site_gen.check.pages.markup import Markup, read_markup
from site_gen.check.pages.plan import Plan, Surroundings
from site_gen.check.pages.seen import SeenNumber, SeenReview, read_numbers, read_reviews
from site_gen.check.rule import Key
from site_gen.html.elements import Element, Elements
from site_gen.html.tree import Node, nearest, parse
from site_gen.model.placed import Placed

_NAMES = ("href", "src", "poster", "srcset", "action", "formaction", "ping", "data")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""Names of elements that selectors can be made of: a parser takes whatever stands between `<` and a blank."""
_SEVERAL = frozenset({"srcset", "ping"})
"""Attributes that name several addresses."""


class Link(NamedTuple):
    """An attribute that names an address."""

    element: Element
    name: str
    value: str


class Reading:
    """A page and the plan that it is held against."""

    def __init__(self, data: bytes, plan: Plan, around: Surroundings) -> None:
        self.data = data
        self.plan = plan
        self.around = around
        self.tree = parse(data.decode("utf-8", "replace"))
        self._hidden: dict[int, Node | None] = {}
        self._cut: dict[int, Node | None] = {}
        self._reordered: dict[int, Node | None] = {}

    @property
    def file(self) -> str:
        """The file of the output."""
        return self.plan.file

    @cached_property
    def elements(self) -> Elements:
        """Its elements, by name and by attribute."""
        return Elements(self.tree)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Everything on the page that names an address, in its order; several addresses of one `srcset` apart."""
        found: list[Link] = []
        for element in self.elements.having(*_NAMES):
            attributes = element.attributes
            for name in _NAMES:
                value = attributes.get(name)
                if value and name in _SEVERAL:
                    parts = value.split(",") if name == "srcset" else value.split()
                    found.extend(Link(element, name, part.split()[0]) for part in parts if part.split())
                elif value is not None:
                    found.append(Link(element, name, value))
        return tuple(found)

    @cached_property
    def targets(self) -> tuple[Target | None, ...]:
        """Where the links lead on this site, in their order; None for those that leave it."""
        find, file = self.around.addresses.target, self.file
        return tuple([find(link.value, file) for link in self.links])

    @cached_property
    def leading(self) -> dict[str, list[Link]]:
        """The links that stay on this site, by the file that they lead to."""
        leading: dict[str, list[Link]] = {}
        for link, target in zip(self.links, self.targets, strict=True):
            if target is not None:
                leading.setdefault(target.file, []).append(link)
        return leading

    @cached_property
    def schemes(self) -> dict[str, list[Link]]:
        """The links with a colon, by what stands before it, in lower case: `tel`, `https`, `javascript`."""
        schemes: dict[str, list[Link]] = {}
        for link in self.links:
            scheme, colon, _rest = link.value.partition(":")
            if colon:
                schemes.setdefault(scheme.lower(), []).append(link)
        return schemes

    @cached_property
    def words(self) -> str:
        """The text of the page in lower case, seen or not, with a blank between elements."""
        return self.tree.body.text(separator=" ").lower() if self.tree.body is not None else ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order; the names of old anchors too."""
        anchors = self.elements.tagged("a")
        return (
            *[node.id or "" for node in self.tree.css("[id]")],
            *[anchor.value("name") for anchor in anchors if "name" in anchor.attributes],
        )

    @cached_property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """The pages that this one names as its translations: the language and what `href` says, in order."""
        return tuple(
            (link.value("hreflang"), link.value("href"))
            for link in self.elements.tagged("link")
            if link.value("rel").lower() == "alternate" and "hreflang" in link.attributes
        )

    @cached_property
    def translations(self) -> dict[str, str]:
        """The pages that this one names as its translations, by language; of other sites the whole address."""
        found = {}
        for language, href in self.alternates:
            target = self.around.addresses.target(href, self.file)
            found[language] = target.file if target else href
        return found

    @cached_property
    def is_indexed(self) -> bool:
        """Whether search engines may list the page."""
        metas = self.elements.tagged("meta")
        robots = next((meta for meta in metas if meta.value("name").lower() == "robots"), None)
        return robots is None or "noindex" not in robots.value("content").lower()

    @cached_property
    def reviews(self) -> tuple[SeenReview, ...]:
        """Every review, in order."""
        return read_reviews(self.elements)

    @cached_property
    def matched(self) -> tuple[tuple[SeenReview, Placed], ...]:
        """The reviews that belong on the page and are in it, in the page's order, each once."""
        part = self.plan.reviews
        wanted = {placed.review.id: placed for placed in part.placed} if part else {}
        return tuple((seen, wanted.pop(seen.id)) for seen in self.reviews if seen.id in wanted)

    @cached_property
    def numbers(self) -> tuple[SeenNumber, ...]:
        """Every number about reviews."""
        return read_numbers(self.elements)

    @cached_property
    def markup(self) -> Markup:
        """The blocks of JSON-LD."""
        return read_markup(self.elements)

    def target(self, link: Link) -> Target | None:
        """Give where a link leads on this site."""
        return self.around.addresses.target(link.value, self.file)

    def at(self, node: Node | Element | None) -> Key:
        """Give the key of an element: its name, and which of that name it is; nothing of one whose name is no name."""
        if isinstance(node, Element):
            node = node.node
        if node is None or node.tag is None or not _PLAIN.fullmatch(node.tag):
            return ()
        for number, one in enumerate(self.tree.css(node.tag)):
            if one.mem_id == node.mem_id:
                return (node.tag, number)
        return ()

    def hidden_by(self, node: Node) -> Node | None:
        """Give what keeps an element from being seen or read aloud: the element itself or one around it."""
        return nearest(node, self._hiding, self._hidden)

    def cut_by(self, node: Node) -> Node | None:
        """Give what may show only the beginning of an element: the element itself or one around it."""
        return nearest(node, self._cutting, self._cut)

    def reordered_by(self, node: Node) -> Node | None:
        """Give what may show an element in another place: the element itself or one around it."""
        return nearest(node, self._reordering, self._reordered)

    @cached_property
    def _hiding(self) -> Container[int]:
        return hidden_elements(self.tree, self.around.hiding.hides)

    @cached_property
    def _cutting(self) -> Container[int]:
        return matched_elements(self.tree, self.around.hiding.cuts)

    @cached_property
    def _reordering(self) -> Container[int]:
        return matched_elements(self.tree, self.around.hiding.reorders)
