"""What the words and pictures of a number may say, and that no text whatever stops the comparison."""

from __future__ import annotations

import html
from fractions import Fraction
from typing import Any

import pytest
from babel import Locale, localedata
from hypothesis import given
from hypothesis import strategies as st

from site_gen.html.words import numbers_in
from site_gen.model.counting import AspectMean
from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Claim
from site_gen.verify.html import Graphic
from site_gen.verify.number_node import Heading, Number
from site_gen.verify.numbers import compare_average, compare_cards, compare_counts, compare_totals
from site_gen.verify.page import read_page
from site_gen.verify.plurals import plural
from site_gen.verify.wording import Wording, wording_faults

TALLY = Tally(
    received=1234,
    shown=1200,
    withheld={"abusive": 34},
    withheld_rows={"abusive": (30, 0, 0, 0, 4, 0)},
    methods={"organic": 1234},
    sources={"website-form": 1234},
    rating_count=7,
    bars=(1, 0, 2, 0, 4),
    minimum=5,
    window_months=24,
    mean=Fraction(46, 10),
    tenths=46,
)
MEANS = (AspectMean("listens", 50, 3),)


def card(text: str, *, count: int = 7, filled: int | None = None, **tally: Any) -> list[str]:
    """Give what is wrong with a card that says this."""
    graphics = () if filled is None else (Graphic(filled, "<svg>"),)
    number = Number(name="ratings", provider="ana", value=str(count), text=text, graphics=graphics)
    values = {"rating_count": count, "tenths": 46, "minimum": 5, "window_months": 24, **tally}
    return [message for _claim, message in compare_cards([number], {"ana": Tally(**values)}, Wording())]


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("4.6 of 5 · 7 ratings · last 24 months", {}),
        ("4,6 de 5 · 7 valoraciones · últimos 24 meses", {}),
        ("٤٫٦ من ٥ · ٧ · ٢٤", {}),
        ("7 ratings", {}),
        ("4.6 of 5 · 7 ratings", {"window_months": None}),
        ("4.6 of 5 · 7 ratings · last month", {"window_months": 1}),
        ("4.6 of 5 · 1,234,567 ratings · last 24 months", {"count": 1_234_567}),
        ("4,6 de 5 · 12\u202f345 valoraciones · últimos 24 meses", {"count": 12_345}),
        ("5.0 of 5 · 5 ratings · last 5 months", {"count": 5, "tenths": 50, "window_months": 5}),
        ("Not enough ratings yet (3 of 5)", {"count": 3, "tenths": None}),
        ("Von 5 Bewertungen fehlen noch einige: es sind 3", {"count": 3, "tenths": None}),
        ("No ratings yet", {"count": 0, "tenths": None}),
        ("0 ratings", {"count": 0, "tenths": None}),
    ],
)
def test_a_line_names_the_average_the_ratings_and_the_window(text: str, tally: dict[str, Any]):
    assert card(text, **tally) == []


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("4.6 of 5 · 7 ratings", {}),
        ("4.6 of 5", {}),
        ("4.60 of 5 · 7 ratings · last 24 months", {}),
        ("46 of 5 · 7 ratings · last 24 months", {}),
        ("4.6 of 5 · 24 ratings · last 7 months", {}),
        ("5 of 4.6 · 7 ratings · last 24 months", {}),
        ("4.6 of 5 · 7 ratings · last 24 months · 12 awards", {}),
        ("4.6 of 5 · 7 ratings · last month", {}),
        ("A lot", {}),
        ("", {}),
        ("4.6 of 5 · 3 ratings", {"count": 3, "tenths": None}),
        ("3 of 3", {"count": 3, "tenths": None}),
        ("Hardly any", {"count": 3, "tenths": None}),
        ("5.0 of 5", {"count": 0, "tenths": None}),
    ],
)
def test_a_line_names_no_other_number(text: str, tally: dict[str, Any]):
    assert len(card(text, **tally)) == 1


@pytest.mark.parametrize(("filled", "right"), [(92, True), (93, False), (91, False), (0, False), (100, False)])
def test_stars_are_filled_by_the_average(filled: int, right: bool):
    assert (card("7 ratings", filled=filled) == []) is right


