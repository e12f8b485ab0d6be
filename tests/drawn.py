"""Pictures as cameras, phones and editors leave them, made on the spot."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

HERE = {1: "N", 2: (41.0, 52.0, 41.0), 3: "W", 4: (87.0, 37.0, 40.0)}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="41,52.7N"/></x:xmpmeta>'
RED, BLUE = (200, 30, 30), (30, 30, 200)
PRIVATE = (b"Exif", b"eXIf", b"xmpmeta", b"GPSLatitude", b"Phone of Ana", b"ICC_PROFILE", b"iCCP", b"a comment")
"""What no published picture may hold."""


def two_halves(width: int = 900, height: int = 600) -> Image.Image:
    """Red on the right, blue on the left."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, 0, width // 2, height))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def photograph(orientation: int = 1, kind: str = "JPEG", image: Image.Image | None = None) -> bytes:
    """A picture with everything that a phone writes into it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone of Ana"
    exif[0x8825] = HERE
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more: dict[str, Any] = {"xmp": XMP} if kind in ("JPEG", "WEBP", "AVIF") else {}
    if kind == "JPEG":
        more["comment"] = b"a comment"
    return saved(image or two_halves(), kind, exif=exif.tobytes(), icc_profile=profile, **more)


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a hundred bytes that says it has billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
