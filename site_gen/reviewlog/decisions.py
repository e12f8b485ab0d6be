"""What a review file asks the log to say: the decision about it and the reply to it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from site_gen.model.review import Authorization, HiddenField, HiddenSegment, Reason, Review
from site_gen.reviewlog.canonical import Value
from site_gen.reviewlog.commitment import ReplyContent, sealed_values
from site_gen.reviewlog.disclosure import digest, parse_field
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import Opening, compare_text, opened_values
from site_gen.reviewlog.states import ReviewState

_NOBODY = "office"
"""Who answers for a reply that names neither approver nor writer: the practice as a whole."""

_AT_SOURCE = "at-source"
"""Who answers for a reply that came in with its review: it was given at the source, by nobody named here."""


WEB_SCOPE = frozenset({"website", "web"})
"""Words in an authorization's scope that let a text or a picture stand on a public page."""

AUTHORIZATION_REASONS: frozenset[Reason] = frozenset({"authorization-missing", "authorization-revoked"})
"""Reasons for which a date or the author withholds a review, and nobody's judgement."""


class Wanted(NamedTuple):
    """A decision as a review file has it. `role` is None where the file names nobody, `moved_to` is a review's id."""

    action: str
    reason: str | None
    hidden: tuple[HiddenSegment, ...]
    hidden_fields: tuple[HiddenField, ...]
    role: str | None
    moved_to: str | None = None


def wanted_decision(
    review: Review, state: ReviewState, authorization: Authorization | None, *, as_of: datetime.date, covered: bool
) -> Wanted | None:
    """Give the decision that a file asks for, or None while it is pending.

    Where the author revoked the authorization that counts, the review is withheld for that, whatever else was decided.
    One that was published and whose authorization ran out is withheld as long as none is in force, where `covered`
    tells that the site needs one; one that never was published is not decided by a date, and may not be published.
    """
    moderation = review.moderation
    if moderation.status == "pending":
        return None
    if moderation.status == "withheld":
        return Wanted("withhold", moderation.reason, (), (), moderation.by, moderation.moved_to)
    lapse = lapse_of(authorization, as_of=as_of, covered=covered)
    was_shown = state.action == "publish" or state.reason == "authorization-missing"
    if lapse == "authorization-revoked" or (lapse is not None and was_shown):
        return Wanted("withhold", lapse, (), (), moderation.by)
    hidden = tuple(sorted(moderation.hidden, key=lambda one: one.segment))
    fields = tuple(sorted(moderation.hidden_fields, key=lambda one: one.field))
    return Wanted("publish", None, hidden, fields, moderation.by)


def is_decided(wanted: Wanted, state: ReviewState) -> bool:
    """Tell whether the log's latest decision says what the file asks for.

    Of `moved_to` only that both name a copy or none: the log has its leaf, the file its id.
    """
    logged = (state.action, state.reason, state.hidden, state.hidden_fields, state.moved_to is None)
    return logged == (wanted.action, wanted.reason, wanted.hidden, wanted.hidden_fields, wanted.moved_to is None)


def page_defect(authorization: Authorization | None, as_of: datetime.date) -> str:
    """Say why an authorization does not carry a public page of a covered entity; nothing where it does.

    A page needs a signed form in force of a known version that covers the website, or a text in which somebody who is
    named found nothing left that identifies.

    Source: 45 CFR 164.508 (c), 164.514 (a).
    """
    if authorization is None:
        return "it has no authorization"
    if is_revoked(authorization, as_of):
        return f"its authorization was revoked on {authorization.revoked_on}"
    if authorization.basis == "deidentified" and authorization.by is None:
        return "de-identified, and nobody is named who judged so"
    if authorization.basis != "signed":
        return ""
    if has_run_out(authorization, as_of):
        return f"its authorization ran out on {authorization.expires_on}"
    if not is_in_force(authorization, as_of):
        return "its authorization is not signed yet, or does not say when it was"
    if authorization.version is None:
        return "its authorization does not say which version of the form was signed"
    if not WEB_SCOPE.intersection(authorization.scope):
        return f"its authorization covers {', '.join(authorization.scope) or 'nothing'}, not the website"
    return ""


