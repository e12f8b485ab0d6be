"""Low ratings are decided about as soon as all others.

Why: A bad review that waits for months is as good as withheld. The Federal Trade Commission's first case of suppressed
reviews was about exactly that: good ones appeared at once, the others lay there.

Fails:
    reviews:
      - {rating: 1, count: 6, decided_after_days: 9}
      - {rating: 5, count: 20}

Passes:
    reviews:
      - {rating: 1, count: 6, decided_after_days: 3}
      - {rating: 5, count: 20, decided_after_days: 3}

Limits: Times are those in the review files, in whole days. Fewer than five ratings on either side are not compared. A
complaint may honestly take longer when somebody has to be asked; a median of more than twice the others', and more than
a day above it, or a rank sum below p = .01, is past that. Providers are corrected for their number after Holm.

Basis: 16 CFR 465.7(b); FTC v. Fashion Nova, 2022.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from site_gen.check.fairness import GRAVE
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.check.statistics import holm, median, rank_sum, written_p
from site_gen.findings import Severity
from site_gen.model.summary import ProviderSummary

_FEWEST = 5
_HINT = "decide in the order of receipt; whoever needs to ask somebody can publish first"


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    low, other = _waits(summaries)
    if _are_too_few(low, other):
        if low or other:
            yield Unchecked(f"{low.total()} low and {other.total()} other ratings decided, five of each are needed")
        return
    p = rank_sum(low, other)
    slow = median(low) > 2 * median(other) and median(low) > median(other) + 1
    if slow or p < GRAVE:
        yield Issue(message=f"low ratings wait longer for a decision, {written_p(p)}\n{_table(low, other)}", hint=_HINT)
    if len(summaries) > 1:
        yield from _in_providers(summaries)


def _in_providers(summaries: tuple[ProviderSummary, ...]) -> Said:
    waits = [(summary, *_waits((summary,))) for summary in summaries]
    tested = [(summary, low, other) for summary, low, other in waits if not _are_too_few(low, other)]
    values = holm([rank_sum(low, other) for _summary, low, other in tested])
    for (summary, low, other), p in zip(tested, values, strict=True):
        if p < GRAVE:
            yield Issue(
                message=f"low ratings wait longer for a decision, {written_p(p)}, corrected for {len(tested)} "
                f"providers\n{_table(low, other)}",
                path=summary.path,
                hint=_HINT,
            )


def _waits(summaries: Iterable[ProviderSummary]) -> tuple[Counter[int], Counter[int]]:
    """Give how many low ratings and how many others took each number of days."""
    low: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for summary in summaries:
        for day, (low_count, other_count) in summary.ledger.waits.items():
            low[day] += low_count
            other[day] += other_count
    return +low, +other


def _are_too_few(low: Counter[int], other: Counter[int]) -> bool:
    return min(low.total(), other.total()) < _FEWEST


def _table(low: Counter[int], other: Counter[int]) -> str:
    return (
        "               1-2 stars   others\n"
        f"  median days  {float(median(low)):>9g}  {float(median(other)):>7g}\n"
        f"  decided      {low.total():>9}  {other.total():>7}"
    )


RULE = Rule(
    code="MOD205",
    name="latency-skew",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.7(b); FTC v. Fashion Nova",
    page=__doc__,
    site=_in_site,
)
