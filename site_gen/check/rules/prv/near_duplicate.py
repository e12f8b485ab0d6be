"""No two reviews say nearly the same, of one provider or of two.

Why: People do not find the same words. Of more than five million pairs of honest reviews five were as alike as this
rule asks for, so that what it finds was copied, bought or sent twice.

Fails:
    reviews:
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Una}
      - {text: The front desk was friendly and the cleaning took half an hour without pain!, author: Otto}
    says: error

Fails:
    reviews:
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Una}
      - {text: The front desk was friendly and the cleaning took half an hour with music on., author: Otto}

Fails:
    says: notice
    reviews:
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Una}
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Una}

Passes:
    reviews:
      - {text: The front desk was friendly and the cleaning took half an hour without pain., author: Una}
      - {text: Friendly people at the front desk. Cleaning and polishing were done in half an hour., author: Otto}

Passes:
    reviews:
      - {text: Great dentist and a friendly front desk., author: Una}
      - {text: Great dentist and a friendly front desk., author: Otto}

Limits: Compared are all texts of at least ten words that are shown or may be, by their runs of three words; at least
half of all runs is a warning, four fifths an error. Two of one author, capitals aside, to one provider were most
likely sent twice: a notice. Languages without spaces between words are not compared, and a text in other words says
the same unseen.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

from fractions import Fraction

from site_gen.check.rule import Around, Issue, Pair, Rule, Said
from site_gen.findings import Severity

_NEARLY_ALL = Fraction(4, 5)


def _in_pair(pair: Pair, around: Around) -> Said:
    one, other = pair.one, pair.other
    if one.elsewhere or other.elsewhere:
        return
    message = f"{int(100 * pair.likeness)} % of its words in a row stand in {one.path} too"
    if one.author and one.author == other.author and _folder(one.path) == _folder(other.path):
        yield Issue(
            message=f"{message}, by the same author",
            at=("text",),
            hint="withhold one as duplicate-submission",
            severity=Severity.NOTICE,
        )
        return
    yield Issue(
        message=message,
        at=("text",),
        hint="ask both authors; withhold what is believed to be fake, with that reason",
        severity=Severity.ERROR if pair.likeness >= _NEARLY_ALL else None,
    )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


RULE = Rule(
    code="PRV314",
    name="near-duplicate",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.2",
    page=__doc__,
    pair=_in_pair,
)
