"""QR codes as inline drawings."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET_MODULES = 4
"""The white border that a reader needs, in modules (ISO/IEC 18004, section 5.3.8)."""

ERROR_LEVEL = "m"
"""About 15 percent of a code may be covered or worn off; more would make its modules smaller."""


def qr_code(address: str) -> segno.QRCode:
    """Give the code of an address: the smallest that holds it at this level, the same for the same address."""
    return segno.make_qr(address, error=ERROR_LEVEL, boost_error=False)


def qr_drawing(address: str) -> Markup:
    """Give the code as SVG without a size of its own, black on nothing, with its quiet border."""
    svg = qr_code(address).svg_inline(border=QUIET_MODULES, omitsize=True, svgclass="code", lineclass=None)
    return Markup(svg)  # noqa: S704 - made of numbers alone, by the library
