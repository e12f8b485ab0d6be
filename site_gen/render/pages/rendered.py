"""One file of the output."""

from __future__ import annotations

import datetime
from typing import NamedTuple


class Rendered(NamedTuple):
    """A file below the output folder. `path` is set for pages that belong into the sitemap (address without base)."""

    file: str
    data: bytes
    path: str | None = None
    changed_on: datetime.date | None = None
