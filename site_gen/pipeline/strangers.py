"""What lies in an output and was made by no build of the site: it is told, and nothing of it is replaced or removed.

What builds made is told by a list of names, one for each output, in the cache. Before the exchange it gets the names of
the old output and the new one, so that a kill makes no stranger of a file of ours; an erasure leaves it, since it holds
no words. Where it is lost, the files of the new output are what is known.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from site_gen.errors import UnwritableError
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.cache import load_record, rows_of
from site_gen.pipeline.cache_folder import write_kept
from site_gen.pipeline.options import BuildOptions

_MOST_NAMED = 3
_OF_ANY_BUILD = re.compile(
    r"assets/[^/]+\.[0-9a-f]{10,12}(\.[^/.]+)?"
    r"|pagefind/((filter|fragment|index)/[^/]+\.pf_[a-z]+|(pagefind|wasm)[^/]*)"
    r"|review-log/(checkpoint|site\.json|openings/[^/]+\.json|tile/(\d|entries)/[x\d/]+(\.p/\d+)?)"
    r"|review-log/(policies/[0-9a-f]{64}\.md|wording/[0-9a-f]{64}\.txt)"
    r"|(.*/)?(\.DS_Store|\._[^/]+|Thumbs\.db|desktop\.ini|\.nfs[0-9a-f]+)"
)
"""Files whose names say what they are, by digests or numbers of the log, and what systems leave in every folder."""


class Strangers:
    """Tells whose the files of an output are; `there` are those that lie in it, looked at before the build."""

    def __init__(self, options: BuildOptions, cache: Path, there: Collection[str]) -> None:
        self._out = options.out
        self._there = there
        self._cache = cache
        self._list = cache / f"files-{_key(options)}.msgpack"
        self._is_preview = options.out.parent == cache

    @functools.cached_property
    def _known(self) -> frozenset[str] | None:
        return _read(self._list) or _of_record(self._cache, self._out)

    def refuse(self, made: Collection[str] | None = None) -> None:
        """Make sure that nobody's file is lost; where no list says what was made, what is made now says it.

        Raises:
            UnwritableError: there are others, with their names.
        """
        known = None if self._is_preview else made if self._known is None else self._known
        if known is None:
            return
        others = sorted(file for file in self._there if file not in known and not _OF_ANY_BUILD.fullmatch(file))
        if others:
            named = ", ".join(others[:_MOST_NAMED])
            named += f" and {more:,} more" if (more := len(others) - _MOST_NAMED) > 0 else ""
            raise UnwritableError(
                f"{self._out} holds files that no build of this site made: {named}; the output is as it was",
                hint="move them out of it, or remove them; or name another folder with --out",
            )

    def note(self, made: Iterable[str], *, and_there: bool = False) -> None:
        """Keep the names of what a build makes, and with `and_there` those of what lies in the output until then."""
        if not self._is_preview:
            text = "\n".join(sorted({*made, *(self._there if and_there else ())}))
            data = text.encode(errors="surrogateescape")
            write_kept(self._list, msgspec.msgpack.encode((_digest(data), data)))


def _key(options: BuildOptions) -> str:
    """Give what an output is called in the cache; one in the site keeps its name where the site is moved."""
    is_inside = options.out.is_relative_to(options.root)
    place = options.out.relative_to(options.root) if is_inside else options.out
    return hashlib.sha256(bytes(place)).hexdigest()[:12]


def _read(place: Path) -> frozenset[str] | None:
    try:
        digest, data = msgspec.msgpack.decode(place.read_bytes(), type=tuple[bytes, bytes])
    except (OSError, *UNDECODABLE):
        return None
    return frozenset(data.decode(errors="surrogateescape").split("\n")) if digest == _digest(data) else None


def _of_record(cache: Path, out: Path) -> frozenset[str] | None:
    """Give what the record of the last build names: a version without lists made it."""
    record = load_record(cache, out)
    return frozenset(row.file for row in rows_of(record)) if record and record.out == str(out) else None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
