"""QR codes (ISO/IEC 18004) as drawings of a few numbers, for pages and for paper."""

from __future__ import annotations

import functools
import math
import re
from typing import Literal, NamedTuple

QUIET_MODULES = 4
"""The white border that a reader needs, in modules (ISO/IEC 18004, section 5.3.8)."""

ErrorLevel = Literal["L", "M"]
"""How much of a code may be covered or worn off: about 7 percent, or about 15 with smaller modules."""

_RUN = re.compile(rb"\xff*\0+")
"""Some light modules and the dark ones behind them."""


class QrCode(NamedTuple):
    """A code of `size` by `size` modules, without its quiet border.

    `path` is the dark modules as data of an SVG path that is stroked one module wide, row by row: `M` goes to the first
    dark module of a row, `h` draws a run of them, `m` skips to the next. A row is drawn on its upper edge, for which
    `box` begins half a module higher.
    """

    size: int
    path: str

    @property
    def box(self) -> str:
        """The `viewBox` of the drawing with its quiet border."""
        whole = self.size + 2 * QUIET_MODULES
        return f"{-QUIET_MODULES} {-QUIET_MODULES - 0.5} {whole} {whole}"


def qr_code(address: str, level: ErrorLevel = "M") -> QrCode:
    """Give the code of an address: the smallest that holds it at this level, the same for the same address.

    Raises:
        ValueError: more than a code can hold, which is about 2,300 bytes.
    """
    import zxingcpp

    symbol = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    data = bytes(memoryview(symbol.to_image(add_quiet_zones=False)))  # type: ignore[arg-type]
    size = math.isqrt(len(data))
    return QrCode(size, "".join([_drawn(row, data[row * size : (row + 1) * size]) for row in range(size)]))


def _drawn(row: int, modules: bytes) -> str:
    runs = _RUN.findall(modules)
    if not runs:
        return ""
    dark = runs[0].count(0)
    return f"M{len(runs[0]) - dark} {row}h{dark}{''.join(map(_step, runs[1:]))}"


@functools.cache
def _step(run: bytes) -> str:
    dark = run.count(0)
    return f"m{len(run) - dark} 0h{dark}"
