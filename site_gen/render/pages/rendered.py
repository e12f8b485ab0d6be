"""One file of the output."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Rendered(NamedTuple):
    """A file below the output folder. `path` is set for pages that belong into the sitemap (address without base).

    `changed_on` is the newest date that the content on the page names, `images` are the links to its own pictures.
    Of a file that `is_kept`, the old output has what would be drawn; it has no data here.
    """

    file: str
    data: bytes
    path: str | None = None
    changed_on: datetime.date | None = None
    images: tuple[str, ...] = ()
    is_kept: bool = False


def draw_anew(file: str, made_of: Any, draw: Callable[[], bytes]) -> Rendered:
    """Draw a page, whatever it is made of."""
    return Rendered(file, draw())


class Drawing(NamedTuple):
    """How pages are drawn of which there are many, and few that differ from those of the last build.

    `page` gives a page, drawn or kept. It is called with the file, with everything that the page is made of besides its
    edition, and with what draws it. `digests` stand for providers in that, by slug.
    """

    page: Callable[[str, Any, Callable[[], bytes]], Rendered] = draw_anew
    digests: Mapping[str, bytes] = {}


DRAWN_ANEW = Drawing()
"""Every page is drawn."""
