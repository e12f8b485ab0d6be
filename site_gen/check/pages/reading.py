"""One built page, parsed once: whatever several rules need of it is found once, and only when a rule asks."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from typing import NamedTuple

from site_gen.check.pages.addresses import Target
from site_gen.check.pages.hiding import Hiding, style_hides
from site_gen.check.pages.markup import Markup, read_markup
from site_gen.check.pages.plan import Plan, Surroundings
from site_gen.check.pages.seen import SeenNumber, SeenReview, read_numbers, read_reviews
from site_gen.check.rule import Key
from site_gen.html.tree import Node, attribute, parse
from site_gen.model.standing import Placed

_HIDES = (
    '[hidden], [popover], template, noscript, dialog:not([open]), details:not([open]), :not(svg)[aria-hidden="true"]'
)
_LINKS = ":is([href], [src], [poster], [srcset], [action], [formaction], [ping], [data])"
_NAMES = ("href", "src", "poster", "srcset", "action", "formaction", "ping", "data")


class Link(NamedTuple):
    """An attribute that names an address."""

    node: Node
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
    def links(self) -> tuple[Link, ...]:
        """Everything on the page that names an address, in its order; several addresses of one `srcset` apart."""
        found: list[Link] = []
        for node in self.tree.css(_LINKS):
            attributes = node.attributes
            for name in _NAMES:
                value = attributes.get(name)
                if value and name in ("srcset", "ping"):
                    parts = value.split(",") if name == "srcset" else value.split()
                    found.extend(Link(node, name, part.split()[0]) for part in parts if part.split())
                elif value is not None:
                    found.append(Link(node, name, value))
        return tuple(found)

    @cached_property
    def targets(self) -> tuple[Target | None, ...]:
        """Where the links lead on this site, in their order; None for those that leave it."""
        find, file = self.around.addresses.target, self.file
        return tuple(find(link.value, file) for link in self.links)

    @cached_property
    def words(self) -> str:
        """The text of the page in lower case, seen or not, with a blank between elements."""
        return self.tree.body.text(separator=" ").lower() if self.tree.body is not None else ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order; the names of old anchors too."""
        return (
            *(node.id or "" for node in self.tree.css("[id]")),
            *(attribute(node, "name") for node in self.tree.css("a[name]")),
        )

    @cached_property
    def translations(self) -> dict[str, str]:
        """The pages that this one names as its translations, by language; of other sites the whole address."""
        found = {}
        for node in self.tree.css('link[rel="alternate" i][hreflang]'):
            href = attribute(node, "href")
            target = self.around.addresses.target(href, self.file)
            found[attribute(node, "hreflang")] = target.file if target else href
        return found

    @cached_property
    def is_indexed(self) -> bool:
        """Whether search engines may list the page."""
        robots = self.tree.css_first('meta[name="robots" i]')
        return robots is None or "noindex" not in attribute(robots, "content").lower()

    @cached_property
    def reviews(self) -> tuple[SeenReview, ...]:
        """Every review, in order."""
        return read_reviews(self.tree)

    @cached_property
    def matched(self) -> tuple[tuple[SeenReview, Placed], ...]:
        """The reviews that belong on the page and are in it, in the page's order, each once."""
        part = self.plan.reviews
        wanted = {placed.review.id: placed for placed in part.placed} if part else {}
        return tuple((seen, wanted.pop(seen.id)) for seen in self.reviews if seen.id in wanted)

    @cached_property
    def numbers(self) -> tuple[SeenNumber, ...]:
        """Every number about reviews."""
        return read_numbers(self.tree)

    @cached_property
    def markup(self) -> Markup:
        """The blocks of JSON-LD."""
        return read_markup(self.tree)

    def target(self, link: Link) -> Target | None:
        """Give where a link leads on this site."""
        return self.around.addresses.target(link.value, self.file)

    def at(self, node: Node | None) -> Key:
        """Give the key of an element: its name, and which of that name it is."""
        if node is None or node.tag is None:
            return ()
        for number, one in enumerate(self.tree.css(node.tag)):
            if one.mem_id == node.mem_id:
                return (node.tag, number)
        return ()

    def hidden_by(self, node: Node) -> Node | None:
        """Give what keeps an element from being seen or read aloud: the element itself or one around it."""
        return _nearest(node, self._hiding, self._hidden)

    def cut_by(self, node: Node) -> Node | None:
        """Give what may show only the beginning of an element: the element itself or one around it."""
        return _nearest(node, self._cutting, self._cut)

    def reordered_by(self, node: Node) -> Node | None:
        """Give what may show an element in another place: the element itself or one around it."""
        return _nearest(node, self._reordering, self._reordered)

    @cached_property
    def _hiding(self) -> dict[int, Node]:
        hiding = {node.mem_id: node for node in self.tree.css(", ".join((_HIDES, *self._styles.hides)))}
        for node in self.tree.css("[style]"):
            if style_hides(attribute(node, "style")):
                hiding[node.mem_id] = node
        return hiding

    @cached_property
    def _styles(self) -> Hiding:
        return self.around.hiding

    @cached_property
    def _cutting(self) -> frozenset[int]:
        return self._matched(self._styles.cuts)

    @cached_property
    def _reordering(self) -> frozenset[int]:
        return self._matched(self._styles.reorders)

    def _matched(self, selectors: tuple[str, ...]) -> frozenset[int]:
        return frozenset(node.mem_id for node in self.tree.css(", ".join(selectors))) if selectors else frozenset()


def _nearest(node: Node, wanted: Container[int], known: dict[int, Node | None]) -> Node | None:
    """Give the element itself or the nearest one around it that is wanted; `known` are the answers so far."""
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
    known.update(dict.fromkeys(passed, found))
    return found
