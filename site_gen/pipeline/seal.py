"""Seals: appends to the review log what `content/` has and the log has not, and signs the new checkpoint."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.log_view import hint_to_erase
from site_gen.findings import Finding, Severity, count_of, sorted_findings
from site_gen.load.folder import PROVIDERS, list_files
from site_gen.load.log_folder import (
    POLICIES,
    WORDING,
    import_path,
    opening_places,
    opening_providers,
    openings_path,
    read_openings,
    read_optional,
)
from site_gen.model.acknowledged import TeamFacts, facts_of
from site_gen.model.authorizations import Register, authorization_of
from site_gen.model.placed import State
from site_gen.model.site import Site
from site_gen.pipeline.cache_folder import CACHE
from site_gen.pipeline.erase import finish_erasures
from site_gen.pipeline.erased import make_secret, read_erased
from site_gen.pipeline.keys import KeySource, load_keys
from site_gen.pipeline.log import OpenLog, refuse_unfinished_rotation
from site_gen.pipeline.log_write import (
    append_portions,
    keep_last_seen,
    locked,
    log_settings,
    open_for_append,
    read_site,
)
from site_gen.pipeline.lost_log import refuse_lost_log
from site_gen.pipeline.originals import Originals, Waiting, fresh_salts
from site_gen.pipeline.pool import Workers
from site_gen.pipeline.records import load_authorizations
from site_gen.pipeline.reply_gate import reply_gate
from site_gen.pipeline.seal_content import SealContent, Shelf, load_seal_content
from site_gen.pipeline.seal_plan import in_turn, make_plan
from site_gen.pipeline.seal_steps import Draft, Sealable, Step
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.decisions import lapse_of
from site_gen.reviewlog.fault import LogError

_ALONE = 300
"""For fewer providers, starting processes costs more than it saves."""


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

    `steps` are the first ones, `counts` says how many there are of each kind. `finished` are reviews whose erasure had
    been logged and was completed now. `public` are reviews whose authorization ended and that the log still shows,
    where a file that does not load kept everything out.
    """

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    checkpoint: Checkpoint | None
    size: int
    finished: tuple[str, ...] = ()
    counts: Mapping[str, int] = {}
    withdrawn: Mapping[str, str] = {}
    public: tuple[str, ...] = ()


def seal(options: SealOptions) -> SealResult:
    """Bring the log up to the content. Two at a time: the second waits, and both land.

    Nothing is appended while a file does not load. A review whose file differs from what was sealed gets no decision
    and no reply; what else is refused is left out, too, with a finding.

    Raises:
        SiteGenError: the site has no log, or a key is missing or another log's.
        LogError: the log is damaged, does not continue the one that was seen last, or was lost; or a rotation of its
            key was not finished.
        UnwritableError: there is no room for what is to be written.
    """
    root = options.root
    with locked(root) as lock, _workers(root) as workers, Shelf(root / CACHE) as shelf:
        site = read_site(root)
        settings = log_settings(site)
        log = open_for_append(root, settings, options.live)
        if log.size == 0:
            refuse_lost_log(root, settings.origin)
        refuse_unfinished_rotation(log, settings)
        finished: tuple[str, ...] = ()
        if not options.dry_run:
            finished = finish_erasures(root, log)
            keep_last_seen(root, log)
        _refuse_lost_originals(root, log)
        content, findings = load_seal_content(root, shelf, workers)
        unended = tuple(_unended(root, log))
        findings = (*findings, *unended)
        if content is None:
            public = tuple(_still_public(options, shelf, site, log))
            return SealResult((), findings, None, log.size, finished, public=public)
        draft = Draft(log.replay, options.as_of.strftime("%Y-%m"), options.as_of, fresh_salts())
        sealable = _sealable(options, content, log, draft, workers)
        sealable = sealable._replace(unended=frozenset(one.review for one in unended))
        portions = make_plan(draft, sealable, settings_only=options.settings_only)
        first = next(portions, None)
        checkpoint = None
        if options.dry_run:
            deque(portions, maxlen=0)
        elif first is not None:
            keys = load_keys(options.key, settings, root, options.as_of)
            if not log.size:
                make_secret(root)
            exports = {import_path(ident): f"{disclosure}\n".encode() for ident, disclosure in draft.exports.items()}
            texts = _published_texts(content)
            everything = chain((first,), portions)
            checkpoint = append_portions(root, log, everything, keys, lock, private=exports, texts=texts)
        size = checkpoint.size if checkpoint else log.size
        errors = sorted_findings((*findings, *draft.findings))
        return SealResult(tuple(draft.steps), errors, checkpoint, size, finished, draft.counts, draft.withdrawn)


