"""Which elements a style sheet or a style attribute can keep from being seen, cut short or put into another order.

Only what a rule says by itself is read, in whatever condition (`@media`) but print: no cascade, so that a rule which
hides and another which shows again count as hiding.

Source: CSS Syntax Level 3, as tinycss2 reads it; Selectors Level 4, as far as Lexbor knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import tinycss2
from selectolax.lexbor import SelectolaxError

from site_gen.html.tree import parse

_STATES = re.compile(r"::|:(before|after|first-line|first-letter|hover|focus|active|target|visited)\b")
"""Parts of elements, and states that a reader makes himself."""
_GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})
_HALF = re.compile("[\ud800-\udfff]")
"""What `\\d800` comes to, where CSS has U+FFFD (CSS Syntax Level 3, section 4.3.7)."""
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*(px|em|rem|pt|vw|vh|ch|%)?")
_FAR = {"px": 500, "pt": 400, "em": 40, "rem": 40, "ch": 60, "vw": 90, "vh": 90, "%": 90}
_SMALL_PIXELS = 2
_REQUEST = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"'()\s;]+)""", re.IGNORECASE)
_TRANSPARENT = re.compile(r"transparent|(rgba?|hsla?)\([^)]*[,/]\s*0(\.0*)?%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
_CLIPPED = re.compile(r"inset\(\s*(50|[6-9]\d|100)%|circle\(\s*0|polygon\(\s*0[^,]*\)|rect\(\s*[01](px)?[ ,]")
_SIZES = tuple(f"{most}{name}" for most in ("", "max-") for name in ("width", "height", "inline-size", "block-size"))
_SIDES = ("left", "right", "top", "bottom", "inset", "inset-inline-start", "inset-inline-end", "inset-block-start")


class Hiding(msgspec.Struct, frozen=True, kw_only=True):
    """Selectors of rules that hide, that cut text short, and that reorder; and those that could not be read.

    `requests` are sheets, each with an address at another host that it asks for.
    """

    hides: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    reorders: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    requests: tuple[tuple[str, str], ...] = ()


def read_sheets(sheets: Mapping[str, bytes]) -> Hiding:
    """Read style sheets, by file. Never fails: what is no CSS hides nothing."""
    found: dict[str, dict[str, None]] = {"hides": {}, "cuts": {}, "reorders": {}, "unread": {}}
    for sheet in sheets.values():
        rules, _encoding = tinycss2.parse_stylesheet_bytes(sheet, skip_comments=True, skip_whitespace=True)
        for selector, declared in _rules(rules):
            kinds = tuple(kind for kind, test in _TESTS.items() if test(declared))
            if not kinds or _STATES.search(selector):
                continue
            for kind in kinds if _is_readable(selector) else ("unread",):
                found[kind][selector] = None
    asked = (
        (file, match[1])
        for file, sheet in sheets.items()
        for match in _REQUEST.finditer(sheet.decode("utf-8", "replace"))
    )
    return Hiding(
        hides=tuple(found["hides"]),
        cuts=tuple(found["cuts"]),
        reorders=tuple(found["reorders"]),
        unread=tuple(found["unread"]),
        requests=tuple(dict.fromkeys(asked)),
    )


def style_hides(style: str) -> bool:
    """Tell whether a style attribute hides its element."""
    return _hides(_declared(tinycss2.parse_blocks_contents(style)))


def _rules(nodes: Iterable[Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give every selector with what it declares, in groups of rules too."""
    for node in nodes:
        if node.type == "qualified-rule":
            inner = tinycss2.parse_blocks_contents(node.content)
            declared = _declared(inner)
            for selector in _selectors(node.prelude):
                yield selector, declared
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in _GROUPS:
            condition = tinycss2.serialize(node.prelude).strip().lower()
            if condition != "print":
                yield from _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def _selectors(prelude: Iterable[Any]) -> Iterator[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    for part in parts:
        if text := tinycss2.serialize(part).strip():
            yield _HALF.sub("\ufffd", text)


def _declared(nodes: Iterable[Any]) -> dict[str, str]:
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower() for node in nodes if node.type == "declaration"
    }


def _is_readable(selector: str) -> bool:
    try:
        parse("<p>").css(selector)
    except SelectolaxError:
        return False
    return True


def _hides(declared: Mapping[str, str]) -> bool:
    get = declared.get
    color = get("color", "")
    return bool(
        get("display") == "none"
        or get("visibility") in ("hidden", "collapse")
        or get("content-visibility") == "hidden"
        or _is_nought(get("opacity"), 0.1)
        or _is_nought(get("font-size"), _SMALL_PIXELS)
        or any(_TRANSPARENT.fullmatch(get(name, "")) for name in ("color", "-webkit-text-fill-color"))
        or (color and color in (get("background-color"), get("background")))
        or _CLIPPED.search(get("clip-path", "") + get("clip", ""))
        or (any(_is_nought(get(name), _SMALL_PIXELS) for name in _SIZES) and _clips(declared))
        or re.search(r"scale[xy3d]*\(\s*0|opacity\(\s*0", get("transform", "") + get("filter", "") + get("scale", ""))
        or _is_far(get("text-indent"))
        or (get("position") in ("absolute", "fixed") and any(_is_far(get(name)) for name in _SIDES))
        or re.search(r"translate[xy3d]*\(\s*-?\d{4}", get("transform", ""))
    )


def _cuts(declared: Mapping[str, str]) -> bool:
    """Tell whether a rule shows only the beginning of a text."""
    get = declared.get
    height = next((value for name in ("max-height", "height", "max-block-size") if (value := get(name))), "")
    return bool(
        get("-webkit-line-clamp", get("line-clamp", "none")) != "none"
        or get("text-overflow", "clip") != "clip"
        or (_LENGTH.match(height) and not height.startswith("100%") and _clips(declared) and not _hides(declared))
    )


def _reorders(declared: Mapping[str, str]) -> bool:
    words = f"{declared.get('flex-direction', '')} {declared.get('flex-flow', '')} {declared.get('flex-wrap', '')}"
    return "reverse" in words or declared.get("order", "0") != "0"


_TESTS = {"hides": _hides, "cuts": _cuts, "reorders": _reorders}


def _clips(declared: Mapping[str, str]) -> bool:
    values = (declared.get(f"overflow{axis}", "") for axis in ("", "-x", "-y", "-block"))
    return any(value.startswith(("hidden", "clip")) for value in values)


def _is_nought(value: str | None, most: float) -> bool:
    found = _LENGTH.fullmatch(value or "")
    return found is not None and (float(found[1]) == 0 or (found[2] in (None, "px") and abs(float(found[1])) <= most))


def _is_far(value: str | None) -> bool:
    found = _LENGTH.match(value or "")
    return found is not None and abs(float(found[1])) >= _FAR.get(found[2] or "", 9_999)
