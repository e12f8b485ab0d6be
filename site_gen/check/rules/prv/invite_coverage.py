"""Batches reach about the same share of those who could be asked.

Why: A week in which a tenth of the patients was asked, among weeks in which nearly all were, may be a choice. And where
reviews name a batch that reached nobody, its numbers were never written down.

Fails:
    invitation: {invited: 4}
    file:
      content/invitations/summer.yaml: |
        id: b-000000000002
        channel: email
        period: {first_on: 2026-06-01, last_on: 2026-06-30}
        selection: all-visits
        eligible: 60
        invited: 58
        wording: wording/after-visit.txt

Fails:
    invitation: {eligible: 0, invited: 0}

Passes:
    invitation: {invited: 36}

Limits: Batches of fewer than 20 eligible are not compared, and only those that asked everybody of a kind of visit or
place; half of what all of these reached is the mark. Holidays and missing addresses are honest causes. Numbers by
provider and week are not in the files.

Basis: FTC guidance on soliciting reviews.
"""

from __future__ import annotations

from fractions import Fraction

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.summary import ProviderSummary

_FEWEST = 20
_MARK = Fraction(1, 2)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    batches = tuple(around.invitations.values())
    for one in batches:
        if one.invited == 0:
            message = f"batch {one.id} does not say how many were invited"
            yield Issue(message=message, at=("invited",), path=one.path, hint="write down eligible and invited")
    compared = [one for one in batches if one.selection.startswith("all-") and one.eligible >= _FEWEST and one.invited]
    if not compared:
        return
    usual = Fraction(sum(one.invited for one in compared), sum(one.eligible for one in compared))
    for one in compared:
        share = Fraction(one.invited, one.eligible)
        if share < _MARK * usual:
            yield Issue(
                message=f"batch {one.id} invited {one.invited} of {one.eligible} ({int(100 * share)} %), all batches "
                f"together {int(100 * usual)} %",
                at=("invited",),
                path=one.path,
                hint="say in selection how these were chosen, if not all were asked",
            )


RULE = Rule(
    code="PRV310",
    name="invite-coverage",
    severity=Severity.WARNING,
    since="0.1",
    basis="FTC guidance",
    page=__doc__,
    site=_in_site,
)
