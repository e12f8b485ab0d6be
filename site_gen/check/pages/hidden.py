"""Which elements of a page a reader may not see, out of what the page and its style sheets say."""

from __future__ import annotations

import functools
from collections.abc import Collection

from site_gen.check.pages.hiding import style_hides
from site_gen.html.tree import Tree, attribute

_HIDES = (
    *("[hidden]", "[popover]", "template", "noscript", "dialog:not([open])", "details:not([open])"),
    ':not(svg)[aria-hidden="true"]',
)
_STYLES_KEPT = 1024


def hidden_elements(tree: Tree, selectors: Collection[str]) -> set[int]:
    """Give the elements, by `mem_id`, that hide themselves or that a selector of a style sheet hides."""
    return matched_elements(tree, (*_HIDES, *selectors)) | {
        node.mem_id for node in tree.css("[style]") if _style_hides(attribute(node, "style"))
    }


def matched_elements(tree: Tree, selectors: Collection[str]) -> set[int]:
    """Give the elements, by `mem_id`, that one of some selectors matches."""
    return {node.mem_id for node in tree.css(", ".join(selectors))} if selectors else set()


_style_hides = functools.lru_cache(maxsize=_STYLES_KEPT)(style_hides)
