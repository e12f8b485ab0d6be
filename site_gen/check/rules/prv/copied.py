"""No review repeats what somebody else published on a platform.

Why: A text that stands at Google under one name and here under another belongs to one of them at most.

Fails:
    reviews:
      - text: The front desk was friendly and the cleaning took half an hour without pain.
        author: Una
        source: google-business-profile
        moderation: {status: pending}
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Otto}

Passes:
    reviews:
      - text: The front desk was friendly and the cleaning took half an hour without pain.
        author: Una
        source: google-business-profile
        moderation: {status: pending}
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Una}

Limits: Compared are the reviews of other platforms that this site has taken in, not the web. Two texts of one author,
capitals aside, are fine: many write in two places. One person may have two names.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Pair, Rule, Said
from site_gen.findings import Severity


def _in_pair(pair: Pair, around: Around) -> Said:
    one, other = pair.one, pair.other
    if one.elsewhere == other.elsewhere or one.author == other.author:
        return
    here, there = (other, one) if one.elsewhere else (one, other)
    yield Issue(
        message=f"{int(100 * pair.likeness)} % of its words in a row stand in a review from {there.source} by another "
        f"author ({there.path})",
        at=("text",),
        path=here.path,
        hint="ask the author; withhold what is believed to be fake, with that reason",
    )


RULE = Rule(
    code="PRV315",
    name="copied",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.2",
    page=__doc__,
    pair=_in_pair,
)
