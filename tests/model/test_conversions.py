"""What came of posts: sums by channel and age band, and that no small number can be reckoned from what is shown."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.audience import Audience
from site_gen.model.conversions import NO_AGES, SMALLEST_SHOWN, Row, attribute, total

SENIORS = Audience(id="seniors", name="Seniors", ages=("65+",))
ADULTS = Audience(id="adults", name="Adults", ages=("18-64",))
ALL = Audience(id="all", name="Everybody over 17", ages=("18+",))
ANYBODY = Audience(id="anybody", name="Anybody")
CHANNELS = ("facebook", "letter")


def row(source="facebook", ages="65+", conversions=1, visits=None, revenue=None, content="flu"):
    return Row(source, content, ages, visits, conversions, None if revenue is None else Decimal(revenue))


def of(*rows, audiences=(SENIORS, ADULTS)):
    return attribute(rows, CHANNELS, audiences, ("flu",))


def numbers(cells):
    return {(one.channel, one.group): one.conversions for one in cells}


def test_rows_add_up_by_channel_and_band_and_money_to_the_cent():
    found = of(*[row(revenue="0.10", visits=3)] * 11, row(ages="18-29", conversions=20, revenue="0.20", visits=30))
    assert numbers(found.by_ages) == {("facebook", "18-29"): 20, ("facebook", "65+"): 11}
    assert [one.revenue for one in found.by_ages] == [Decimal("0.20"), Decimal("1.10")]
    assert [one.visits for one in found.by_ages] == [30, 33]
    assert total(found.by_ages).revenue == Decimal("1.30")
    assert found.hidden == ()


def test_ten_are_hidden_and_eleven_are_shown():
    large = row(source="letter", conversions=50)
    assert of(*[row()] * 10, large, row(source="letter", ages="18-29", conversions=60)).hidden == (
        ("facebook", "65+"),
        ("letter", "65+"),
    )
    assert of(*[row()] * 11, large).hidden == ()


def test_a_single_hidden_number_takes_the_next_smallest_with_it():
    found = of(row(conversions=3), row(ages="18-29", conversions=40), row(ages="30-49", conversions=12))
    assert numbers(found.by_ages) == {("facebook", "18-29"): 40}
    assert found.hidden == (("facebook", "30-49"), ("facebook", "65+"))


def test_nobody_is_no_small_number():
    found = of(row(conversions=0), row(ages="18-29", conversions=40))
    assert numbers(found.by_ages) == {("facebook", "18-29"): 40, ("facebook", "65+"): 0}


def test_few_visits_and_money_of_few_are_hidden_too():
    big = row(ages="18-29", conversions=40, visits=90)
    assert of(row(conversions=0, visits=4), big).hidden == (("facebook", "65+"),)
    assert of(row(conversions=0, visits=40, revenue="900"), big).hidden == (("facebook", "65+"),)
    assert of(row(conversions=0, visits=40), big).hidden == ()


def test_of_a_file_of_few_not_even_their_number_is_told():
    assert of(row(), row()).rows is None
    assert of(*[row()] * 11).rows == 11


def test_a_band_counts_for_every_audience_that_holds_all_of_it():
    found = of(
        row(conversions=20),
        row(ages="30-49", conversions=30),
        row(ages="60-70", conversions=40),
        row(ages=NO_AGES, conversions=50),
        audiences=(SENIORS, ADULTS, ALL, ANYBODY),
    )
    assert numbers(found.by_audience) == {
        ("facebook", "seniors"): 20,
        ("facebook", "adults"): 30,
        ("facebook", "all"): 90,
    }
    assert numbers(found.others) == {("facebook", ""): 50}
    assert found.uncounted == ("anybody",)


def test_the_sum_of_an_audience_leaves_a_hidden_band_out_and_says_so():
    found = of(row(ages="18-29", conversions=4), row(ages="30-49", conversions=9), row(ages="50-64", conversions=30))
    assert numbers(found.by_audience) == {("facebook", "adults"): 30}
    assert found.partial == {("facebook", "adults")}


def test_rows_of_no_channel_and_posts_that_are_not_here_are_counted():
    found = of(
        *[row()] * 11, row(source=""), row(source="google"), row(source="google"), row(content="gone"), row(content="")
    )
    assert list(found.unknown.values()) == [1, 2]
    assert found.unknown_posts == 1
    assert numbers(found.by_ages) == {("facebook", "65+"): 13}


ROWS = st.lists(
    st.builds(
        row,
        source=st.sampled_from(CHANNELS),
        ages=st.sampled_from(["18-29", "30-49", "50-64", "65+", NO_AGES]),
        conversions=st.integers(0, 15),
        content=st.sampled_from(["flu", "gone"]),
    ),
    max_size=30,
)


@given(ROWS)
def test_no_small_number_is_shown_and_what_is_hidden_adds_up_to_eleven(rows):
    found = of(*rows, audiences=(SENIORS, ADULTS, ALL))
    shown = [*found.by_ages, *found.by_audience, *found.others, total(found.by_ages)]
    assert not [one for one in shown if 0 < one.conversions < SMALLEST_SHOWN]
    hidden = sum(one.conversions for one in rows) - total(found.by_ages).conversions
    if found.hidden and found.rows is not None:
        assert hidden == 0 or hidden >= SMALLEST_SHOWN or not any(one.conversions for one in found.by_ages)
    assert len(found.by_ages) + len(found.hidden) == len({(one.source, one.ages) for one in rows})
