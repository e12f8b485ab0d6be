"""Seals: appends to the review log what `content/` has and the log has not, and signs the new checkpoint.

Order of writes: texts that the log commits to, tiles, openings, and the checkpoint last. Killed at any moment, the next
run finds the old log or the new one.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from filelock import FileLock

from site_gen.errors import SiteGenError
from site_gen.findings import Finding, Severity, sorted_findings
from site_gen.load.log_folder import CHECKPOINT, LAST_SEEN, LOG, POLICIES, WORDING, openings_path, read_openings
from site_gen.model.site import LogSettings, Site
from site_gen.pipeline.ground import refuse_no_site
from site_gen.pipeline.keys import KeySource, load_key, verifier_text
from site_gen.pipeline.log import OpenLog, check_extends, last_seen, open_log
from site_gen.pipeline.seal_content import SealContent, load_seal_content
from site_gen.pipeline.seal_plan import Plan, Sealable, Step, make_plan
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.disclosure import SALT_BYTES
from site_gen.reviewlog.edge import grow
from site_gen.reviewlog.note import format_note
from site_gen.reviewlog.openings import Opening, format_opening
from site_gen.reviewlog.sign import SigningKey, sign_checkpoint
from site_gen.reviewlog.tiles import Tile, tile_path
from site_gen.write.log_folder import write_durably

_LOCK = ".site-gen/seal.lock"


class SealOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to seal. `live` is the checkpoint that the published site has, where somebody looked."""

    root: Path
    as_of: datetime.date
    key: KeySource
    dry_run: bool = False
    live: Checkpoint | None = None


class SealResult(NamedTuple):
    """What a seal did, or would do. `checkpoint` is the new one, or None when nothing was signed."""

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    checkpoint: Checkpoint | None
    size: int


def seal(options: SealOptions) -> SealResult:
    """Bring the log up to the content. Two at a time: the second waits, and both land.

    Nothing is appended while a file does not load or differs from what was sealed.

    Raises:
        SiteGenError: the site has no log, or the key is missing or another log's.
        LogError: the log is damaged, or does not continue the one that was seen last.
    """
    refuse_no_site(options.root)
    (options.root / ".site-gen").mkdir(exist_ok=True)
    with FileLock(options.root / _LOCK):
        content, findings = load_seal_content(options.root)
        if content is None:
            return SealResult((), findings, None, 0)
        settings = log_settings(content.site)
        log = open_log(options.root, settings)
        check_extends(options.root, log, last_seen(options.root, settings))
        check_extends(options.root, log, options.live)
        plan = _plan(options, content, log)
        errors = (*findings, *plan.findings)
        if options.dry_run or not plan.entries:
            return SealResult(plan.steps, sorted_findings(errors), None, log.size)
        key = load_key(options.key, settings.origin, options.root)
        _check_key(key, settings)
        checkpoint = _write(options.root, content, log, plan, key)
        return SealResult(plan.steps, sorted_findings(errors), checkpoint, checkpoint.size)


def log_settings(site: Site) -> LogSettings:
    """Give the log of a site.

    Raises:
        SiteGenError: it has none.
    """
    if site.log is None:
        raise SiteGenError("site.yaml names no log", hint="make one with site-gen log init")
    return site.log


def _plan(options: SealOptions, content: SealContent, log: OpenLog) -> Plan:
    openings = {
        provider.permanent_id: read_openings(options.root, provider.permanent_id, log.size)
        for provider in content.providers
    }
    sealable = Sealable(
        site=content.site,
        providers=content.providers,
        reviews=content.reviews,
        openings=openings,
        policies=content.policies,
        invitations=content.invitations,
        wordings=content.wordings,
        manifests=content.manifests,
    )
    return make_plan(
        sealable,
        log.replay,
        logged=options.as_of.strftime("%Y-%m"),
        as_of=options.as_of,
        salts=lambda: secrets.token_bytes(SALT_BYTES),
    )


def _write(root: Path, content: SealContent, log: OpenLog, plan: Plan, key: SigningKey) -> Checkpoint:
    for path, data in _published_texts(content):
        if not (root / path).exists():
            write_durably(root / path, data)

    def write_tile(tile: Tile, data: bytes) -> None:
        write_durably(root / LOG / tile_path(tile), data)

    edge = grow(log.edge, plan.entries, write_tile)
    for provider, openings in sorted(plan.openings.items()):
        write_durably(root / openings_path(provider), openings_file(openings))
    checkpoint = Checkpoint(key.name, edge.size, edge.root)
    signed = format_note(sign_checkpoint(checkpoint, [key]))
    write_durably(root / CHECKPOINT, signed)
    write_durably(root / LAST_SEEN, signed)
    return checkpoint


def openings_file(openings: Sequence[Opening]) -> bytes:
    """Give the file of one provider's private openings, in the order of the log."""
    ordered = sorted(openings, key=lambda opening: (opening.index is None, opening.index or 0))
    return b"".join(format_opening(opening) + b"\n" for opening in ordered)


def _published_texts(content: SealContent) -> Iterator[tuple[str, bytes]]:
    """Give the texts whose hashes the log holds, under their hashes: they stay when the originals change."""
    for digest, data in sorted(content.policy_texts.items()):
        yield f"{POLICIES}/{digest}.md", data
    for digest, data in sorted(content.wording_texts.items()):
        yield f"{WORDING}/{digest}.txt", data


def _check_key(key: SigningKey, settings: LogSettings) -> None:
    if verifier_text(key) != settings.key:
        raise SiteGenError(
            "the private key does not belong to log.key of site.yaml", hint="use the key that the log was made with"
        )


def has_errors(findings: Sequence[Finding]) -> bool:
    """Tell whether a finding blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)
