"""What an SVG file says of itself: its size, and what in it could run, or ask another host for something.

Sources: SVG 2, sections 8.2 (viewBox) and 15 (scripting); CSS 2, section 4.3.4 (URLs).
"""

from __future__ import annotations

import base64
import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_MOST = 100_000
_LONGEST = 200
"""Characters of a size that are read: the patterns take quadratic time."""
_RUNS = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio", "video"})
_CSS_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"\s]*)|@import", re.IGNORECASE)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp|avif)[;,]|$)", re.IGNORECASE)
_PICTURE = re.compile(r"\s*data:image/[^,]*,", re.IGNORECASE)
_SCRIPT = re.compile(r"(?:javascript|data|vbscript):", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
"""What a browser takes out of an address before it reads its scheme (URL Standard, section 4.4)."""
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_XHTML = "http://www.w3.org/1999/xhtml "
MOST_BYTES = 8 << 20
"""A larger drawing is a picture: browsers take minutes over it."""


class Drawing(NamedTuple):
    """Size in CSS pixels, 0 where it does not say, and what in it is not allowed, such as `<script>`.

    `pictures` are the bytes of those inside it, as `data:` addresses have them.
    """

    width: int
    height: int
    active: tuple[str, ...]
    pictures: tuple[bytes, ...]


def read_drawing(data: bytes) -> Drawing:
    """Read an SVG file.

    Raises:
        ValueError: too large, not well-formed XML, or something else than SVG.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES:,} bytes")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.ProcessingInstructionHandler = reader.instruction
    parser.EntityDeclHandler = reader.entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"not well-formed: {error}") from error
    if reader.root != "svg":
        raise ValueError(f"no SVG: the outermost element is <{reader.root}>")
    return Drawing(*reader.size, tuple(dict.fromkeys(reader.active)), tuple(dict.fromkeys(reader.pictures)))


class _Reader:
    """Takes the parts of a file as the parser comes to them."""

    def __init__(self) -> None:
        self.root = ""
        self.size = (0, 0)
        self.active: list[str] = []
        self.pictures: list[bytes] = []
        self._styles = 0
        self._sheet = ""

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = _local(full_name)
        if not self.root:
            self.root, self.size = name, _size(attributes)
        if name.lower() in _RUNS or full_name.startswith(_XHTML):
            self.active.append(f"<{name}>")
        self._styles += name == "style"
        for full_key, value in attributes.items():
            key = _local(full_key).lower()
            if key.startswith("on"):
                self.active.append(f"{key}=")
            elif key in ("href", "src"):
                self._link(name, value)
            else:
                self._style(value)
            if name in ("animate", "set") and key == "attributename" and _local_value(value) == "href":
                self.active.append(f"<{name}> of href")

    def end(self, full_name: str) -> None:
        if _local(full_name) == "style":
            self._styles -= 1
            self._style(self._sheet)
            self._sheet = ""

    def characters(self, text: str) -> None:
        if self._styles:
            self._sheet += text

    def instruction(self, target: str, _data: str) -> None:
        self.active.append(f"<?{target}?>")

    def entity(self, name: str, *_: object) -> None:
        raise ValueError(f"it defines an entity ({name})")

    def _link(self, element: str, value: str) -> None:
        if element == "a" and not _SCRIPT.match(_PASSED_OVER.sub("", value)):
            return  # somebody may follow it, nothing is fetched
        self._picture(value)
        if not _INSIDE.match(value):
            self.active.append(f"<{element}> of {value.strip()[:60]}")

    def _style(self, text: str) -> None:
        for found in _CSS_URL.finditer(_CSS_COMMENT.sub("", _CSS_ESCAPE.sub(_unescaped, text))):
            self._picture(found[1] or "")
            if found[1] is None or not _INSIDE.match(found[1]):
                self.active.append(f"a style with {found[0].strip()[:60]}")

    def _picture(self, address: str) -> None:
        if head := _PICTURE.match(address):
            self.pictures.append(_decoded(head[0], address[head.end() :]))


def _decoded(head: str, content: str) -> bytes:
    """Give the bytes of a `data:` address (RFC 2397) as browsers read it; none where they read none."""
    data = unquote_to_bytes(content)
    if not head.rstrip(",").rstrip().lower().endswith("base64"):
        return data
    try:
        return base64.b64decode(data + b"==")
    except ValueError:
        return b""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _unescaped(found: re.Match[str]) -> str:
    return chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2]


def _local_value(value: str) -> str:
    return value.rpartition(":")[2].strip().lower()


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Give width and height as written, or in their place those of the view box."""
    box = [
        float(part)
        for part in re.findall(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?", attributes.get("viewBox", "")[:_LONGEST])
    ]
    _, _, box_width, box_height = box if len(box) == 4 else [0.0] * 4
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    if not (width and height) and box_width > 0 and box_height > 0:
        width, height = (
            (width, width * box_height / box_width)
            if width
            else (height * box_width / box_height, height)
            if height
            else (box_width, box_height)
        )
    if not (0 < width <= _MOST and 0 < height <= _MOST):
        return 0, 0
    return max(1, round(width)), max(1, round(height))


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text[:_LONGEST])
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0
