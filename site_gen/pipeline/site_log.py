"""The review log as a build needs it: proven, played, and sorted by provider."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.log_view import LogFault, LogView
from site_gen.load.documents import SITE_FILE, parse_provider
from site_gen.load.folder import OLD_LOGS, walk_files
from site_gen.load.log_folder import (
    CHECKPOINT,
    ERASED,
    LAST_SEEN,
    LOG,
    WITNESSES,
    opening_places,
    read_optional,
)
from site_gen.model.provider import Provider
from site_gen.model.site import LogSettings, Site
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.erased import read_erased
from site_gen.pipeline.log import check_extends, last_seen, own_checkpoint, read_signed, refuse_demonstration
from site_gen.pipeline.log_cache import NO_STATES, read_log
from site_gen.render.addresses import addresses_of, archive_path, provider_path
from site_gen.render.compose.transparency import LogFacts
from site_gen.render.ground import Ground
from site_gen.reviewlog import canonical
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT
from site_gen.reviewlog.note import parse_note
from site_gen.reviewlog.policy import parse_policy
from site_gen.reviewlog.states import Replay

PUBLISHED = "review-log"
"""Where the log stands in the output."""
SITE_JSON = f"{PUBLISHED}/site.json"
"""What a verifier needs to find every page."""
TILES = f"{LOG}/tile"
_ID = re.compile(rb"^['\"]?id['\"]?\s*:", re.MULTILINE)


class SiteLog(NamedTuple):
    """The log of the site that is built; `by_slug` gives the permanent id for a provider's present slug.

    `settings` is its replay without reviews, and `states` are those, by permanent id, as `log_cache` keeps them.
    """

    size: int
    root: bytes
    signed: bytes
    settings: Replay
    by_slug: Mapping[str, str]
    states: dict[str, msgspec.Raw]

    def id_of(self, slug: str) -> str:
        """Give the permanent id of a provider: in a new log it is the slug."""
        return self.by_slug.get(slug, slug)

    def states_of(self, slug: str) -> bytes:
        """Give the reviews of a provider in the log, none for one whom the log does not know yet."""
        return bytes(self.states.get(self.id_of(slug), NO_STATES))

    def forget_reviews(self) -> None:
        """Let go of the reviews, which take memory in a large log, once all pages that show them are made."""
        self.states.clear()


def load_site_log(
    root: Path, site: Site, slugs: Collection[str], cache: Path, *, full: bool
) -> tuple[SiteLog | None, LogView]:
    """Read the log of a site, and give it as rules see it, too: a damaged log must not take the report with it.

    `full` reads and plays every entry, even if `cache` knows what comes of it.
    """
    assert site.log is not None, "the site has a log"
    bad_key = _fault(SITE_FILE, lambda: refuse_demonstration(site))
    try:
        signed = _signed(root, site.log)
    except LogError as error:
        is_said = any(fault.error.message == error.message for fault in bad_key)
        return None, LogView(bad_checkpoint=bad_key if is_said else (*bad_key, LogFault(CHECKPOINT, error)))
    try:
        log = _read(root, signed, cache, full)
        log = log._replace(by_slug={**log.by_slug, **dict(_renamed(root, log, slugs))})
    except LogError as error:
        return None, LogView(bad_checkpoint=bad_key, bad_tree=(LogFault(CHECKPOINT, error),))
    policy = read_optional(root, WITNESSES)
    bad_witnesses = () if policy is None else _fault(WITNESSES, lambda: parse_policy(policy))
    view = LogView(
        replay=log.settings,
        slugs=frozenset(slugs),
        note=parse_note(log.signed) if log.signed else None,
        bad_checkpoint=bad_key,
        fork=_fork(root, site.log, log.size),
        is_seen=(root / LAST_SEEN).is_file(),
        witnesses=None if policy is None or bad_witnesses else parse_policy(policy),
        bad_witnesses=bad_witnesses,
        left_over=tuple(_left_over(root)),
    )
    return log, view


def log_facts(site: Site, log: SiteLog) -> LogFacts:
    """Give what the transparency page says about the log."""
    assert site.log is not None, "the site has a log"
    return LogFacts(site.log.origin, site.log.key, log.size, base64.b64encode(log.root).decode())


def unsealed_profiles(log: SiteLog, summaries: Sequence[ProviderSummary]) -> tuple[str, ...]:
    """Give the profiles, by slug, that the log does not have as they are: new, moved or of another status."""
    known = {ident: (entry.slug, entry.status) for ident, entry in log.settings.providers.items()}
    return tuple(one.slug for one in summaries if known.get(one.id) != (one.slug, one.status))


def site_json(ground: Ground, log: SiteLog, summaries: Sequence[ProviderSummary]) -> bytes:
    """Give what `review-log/site.json` says: what a verifier needs to find and recompute every page, as RFC 8785 JSON.

    Pages are paths below the base path, by permanent id and language; a provider whose profile is gone has none.
    """
    addresses = addresses_of(ground.site)
    settings = ground.site.reviews
    by_slug = {summary.slug: summary for summary in summaries}
    providers = {}
    for ident, entry in log.settings.providers.items():
        summary = by_slug.get(entry.slug)
        paths = [provider_path(entry.slug)] if summary else []
        paths += [archive_path(entry.slug, number + 1) for number in range(summary.archive_pages if summary else 0)]
        providers[ident] = {
            language: [addresses.file(path, language).removesuffix("index.html") for path in paths]
            for language in ground.site.languages
        }
    value = {
        "v": "site-gen.site/1",
        "as_of": ground.as_of.isoformat(),
        "base_path": addresses.base_path,
        "languages": list(ground.site.languages),
        "window_months": settings.window_months,
        "minimum_ratings": settings.minimum_ratings,
        "per_page": settings.per_page,
        "providers": providers,
    }
    return canonical.encode_value(value)


def _renamed(root: Path, log: SiteLog, slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give the permanent ids of providers whom the log knows under another slug still, by their new one."""
    for slug in slugs:
        if not log.size or slug in log.by_slug or slug in log.settings.providers:
            continue
        path = f"content/providers/{slug}.yaml"
        data = read_optional(root, path) or b""
        provider = parse_provider(data, path) if _ID.search(data) else None
        if isinstance(provider, Provider) and provider.permanent_id in log.settings.providers:
            yield slug, provider.permanent_id


