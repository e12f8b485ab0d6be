"""Where to cut a picture so that what matters stays in it."""

from __future__ import annotations

from site_gen.model.media import Focus

UPPER_MIDDLE: Focus = (0.5, 1 / 3)
"""Where a face is in most portraits."""


def crop_box(width: int, height: int, across: int, down: int, focus: Focus | None = None) -> tuple[int, int, int, int]:
    """Give the largest part of a picture in the proportion `across` to `down` with `focus` as near its middle as fits.

    The box is left, top, right and lower edge in pixels, inside the picture, and at least one pixel each way.
    """
    inner_width = max(1, min(width, height * across // down))
    inner_height = max(1, min(height, width * down // across))
    x, y = focus or UPPER_MIDDLE
    left = _start(width, inner_width, x)
    top = _start(height, inner_height, y)
    return left, top, left + inner_width, top + inner_height


def _start(full: int, inner: int, share: float) -> int:
    return min(max(0, round(full * share - inner / 2)), full - inner)
