"""A week with far more reviews than usual has a reason that the content knows.

Why: Bought reviews come together. So do honest ones after an invitation, a newsletter or an article, which is why this
is a notice and no more.

Fails:
    reviews:
      - {rating: 5, count: 8, every_days: 0, received_at: "2025-06-02T12:00:00Z", method: organic}
      - {rating: 4, count: 12, every_days: 40, method: organic}

Passes:
    reviews:
      - {rating: 5, count: 4, every_days: 0, received_at: "2025-06-02T12:00:00Z", method: organic}
      - {rating: 4, count: 12, every_days: 40, method: organic}

Passes:
    invitation: {}
    reviews:
      - {rating: 5, count: 8, every_days: 0, received_at: "2025-06-02T12:00:00Z", batch: b-000000000001}
      - {rating: 4, count: 12, every_days: 40, method: organic}

Limits: False alarms are the rule: a plain test flags 13 of 36 honest providers. Seven days with five reviews or more,
and a scan statistic of p < .001, are asked for; reviews of a batch or an import explain themselves. An event that is
not in the files does not.

Basis: Fei and others, Exploiting Burstiness in Reviews, 2013.
"""

from __future__ import annotations

import datetime
from fractions import Fraction

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.statistics import scan, written_p
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_WINDOW = datetime.timedelta(days=7)
_FEWEST = 5
_LEVEL = 0.001


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    unexplained = [review for review in reviews if not review.batch and review.method != "imported"]
    ordered = sorted(unexplained, key=lambda review: review.sequence_key)
    if len(ordered) < _FEWEST:
        return
    first, count = _fullest(ordered)
    begin = ordered[first].received_at
    period = ordered[-1].received_at - ordered[0].received_at + _WINDOW
    p = scan(count, len(ordered), Fraction(_WINDOW // datetime.timedelta(seconds=1), int(period.total_seconds())))
    if count >= _FEWEST and p < _LEVEL:
        yield Issue(
            message=f"{count} of {len(ordered)} reviews came within seven days from {begin.date()}, {written_p(p)}",
            at=("received_at",),
            path=ordered[first].path,
            hint="if people were asked, write down the batch in content/invitations/",
        )


def _fullest(ordered: list[Review]) -> tuple[int, int]:
    """Give the first review of the seven days with the most, and how many these have."""
    best = (0, 0)
    begin = 0
    for place, review in enumerate(ordered):
        while review.received_at - ordered[begin].received_at > _WINDOW:
            begin += 1
        best = max(best, (begin, place - begin + 1), key=lambda one: one[1])
    return best


RULE = Rule(
    code="PRV316",
    name="burst",
    severity=Severity.NOTICE,
    since="0.1",
    basis="Fei 2013",
    page=__doc__,
    reviews=_in_reviews,
)
