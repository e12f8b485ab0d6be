"""The tests of statistics against the design's figures, against SciPy 1.17.1, and against counting every case."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.check.statistics import (
    EXACT_UP_TO,
    Table,
    fisher,
    hits_needed,
    holm,
    median,
    rank_sum,
    scan,
    smallest_p,
    written_p,
)

FISHER = [
    (Table(10, 2, 40, 0), 0.03673469387755102),
    (Table(10, 3, 40, 0), 0.006122448979591836),
    (Table(12, 4, 48, 0), 0.0010151035097972871),
    (Table(12, 3, 48, 3), 0.08793608802837019),
    (Table(3, 1, 17, 0), 0.15),
    (Table(200, 30, 1800, 120), 9.076972039612968e-05),
    (Table(25, 8, 75, 10), 0.03972921726480198),
]
RANK_SUM = [  # scipy.stats.permutation_test over every way to part the values
    ([5, 7, 9], [1, 2, 3, 4], 0.02857142857142857),
    ([2, 2, 3, 9], [1, 1, 2, 2, 3], 0.14285714285714285),
    ([4, 8, 8, 10, 12], [1, 2, 3, 4, 4, 5, 8], 0.017676767676767676),
]
LONG_LOW = [3, 5, 5, 6, 7, 7, 8, 9, 9, 10, 12, 14, 15, 15, 16, 17, 18, 20, 21, 25, 30, 31]
LONG_OTHER = [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 9, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16]
LONG_OTHER += [18, 20, 22]
NORMAL = [  # scipy.stats.mannwhitneyu, method asymptotic with continuity
    (LONG_LOW, LONG_OTHER, 0.002624853139126386),
    (range(0, 60, 2), range(-10, 50), 0.012456671627672994),
]


@pytest.mark.parametrize(("table", "expected"), FISHER)
def test_fisher_gives_what_scipy_gives(table: Table, expected: float):
    assert float(fisher(table)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        (Table(10, 2, 40, 0), "p = .037"),
        (Table(10, 3, 40, 0), "p = .006"),
        (Table(12, 4, 48, 0), "p = .001"),
        (Table(12, 3, 48, 3), "p = .088"),
        (Table(3, 1, 17, 0), "p = .150"),
    ],
)
def test_the_figures_of_the_design_hold(table: Table, printed: str):
    assert written_p(fisher(table)) == printed


def test_power_is_told_in_reviews():
    table = Table(10, 0, 40, 0)
    assert hits_needed(table, Fraction(1, 20)) == 2
    assert hits_needed(table, Fraction(1, 100)) == 3
    assert hits_needed(Table(1, 0, 5, 0), Fraction(1, 20)) is None
    assert smallest_p(Table(3, 0, 17, 1)) == Fraction(3, 20)


@pytest.mark.parametrize(
    ("table", "is_open"),
    [(Table(3, 1, 17, 0), True), (Table(3, 0, 17, 0), False), (Table(0, 0, 17, 2), False), (Table(2, 2, 3, 3), False)],
)
def test_margins_with_one_outcome_are_no_test(table: Table, is_open: bool):
    assert table.is_open is is_open


@given(st.integers(0, 8), st.integers(0, 8), st.data())
def test_fisher_counts_every_way_to_hit(low: int, other: int, data: st.DataObject):
    low_hit, other_hit = data.draw(st.integers(0, low)), data.draw(st.integers(0, other))
    hits = low_hit + other_hit
    ways = [sum(place < low for place in chosen) for chosen in itertools.combinations(range(low + other), hits)]
    assert fisher(Table(low, low_hit, other, other_hit)) == Fraction(sum(w >= low_hit for w in ways), len(ways))


@pytest.mark.parametrize(("low", "other", "expected"), RANK_SUM)
def test_the_rank_sum_is_exact_for_few(low: list[int], other: list[int], expected: float):
    assert float(rank_sum(Counter(low), Counter(other))) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("low", "other", "expected"), NORMAL)
def test_the_rank_sum_of_many_is_what_scipy_gives(low: list[int], other: list[int], expected: float):
    assert len(low) + len(other) > EXACT_UP_TO
    assert float(rank_sum(Counter(low), Counter(other))) == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.lists(st.integers(0, 4), min_size=1, max_size=5))
def test_the_rank_sum_counts_every_way_to_part_the_values(low: list[int], other: list[int]):
    values = sorted([*low, *other])
    rank = {value: values.index(value) + (values.count(value) + 1) / 2 for value in values}
    sums = [sum(rank[value] for value in chosen) for chosen in itertools.combinations(values, len(low))]
    found = sum(rank[value] for value in low)
    assert rank_sum(Counter(low), Counter(other)) == Fraction(sum(one >= found for one in sums), len(sums))


def test_values_that_are_all_the_same_prove_nothing():
    assert rank_sum({1: 3}, {1: 4}) == 1
    assert rank_sum({1: 30}, {1: 40}) == 1


def test_holm_multiplies_step_by_step_and_never_falls():
    values = [Fraction(1, 100), Fraction(4, 100), Fraction(3, 100), Fraction(5, 1000)]
    assert holm(values) == [Fraction(3, 100), Fraction(6, 100), Fraction(6, 100), Fraction(2, 100)]
    assert holm([]) == []
    assert holm([Fraction(9, 10), Fraction(8, 10)]) == [1, 1]


def test_the_scan_is_small_for_a_crowd_and_at_most_one():
    assert scan(8, 20, Fraction(7, 365)) < 0.001
    assert scan(2, 20, Fraction(7, 365)) > 0.5
    assert scan(5, 5, Fraction(1)) == 1
    assert scan(1, 5, Fraction(1, 10)) == 1


def test_the_scan_is_near_what_many_trials_give():
    """Of 100,000 draws of ten events, 0.566 percent had a window of a twentieth with five or more of them."""
    assert scan(5, 10, Fraction(1, 20)) == pytest.approx(0.00566, abs=0.0005)


def test_the_scan_bears_large_numbers():
    assert 0 < scan(400, 20_000, Fraction(7, 3650)) < 1e-100


def test_the_median_of_an_even_number_lies_between():
    assert median({1: 1, 2: 1}) == Fraction(3, 2)
    assert median({3: 5, 9: 2}) == 3


def test_a_p_value_is_written_without_a_zero_before_the_point():
    assert written_p(Fraction(1, 100_000)) == "p < .001"
    assert written_p(0.5) == "p = .500"
    assert written_p(Fraction(1)) == "p = 1.000"
