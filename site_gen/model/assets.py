"""Files that go to the output with a name that changes with their content."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Asset(msgspec.Struct, frozen=True):
    """One file below `assets/`: `name` is what content and templates call it (`media/logo.svg`, `static/site.css`).

    `file` is its path in the output; its bytes are `data`, or those of the file `source`.
    """

    name: str
    file: str
    source: Path | None = None
    data: bytes | None = None
