"""The review log as a build needs it: proven, played, and sorted by provider."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.findings import Finding, Severity
from site_gen.load.folder import walk_files
from site_gen.load.log_folder import CHECKPOINT, LOG, POLICIES, WORDING, read_optional
from site_gen.model.assets import Asset
from site_gen.model.site import LogSettings, Site
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.log import demonstration_finding, own_checkpoint
from site_gen.pipeline.log_cache import NO_STATES, read_log
from site_gen.pipeline.log_findings import replay_findings
from site_gen.render.addresses import addresses_of, archive_path, provider_path
from site_gen.render.compose.transparency import LogFacts
from site_gen.render.edition import Ground
from site_gen.render.pages.rendered import Rendered
from site_gen.reviewlog import canonical
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT
from site_gen.reviewlog.states import Replay

PUBLISHED = "review-log"
"""Where the log stands in the output."""
_TILES = f"{LOG}/tile"


class SiteLog(NamedTuple):
    """The log of the site that is built; `by_slug` gives the permanent id for a provider's present slug.

    `settings` is its replay without reviews, and `states` are those, by permanent id, as `log_cache` keeps them.
    """

    size: int
    root: bytes
    signed: bytes
    settings: Replay
    by_slug: Mapping[str, str]
    states: Mapping[str, msgspec.Raw]

    def states_of(self, slug: str) -> bytes:
        """Give the reviews of a provider in the log, none for one whom the log does not know yet."""
        return bytes(self.states.get(self.by_slug.get(slug, slug), NO_STATES))


def load_site_log(
    root: Path, site: Site, slugs: Collection[str], cache: Path, *, full: bool
) -> tuple[SiteLog | None, tuple[Finding, ...]]:
    """Read the log of a site; findings instead of errors, since a damaged log must not take the report with it.

    `full` reads and plays every entry, even if `cache` knows what comes of it.
    """
    assert site.log is not None, "the site has a log"
    findings = [*demonstration_finding(site)]
    try:
        log = _read(root, site.log, cache, full)
    except LogError as error:
        findings.append(_damaged(error))
        return None, tuple(findings)
    findings.extend(replay_findings(log.settings, slugs))
    return log, tuple(findings)


def log_facts(site: Site, log: SiteLog) -> LogFacts:
    """Give what the transparency page says about the log."""
    assert site.log is not None, "the site has a log"
    return LogFacts(site.log.origin, site.log.key, log.size, base64.b64encode(log.root).decode())


def site_file(ground: Ground, log: SiteLog, summaries: Sequence[ProviderSummary]) -> Rendered:
    """Give `review-log/site.json`: what a verifier needs to find and recompute every page, as RFC 8785 JSON.

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
    return Rendered(f"{PUBLISHED}/site.json", canonical.encode_value(value))


def log_assets(root: Path) -> tuple[Asset, ...]:
    """Give the files of the log that are published as they are: checkpoint, tiles, entries, policies, wordings.

    Openings stay private; what may be shown of them is written with each provider.
    """
    checkpoint = [Asset("log/checkpoint", f"{PUBLISHED}/checkpoint", root / CHECKPOINT)]
    assets = checkpoint if (root / CHECKPOINT).is_file() else []
    for folder, place in ((_TILES, "tile"), (POLICIES, "policies"), (WORDING, "wording")):
        for stamp in walk_files(root, folder).files:
            inside = stamp.path.removeprefix(f"{folder}/")
            assets.append(Asset(stamp.path, f"{PUBLISHED}/{place}/{inside}", root / stamp.path))
    return tuple(assets)


def _read(root: Path, settings: LogSettings, cache: Path, full: bool) -> SiteLog:
    signed = read_optional(root, CHECKPOINT)
    if signed is None:
        return SiteLog(0, EMPTY_ROOT, b"", Replay(), {}, {})
    checkpoint = own_checkpoint(signed, settings)
    log = read_log(root, checkpoint, walk_files(root, _TILES).files, cache, full=full)
    by_slug = {entry.slug: ident for ident, entry in log.settings.providers.items()}
    return SiteLog(checkpoint.size, checkpoint.root, signed, log.settings, by_slug, log.states)


def _damaged(error: LogError) -> Finding:
    is_note = any(word in error.message for word in ("checkpoint", "signature", "note", "key"))
    return Finding(
        path=CHECKPOINT,
        code="INT105" if is_note else "INT107",
        name="checkpoint-bad" if is_note else "tile-mismatch",
        severity=Severity.ERROR,
        message=error.message,
        hint=error.hint or "restore log/ from the repository; it is never made again",
    )
