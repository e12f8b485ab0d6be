"""Pages of the last build that would be drawn the same again, and are kept instead."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from site_gen.render.pages.rendered import Rendered

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DIGEST_BYTES = 16


class Drawn:
    """What pages were made of in the last build, and are in this one; `made_of` collects the digests of that by file.

    `ground` is the digest of what all pages stand on, `before` are the digests of the last build, `is_intact` tells
    whether a file of its output is as it was written, and `read` gives that.
    """

    def __init__(
        self,
        ground: bytes,
        before: Mapping[str, bytes],
        is_intact: Callable[[str], bool],
        read: Callable[[str], bytes],
    ) -> None:
        self.made_of: dict[str, bytes] = {}
        self._ground = ground
        self._before = before
        self._is_intact = is_intact
        self._read = read

    def page(self, file: str, made_of: Any, draw: Callable[[], bytes]) -> Rendered:
        """Keep a page as it is in the old output, if that was made of the same; else draw it."""
        digest = hashlib.blake2b(self._ground, digest_size=_DIGEST_BYTES)
        digest.update(f"{type(made_of).__name__} {file}\0".encode())
        digest.update(_ENCODER.encode(made_of))
        self.made_of[file] = digest.digest()
        if self._before.get(file) == self.made_of[file] and self._is_intact(file):
            return Rendered(file, b"", is_kept=True)
        return Rendered(file, draw())

    def whole(self, page: Rendered) -> Rendered:
        """Give a page with its data, whether or not it is kept."""
        return page._replace(data=self._read(page.file), is_kept=False) if page.is_kept else page
