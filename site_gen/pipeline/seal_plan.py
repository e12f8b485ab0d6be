"""What the log does not have yet: the difference between `content/` and the log, as entries in their order.

Settings and people come before what refers to them, a review before its copy and the decision about it, a decision
before the reply. Within a kind the order is that of ids, so that the same content gives the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from site_gen.findings import count_of
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.pipeline.log_write import Portion
from site_gen.pipeline.seal_enter import Entering
from site_gen.pipeline.seal_reviews import plan_reviews
from site_gen.pipeline.seal_steps import Draft, Person, Sealable
from site_gen.reviewlog.commitment import commit_export
from site_gen.reviewlog.entries import DisplayEntry, GenesisEntry, InvitationEntry, PolicyEntry, ProviderEntry


def make_plan(draft: Draft, content: Sealable, *, settings_only: bool = False) -> Iterator[Portion]:
    """Compare content and log, and give what is to be appended, one provider's part after another.

    The first portion has all settings. `settings_only` stops before people and reviews: a log begins with what it is
    called and what its policy is.

    Raises:
        LogError: private openings that do not belong to this log.
    """
    for _part in _plan(draft, content, settings_only):
        if draft.entries or draft.openings:
            yield draft.take()


def in_turn(providers: Iterable[Person]) -> list[Person]:
    """Give providers in the order in which they are planned."""
    return sorted(providers, key=lambda one: one.permanent_id)


def _plan(draft: Draft, content: Sealable, settings_only: bool) -> Iterator[None]:
    """Stop after each part, in which some entries were added to the draft, or none."""
    replay = draft.replay
    _settings(draft, content)
    if settings_only:
        yield
        return
    providers = in_turn(content.providers)
    for provider in providers:
        _provider(draft, provider)
    for batch in sorted(content.invitations, key=lambda one: one.id):
        _invitation(draft, batch, content.wordings[batch.wording])
    for manifest in sorted(content.manifests, key=lambda one: one.id):
        if manifest.id not in replay.imports:
            _import(draft, manifest)
    yield
    entering = Entering(draft, content)
    for provider in providers:
        content.originals.turn(provider.permanent_id)
        plan_reviews(draft, content, provider, entering)
        yield


def _settings(draft: Draft, content: Sealable) -> None:
    site, replay = content.site, draft.replay
    assert site.log is not None, "a site that is sealed has a log"
    if replay.size == 0:
        draft.add(GenesisEntry(logged=draft.logged, origin=site.log.origin), "genesis", site.log.origin, "a new log")
    display = DisplayEntry(
        logged=draft.logged,
        window_months=site.reviews.window_months,
        minimum_ratings=site.reviews.minimum_ratings,
        received_precision=site.reviews.received_precision,
    )
    known = replay.display
    if known is None or msgspec.structs.replace(known, logged=draft.logged) != display:
        window = "all ratings" if display.window_months is None else f"ratings of {display.window_months} months"
        draft.add(display, "display", "site.yaml", f"averages of {window}, from {display.minimum_ratings} on")
    for policy in sorted(content.policies, key=lambda one: one.slug):
        if policy.language == site.default_language and replay.policy_of.get(policy.slug) != policy.sha256:
            entry = PolicyEntry(logged=draft.logged, name=policy.slug, sha256=policy.sha256)
            draft.add(entry, "policy", policy.slug, f"version {policy.version or policy.sha256[:12]}")


def _provider(draft: Draft, provider: Person) -> None:
    entry = ProviderEntry(logged=draft.logged, id=provider.permanent_id, slug=provider.slug, status=provider.status)
    known = draft.replay.providers.get(provider.permanent_id)
    if known is None or (known.slug, known.status) != (entry.slug, entry.status):
        draft.add(entry, "provider", provider.permanent_id, f"{provider.status}, at /providers/{provider.slug}/")


def _invitation(draft: Draft, batch: Invitation, wording: str) -> None:
    entry = InvitationEntry(
        logged=draft.logged,
        batch=batch.id,
        channel=batch.channel,
        month=batch.period.last_on.strftime("%Y-%m"),
        selection=batch.selection,
        eligible=batch.eligible,
        invited=batch.invited,
        incentive=batch.incentive,
        wording=wording,
    )
    known = draft.replay.invitations.get(batch.id)
    if known is None and batch.eligible == 0:
        return  # a draft: who was asked is not written down yet, and an entry stays
    if known is None or msgspec.structs.replace(known, logged=draft.logged) != entry:
        says = f"{batch.invited} of {batch.eligible} asked by {batch.channel}"
        draft.add(entry, "invitation", batch.id, says)


def _import(draft: Draft, manifest: Manifest) -> None:
    names = {"yes": "true", "no": "false"}
    entry, draft.exports[manifest.id] = commit_export(
        import_id=manifest.id,
        source=manifest.source,
        file_format=manifest.format,
        rows=manifest.rows,
        ratings={names.get(key, key): count for key, count in manifest.ratings.items() if key != "none"},
        source_total=manifest.source_total,
        export_sha256=manifest.sha256,
        logged=draft.logged,
        salts=draft.salts,
    )
    draft.add(entry, "import", manifest.id, f"{count_of(manifest.rows, 'row')} from {manifest.source}")