def test_without_an_average_no_stars_are_drawn():
    assert card("3 of 5", count=3, tenths=None, filled=0) == ["ratings is drawn as 0 %, from the log follows None"]


@pytest.mark.parametrize(
    ("published", "withheld", "percents"),
    [(9, 2, [82]), (1, 7, [12, 13]), (3, 5, [37, 38]), (2, 1, [67]), (5, 0, [100]), (0, 5, [0]), (1, 399, [0])],
)
def test_a_share_is_rounded_to_the_nearest_percent(published: int, withheld: int, percents: list[int]):
    whole = Tally(shown=published, withheld={"abusive": withheld} if withheld else {})
    decided = published + withheld
    right = []
    for percent in range(101):
        text = f"Of {decided}, {published} are shown ({percent}%)"
        number = Number(name="published", value=str(published), text=text)
        if not list(compare_totals([number], whole, Wording(), "home")):
            right.append(percent)
    assert right == percents


def shared(texts: dict[tuple[int, int], str], language: str = "en") -> list[str]:
    """Give what is wrong with the words in which a list says how many of those that were decided are shown."""
    words = Wording(language=language)
    heading = (Heading("count", "published", "Shown"),)
    for (published, decided), text in texts.items():
        tally = Tally(shown=published, withheld={"abusive": decided - published})
        number = Number(name="published", provider="ana", value=str(published), text=text, headings=heading)
        assert list(compare_cards([number], {"ana": tally}, words)) == []
    return [message for _page, message in wording_faults(words)]


def test_the_words_around_numbers_are_those_of_other_numbers():
    right = {(9, 10): "9 of 10 (90%)", (6, 8): "6 of 8 (75%)", (1, 4): "1 of 4 (25%)", (5, 5): "5 of 5 (100%)"}
    assert shared(right) == []
    (fault,) = shared({**right, (2, 5): "2 in error, of 5 (40%)"})
    assert fault.startswith("count headed published many of many reads '# in error, of # (#%)' here, elsewhere")
    (fault,) = shared({**right, (2, 5): "5 of 2 (40%)"})
    assert fault == "order of count headed published  reads 'the whole first' here, elsewhere 'the part first'"
    polish = {(22, 25): "22 oceny z 25 (88%)", (5, 10): "5 ocen z 10 (50%)"}
    assert shared(polish, "pl") == []


@pytest.mark.parametrize("tag", sorted(tag for tag in localedata.locale_identifiers() if "_" not in tag))
def test_numbers_that_a_language_tells_apart_are_told_apart(tag: str):
    form = Locale.parse(tag).plural_form
    forms: dict[str, set[str]] = {}
    for count in (*range(1_200), 11_000, 21_000, 40_000, 100_000, 100_001, 1_000_000, 1_000_021):
        forms.setdefault(plural(tag, count), set()).add(form(count))
    assert [name for name, found in forms.items() if len(found) > 1] == []


def honest() -> list[Number]:
    """Give the numbers of a provider's page that is as the log says."""
    counts = [("received", 1234), ("shown", 1200), ("withheld", 34)]
    bars = [(1, 1, 25), (2, 0, 0), (3, 2, 50), (4, 0, 0), (5, 4, 100)]
    return [
        *(Number(name=name, value=str(count), text=f"{count:,} {name}") for name, count in counts),
        Number(name="withheld", reason="abusive", value="34", text="34 abusive"),
        Number(name="ratings", value="7", text="7 ratings"),
        Number(name="average", value="4.6", text="4.6", graphics=(Graphic(92, "<svg>"),)),
        Number(
            name="average",
            aspect="listens",
            value="5.0",
            text="5.0 of 5",
            graphics=(Graphic(100, "<svg>"),),
            headings=(Heading("question", "listens", "Listens"),),
        ),
        *(
            Number(
                name="ratings",
                by="stars",
                of=str(stars),
                value=str(count),
                text=str(count),
                graphics=(Graphic(filled, "<svg>"),),
                headings=(Heading("stars", str(stars), f"{stars} stars"),),
            )
            for stars, count, filled in bars
        ),
    ]


def compared(numbers: list[Number]) -> list[tuple[Claim, str]]:
    words = Wording()
    return [*compare_counts(numbers, TALLY, words), *compare_average(numbers, TALLY, MEANS, words)]


