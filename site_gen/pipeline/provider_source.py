"""The files of one provider as a build finds them: which there are, what they hold, and where something stands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from site_gen.check.rule import Key
from site_gen.errors import UnreadableError, next_step
from site_gen.findings import Finding
from site_gen.load.documents import read_file
from site_gen.load.folder import FileStamp, list_files
from site_gen.load.locate import locate
from site_gen.load.log_folder import LOG, openings_path, read_optional
from site_gen.load.snapshot import NOTHING, Seen, Snapshot, together
from site_gen.pipeline.digests import states_digest


class Locator:
    """Finds lines for findings: in the bytes that were read already, else in the file."""

    def __init__(self, root: Path, known: dict[str, bytes] | None = None) -> None:
        self._root = root
        self._known = known or {}

    def __call__(self, path: str, keys: Key) -> tuple[int, int]:
        """Give line and column, both 0 when the file is not there."""
        try:
            data = self._known.get(path) or read_file(self._root, path)
        except UnreadableError:
            return (0, 0)
        return locate(data, keys)


def provider_seen(seen: Snapshot, slug: str, ident: str) -> Seen:
    """Give what was seen of the files of one provider from outside: the profile, the reviews, the sealed openings."""
    profile, reviews = seen.file(f"content/providers/{slug}.yaml"), seen.folder(f"content/reviews/{slug}")
    openings = seen.file(openings_path(ident)) if ident else NOTHING
    return together(profile, reviews, openings)


def files_of_provider(root: Path, slug: str, ident: str) -> tuple[tuple[FileStamp, ...], list[Finding]]:
    """List the files of one provider: the profile, the reviews in order of name, and the sealed openings, if any.

    `ident` is the provider's permanent id, by which the openings are called; nothing for a site without a log.
    """
    path = f"content/providers/{slug}.yaml"
    reviews = list_files(root, f"content/reviews/{slug}", ".yaml")
    stamps = [_stamp(root, path), *reviews.files]
    if ident and (root / openings_path(ident)).is_file():
        stamps.append(_stamp(root, openings_path(ident)))
    return tuple(stamps), list(reviews.findings)


def read_source(root: Path, path: str) -> bytes:
    """Give a file of a provider: of content within its limit, of the log all of it."""
    return (read_optional(root, path) or b"") if path.startswith(f"{LOG}/") else read_file(root, path)


def content_digest(stamps: Sequence[FileStamp], data: Sequence[bytes], states: bytes | None, signed: bytes) -> bytes:
    """Give a digest of a provider's files, of the states of its reviews in the log, and of what authorizations say."""
    digest = hashlib.blake2b(states_digest(states) + signed, digest_size=16)
    for stamp, one in zip(stamps, data, strict=True):
        digest.update(f"{stamp.path}\0{len(one)}\0".encode())
        digest.update(one)
    return digest.digest()


def _stamp(root: Path, path: str) -> FileStamp:
    try:
        status = (root / path).stat()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint=next_step(error)) from error
    return FileStamp(path, status.st_size, status.st_ctime_ns)