class _Signed(NamedTuple):
    data: bytes
    checkpoint: Checkpoint


def _signed(root: Path, settings: LogSettings) -> _Signed | None:
    """Give the checkpoint with its bytes; None before the first seal."""
    data = read_signed(root)
    return None if data is None else _Signed(data, own_checkpoint(data, settings))


def _read(root: Path, signed: _Signed | None, cache: Path, full: bool) -> SiteLog:
    if signed is None:
        return SiteLog(0, EMPTY_ROOT, b"", Replay(), {}, {})
    data, checkpoint = signed
    log = read_log(root, checkpoint, walk_files(root, TILES).files, cache, full=full)
    by_slug = {entry.slug: ident for ident, entry in log.settings.providers.items()}
    return SiteLog(checkpoint.size, checkpoint.root, data, log.settings, by_slug, log.states)


def _fork(root: Path, settings: LogSettings, size: int) -> tuple[LogFault, ...]:
    """Tell how the log contradicts the checkpoint that was seen here last, if it does."""
    try:
        seen = last_seen(root, settings)
    except LogError as error:
        hint = "if it is from a key that site.yaml names no more, remove it; otherwise find out what wrote it"
        return (LogFault(LAST_SEEN, LogError(error.message, hint=hint)),)
    return _fault(CHECKPOINT, lambda: check_extends(root, size, seen))


def _left_over(root: Path) -> Iterator[LogFault]:
    """Look for originals of erased reviews in the folders of logs that a new one replaced."""
    try:
        erased = read_erased(root)
    except LogError as error:
        yield LogFault(ERASED, error)
        return
    for path in sorted(root.glob(f"{OLD_LOGS}/openings/*.jsonl")) if erased.marks else ():
        for ident, _index in opening_places(path.read_bytes()):
            if erased.holds_id(ident):
                message = f"the original of {ident}, which was erased, is still in the log before this one"
                yield LogFault(path.relative_to(root).as_posix(), LogError(message))


def _fault(path: str, work: Callable[[], object]) -> tuple[LogFault, ...]:
    try:
        work()
    except LogError as error:
        return (LogFault(path, error),)
    return ()
