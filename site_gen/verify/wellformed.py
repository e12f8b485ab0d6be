"""Whether a page can be read in one way only: its tags are the tree, and no reader has anything to repair.

HTML says how to repair anything, and repairs are where two readers see two pages, or where a short page becomes a tree
that fills the memory. So a page of reviews has none, and a page that needs one is not read further.

Source: HTML Living Standard, 13.1 "Writing HTML documents" and 13.2.6 "Tree construction".
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from site_gen.verify.tags import BLANKS, DRAWN, Line, read_lines
from site_gen.verify.tree import Tree, tree_of

DEEPEST = 100
"""How deep elements may stand in one another; browsers flatten what is deeper than some hundreds."""
MOST_TAGS = 250_000
"""On one page; an honest one of the largest size has fewer."""
_MOST_MOVES = 40_000
_BEGINNING = re.compile(rf"[{BLANKS}]*+<!doctype html>[{BLANKS}]*+(?=<)", re.IGNORECASE)
_TEXT_ONLY = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"})
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
    **dict.fromkeys(DRAWN, DRAWN | {"title"}),
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
    lines = read_lines(text[beginning.end() :])
    reached = _NOTHING_OPEN
    for line in lines:
        after = _moves.get((reached, line)) or _move(reached, line)
        if isinstance(after, str):
            return after
        reached = after
    return _end_fault(reached) or tree_of(lines)


class _Open(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What is open between two lines: its names from the outermost on, those that others end, and what is to come."""

    names: tuple[str, ...]
    ended: frozenset[str]
    missing: tuple[str, ...]


_NOTHING_OPEN = _Open(("",), frozenset(), _FRAME)
_open_ones: dict[tuple[tuple[str, ...], frozenset[str], tuple[str, ...]], _Open] = {}
_moves: dict[tuple[_Open, Line], _Open | str] = {}
"""What is open after a line, or what is wrong in it, by what was open before: most lines stand on many pages."""


def _move(before: _Open, line: Line) -> _Open | str:
    after = _after(before, line)
    if line.is_short:
        if len(_moves) >= _MOST_MOVES:
            _moves.clear()
            _open_ones.clear()
        if isinstance(after, _Open):
            after = _open_ones.setdefault((after.names, after.ended, after.missing), after)
        _moves[before, line] = after
    return after


def _after(before: _Open, line: Line) -> _Open | str:
    """Give what is open after a line, or what is wrong in it."""
    names, missing, open_ones = list(before.names), list(before.missing), set(before.ended)
    for tag, words in zip(line.tags, line.words, strict=True):
        name, holder = tag.name, names[-1]
        if holder in _TEXT_ONLY and (tag.kind, name) != ("end", holder):
            return _ill_text(holder)
        if tag.kind == "end":
            if names.pop() != name:
                return f"has a </{name[:20]}> that closes nothing"
            open_ones.discard(name)
        elif tag.kind == "none":
            return "has a < that begins no tag"
        else:
            if not _fits(name, holder) and not (name in ("dt", "dd") and names[-2:] == ["dl", "div"]):
                return f"has a <{name[:20]}> in a <{holder[:20]}>" if holder else f"has a <{name[:20]}> by itself"
            if name in _NOT_INSIDE and not _NOT_INSIDE[name].isdisjoint(open_ones):
                return f"has a <{name}> in what it ends"
            if name in _FRAME and (not missing or missing.pop() != name):
                return f"has a <{name}> where none can be"
            if tag.kind == "start":
                if tag.is_closed:
                    ill = f"has <{name[:20]}/>, which only looks closed"
                    return _ill_text(name) if name in _TEXT_ONLY else ill
                names.append(name)
                if name in _ENDED:
                    open_ones.add(name)
                if len(names) > DEEPEST and name not in _TEXT_ONLY:
                    return f"has elements more than {DEEPEST} deep"
        if names[-1] in _WORDLESS and words.strip(BLANKS):
            return f"has words in a <{names[-1]}>" if names[-1] else "has words outside of <html>"
    return _Open(tuple(names), frozenset(open_ones), tuple(missing))


def _end_fault(at_end: _Open) -> str:
    inner = at_end.names[-1]
    if inner in _TEXT_ONLY:
        return _ill_text(inner)
    if inner:
        return f"does not close <{inner[:20]}>"
    return f"has no <{at_end.missing[-1]}>" if at_end.missing else ""


def _ill_text(name: str) -> str:
    return f"has a <{name}> with a < in it, or without an end"


@lru_cache(maxsize=1024)
def _fits(name: str, holder: str) -> bool:
    """Tell whether an element may stand in another one directly."""
    return name in _HOLDS.get(holder, {name}) and holder in _STANDS.get(name, {holder}) and name not in _READ_OTHERWISE
