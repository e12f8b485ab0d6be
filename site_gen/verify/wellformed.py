"""Whether a page can be read in one way only: its tags are the tree, and no reader has anything to repair.

HTML says how to repair anything, and repairs are where two readers see two pages, or where a short page becomes a tree
that fills the memory. So a page of reviews has none, and a page that needs one is not read further.

Source: HTML Living Standard, 13.1 "Writing HTML documents" and 13.2.6 "Tree construction".
"""

from __future__ import annotations

import re
from functools import lru_cache

from site_gen.verify.tags import BLANKS, Tag, read_tokens
from site_gen.verify.tree import Tree, new_tree, without_templates

DEEPEST = 100
"""How deep elements may stand in one another; browsers flatten what is deeper than some hundreds."""
MOST_TAGS = 250_000
"""On one page; an honest one of the largest size has fewer."""
_BEGINNING = re.compile(rf"[{BLANKS}]*+<!doctype html>[{BLANKS}]*+(?=<)", re.IGNORECASE)
_TEXT_ONLY = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"})
_DRAWN = frozenset(
    {
        "circle", "clippath", "defs", "ellipse", "g", "line", "lineargradient", "mask", "path", "pattern", "polygon",
        "polyline", "radialgradient", "rect", "stop", "svg", "symbol", "text", "tspan", "use",
    }
)  # fmt: skip
"""What stands in a picture, and nowhere else; anything else ends a picture, or is HTML again."""
_FRAME = ("body", "head", "html")
_IN_HEAD = frozenset({"base", "link", "meta", "script", "style", "template", "title"})
_HOLDS: dict[str, frozenset[str]] = {
    "": frozenset({"html"}),
    "html": frozenset({"head", "body"}),
    "head": _IN_HEAD,
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd", "div"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "colgroup": frozenset({"col"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
    "select": frozenset({"optgroup", "option"}),
    "optgroup": frozenset({"option"}),
    "option": frozenset(),
    **dict.fromkeys(_DRAWN, _DRAWN | {"title"}),
}
"""Elements that hold these only: readers move what else is in them, or drop it."""
_WORDLESS = _HOLDS.keys() - {"option", "text", "tspan"}
_STANDS = {
    name: frozenset(holder for holder, held in _HOLDS.items() if name in held)
    for name in frozenset[str]().union(*_HOLDS.values()) - _IN_HEAD - {"div", "svg"}
}
"""Elements that stand in these only."""
_STANDS["li"] |= {"menu", "template"}
_ENDS_WORDS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
        "listing", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul", "xmp",
    }
)  # fmt: skip
"""What ends a paragraph, whatever is open in it."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_INSIDE = {
    **dict.fromkeys(_ENDS_WORDS, frozenset({"p"})),
    **dict.fromkeys(_HEADINGS, _HEADINGS | {"p"}),
    **{name: frozenset({name}) for name in ("a", "button", "nobr")},
    "form": frozenset({"form", "p"}),
}
"""Elements that end others in which they stand."""
_ENDED = frozenset[str]().union(*_NOT_INSIDE.values())
_READ_OTHERWISE = frozenset(
    {"basefont", "bgsound", "frame", "frameset", "image", "keygen", "math", "param", "plaintext"}
)
"""Elements that are not what they are called, or that hold nothing although they are written as if they did."""


def read_tree(text: str) -> Tree | str:
    """Give a page as the tree of its tags; or say what could make readers differ about it."""
    if text.startswith("\ufeff"):
        return "begins with a byte order mark"
    if "\x00" in text:
        return "has a NUL character"
    if len(text) > MOST_TAGS and text.count("<") > MOST_TAGS:
        return f"has more than {MOST_TAGS:,} tags"
    if "<" not in text:
        return Tree([], [], [], [], [])
    beginning = _BEGINNING.match(text)
    if beginning is None:
        return "does not begin with <!doctype html>"
    tree = new_tree(read_tokens(text[beginning.end() :]))
    return _fault_in(tree) or without_templates(tree)


def _fault_in(tree: Tree) -> str:
    """Put every element of a tree in its place, and say what keeps one from being there."""
    tags, words, parents, ends = tree[:4]
    names, starts, missing = [""], [-1], list(_FRAME)
    open_ones: set[str] = set()
    for at, tag in enumerate(tags):
        name, kind = tag.name, tag.kind
        if kind == "end":
            if names.pop() != name:
                return f"has a </{name[:20]}> that closes nothing"
            parents[at] = start = starts.pop()
            ends[start] = at
            open_ones.discard(name)
        elif kind == "none":
            return "has a < that begins no tag"
        else:
            if not _fits(name, names[-1]) and not (name in ("dt", "dd") and names[-2:] == ["dl", "div"]):
                return f"has a <{name[:20]}> in a <{names[-1][:20]}>" if names[-1] else f"has a <{name[:20]}> by itself"
            if name in _NOT_INSIDE and not _NOT_INSIDE[name].isdisjoint(open_ones):
                return f"has a <{name}> in what it ends"
            if name in _FRAME and (not missing or missing.pop() != name):
                return f"has a <{name}> where none can be"
            parents[at] = starts[-1]
            if kind == "empty" or (tag.is_closed and name in _DRAWN):
                ends[at] = at
            else:
                if name in _TEXT_ONLY:
                    if not _is_ended(tags, at):
                        return f"has a <{name}> with a < in it, or without an end"
                elif tag.is_closed:
                    return f"has <{name[:20]}/>, which only looks closed"
                elif len(names) >= DEEPEST:
                    return f"has elements more than {DEEPEST} deep"
                elif name in _ENDED:
                    open_ones.add(name)
                names.append(name)
                starts.append(at)
        if names[-1] in _WORDLESS and words[at].strip(BLANKS):
            return f"has words in a <{names[-1]}>" if names[-1] else "has words outside of <html>"
    if names[1:]:
        return f"does not close <{names[-1][:20]}>"
    return f"has no <{missing[-1]}>" if missing else ""


def _is_ended(tags: list[Tag], at: int) -> bool:
    """Tell whether an element of text ends with the tag behind it."""
    following = tags[at + 1] if at + 1 < len(tags) else tags[at]
    return not tags[at].is_closed and (following.kind, following.name) == ("end", tags[at].name)


@lru_cache(maxsize=1024)
def _fits(name: str, holder: str) -> bool:
    """Tell whether an element may stand in another one directly."""
    return name in _HOLDS.get(holder, {name}) and holder in _STANDS.get(name, {holder}) and name not in _READ_OTHERWISE
