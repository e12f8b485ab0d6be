"""Makes the pictures of pages: cropped, in several widths and formats, without anything but pixels.

The same bytes every time, for one version of Pillow, whose wheels hold all encoders.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from site_gen.model.media import Focus, Shape, Variant
from site_gen.pictures.crop import crop_box
from site_gen.pictures.files import write_whole
from site_gen.pictures.opening import develop, opened
from site_gen.pictures.recipe import SETTINGS


class Order(NamedTuple):
    """One shape of one picture: the original, and the variants to make in `folder` under the names of their files."""

    source: Path
    shape: Shape
    focus: Focus | None
    variants: tuple[Variant, ...]
    folder: Path


def make(order: Order) -> None:
    """Make every variant of an order, each complete under its name or not there at all.

    Raises:
        ValueError: the original is not what it was when it was looked at.
        OSError: a file cannot be written.
    """
    widest = max(one.width for one in order.variants)
    highest = max(one.height for one in order.variants)
    with opened(order.source) as image:
        # A square may be cut out of a much longer picture: only the shorter side says how small it may become.
        least = max(widest, highest)
        plain = develop(image, (least * 2, least * 2))
    if order.shape == "square":
        plain = plain.crop(crop_box(plain.width, plain.height, 1, 1, order.focus))
    for (width, height), variants in _by_size(order.variants).items():
        scaled = plain.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for one in variants:
            write_whole(order.folder / Path(one.file).name, encode(scaled, one.ending))


def encode(image: Image.Image, ending: str) -> bytes:
    """Give a picture of plain pixels as the bytes of a file, by the ending of its name."""
    kind, settings = SETTINGS[ending]
    out = io.BytesIO()
    image.info = {}
    image.save(out, kind, **settings)
    return out.getvalue()


def _by_size(variants: Iterable[Variant]) -> dict[tuple[int, int], list[Variant]]:
    sizes: dict[tuple[int, int], list[Variant]] = {}
    for one in variants:
        sizes.setdefault((one.width, one.height), []).append(one)
    return sizes
