"""Exact tests for small numbers, in whole numbers and fractions: what a p value says, it says of these very counts.

`fisher` is Fisher's exact test, one-sided; `rank_sum` is the test of Wilcoxon, Mann and Whitney, one-sided, exact with
ties for small samples; `scan` is an approximation for the largest crowd in a window; `holm` corrects for many tests.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

EXACT_UP_TO = 50
"""How many values both samples of a rank sum may have together for the exact distribution."""


class Table(msgspec.Struct, frozen=True, gc=False):
    """Two groups, of each of which some are hit: `low_hit` of `low` and `other_hit` of `other`."""

    low: int
    low_hit: int
    other: int
    other_hit: int

    @property
    def is_open(self) -> bool:
        """Whether its margins leave more than one outcome, without which there is nothing to test."""
        return bool(self.low and self.other and 0 < self.low_hit + self.other_hit < self.low + self.other)


def fisher(table: Table) -> Fraction:
    """Give the probability of so many hits in the low group or more, if hits fall on all alike.

    Source: R. A. Fisher, The Design of Experiments, 1935; the tail of the hypergeometric distribution.
    """
    hits = table.low_hit + table.other_hit
    most = min(table.low, hits)
    ways = math.comb(table.low, table.low_hit) * math.comb(table.other, table.other_hit)
    tail = 0
    for in_low in range(table.low_hit, most + 1):
        tail += ways
        ways = ways * (table.low - in_low) * (hits - in_low)
        ways //= (in_low + 1) * (table.other - hits + in_low + 1)
    return Fraction(tail, math.comb(table.low + table.other, hits))


def smallest_p(table: Table) -> Fraction:
    """Give the p value of the most one-sided outcome with the margins of a table: below it the test cannot come."""
    hits = table.low_hit + table.other_hit
    in_low = min(table.low, hits)
    return fisher(Table(table.low, in_low, table.other, hits - in_low))


def hits_needed(table: Table, level: Fraction) -> int | None:
    """Give how many hits in the low group alone give a p value below `level`; None if not even all of them do.

    This is the power of the test, in reviews instead of in percent.
    """
    for hits in range(1, table.low + 1):
        if fisher(Table(table.low, hits, table.other, 0)) < level:
            return hits
    return None


def rank_sum(low: Mapping[int, int], other: Mapping[int, int]) -> Fraction:
    """Give the probability of ranks as high in `low`, or higher, if both samples are alike; values map to how often.

    Exact for up to `EXACT_UP_TO` values, ties included; beyond that by the normal distribution with the corrections
    for ties and for continuity.

    Source: H. B. Mann and D. R. Whitney, 1947; ties after E. L. Lehmann, Nonparametrics, 1975, sections 1.4 and 1.5.
    """
    few, many = sum(low.values()), sum(other.values())
    counts = Counter(low)
    counts.update(other)
    doubled = _doubled_ranks(counts)
    found = sum(count * doubled[value] for value, count in low.items())
    if few + many > EXACT_UP_TO:
        return _by_normal(few, many, found, counts)
    ways = _ways([(doubled[value], count) for value, count in counts.items()], few)
    tail = sum(number for doubled_sum, number in ways.items() if doubled_sum >= found)
    return Fraction(tail, math.comb(few + many, few))


def scan(count: int, total: int, share: Fraction) -> float:
    """Give about how probable it is that some window with that share of the time holds `count` of `total` events.

    Events fall anywhere alike. Good where the result is small, which is where it matters; at most 1.

    Source: S. Wallenstein and N. Neff, An approximation for the distribution of the scan statistic, 1987.
    """
    width = float(share)
    if width >= 1 or count <= 1:
        return 1.0
    chances = [_binomial(k, total, width) for k in range(count, total + 1)]
    return min(1.0, max(0.0, (count / width - total - 1) * chances[0] + 2 * sum(chances)))


def holm(values: Sequence[Fraction]) -> list[Fraction]:
    """Give p values adjusted for their number, in their order: each may be compared with the level as it is.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, 1979.
    """
    adjusted = [Fraction(1)] * len(values)
    highest = Fraction(0)
    for place, index in enumerate(sorted(range(len(values)), key=lambda index: values[index])):
        highest = max(highest, min(Fraction(1), values[index] * (len(values) - place)))
        adjusted[index] = highest
    return adjusted


def median(counts: Mapping[int, int]) -> Fraction:
    """Give the median of values that map to how often they are there; there is at least one."""
    total = sum(counts.values())
    return Fraction(_at(counts, (total - 1) // 2) + _at(counts, total // 2), 2)


def written_p(value: Fraction | float) -> str:
    """Write a p value as people read it."""
    return "p < .001" if value < Fraction(1, 1000) else f"p = {float(value):.3f}".replace("0.", ".", 1)


def _binomial(hits: int, total: int, share: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(hits + 1) - math.lgamma(total - hits + 1)
    return math.exp(ways + hits * math.log(share) + (total - hits) * math.log1p(-share))


def _at(counts: Mapping[int, int], place: int) -> int:
    for value, count in sorted(counts.items()):
        place -= count
        if place < 0:
            return value
    raise AssertionError("a place beyond the values")


def _doubled_ranks(counts: Mapping[int, int]) -> dict[int, int]:
    """Give twice the mean rank of each value, which is a whole number."""
    ranks = {}
    before = 0
    for value, count in sorted(counts.items()):
        ranks[value] = 2 * before + count + 1
        before += count
    return ranks


def _ways(groups: Sequence[tuple[int, int]], few: int) -> Counter[int]:
    """Count in how many ways `few` of the values, given by doubled rank and number, have each sum of doubled ranks."""
    ways: list[Counter[int]] = [Counter({0: 1}), *(Counter() for _ in range(few))]
    for rank, count in groups:
        for size in range(few, 0, -1):
            for taken in range(1, min(count, size) + 1):
                choices = math.comb(count, taken)
                for sum_, number in ways[size - taken].items():
                    ways[size][sum_ + taken * rank] += number * choices
    return ways[few]


def _by_normal(few: int, many: int, doubled_sum: int, counts: Mapping[int, int]) -> Fraction:
    total = few + many
    mean = Fraction(few * (total + 1), 2)
    ties = sum(count**3 - count for count in counts.values())
    variance = Fraction(few * many, 12) * (total + 1 - Fraction(ties, total * (total - 1)))
    if variance == 0:
        return Fraction(1)
    above = (Fraction(doubled_sum, 2) - mean - Fraction(1, 2)) / Fraction(math.sqrt(variance))
    return Fraction(math.erfc(float(above) / math.sqrt(2)) / 2)
