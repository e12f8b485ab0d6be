"""One provider's part of a seal: new reviews, then decisions about them, then replies."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen.model.policy import REVIEW_POLICY
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.standing import State
from site_gen.pipeline.seal_steps import Draft, Sealable, Step
from site_gen.reviewlog.commitment import commit_reply, commit_review, sealed_values
from site_gen.reviewlog.decisions import (
    Wanted,
    is_authorized,
    is_decided,
    is_replied,
    is_revocation,
    wanted_decision,
    wanted_reply,
)
from site_gen.reviewlog.disclosure import encode_base64url
from site_gen.reviewlog.entries import DecisionEntry, ReplyEntry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening, compare_text, opened_values, place_opening
from site_gen.reviewlog.states import ReviewState


def plan_reviews(draft: Draft, content: Sealable, provider: Provider, home_of: Mapping[str, str]) -> None:
    """Append what the log lacks about one provider's reviews. `home_of` gives the provider of every opened review.

    Raises:
        LogError: a private opening that is not of the entry at its place in the log.
    """
    ident = provider.permanent_id
    openings = {opening.id: opening for opening in content.openings.get(ident, ())}
    before = dict(openings)
    states: dict[str, ReviewState] = {}
    ordered = sorted(content.reviews.get(ident, ()), key=lambda review: review.sequence_key)
    for review in ordered:
        opening = openings.get(review.id)
        if opening is None or opening.index is None:
            if not _may_enter(draft, content, review, openings, home_of.get(review.id, ident) == ident):
                continue
            opening = openings[review.id] = _enter(draft, content, review, ident, openings)
        states[review.id] = _state_of(draft, opening)
    known = [review for review in ordered if review.id in states]
    for review in known:
        _decide(draft, content, review, states[review.id], openings[review.id])
    for review in known:
        openings[review.id] = _reply(draft, review, states[review.id], openings[review.id])
    if openings != before:
        draft.openings[ident] = tuple(openings.values())


def _may_enter(draft: Draft, content: Sealable, review: Review, openings: Mapping[str, Opening], is_here: bool) -> bool:
    """Tell whether a review may be logged as a new one; it could never be taken out again."""
    earlier = openings.get(review.supersedes) if review.supersedes else None
    if content.erased.holds(review_id=review.id, source=review.source, source_id=review.source_id):
        message = f"review {review.id} was erased: its file must not come back"
        draft.refuse(review, "INT112", "erasure-incomplete", message, "remove the file")
    elif not is_here:
        message = f"review {review.id} is sealed under another provider"
        hint = "put the file back and withhold it as wrong-provider; a copy under the right one gets an id of its own"
        draft.refuse(review, "SRC004", "duplicate-id", message, hint)
    elif review.supersedes and (earlier is None or earlier.index is None):
        message = f"supersedes: {review.supersedes} is not in the log"
        hint = "an author's edit is of the same provider, and was received later than what it edits"
        draft.refuse(review, "INT116", "revision-unlinked", message, hint)
    else:
        return True
    return False


def _enter(draft: Draft, content: Sealable, review: Review, provider: str, openings: Mapping[str, Opening]) -> Opening:
    earlier = openings[review.supersedes] if review.supersedes else None
    opening = openings.get(review.id) or commit_review(
        review,
        provider=provider,
        logged=draft.logged,
        salts=draft.salts,
        precision=content.site.reviews.received_precision,
    )
    supersedes = earlier.index if earlier else None
    placed = place_opening(opening, index=draft.replay.size, logged=draft.logged, supersedes=supersedes)
    draft.append(placed.entry, Step("review", review.id, f"about {provider}, received {review.received_month}"))
    return placed


def _state_of(draft: Draft, opening: Opening) -> ReviewState:
    assert opening.index is not None, "a placed opening has an index"
    state = draft.replay.reviews.get(opening.index)
    if state is None or state.leaf != leaf_hash(opening.entry):
        raise LogError(
            f"the private opening of {opening.id} is not of entry {opening.index} of the log",
            hint="log/openings and the rest of log/ belong together: restore both from the repository",
        )
    return state


def _decide(draft: Draft, content: Sealable, review: Review, state: ReviewState, opening: Opening) -> None:
    if state.erasure is not None or state.state is State.ELSEWHERE:
        return
    wanted = wanted_decision(review, as_of=draft.as_of)
    if wanted is None:
        if state.action is not None:
            message = f"moderation: the log has the decision to {state.action} it, the file says pending"
            hint = "a decision is changed by another one: published or withheld"
            draft.refuse(review, "INT121", "unsealed", message, hint)
        return
    if is_decided(wanted, state) or not _may_decide(draft, content, review, wanted, state, opening):
        return
    assert wanted.role is not None, "only decisions with a role may be sealed"
    assert draft.policy is not None, "only decisions under a policy may be sealed"
    entry = DecisionEntry(
        logged=draft.logged,
        subject=state.index,
        leaf=encode_base64url(state.leaf),
        action="publish" if wanted.action == "publish" else "withhold",
        reason=wanted.reason,  # type: ignore[arg-type]
        hidden=wanted.hidden,
        hidden_fields=wanted.hidden_fields,
        policy=draft.policy,
        role=wanted.role,
    )
    says = f"{wanted.action}{f' ({wanted.reason})' if wanted.reason else ''}"
    marks = len(wanted.hidden) + len(wanted.hidden_fields)
    draft.add(entry, "decision", review.id, says + (f", {marks} hidden" if marks else ""))


def _may_decide(
    draft: Draft, content: Sealable, review: Review, wanted: Wanted, state: ReviewState, opening: Opening
) -> bool:
    segments = [hidden.segment for hidden in wanted.hidden]
    if not _is_as_sealed(draft, review, opening):
        return False
    if wanted.role is None:
        draft.refuse(review, "SRC002", "missing-key", "moderation: missing key by: who decided is logged")
    elif draft.policy is None:
        message = f"moderation: no content/policies/{REVIEW_POLICY}.md: a decision is made under a published policy"
        draft.refuse(review, "MOD203", "policy-unpublished", message, "site-gen log init makes one to begin with")
    elif any(segment >= state.segments for segment in segments) or len(set(segments)) < len(segments):
        message = f"moderation: hides a segment twice, or one beyond the {state.segments} of the text, counted from 0"
        draft.refuse(review, "INT111", "state-conflict", message)
    elif len({one.field for one in wanted.hidden_fields}) < len(wanted.hidden_fields):
        draft.refuse(review, "INT111", "state-conflict", "moderation: hides a field twice")
    elif (
        wanted.action == "publish"
        and content.site.covered_entity
        and not is_authorized(review.authorization, draft.as_of)
    ):
        message = "authorization: no authorization in force: a covered entity may not publish it"
        draft.refuse(review, "PRV323", "authorization", message)
    else:
        return True
    return False


def _is_as_sealed(draft: Draft, review: Review, opening: Opening) -> bool:
    """Tell whether somebody who reads the file has what was sealed before the eyes; a decision about it needs that."""
    hint = f"site-gen seal --restore {review.id} writes the logged review back"
    try:
        compare_text(opening, review.text)
    except LogError as error:
        draft.refuse(review, "INT102", "text-differs", f"text: {error.message}", hint)
        return False
    logged = opened_values(opening)
    for name, value in sealed_values(review).items():
        if value != logged.get(name) and not (name == "authorization" and is_revocation(value, logged.get(name))):
            draft.refuse(review, "INT102", "text-differs", f"{name}: differs from what was sealed", hint)
            return False
    return True


def _reply(draft: Draft, review: Review, state: ReviewState, opening: Opening) -> Opening:
    wanted = wanted_reply(review)
    if state.erasure is not None or is_replied(wanted, state, opening):
        return opening
    if wanted is None:
        entry = ReplyEntry(logged=draft.logged, subject=state.index, action="remove")
        draft.add(entry, "reply", review.id, "removed")
        return opening
    if state.action != "publish" or not _is_as_sealed(draft, review, opening):
        return opening
    entry, disclosure = commit_reply(wanted, subject=state.index, logged=draft.logged, salts=draft.salts)
    draft.add(entry, "reply", review.id, f"published {wanted.published_on}")
    return msgspec.structs.replace(opening, replies=(*opening.replies, disclosure))
