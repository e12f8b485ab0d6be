"""A review says in which month the visit was, and the visit came first.

Why: An opinion of five years ago reads like one of today unless its date stands beside it. A visit after its review
never happened.

Fails:
    review: {experienced: 2026-04}

Fails:
    says: error
    site: {jurisdiction: FR}

Passes:
    review: {experienced: 2026-03}

Passes:
    review: {experienced: null}

Limits: A month that is missing is reported in France only, where the law demands it: elsewhere many sources do not know
it. That the month is right is not known. Receipt is compared in the site's time zone.

Basis: Code de la consommation D111-17.
"""

from __future__ import annotations

import zoneinfo

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.shown import is_shown
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    is_french = around.site.jurisdiction == "FR"
    zone = zoneinfo.ZoneInfo(around.site.time_zone)
    for review in reviews:
        received = max(review.received_month, review.received_at.astimezone(zone).strftime("%Y-%m"))
        if review.experienced is not None and review.experienced > received:
            visit = f"was in {review.experienced}" if is_shown(review, "experienced") else "was later"
            yield Issue(
                message=f"the visit {visit}, the review came in {received}",
                at=("experienced",),
                path=review.path,
                severity=Severity.ERROR if is_french else None,
            )
    missing = [review for review in reviews if review.experienced is None]
    if missing and is_french:
        yield Issue(
            message=f"{len(missing)} of {len(reviews)} reviews do not say when the visit was, the first is "
            f"{missing[0].id}",
            path=missing[0].path,
            hint="ask for the month of the visit in the form",
            severity=Severity.ERROR,
        )


RULE = Rule(
    code="PRV322",
    name="experience-date",
    severity=Severity.WARNING,
    since="0.1",
    basis="Code de la consommation D111-17",
    page=__doc__,
    reviews=_in_reviews,
)