def is_in_force(authorization: Authorization, as_of: datetime.date) -> bool:
    """Tell by its dates whether a signed authorization has begun, and neither ran out nor was revoked."""
    begun = authorization.signed_on is not None and authorization.signed_on <= as_of
    return begun and not has_run_out(authorization, as_of) and not is_revoked(authorization, as_of)


def lapse_of(authorization: Authorization | None, *, as_of: datetime.date, covered: bool) -> Reason | None:
    """Give the reason for which a text that was public may not be any more; None where nothing ended.

    Where there never was an authorization nothing ended: that is for people to decide, and PRV323 says so.

    Source: 45 CFR 164.508 (b)(2)(i) and (b)(5): one that has expired, or was revoked, is none.
    """
    if is_revoked(authorization, as_of):
        return "authorization-revoked"
    return "authorization-missing" if covered and has_run_out(authorization, as_of) else None


def has_run_out(authorization: Authorization | None, as_of: datetime.date) -> bool:
    """Tell whether the last day of a signed authorization is over."""
    if authorization is None or authorization.basis != "signed" or authorization.expires_on is None:
        return False
    return authorization.expires_on < as_of


def is_revoked(authorization: Authorization | None, as_of: datetime.date) -> bool:
    """Tell whether the author took the authorization back."""
    return authorization is not None and authorization.revoked_on is not None and authorization.revoked_on <= as_of


def is_revocation(written: Value, sealed: Value) -> bool:
    """Tell whether an authorization says what was sealed and beyond it only that it was revoked: its author may."""
    if not isinstance(written, Mapping) or not isinstance(sealed, Mapping) or "revoked_on" in sealed:
        return False
    return {name: value for name, value in written.items() if name != "revoked_on"} == sealed


def sealed_difference(review: Review, opening: Opening, *, in_words: bool) -> str:
    """Say in what a review file differs from its sealed original; nothing where it does not.

    That an authorization was revoked since is no difference: its author may. `in_words` is that of `compare_text`.

    Raises:
        LogError: an opening that does not open.
    """
    try:
        compare_text(opening, review.text, in_words=in_words)
    except LogError as error:
        return f"text: {error.message}"
    logged = opened_values(opening)
    for name, value in sealed_values(review).items():
        if value != logged.get(name) and not (name == "authorization" and is_revocation(value, logged.get(name))):
            return f"{name}: differs from what was sealed"
    return ""


def wanted_reply(review: Review) -> ReplyContent | None:
    """Give the reply that a file wants to be public, or None."""
    reply = review.reply
    if reply is None or reply.status != "published" or reply.published_at is None:
        return None
    return ReplyContent(
        text=reply.text,
        published_on=reply.published_at.date(),
        role=reply.approved_by or reply.written_by or (_AT_SOURCE if review.import_ else _NOBODY),
        outcome=reply.outcome,
    )


def is_replied(wanted: ReplyContent | None, state: ReviewState, opening: Opening) -> bool:
    """Tell whether the log's latest reply event says what the file asks for.

    Earlier logs call whoever answered at the source `office`; that says the same, and is not logged again.
    """
    if wanted is None or state.reply_digest is None:
        return wanted is None and state.reply_digest is None
    logged = logged_reply(state, opening)
    same = [wanted]
    if wanted.role == _AT_SOURCE:
        same.append(msgspec.structs.replace(wanted, role=_NOBODY))
    return any(logged == msgspec.to_builtins(one) for one in same)


def logged_reply(state: ReviewState, opening: Opening) -> Value:
    """Give the reply that the log has now, with the keys of `ReplyContent`; None where there is none."""
    found = (one for one in opening.replies if state.reply_digest is not None and digest(one) == state.reply_digest)
    return next((parse_field(disclosure).value for disclosure in found), None)
