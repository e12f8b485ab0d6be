"""One provider's part of a seal: new reviews, then decisions about them, then replies."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen.check.contact_fields import contact_fields, hint_to_hide
from site_gen.check.ripeness import HOURS_AT, hasty, held_until, hint_of_hasty, hint_of_unripe, unripe
from site_gen.check.shown import is_text_shown
from site_gen.findings import Severity
from site_gen.load.documents import REGISTER
from site_gen.model.authorizations import authorization_of
from site_gen.model.placed import State
from site_gen.model.policy import REVIEW_POLICY
from site_gen.model.review import Review
from site_gen.pipeline.seal_enter import Entering
from site_gen.pipeline.seal_steps import Draft, Person, Sealable, state_of
from site_gen.reviewlog.commitment import commit_reply
from site_gen.reviewlog.decisions import (
    AUTHORIZATION_REASONS,
    Wanted,
    is_decided,
    is_replied,
    logged_reply,
    page_defect,
    sealed_difference,
    wanted_decision,
    wanted_reply,
)
from site_gen.reviewlog.disclosure import encode_base64url
from site_gen.reviewlog.entries import DecisionEntry, ReplyEntry
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.states import ReviewState


def plan_reviews(draft: Draft, content: Sealable, person: Person, entering: Entering) -> None:
    """Append what the log lacks about one provider's reviews, and the copies elsewhere that they name.

    Raises:
        LogError: a private opening that is not of the entry at its place in the log.
    """
    ident = person.permanent_id
    ordered = sorted(content.reviews.get(ident, ()), key=lambda review: review.sequence_key)
    content = content._replace(register=content.register.among(ordered))
    known = [review for review in ordered if entering.enter(ident, review) and review.id not in content.unended]
    openings = entering.openings_of(ident)
    states = {review.id: state_of(draft, openings[review.id]) for review in known}
    for review in known:
        _decide(draft, content, review, states[review.id], openings[review.id], entering)
    for review in known:
        openings[review.id] = _reply(draft, content, person, review, states[review.id], openings[review.id])
    entering.finish(ident)


def _decide(
    draft: Draft, content: Sealable, review: Review, state: ReviewState, opening: Opening, entering: Entering
) -> None:
    if state.erasure is not None or state.state is State.ELSEWHERE:
        return
    authorization = authorization_of(review, content.register, draft.as_of)
    covered = content.site.covered_entity
    wanted = wanted_decision(review, state, authorization, as_of=draft.as_of, covered=covered)
    if wanted is None:
        if state.action is not None:
            message = f"moderation: the log has the decision to {state.action} it, the file says pending"
            hint = "a decision is changed by another one: published or withheld"
            draft.refuse(review, "INT121", "unsealed", message, hint)
        return
    moved_to = entering.enter_copy(review, state, opening) if wanted.moved_to is not None else None
    if wanted.moved_to is not None and moved_to is None:
        return
    if is_decided(wanted, state) and moved_to == state.moved_to:
        return
    if not _may_decide(draft, content, review, wanted, state, opening):
        return
    assert wanted.role is not None, "only decisions with a role may be sealed"
    assert draft.policy is not None, "only decisions under a policy may be sealed"
    entry = DecisionEntry(
        logged=draft.logged,
        subject=state.index,
        leaf=encode_base64url(state.leaf),
        action="publish" if wanted.action == "publish" else "withhold",
        reason=wanted.reason,  # type: ignore[arg-type]
        moved_to=moved_to,
        hidden=wanted.hidden,
        hidden_fields=wanted.hidden_fields,
        policy=draft.policy,
        role=wanted.role,
    )
    if state.action == "publish" and wanted.reason in AUTHORIZATION_REASONS:
        draft.withdrawn[review.id] = str(wanted.reason)
    says = f"{wanted.action}{f' ({wanted.reason})' if wanted.reason else ''}"
    marks = len(wanted.hidden) + len(wanted.hidden_fields)
    more = f", {marks} hidden" if marks else f", moved to {wanted.moved_to}" if wanted.moved_to else ""
    draft.add(entry, "decision", review.id, says + more)


def _may_decide(
    draft: Draft, content: Sealable, review: Review, wanted: Wanted, state: ReviewState, opening: Opening
) -> bool:
    segments = [hidden.segment for hidden in wanted.hidden]
    if not _is_as_sealed(draft, review, state, opening):
        return False
    if wanted.role is None:
        draft.refuse(review, "SRC002", "missing-key", "moderation: missing key by: who decided is logged")
    elif draft.policy is None:
        message = (
            f"moderation: no public content/policies/{REVIEW_POLICY}.md: a decision is made under a published policy"
        )
        draft.refuse(review, "MOD203", "policy-unpublished", message, "site-gen log init makes one to begin with")
    elif any(segment >= state.segments for segment in segments) or len(set(segments)) < len(segments):
        message = f"moderation: hides a segment twice, or one beyond the {state.segments} of the text, counted from 0"
        draft.refuse(review, "INT111", "state-conflict", message)
    elif len({one.field for one in wanted.hidden_fields}) < len(wanted.hidden_fields):
        draft.refuse(review, "INT111", "state-conflict", "moderation: hides a field twice")
    elif (
        wanted.action == "publish"
        and content.site.covered_entity
        and (defect := page_defect(authorization_of(review, content.register, draft.as_of), draft.as_of))
    ):
        message = f"authorization: a covered entity may not publish it: {defect}"
        hint = f"one that was signed or prolonged after the review was sealed stands in {REGISTER}"
        draft.refuse(review, "PRV323", "authorization", message, hint)
    elif wanted.action == "publish" and (
        shown := next(contact_fields(review, [one.field for one in wanted.hidden_fields]), None)
    ):
        message = f"{shown}: contact data stands there, and would be public"
        draft.refuse(review, "INT120", "leak-in-leaf", message, hint_to_hide(review, shown))
    else:
        return True
    return False


def _is_as_sealed(draft: Draft, review: Review, state: ReviewState, opening: Opening) -> bool:
    """Tell whether somebody who reads the file has what was sealed before the eyes; a decision about it needs that."""
    if review.path in draft.made:
        return True
    difference = sealed_difference(review, opening, in_words=is_text_shown(review, state))
    if difference:
        hint = f"site-gen seal --restore {review.id} writes the logged review back, moderation and reply stay"
        draft.refuse(review, "INT102", "text-differs", difference, hint)
    return not difference


def _reply(
    draft: Draft, content: Sealable, person: Person, review: Review, state: ReviewState, opening: Opening
) -> Opening:
    wanted = wanted_reply(review)
    if state.erasure is not None or is_replied(wanted, state, opening):
        return opening
    if wanted is None:
        entry = ReplyEntry(logged=draft.logged, subject=state.index, action="remove")
        draft.add(entry, "reply", review.id, "removed")
        return opening
    if state.action != "publish" or not _is_as_sealed(draft, review, state, opening):
        return opening
    logged = logged_reply(state, opening)
    is_new = not isinstance(logged, Mapping) or logged["text"] != wanted.text
    if is_new and (too_early := unripe(review, content.site, draft.as_of)):
        draft.refuse(review, "INT121", "unsealed", f"reply: {too_early}", hint_of_unripe(review))
        return opening
    if is_new and (until := held_until(review, content.site)) is not None and draft.as_of < until:
        message = f"reply: {hasty(review, content.site)} ({HOURS_AT})"
        draft.refuse(review, "INT121", "unsealed", message, hint_of_hasty(until), severity=Severity.WARNING)
        return opening
    read = content.gate(person.slug, review, content.register)
    if read.errors:
        draft.findings.extend(read.errors)
        return opening
    entry, disclosure = commit_reply(wanted, subject=state.index, logged=draft.logged, salts=draft.salts)
    draft.add(entry, "reply", review.id, f"published {wanted.published_on}{f'; {read.unread}' if read.unread else ''}")
    return msgspec.structs.replace(opening, replies=(*opening.replies, disclosure))
