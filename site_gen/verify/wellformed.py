"""Whether a page can be read in one way only: every element closed in its order, nothing that readers repair.

HTML says how to repair anything, and repairs are where two readers see two pages, or where a short page becomes a tree
that fills the memory. So a page of reviews has none, and a page that needs one is not read further.

Source: HTML Living Standard, 13.1 "Writing HTML documents" and 13.2.2 "Parse errors".
"""

from __future__ import annotations

import re

DEEPEST = 100
"""How deep elements may stand in one another; browsers flatten what is deeper than some hundreds."""

_ATTRIBUTES = r"(?:\s++[^\s\"'<>/=]++(?:=(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+"
_TOKEN = re.compile(
    rf"<(?:(script|style|title|textarea){_ATTRIBUTES}>[^<]*+</\1\s*+>"
    rf"|([a-z][a-z0-9-]*+){_ATTRIBUTES}(/?)>"
    r"|/([a-z][a-z0-9-]*+)\s*+>"
    r"|!doctype html>"
    r"|(.?))",
    re.ASCII | re.IGNORECASE,
)
"""A whole element of text; a start tag, perhaps with a slash; an end tag; anything else that begins like a tag."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_MAY_STAY_OPEN = frozenset({"dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Elements that end with their parent (HTML, 13.1.2.4)."""
_TEXT_ONLY = frozenset({"script", "style", "title", "textarea"})
_FOREIGN = frozenset({"svg", "math"})


def fault_of(text: str) -> str:
    """Say what could make readers differ about a page; nothing where they agree."""
    if text.startswith("\ufeff"):
        return "begins with a byte order mark"
    if "\x00" in text:
        return "has a NUL character"
    stack: list[str] = []
    foreign = 0
    for _text_only, start, slash, end, other in _TOKEN.findall(text):
        if start:
            name = start.lower()
            if slash:
                if not foreign and name not in _VOID:
                    return f"has <{name}/>, which only looks closed"
            elif name not in _VOID or foreign:
                if name in _TEXT_ONLY and not (foreign and name == "title"):
                    return f"has a <{name}> with a < in it, or without an end"
                stack.append(name)
                foreign += name in _FOREIGN
                if len(stack) > DEEPEST:
                    return f"has elements more than {DEEPEST} deep"
        elif end:
            name = end.lower()
            while stack and stack[-1] != name and stack[-1] in _MAY_STAY_OPEN:
                stack.pop()
            if not stack or stack.pop() != name:
                return f"has a </{name}> that closes nothing"
            foreign -= name in _FOREIGN
        elif other:
            return f"has <{other}, which begins no tag"
    still_open = [name for name in stack if name not in _MAY_STAY_OPEN]
    return f"does not close <{still_open[-1]}>" if still_open else ""
