"""Seals: appends to the review log what `content/` has and the log has not, and signs the new checkpoint."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.findings import Finding, Severity, sorted_findings
from site_gen.load.log_folder import POLICIES, WORDING, import_path, opening_providers, read_openings
from site_gen.pipeline.erase import finish_erasures
from site_gen.pipeline.erased import read_erased
from site_gen.pipeline.keys import KeySource, load_keys
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.log_write import append, keep_last_seen, locked, log_settings, open_for_append, read_site
from site_gen.pipeline.seal_content import SealContent, load_seal_content
from site_gen.pipeline.seal_plan import make_plan
from site_gen.pipeline.seal_steps import Plan, Sealable, Step
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.disclosure import SALT_BYTES


class SealOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to seal. `live` are the bytes of the checkpoint that the published site has, where somebody looked.

    `settings_only` begins a log without people and reviews.
    """

    root: Path
    as_of: datetime.date
    key: KeySource
    dry_run: bool = False
    live: bytes | None = None
    settings_only: bool = False


class SealResult(NamedTuple):
    """What a seal did, or would do. `checkpoint` is the new one, or None when nothing was signed.

    `finished` are reviews whose erasure had been logged and was completed now.
    """

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    checkpoint: Checkpoint | None
    size: int
    finished: tuple[str, ...] = ()


def seal(options: SealOptions) -> SealResult:
    """Bring the log up to the content. Two at a time: the second waits, and both land.

    Nothing is appended while a file does not load. A review whose file differs from what was sealed gets no decision
    and no reply; what else is refused is left out, too, with a finding.

    Raises:
        SiteGenError: the site has no log, or a key is missing or another log's.
        LogError: the log is damaged, or does not continue the one that was seen last.
    """
    root = options.root
    with locked(root):
        settings = log_settings(read_site(root))
        log = open_for_append(root, settings, options.live)
        finished: tuple[str, ...] = ()
        if not options.dry_run:
            finished = finish_erasures(root, log)
            keep_last_seen(root, log)
        content, findings = load_seal_content(root)
        if content is None:
            return SealResult((), findings, None, log.size, finished)
        size = log.size
        plan = _plan(options, content, log)
        errors = sorted_findings((*findings, *plan.findings))
        if options.dry_run or not plan.entries:
            return SealResult(plan.steps, errors, None, size, finished)
        keys = load_keys(options.key, settings, root, options.as_of)
        texts = _published_texts(content)
        exports = {import_path(ident): f"{disclosure}\n".encode() for ident, disclosure in plan.exports.items()}
        checkpoint = append(root, log, plan.entries, keys, private=exports, openings=plan.openings, texts=texts)
        return SealResult(plan.steps, errors, checkpoint, checkpoint.size, finished)


def has_errors(findings: Sequence[Finding]) -> bool:
    """Tell whether a finding blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _plan(options: SealOptions, content: SealContent, log: OpenLog) -> Plan:
    openings = {
        provider: read_openings(options.root, provider, log.size) for provider in opening_providers(options.root)
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
        erased=read_erased(options.root),
    )
    return make_plan(
        sealable,
        log.replay,
        logged=options.as_of.strftime("%Y-%m"),
        as_of=options.as_of,
        salts=lambda: secrets.token_bytes(SALT_BYTES),
        settings_only=options.settings_only,
    )


def _published_texts(content: SealContent) -> dict[str, bytes]:
    """Give the texts whose hashes the log holds, under their hashes: they stay when the originals change."""
    policies = {f"{POLICIES}/{digest}.md": data for digest, data in content.policy_texts.items()}
    return policies | {f"{WORDING}/{digest}.txt": data for digest, data in content.wording_texts.items()}
