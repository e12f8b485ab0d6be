"""The versions of a policy, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from site_gen.model.policy import PolicyChange

_SHORT = 12


class SealedVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version in the log: its leaf, the month of its entry, and what it called itself, empty where not known."""

    leaf: int
    month: str
    version: str
    sha256: str


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """A policy as it is now, what its file says of changes, oldest first, and what was sealed, in order of the log."""

    policy: str
    title: str
    version: str
    sha256: str
    visibility: str
    is_sealed: bool
    changes: tuple[PolicyChange, ...]
    sealed: tuple[SealedVersion, ...]


def format_versions_json(versions: Versions) -> str:
    """Give the versions as JSON."""
    return msgspec.json.format(msgspec.json.encode(versions), indent=2).decode() + "\n"


def format_versions(versions: Versions) -> str:
    """Give the versions for people."""
    return "".join(f"{line}\n" for line in _lines(versions))


def _lines(versions: Versions) -> Iterator[str]:
    yield f"{versions.title} ({versions.policy}), {_named(versions.version)}, SHA-256 {versions.sha256}"
    if versions.visibility == "internal":
        yield "internal: neither published nor sealed"
    elif versions.sealed and not versions.is_sealed:
        yield "this version is not sealed yet"
    for change in versions.changes:
        yield f"{change.on}  {_named(change.version)}  {change.what}"
    for one in versions.sealed:
        yield f"sealed {one.month}  {_named(one.version)}  leaf {one.leaf}, SHA-256 {one.sha256[:_SHORT]}…"


def _named(version: str) -> str:
    return f"version {version}" if version else "no version"
