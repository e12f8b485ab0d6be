"""A reply to a low rating was not written within an hour, and none is public before it cooled off.

Why: Anger writes fast and confirms more than it means to. Step away first; a colleague may read it before it goes out.

Fails:
    review:
      rating: 3
      received_at: 2026-03-10T12:00:01Z
      reply:
        status: approved
        written_at: 2026-03-10T12:20:00Z
        text: Please call the office of Dr. Ana Diaz, General dentistry, at 312-555-0101.

Passes:
    review:
      rating: 3
      received_at: 2026-03-10T12:00:01Z
      reply:
        status: approved
        written_at: 2026-03-11T09:00:00Z
        text: Please call the office of Dr. Ana Diaz, General dentistry, at 312-555-0101.

Fails:
    site: {replies: {cooling_off_hours: 48}}
    review:
      rating: 5
      received_at: 2026-03-10T12:00:01Z
      reply:
        status: published
        written_at: 2026-03-11T09:00:00Z
        published_at: 2026-03-12T09:30:00Z
        text: Thank you!

Passes:
    site: {replies: {cooling_off_hours: 24}}
    review:
      rating: 5
      received_at: 2026-03-10T12:00:01Z
      reply:
        status: published
        written_at: 2026-03-11T09:00:00Z
        published_at: 2026-03-12T09:30:00Z
        text: Thank you!

Passes:
    review:
      rating: 5
      received_at: 2026-03-10T12:00:01Z
      reply: {status: approved, written_at: 2026-03-10T12:20:00Z, text: Thank you!}

Limits: Only what the file says of the time of writing, or else of publication, is compared. A reply dated before its
review is a slip of the pen and passes. Where there is a log, INT121 says which reply still cools off, and `seal` holds
it back until it has; what was sealed is not looked at again.
"""

from __future__ import annotations

import datetime

from site_gen.check.replies import public_reply
from site_gen.check.ripeness import HOURS_AT, hasty
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.counting import stars_of
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_LOW = 3
_TOO_SOON = datetime.timedelta(hours=1)


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    reply = public_reply(review)
    if reply is None:
        return
    if around.site.log is None and reply.status == "published" and (message := hasty(review, around.site)):
        hint = f"site-gen reply does not publish before the hours are over ({HOURS_AT})"
        yield Issue(message=f"a reply that was {message}", at=("reply", "published_at"), hint=hint)
    stars = stars_of(review.rating)
    key = "written_at" if reply.written_at is not None else "published_at"
    answered = reply.written_at or reply.published_at
    if stars is None or stars > _LOW or answered is None:
        return
    passed = answered - review.received_at
    if datetime.timedelta(0) <= passed < _TOO_SOON:
        minutes = int(passed.total_seconds() // 60)
        yield Issue(
            message=f"a reply to {review.rating} stars, {minutes} minutes after they came in",
            at=("reply", key),
            hint="let a day pass and somebody else read it",
        )


RULE = Rule(
    code="RPL709",
    name="speed",
    severity=Severity.NOTICE,
    since="0.1",
    page=__doc__,
    review=_in_review,
)
