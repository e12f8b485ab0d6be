"""Time goes forward: in the months of the log, from receipt to decision to reply, and not beyond today.

Why: A decision before its review, or a month that goes back, is a wrong clock, or dates that were made up.

Fails:
    review: {moderation: {decided_at: 2026-03-08T12:00:00Z}}

Fails:
    review: {reply: {status: published, published_at: 2026-03-01T12:00:00Z, text: Thank you for writing to us.}}

Fails:
    after seal:
      entries: [{type: display, minimum_ratings: 1, received_precision: month, logged: 2026-01}]

Passes:
    review: {received_at: 2026-03-12T20:00:00Z}

Limits: Fourteen hours are allowed everywhere, since a local time without its zone looks like that. The log has months
only: a wrong day inside one does not show there. A receipt that is still to come is PRV301.
"""

from __future__ import annotations

import datetime

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.reviewlog.states import ConflictKind

_ALLOWED = datetime.timedelta(hours=14)
"""The widest distance of a time zone from UTC."""
_HINT = "look at the clock of who wrote it, and at its time zone"


def _in_log(log: LogView, around: Around) -> Said:
    for conflict in log.replay.conflicts:
        if conflict.kind is ConflictKind.LOGGED_BACK:
            yield Issue(message=conflict.message, hint=_HINT)
    if log.replay.logged > (around.as_of + datetime.timedelta(days=1)).strftime("%Y-%m"):
        yield Issue(message=f"the log has entries of {log.replay.logged}, today is {around.as_of}", hint=_HINT)


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    decided_at = review.moderation.decided_at
    replied_at = review.reply.published_at if review.reply else None
    if decided_at is not None and decided_at < review.received_at - _ALLOWED:
        message = f"decided on {decided_at.date()}, received on {review.received_at.date()}"
        yield Issue(message=message, at=("moderation", "decided_at"), hint=_HINT)
    if replied_at is not None and replied_at < review.received_at - _ALLOWED:
        message = f"replied to on {replied_at.date()}, received on {review.received_at.date()}"
        yield Issue(message=message, at=("reply", "published_at"), hint=_HINT)


RULE = Rule(
    code="INT118",
    name="clock-skew",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    log=_in_log,
    review=_in_review,
)
