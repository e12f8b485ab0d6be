"""The build that has nothing to do: what the last one came to, as long as nothing that it read or wrote has changed.

It is told by one digest of the site's files, of the output's, of the code and its libraries, and of what was asked for;
and by the clock, where an alert begins or ends within a day. Everything else is for the build itself to find out.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import msgspec

from site_gen.findings import Report
from site_gen.load.folder import OLD_LOGS
from site_gen.load.snapshot import Snapshot
from site_gen.load.theme import builtin_themes
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.aside import aside
from site_gen.pipeline.cache_folder import code_digest, kept_file, libraries_digest, write_kept
from site_gen.pipeline.options import BuildOptions, BuildResult

_INPUTS = ("site.yaml", "content", "log", "themes")
"""What a build reads in the folder of a site, beside logs that a new one replaced."""
_ONE_BY_ONE = ("content/providers", "log/openings")
"""Folders with a file for each provider."""
_NAME = "unchanged"


class _Last(msgspec.Struct, frozen=True, array_like=True):
    """The last build: its digest, from when until when it holds on the clock, and its result."""

    digest: bytes
    since: datetime.datetime | None
    until: datetime.datetime | None
    report: Report
    files: int
    unsealed: tuple[str, ...]


def see_site(root: Path) -> Snapshot:
    """Give what can be seen of the files that a build reads in the folder of a site."""
    replaced = sorted(place.name for place in root.glob(OLD_LOGS))
    return Snapshot(root, *_INPUTS, *replaced, one_by_one=_ONE_BY_ONE, beside=aside)


def take_over(options: BuildOptions, cache: Path, seen: Snapshot, output: bytes) -> BuildResult | None:
    """Give the result of the last build, if this one would come to the same; `output` is the digest of its folder."""
    try:
        last = msgspec.msgpack.decode(kept_file(cache, options.out, _NAME).read_bytes(), type=_Last)
    except (OSError, *UNDECODABLE):
        return None
    if _is_special(options) or not _holds(last, options.at):
        return None
    if last.digest != _digest(options, seen, output):
        return None
    return BuildResult(last.report, published=True, files=last.files, unsealed=last.unsealed, until=last.until)


def remember(
    options: BuildOptions,
    cache: Path,
    seen: Snapshot,
    started_ns: int,
    result: BuildResult,
    output: bytes,
) -> None:
    """Keep the result of a build for the next one.

    `seen` are its files before it began, of which none may have changed since; `output` is the digest of what it left.
    """
    if _is_special(options) or seen.whole().newest_ns >= started_ns:
        return
    digest = _digest(options, seen, output)
    last = _Last(digest, options.at, result.until, result.report, result.files, result.unsealed)
    write_kept(kept_file(cache, options.out, _NAME), msgspec.msgpack.encode(last))


def _is_special(options: BuildOptions) -> bool:
    return options.full or options.built is not None or options.against is not None


def _holds(last: _Last, at: datetime.datetime | None) -> bool:
    """Tell whether no alert begins or ends between two builds."""
    if last.since is None or at is None:
        return last.since is at
    return last.since <= at and (last.until is None or at < last.until)


def _digest(options: BuildOptions, seen: Snapshot, output: bytes) -> bytes:
    """Give a digest of everything that the result of a build depends on, the clock within a day aside."""
    themes = builtin_themes()
    asked = msgspec.structs.replace(options, at=None, jobs=0)
    digest = hashlib.blake2b(repr(asked).encode(), digest_size=16)
    for one in (seen, Snapshot(themes.parent, themes.name)):
        digest.update(one.whole().digest)
    digest.update(output + code_digest() + libraries_digest())
    return digest.digest()
