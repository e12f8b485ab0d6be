"""Pages of the last build that would be drawn the same again, and are read instead."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DIGEST_BYTES = 16


class Drawn:
    """What pages were made of in the last build, and are in this one; `made_of` collects the digests of that by file.

    `ground` is the digest of what all pages stand on, `before` are the digests of the last build, and `read` gives a
    file of its output, if it is as it was written.
    """

    def __init__(self, ground: bytes, before: Mapping[str, bytes], read: Callable[[str], bytes | None]) -> None:
        self.made_of: dict[str, bytes] = {}
        self._ground = ground
        self._before = before
        self._read = read

    def page(self, file: str, made_of: Any, draw: Callable[[], bytes]) -> bytes:
        """Give a page as it is in the old output, if that was made of the same; else draw it."""
        digest = hashlib.blake2b(self._ground, digest_size=_DIGEST_BYTES)
        digest.update(f"{type(made_of).__name__} {file}\0".encode())
        digest.update(_ENCODER.encode(made_of))
        self.made_of[file] = digest.digest()
        if self._before.get(file) == self.made_of[file]:
            data = self._read(file)
            if data is not None:
                return data
        return draw()
