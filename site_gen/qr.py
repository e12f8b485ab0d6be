"""QR codes (ISO/IEC 18004) as drawings of a few numbers, for pages and for paper."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

QUIET_MODULES = 4
"""The white border that a reader needs, in modules (ISO/IEC 18004, section 5.3.8)."""

ERROR_LEVEL = "M"
"""About 15 percent of a code may be covered or worn off; more would make its modules smaller."""

_DARK = re.compile(rb"\0+")


class QrCode(NamedTuple):
    """A code of `size` by `size` modules, without its quiet border.

    `path` is the dark modules as data of an SVG path that is stroked one module wide: each piece begins at the middle
    of the left edge of its first module, half a module higher than the row is drawn in `box`.
    """

    size: int
    path: str

    @property
    def box(self) -> str:
        """The `viewBox` of the drawing with its quiet border."""
        whole = self.size + 2 * QUIET_MODULES
        return f"{-QUIET_MODULES} {-QUIET_MODULES - 0.5} {whole} {whole}"


def qr_code(address: str) -> QrCode:
    """Give the code of an address: the smallest that holds it at `ERROR_LEVEL`, the same for the same address.

    Raises:
        ValueError: more than a code can hold, which is about 2,300 bytes.
    """
    import zxingcpp

    symbol = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level=ERROR_LEVEL)
    data = bytes(memoryview(symbol.to_image(add_quiet_zones=False)))  # type: ignore[arg-type]
    size = math.isqrt(len(data))
    pieces = (
        f"M{run.start()} {row}h{run.end() - run.start()}"
        for row in range(size)
        for run in _DARK.finditer(data[row * size : (row + 1) * size])
    )
    return QrCode(size, "".join(pieces))
