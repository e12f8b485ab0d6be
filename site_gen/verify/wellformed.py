"""Whether a page can be read in one way only: its tags are the tree, and no reader has anything to repair.

HTML says how to repair anything, and repairs are where two readers see two pages, or where a short page becomes a tree
that fills the memory. So a page of reviews has none, and a page that needs one is not read further.

Source: HTML Living Standard, 13.1 "Writing HTML documents" and 13.2.6 "Tree construction".
"""

from __future__ import annotations

import re
from functools import lru_cache

DEEPEST = 100
"""How deep elements may stand in one another; browsers flatten what is deeper than some hundreds."""
MOST_TAGS = 250_000
"""On one page; an honest one of the largest size has fewer."""
MOST_ATTRIBUTES = 64
"""At one element: readers compare each with all before it."""

_BLANK = r"[ \t\n\f\r]"
_BEGINNING = re.compile(rf"{_BLANK}*+<!doctype html>{_BLANK}*+(?=<)", re.IGNORECASE)
_NAME = r"[^ \t\n\f\r\"'<>/=]++"
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r\"'=<>`]++)"
_ATTRIBUTES = rf"(?:{_BLANK}++{_NAME}(?:={_VALUE})?+){{0,{MOST_ATTRIBUTES}}}+{_BLANK}*+"
_TEXT_ONLY = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"})
_TOKEN = re.compile(
    rf"<(?:({'|'.join(sorted(_TEXT_ONLY))}){_ATTRIBUTES}>[^<]*+</\1{_BLANK}*+>"
    rf"|([a-z][a-z0-9-]*+){_ATTRIBUTES}(/?)>"
    rf"|/([a-z][a-z0-9-]*+){_BLANK}*+>"
    rf"|){_BLANK}*+([^<]?)",
    re.ASCII | re.IGNORECASE,
)
"""A whole element of text; a start tag, perhaps with a slash; an end tag; nothing that is a tag. Then the first of the
words behind it, if there are any."""

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
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


def fault_of(text: str) -> str:
    """Say what could make readers differ about a page; nothing where they agree."""
    if text.startswith("\ufeff"):
        return "begins with a byte order mark"
    if "\x00" in text:
        return "has a NUL character"
    if (tags := text.count("<")) > MOST_TAGS:
        return f"has more than {MOST_TAGS:,} tags"
    if not tags:
        return ""
    beginning = _BEGINNING.match(text)
    if beginning is None:
        return "does not begin with <!doctype html>"
    stack, missing = [""], list(_FRAME)
    open_ones: set[str] = set()
    for whole, start, slash, end, words in _TOKEN.findall(text, beginning.end()):
        if start or whole:
            name = (start or whole).lower()
            if not _fits(name, stack[-1]) and not (name in ("dt", "dd") and stack[-2:] == ["dl", "div"]):
                return f"has a <{name[:20]}> in a <{stack[-1][:20]}>" if stack[-1] else f"has a <{name[:20]}> by itself"
            if name in _NOT_INSIDE and not _NOT_INSIDE[name].isdisjoint(open_ones):
                return f"has a <{name}> in what it ends"
            if name in _FRAME and (not missing or missing.pop() != name):
                return f"has a <{name}> where none can be"
            if start and name in _TEXT_ONLY:
                return f"has a <{name}> with a < in it, or without an end"
            if slash and name not in _VOID and name not in _DRAWN:
                return f"has <{name[:20]}/>, which only looks closed"
            if start and not slash and name not in _VOID:
                stack.append(name)
                if name in _ENDED:
                    open_ones.add(name)
                if len(stack) > DEEPEST:
                    return f"has elements more than {DEEPEST} deep"
        elif not end:
            return "has a < that begins no tag"
        else:
            name = end.lower()
            if stack.pop() != name:
                return f"has a </{name[:20]}> that closes nothing"
            open_ones.discard(name)
        if words and stack[-1] in _WORDLESS:
            return f"has words in a <{stack[-1]}>" if stack[-1] else "has words outside of <html>"
    if stack[1:]:
        return f"does not close <{stack[-1][:20]}>"
    return f"has no <{missing[-1]}>" if missing else ""


@lru_cache(maxsize=1024)
def _fits(name: str, holder: str) -> bool:
    """Tell whether an element may stand in another one directly."""
    return name in _HOLDS.get(holder, {name}) and holder in _STANDS.get(name, {holder}) and name not in _READ_OTHERWISE
