"""What the log does not have yet: the difference between `content/` and the log, as entries in their order.

Settings and people come before what refers to them, a review before the decision about it, a decision before the reply.
Within a kind the order is that of ids, so that the same content gives the same entries.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from site_gen.findings import Finding, Severity
from site_gen.model.base import Month
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import REVIEW_POLICY, Policy
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.reviewlog.commitment import commit_export, commit_reply, commit_review
from site_gen.reviewlog.decisions import (
    Wanted,
    is_authorized,
    is_decided,
    is_replied,
    wanted_decision,
    wanted_reply,
)
from site_gen.reviewlog.disclosure import Salts, encode_base64url
from site_gen.reviewlog.entries import (
    DecisionEntry,
    DisplayEntry,
    Entry,
    GenesisEntry,
    ImportEntry,
    InvitationEntry,
    PolicyEntry,
    ProviderEntry,
    ReplyEntry,
    format_entry,
)
from site_gen.reviewlog.openings import Opening, place_opening
from site_gen.reviewlog.replay import advance
from site_gen.reviewlog.states import Replay, ReviewState, State


class Sealable(NamedTuple):
    """Everything of `content/` that the log commits to, and the openings that it has already.

    `reviews` and `openings` are by permanent id of the provider; `wordings` are SHA-256 values in hexadecimal by file.
    """

    site: Site
    providers: Sequence[Provider]
    reviews: Mapping[str, Sequence[Review]]
    openings: Mapping[str, Sequence[Opening]]
    policies: Sequence[Policy]
    invitations: Sequence[Invitation]
    wordings: Mapping[str, str]
    manifests: Sequence[Manifest]


class Step(NamedTuple):
    """One entry that will be appended: its kind, what it is about, and what it says, for people."""

    kind: str
    about: str
    says: str


class Plan(NamedTuple):
    """What a seal appends. `openings` are whole new files of openings by permanent id, of providers that change."""

    entries: tuple[bytes, ...]
    steps: tuple[Step, ...]
    openings: dict[str, tuple[Opening, ...]]
    findings: tuple[Finding, ...]


def make_plan(content: Sealable, replay: Replay, *, logged: Month, as_of: datetime.date, salts: Salts) -> Plan:
    """Compare content and log; `logged` is the month that new entries carry. They are played into `replay`."""
    planner = _Planner(content, replay, logged, as_of, salts)
    planner.settings()
    for provider in sorted(content.providers, key=lambda one: one.permanent_id):
        planner.provider(provider)
    planner.batches()
    for provider in sorted(content.providers, key=lambda one: one.permanent_id):
        planner.reviews(provider)
    return Plan(tuple(planner.entries), tuple(planner.steps), planner.openings, tuple(planner.findings))


class _Planner:
    """Collects entries; each method appends what one part of the content needs."""

    def __init__(self, content: Sealable, replay: Replay, logged: Month, as_of: datetime.date, salts: Salts) -> None:
        self.content = content
        self.replay = replay
        self.logged = max(logged, replay.logged)
        self.as_of = as_of
        self.salts = salts
        self.policy = replay.policy_of.get(REVIEW_POLICY)
        self.entries: list[bytes] = []
        self.steps: list[Step] = []
        self.openings: dict[str, tuple[Opening, ...]] = {}
        self.findings: list[Finding] = []

    def add(self, entry: Entry, kind: str, about: str, says: str) -> int:
        """Append an entry and play it; give its index in the log."""
        return self._append(format_entry(entry), Step(kind, about, says))

    def _append(self, data: bytes, step: Step) -> int:
        index = self.replay.size
        advance(self.replay, data)
        self.entries.append(data)
        self.steps.append(step)
        return index

    def settings(self) -> None:
        site, replay = self.content.site, self.replay
        assert site.log is not None, "a site that is sealed has a log"
        if replay.size == 0:
            self.add(GenesisEntry(logged=self.logged, origin=site.log.origin), "genesis", site.log.origin, "a new log")
        display = DisplayEntry(
            logged=self.logged,
            window_months=site.reviews.window_months,
            minimum_ratings=site.reviews.minimum_ratings,
            received_precision=site.reviews.received_precision,
        )
        known = replay.display
        if known is None or msgspec.structs.replace(known, logged=self.logged) != display:
            window = "all ratings" if display.window_months is None else f"ratings of {display.window_months} months"
            says = f"averages of {window}, from {display.minimum_ratings} on"
            self.add(display, "display", "site.yaml", says)
        for policy in self.content.policies:
            if policy.language == site.default_language and replay.policy_of.get(policy.slug) != policy.sha256:
                entry = PolicyEntry(logged=self.logged, name=policy.slug, sha256=policy.sha256)
                self.add(entry, "policy", policy.slug, f"version {policy.version or policy.sha256[:12]}")
                if policy.slug == REVIEW_POLICY:
                    self.policy = policy.sha256

    def provider(self, provider: Provider) -> None:
        entry = ProviderEntry(logged=self.logged, id=provider.permanent_id, slug=provider.slug, status=provider.status)
        known = self.replay.providers.get(provider.permanent_id)
        if known is None or (known.slug, known.status) != (entry.slug, entry.status):
            self.add(entry, "provider", provider.permanent_id, f"{provider.status}, at /providers/{provider.slug}/")

    def batches(self) -> None:
        for batch in sorted(self.content.invitations, key=lambda one: one.id):
            entry = InvitationEntry(
                logged=self.logged,
                batch=batch.id,
                channel=batch.channel,
                month=batch.period.last_on.strftime("%Y-%m"),
                selection=batch.selection,
                eligible=batch.eligible,
                invited=batch.invited,
                incentive=batch.incentive,
                wording=self.content.wordings[batch.wording],
            )
            known = self.replay.invitations.get(batch.id)
            if known is None or msgspec.structs.replace(known, logged=self.logged) != entry:
                self.add(entry, "invitation", batch.id, f"{batch.invited} of {batch.eligible} asked by {batch.channel}")
        for manifest in sorted(self.content.manifests, key=lambda one: one.id):
            if manifest.id not in self.replay.imports:
                export, _disclosure = self._export(manifest)
                self.add(export, "import", manifest.id, f"{manifest.rows} rows from {manifest.source}")

    def _export(self, manifest: Manifest) -> tuple[ImportEntry, str]:
        names = {"yes": "true", "no": "false"}
        return commit_export(
            import_id=manifest.id,
            source=manifest.source,
            file_format=manifest.format,
            rows=manifest.rows,
            ratings={names.get(key, key): count for key, count in manifest.ratings.items() if key != "none"},
            source_total=manifest.source_total,
            export_sha256=manifest.sha256,
            logged=self.logged,
            salts=self.salts,
        )

    def reviews(self, provider: Provider) -> None:
        """Append new reviews of one provider, then decisions, then replies."""
        ident = provider.permanent_id
        openings = {opening.id: opening for opening in self.content.openings.get(ident, ())}
        before = dict(openings)
        ordered = sorted(self.content.reviews.get(ident, ()), key=lambda review: review.sequence_key)
        states: dict[str, ReviewState] = {}
        for review in ordered:
            opening = openings.get(review.id)
            if opening is None or opening.index is None:
                opening = self._new_review(review, ident, openings)
                openings[review.id] = opening
            assert opening.index is not None, "a placed opening has an index"
            states[review.id] = self.replay.reviews[opening.index]
        for review in ordered:
            self._decision(review, states[review.id])
        for review in ordered:
            openings[review.id] = self._reply(review, states[review.id], openings[review.id])
        if openings != before:
            self.openings[ident] = tuple(openings.values())

    def _new_review(self, review: Review, provider: str, openings: Mapping[str, Opening]) -> Opening:
        earlier = openings.get(review.supersedes) if review.supersedes else None
        if review.supersedes and (earlier is None or earlier.index is None):
            self._finding(review, "supersedes", "INT116", "revision-unlinked", f"{review.supersedes} is not in the log")
        opening = openings.get(review.id) or commit_review(
            review,
            provider=provider,
            logged=self.logged,
            salts=self.salts,
            precision=self.content.site.reviews.received_precision,
        )
        supersedes = earlier.index if earlier else None
        placed = place_opening(opening, index=self.replay.size, logged=self.logged, supersedes=supersedes)
        self._append(placed.entry, Step("review", review.id, f"about {provider}, received {review.received_month}"))
        return placed

    def _decision(self, review: Review, state: ReviewState) -> None:
        if state.state in (State.ELSEWHERE, State.ERASED):
            return
        wanted = wanted_decision(review, as_of=self.as_of)
        if wanted is None:
            if state.action is not None:
                message = f"the log has the decision to {state.action} it, the file says pending"
                self._finding(review, "moderation", "INT121", "unsealed", message)
            return
        if is_decided(wanted, state) or not self._may_decide(review, wanted, state):
            return
        assert wanted.role is not None, "only decisions with a role may be sealed"
        assert self.policy is not None, "only decisions under a policy may be sealed"
        entry = DecisionEntry(
            logged=self.logged,
            subject=state.index,
            leaf=encode_base64url(state.leaf),
            action="publish" if wanted.action == "publish" else "withhold",
            reason=wanted.reason,  # type: ignore[arg-type]
            hidden=wanted.hidden,
            hidden_fields=wanted.hidden_fields,
            policy=self.policy,
            role=wanted.role,
        )
        says = f"{wanted.action}{f' ({wanted.reason})' if wanted.reason else ''}"
        marks = len(wanted.hidden) + len(wanted.hidden_fields)
        self.add(entry, "decision", review.id, says + (f", {marks} hidden" if marks else ""))

    def _may_decide(self, review: Review, wanted: Wanted, state: ReviewState) -> bool:
        if wanted.role is None:
            self._finding(review, "moderation", "SRC002", "missing-key", "missing key by: who decided is logged")
        elif self.policy is None:
            message = f"no content/policies/{REVIEW_POLICY}.md: a decision is made under a published policy"
            self._finding(review, "moderation", "MOD203", "policy-unpublished", message)
        elif any(hidden.segment >= state.segments for hidden in wanted.hidden):
            message = f"hides a segment beyond the {state.segments} of the text, counted from 0"
            self._finding(review, "moderation", "INT111", "state-conflict", message)
        elif (
            wanted.action == "publish"
            and self.content.site.covered_entity
            and not is_authorized(review.authorization, self.as_of)
        ):
            message = "no authorization in force: a covered entity may not publish it"
            self._finding(review, "authorization", "PRV323", "authorization", message)
        else:
            return True
        return False

    def _reply(self, review: Review, state: ReviewState, opening: Opening) -> Opening:
        wanted = wanted_reply(review)
        if state.state is State.ERASED or is_replied(wanted, state, opening):
            return opening
        if wanted is None:
            entry = ReplyEntry(logged=self.logged, subject=state.index, action="remove")
            self.add(entry, "reply", review.id, "removed")
            return opening
        if state.action != "publish":
            return opening
        entry, disclosure = commit_reply(wanted, subject=state.index, logged=self.logged, salts=self.salts)
        self.add(entry, "reply", review.id, f"published {wanted.published_on}")
        return msgspec.structs.replace(opening, replies=(*opening.replies, disclosure))

    def _finding(self, review: Review, key: str, code: str, name: str, message: str) -> None:
        self.findings.append(
            Finding(
                path=review.path,
                code=code,
                name=name,
                severity=Severity.ERROR,
                message=f"{key}: {message}",
                provider=review.provider,
                review=review.id,
            )
        )
