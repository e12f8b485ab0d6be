"""Cuts pictures of posts for channels: in one size each, around their focus, never enlarged."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PIL import Image

from site_gen.model.media import Focus
from site_gen.pictures.crop import crop_box
from site_gen.pictures.files import write_whole
from site_gen.pictures.making import encode
from site_gen.pictures.opening import develop, opened

_PAPER = (255, 255, 255)


class CutOrder(NamedTuple):
    """A picture to cut to `width` by `height` pixels into the file `place`."""

    source: Path
    focus: Focus | None
    width: int
    height: int
    place: Path


def cut(order: CutOrder) -> tuple[int, int] | str:
    """Cut a picture and give the size that it came out in, or what kept it from being cut.

    A smaller original makes a smaller picture of the same proportions. What one sees through becomes white, since
    channels take JPEG.
    """
    try:
        with opened(order.source) as original:
            least = max(order.width, order.height) * 2  # it may still be turned by a quarter
            plain = develop(original, (least, least))
        box = crop_box(plain.width, plain.height, order.width, order.height, order.focus)
        size = min(order.width, box[2] - box[0]), min(order.height, box[3] - box[1])
        scaled = plain.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        if scaled.mode == "RGBA":
            paper = Image.new("RGB", scaled.size, _PAPER)
            paper.paste(scaled, mask=scaled.getchannel("A"))
            scaled = paper
        write_whole(order.place, encode(scaled, "jpg"))
    except (OSError, ValueError) as error:
        return f"{order.source.name} could not be cut: {error}"
    return size
