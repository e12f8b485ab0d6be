"""One file of the output."""

from __future__ import annotations

import datetime
from typing import NamedTuple


class Rendered(NamedTuple):
    """A file below the output folder. `path` is set for pages that belong into the sitemap (address without base).

    `changed_on` is the newest date that the content on the page names, `images` are the links to its own pictures.
    """

    file: str
    data: bytes
    path: str | None = None
    changed_on: datetime.date | None = None
    images: tuple[str, ...] = ()
