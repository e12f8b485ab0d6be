"""The figures that come with site-gen, what channels reach of an audience, and how posts fit."""

from __future__ import annotations

import datetime

import pytest

from site_gen.model.audience import Audience, Channel, Reach, ReachSource
from site_gen.model.fit import fit_matrix, fit_of
from site_gen.model.post import Post
from site_gen.model.reach import figures_of, is_stale, reach_of, reach_table

TABLE = reach_table()
FACEBOOK = Channel(id="facebook", name="Facebook", platform="facebook", languages=("en",))
INSTAGRAM = Channel(id="instagram", name="Instagram", platform="instagram", languages=("en",))
LETTER = Channel(id="letter", name="Newsletter", platform="newsletter")
SENIORS = Audience(id="seniors", name="Seniors", ages=("65+",))
STUDENTS = Audience(id="students", name="Students", ages=("18-24",))
VECINOS = Audience(id="vecinos", name="Vecinos", languages=("es",))


def own(*figures):
    source = ReachSource(name="Our count", url="https://harbor.example/")
    return tuple(
        Reach(ages=ages, percent=percent, measured_on=datetime.date(2026, 1, 1), source=source)
        for ages, percent in figures
    )


@pytest.mark.parametrize("platform", TABLE.of_all)
def test_the_figures_by_age_give_the_published_figure_of_all_adults(platform):
    channel = Channel(id="a", name="A", platform=platform)
    assert reach_of(figures_of(channel), ()) == TABLE.of_all[platform]


def test_the_table_is_whole_and_says_whose_it_is_and_of_when():
    assert TABLE.of_all.keys() == TABLE.of_bands.keys()
    assert all(list(shares) == list(TABLE.margins) for shares in TABLE.of_bands.values())
    assert (TABLE.published_on, TABLE.asked_until) == (datetime.date(2025, 11, 20), datetime.date(2025, 6, 18))
    assert TABLE.url.startswith("https://www.pewresearch.org/")


def test_an_audience_between_two_bands_has_the_years_of_both():
    assert reach_of(own(("20-29", 100.0), ("30-39", 0.0)), ("25-34",)) == 50
    assert reach_of(own(("20-29", 100.0), ("30-39", 0.0)), ("25-29", "30-34", "28-31")) == 50


def test_the_open_band_weighs_like_fifteen_years_and_still_reaches_the_oldest():
    figures = own(("50-64", 80.0), ("65+", 20.0))
    assert reach_of(figures, ("50+",)) == 50
    assert reach_of(figures, ("85+",)) == reach_of(figures, ("90-95",)) == 20


def test_where_figures_cover_less_than_half_of_the_years_nothing_is_said():
    adults = figures_of(FACEBOOK)
    assert reach_of(adults, ("0-17",)) is None
    assert reach_of(adults, ("0-36",)) == 72
    assert reach_of(adults, ("0-34",)) is None
    assert reach_of((), ("18-24",)) is None


def test_figures_of_its_own_replace_those_of_its_platform():
    channel = Channel(id="a", name="A", platform="facebook", reach=own(("65+", 3.0)))
    assert fit_of(channel, SENIORS).percent == 3
    assert fit_of(channel, STUDENTS).verdict == "unknown"


@pytest.mark.parametrize(
    ("percent", "verdict"), [(29.4, "poor"), (29.6, "some"), (30.0, "some"), (49.4, "some"), (50.0, "good")]
)
def test_the_verdict_is_that_of_the_number_that_is_shown(percent, verdict):
    channel = Channel(id="a", name="A", platform="other", reach=own(("65+", percent)))
    assert fit_of(channel, SENIORS).verdict == verdict


def test_a_language_counts_where_both_name_some_whatever_its_country():
    assert fit_of(FACEBOOK, VECINOS).verdict == "language"
    assert fit_of(LETTER, VECINOS).verdict == "unknown"
    mexican = Audience(id="a", name="A", languages=("es-MX",))
    both = Channel(id="b", name="B", platform="facebook", languages=("en", "es"))
    assert fit_of(both, mexican).verdict == "good"


def post(channels, audiences):
    return Post(
        path="p", slug="flu", language="en", body="", title="Flu", channels=tuple(channels), audiences=tuple(audiences)
    )


def fits(channels, audiences):
    known = {one.id: one for one in (FACEBOOK, INSTAGRAM, LETTER)}
    people = {one.id: one for one in (SENIORS, STUDENTS, VECINOS)}
    (one,) = fit_matrix([post(channels, audiences)], known, people)
    return (
        [group[0].channel.id for group in one.missing_channels()],
        [group[0].audience.id for group in one.missed_audiences()],
    )


def test_a_channel_misses_only_if_it_reaches_none_of_the_audiences():
    assert fits(["instagram"], ["seniors"]) == (["instagram"], ["seniors"])
    assert fits(["instagram"], ["seniors", "students"]) == ([], ["seniors"])
    assert fits(["instagram", "facebook"], ["seniors", "students"]) == ([], [])


def test_what_has_no_figures_and_what_is_not_there_misses_nobody():
    assert fits(["letter"], ["seniors"]) == ([], [])
    assert fits(["letter", "instagram"], ["seniors"]) == (["instagram"], [])
    assert fits(["nowhere", "facebook"], ["nobody", "seniors"]) == ([], [])


@pytest.mark.parametrize(
    ("as_of", "stale"), [("2027-06-18", False), ("2027-06-19", True), ("2026-11-24", False), ("2028-01-01", True)]
)
def test_a_figure_is_old_on_the_day_after_two_years(as_of, stale):
    assert is_stale(TABLE.asked_until, datetime.date.fromisoformat(as_of)) is stale


def test_a_figure_of_a_leap_day_is_old_after_february():
    leap = datetime.date(2024, 2, 29)
    assert not is_stale(leap, datetime.date(2026, 2, 28))
    assert is_stale(leap, datetime.date(2026, 3, 1))
