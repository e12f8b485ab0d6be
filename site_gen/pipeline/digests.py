"""Digests of what pages and findings depend on: while such a digest is the same, so is what hangs on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import msgspec

from site_gen.calendar.events import Event
from site_gen.model.alert import Alert
from site_gen.model.news import NewsPost
from site_gen.model.page import Page
from site_gen.model.policy import published
from site_gen.model.records import Records
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.cache import ProviderRecord
from site_gen.pipeline.cache_folder import code_digest
from site_gen.render.ground import Ground

_SHAPING = (
    "babel", "beautifulsoup4", "jinja2", "markdown", "nh3", "phonenumbers", "pillow", "python-slugify", "selectolax",
    "tinycss2",
)  # fmt: skip
"""Libraries whose version can change the bytes of a page, or what is found on it."""


def ground_digest(ground: Ground, records: Records) -> bytes:
    """Give a digest of everything that all pages and findings depend on: ground, records, code, shaping libraries.

    The register of authorizations is left out: a provider's pages depend on those of its own reviews only, and so are
    alerts, which stand on some pages only. No page depends on the forms that patients sign, or on internal policies.
    """
    shared = msgspec.structs.replace(records, authorizations=(), forms=(), policies=published(records.policies))
    digest = hashlib.sha256()
    digest.update(msgspec.msgpack.encode(msgspec.structs.replace(ground, alerts=()), enc_hook=_plain))
    digest.update(msgspec.msgpack.encode(shared))
    digest.update(ground.theme.digest.encode())
    for name in _SHAPING:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    digest.update(code_digest())
    return digest.digest()


def _plain(value: object) -> str:
    """Encode paths; anything else in a ground, such as a set, has no order that all processes share."""
    assert isinstance(value, Path), f"a ground holds a {type(value).__name__}"
    return str(value)


def site_digest(
    ground: bytes,
    summaries: Iterable[bytes],
    pages: Sequence[Page],
    news: Sequence[NewsPost] = (),
    events: Sequence[Event] = (),
) -> bytes:
    """Give a digest of what the site-level pages depend on: `summaries` are digests, in order of slug."""
    encode = msgspec.msgpack.encode
    return hashlib.sha256(ground + b"".join(summaries) + encode(pages) + encode(news) + encode(events)).digest()


def summary_digest(summary: ProviderSummary) -> bytes:
    """Give a digest of what is left of a provider."""
    return hashlib.blake2b(msgspec.msgpack.encode(summary), digest_size=16).digest()


def search_digest(version: str, records: Mapping[str, ProviderRecord]) -> bytes:
    """Give a digest of what the search index is made of: Pagefind, and what it takes of each provider's pages."""
    digest = hashlib.sha256(version.encode())
    for slug, record in sorted(records.items()):
        digest.update(b"%s %d " % (slug.encode(), len(record.inspected.searched)) + record.inspected.searched)
    return digest.digest()


def register_digest(records: Records) -> bytes:
    """Give a digest of the register of authorizations; nothing for a site that keeps none."""
    files = records.authorizations
    return hashlib.blake2b(msgspec.msgpack.encode(files), digest_size=16).digest() if files else b""


def seen_digest(files: bytes, states: bytes | None, register: bytes) -> bytes:
    """Give a digest of what a provider's files look like from outside, of its reviews in the log, and of the register.

    With another register the files are read again, and the pages are made again where it says something else of them.
    """
    return hashlib.blake2b(states_digest(states) + register + files, digest_size=16).digest()


def states_digest(states: bytes | None) -> bytes:
    """Give a digest of a provider's reviews in the log; nothing for a site without one."""
    return b"" if states is None else hashlib.blake2b(states, digest_size=16).digest()


def alternatives_digest(summaries: Sequence[ProviderSummary]) -> bytes:
    """Give a digest of the other providers that a page shows."""
    return hashlib.blake2b(msgspec.msgpack.encode(summaries), digest_size=16).digest() if summaries else b""


def alerts_digest(alerts: Sequence[Alert]) -> bytes:
    """Give a digest of the alerts that stand on some pages; nothing where there are none."""
    return hashlib.blake2b(msgspec.msgpack.encode(alerts), digest_size=16).digest() if alerts else b""