def has_errors(findings: Sequence[Finding]) -> bool:
    """Tell whether a finding blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _refuse_lost_originals(root: Path, log: OpenLog) -> None:
    """Make sure that every review of the log has its opening: without it the file would be logged a second time.

    Raises:
        LogError: one is missing that was not erased.
    """
    files = (read_optional(root, openings_path(provider)) or b"" for provider in opening_providers(root))
    kept = {index for data in files for _ident, index in opening_places(data)}
    for provider, states in sorted(log.replay.by_provider().items()):
        path = openings_path(provider)
        lost = [state.index for state in states if state.erasure is None and state.index not in kept]
        if lost:
            count = count_of(len(lost), "review")
            raise LogError(
                f"{path} lacks the sealed originals of {count}, the first of them of leaf {lost[0]}",
                hint="restore it from the repository or a backup; sealed without it, they would be logged twice",
            )


def _unended(root: Path, log: OpenLog) -> Iterator[Finding]:
    """Find reviews that a mark says were erased, and whose end the log does not have: that was logged in a branch."""
    erased = read_erased(root)
    for provider in opening_providers(root) if erased.marks else ():
        path = openings_path(provider)
        for ident, index in opening_places(read_optional(root, path) or b""):
            state = log.replay.reviews.get(index) if index is not None else None
            if state is not None and state.erasure is None and erased.holds_id(ident):
                yield Finding(
                    path=path,
                    code="INT101",
                    name="leaf-missing",
                    severity=Severity.ERROR,
                    message=f"the review {ident} (leaf {index}) was erased, and the log still has it",
                    hint=hint_to_erase(ident),
                    provider=provider,
                    review=ident,
                )


def _workers(root: Path) -> Workers:
    """Give processes for a site of many providers."""
    return Workers(alone=len(list_files(root, PROVIDERS, ".yaml").files) < _ALONE)


def _still_public(options: SealOptions, shelf: Shelf, site: Site, log: OpenLog) -> Iterator[str]:
    """Give the reviews of files that load whose authorization ended, and that the log still shows."""
    register = Register(load_authorizations(options.root, []))
    for provider, reviews in shelf.items():
        among = register.among(reviews)
        forms = {review.id: authorization_of(review, among, options.as_of) for review in reviews}
        ended = {
            ident for ident, form in forms.items() if lapse_of(form, as_of=options.as_of, covered=site.covered_entity)
        }
        for opening in read_openings(options.root, provider, log.size) if ended else ():
            state = log.replay.reviews.get(opening.index) if opening.index is not None else None
            if opening.id in ended and state is not None and state.state is State.PUBLISHED:
                yield opening.id


def _sealable(options: SealOptions, content: SealContent, log: OpenLog, draft: Draft, workers: Workers) -> Sealable:
    turns = [person.permanent_id for person in in_turn(content.providers)]
    for provider in sorted({*opening_providers(options.root)} - {*turns}):
        read_openings(options.root, provider, log.size)  # nobody's turn it is, and they must be sound all the same
    originals = Originals(
        options.root,
        log.size,
        (Waiting(provider, content.reviews.raw(provider)) for provider in turns),
        logged=draft.logged,
        precision=content.site.reviews.received_precision,
        workers=workers,
    )
    return Sealable(
        site=content.site,
        providers=content.providers,
        reviews=content.reviews,
        has_moves=content.has_moves,
        originals=originals,
        policies=content.policies,
        invitations=content.invitations,
        wordings=content.wordings,
        manifests=content.manifests,
        gate=reply_gate(options.root, content.site, options.as_of, _team(content, options.as_of)),
        erased=read_erased(options.root),
        register=content.register,
    )


def _team(content: SealContent, as_of: datetime.date) -> TeamFacts | None:
    return facts_of(content.practice, content.site.default_language, as_of)


def _published_texts(content: SealContent) -> dict[str, bytes]:
    """Give the texts whose hashes the log holds, under their hashes: they stay when the originals change."""
    policies = {f"{POLICIES}/{digest}.md": data for digest, data in content.policy_texts.items()}
    return policies | {f"{WORDING}/{digest}.txt": data for digest, data in content.wording_texts.items()}