def test_every_number_of_a_page_is_asked_for():
    assert compared(honest()) == []
    for left_out in honest():
        assert len(compared([one for one in honest() if one != left_out])) == 1


def test_a_number_twice_is_right_twice_or_wrong():
    assert compared(honest() * 2) == []
    assert len(compared([*honest(), Number(name="ratings", value="8", text="8 ratings")])) == 1


names = st.sampled_from(
    ["ratings", "average", "received", "withheld", "kept", "published", "window", "minimum", "gap", ""]
) | st.text(max_size=8)
parts = st.sampled_from(["", "stars", "method", "5", "none", "organic", "abusive", "listens"]) | st.text(max_size=4)
values = (
    st.text(max_size=12)
    | st.sampled_from(["7", "4.6", "1234", "-7", "", "٧", "²", "9" * 5000, "0x7", "1e5", "NaN", "７", "\ud7ff"])
    | st.integers().map(str)
)
anything = st.builds(
    Number,
    name=names,
    reason=parts,
    by=parts,
    of=parts,
    aspect=parts,
    provider=st.sampled_from(["", "ana", "ben"]) | st.text(max_size=3),
    value=values,
    text=values,
    graphics=st.lists(st.builds(Graphic, st.none() | st.integers(0, 100), st.text(max_size=5)), max_size=2).map(tuple),
    headings=st.lists(st.builds(Heading, parts, parts, values), max_size=3).map(tuple),
    hidden=st.sampled_from(["", "<p>"]),
)


@given(st.lists(anything, max_size=6))
def test_whatever_a_page_says_is_right_or_fails(numbers: list[Number]):
    words = Wording()
    for message in [
        *compare_counts(numbers, TALLY, words, gap=3),
        *compare_average(numbers, TALLY, MEANS, words),
        *compare_cards(numbers, {"ana": TALLY, "ben": Tally()}, words),
        *compare_totals(numbers, TALLY, words, "how"),
        *compare_totals(numbers, TALLY, words, "transparency"),
    ]:
        assert len(message[1]) < 500


@given(values | st.just("1234"), values | st.sampled_from(["1,234 received", "١٢٣٤", "1 234"]))
def test_whatever_stands_in_an_element_is_read(value: str, text: str):
    page = read_page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><main>'
        f'<p><data data-count="received" value="{html.escape(value)}">{html.escape(text)}</data></p>'
        f"</main></body></html>".encode("utf-8", "replace")
    )
    for number in page.numbers:
        is_right = (number.value, numbers_in(number.text)) == ("1234", [1234])
        assert (compared([number, *honest()[1:]]) == []) is is_right


def table_of(providers: int) -> str:
    """Give a page with the counts of many providers, all of them as `TALLY` has them."""
    counts = {"received": 1234, "shown": 1200, "hidden": 0, "withheld": 34}
    heads = "".join(f'<th data-word="count" data-value="{name}">{name}</th>' for name in counts)
    cells = "".join(
        f'<td><data data-count="{name}" value="{count}">{count}</data></td>' for name, count in counts.items()
    )
    rows = "".join(f'<tr data-provider="p-{place}"><th>x</th>{cells}</tr>' for place in range(providers))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><main>'
        f"<table><thead><tr><th>x</th>{heads}</tr></thead><tbody>{rows}</tbody></table></main></body></html>"
    )


def test_each_number_of_a_large_table_is_read_with_its_headings():
    tallies = {f"p-{place}": TALLY for place in range(1_000)}
    page = table_of(1_000)
    numbers = read_page(page.encode()).numbers
    assert len(numbers) == 4_000
    assert list(compare_cards(numbers, tallies, Wording())) == []
    first, last = page.rsplit(">1200<", 1)
    changed = read_page(f"{first}>1500<{last}".encode()).numbers
    ((claim, message),) = compare_cards(changed, tallies, Wording())
    assert (claim, message) == (Claim.COUNTS, "shown reads '1500', from the log follows 1200")
    swapped = read_page(page.replace('data-value="shown"', 'data-value="received"').encode()).numbers
    assert len(list(compare_cards(swapped, tallies, Wording()))) >= 1_000
