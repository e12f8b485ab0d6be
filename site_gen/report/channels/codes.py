"""QR codes of posts as drawings for paper: black on white, with the quiet border that readers need."""

from __future__ import annotations

from html import escape

from site_gen.qr import qr_code


def format_code(link: str) -> bytes:
    """Give an SVG file with the code of a link, and the link as its title.

    Raises:
        ValueError: a link of more than about 2,300 bytes.
    """
    code = qr_code(link)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{code.box}" width="300" height="300" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(link, quote=False)}</title>'
        f'<rect x="-4" y="-4.5" width="100%" height="100%" fill="#fff"/>'
        f'<path d="{code.path}" stroke="#000" fill="none"/></svg>\n'
    ).encode()
