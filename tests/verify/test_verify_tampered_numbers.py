"""Numbers that are not as the log says, on any page: in their values, words, pictures and headings, or out of sight."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.verify.claims import Claim, Outcome
from site_gen.verify.names import Profiles, name_faults
from site_gen.verify.settings import SiteFile
from verify.copies import Copy, outcomes
from verify.sites import ANA, ANA_1
from verify.tampering import PROFILE, Capture, Change, all_of, cases, check_noticed, edit

HOME, FIND, HOW, REPORT = (f"{path}index.html" for path in ("", "find/", "how-we-collect-reviews/", "transparency/"))
ANA_2 = f"{ANA}reviews/2/index.html"
LINE = "3.2 of 5 · 7 ratings · last 36 months"
AVERAGE = '<data class="big-average"'
FIGURE = '<span class="figure">3.2</span>'
ONE_STAR = 'data-word="stars" data-value="1"'
ABOUT_WAITING = '<dt data-word="question" data-value="wait-time">Waiting time</dt><dd data-aspect="wait-time"><data'
ANAS = 'href="/providers/ana-diaz/"'
RECEIVED = 'data-count="received" value="10"'
INVITED = 'data-by="method" data-of="invited-all"'
COLUMN = '<th scope="col" class="number"'
LOGGED = 'data-word="count" data-value="logged"'
LONG = 'data-count="logged" data-by="months" data-of="3"'
ROW = '<tr data-provider="ana-diaz">'
BESIDE = (
    '<table><tbody><tr data-provider="ana-diaz"><th><a href="/providers/ana-diaz/">Dr. Ana Diaz</a></th>'
    f'<td><data data-count="ratings" value="7">{LINE}</data></td></tr><tr>{"<td></td>" * 2001}</tr></tbody></table>'
)
"""A number in a table of very many cells."""
Edit = tuple[str, str, str]
OF_2026 = 'data-by="year" data-of="2026"'
BY_YEAR = (
    '<table><tbody><tr><th scope="row" data-word="year" data-value="2026">2026</th>'
    f'<td><data data-average {OF_2026} value="3.2"><svg><rect data-fill width="64%"/></svg>'
    "<span>3.2 of 5</span></data></td>"
    f'<td><data data-count="ratings" {OF_2026} value="7">7 ratings</data></td></tr></tbody></table>'
)
"""What the page may say of the ratings by year."""


def by_year(old: str, new: str) -> Edit:
    assert old in BY_YEAR
    return PROFILE, "</main>", BY_YEAR.replace(old, new) + "</main>"


WRONG: dict[str, Edit] = {
    # the line under a name
    "another average under the name": (PROFILE, f"<span>{LINE}", "<span>4.2 of 5 · 7 ratings · last 36 months"),
    "its digits the other way round": (PROFILE, f"<span>{LINE}", "<span>2.3 of 5 · 7 ratings · last 36 months"),
    "another best under the name": (PROFILE, f"<span>{LINE}", "<span>3.2 of 4 · 7 ratings · last 36 months"),
    "more ratings under the name": (PROFILE, f"<span>{LINE}", "<span>3.2 of 5 · 77 ratings · last 36 months"),
    "other months under the name": (PROFILE, f"<span>{LINE}", "<span>3.2 of 5 · 7 ratings · last 3 months"),
    "more words under the name": (PROFILE, f"<span>{LINE}", f"<span>{LINE} · 99 awards"),
    "another sentence under the average": (PROFILE, f">{LINE}</data>", ">4.9 of 5 · 7 ratings · last 36 months</data>"),
    "fuller stars under the name": (PROFILE, 'data-fill width="64" height', 'data-fill width="94" height'),
    "no fill": (PROFILE, 'data-fill width="64"', 'width="64"'),
    "stars filled twice": (PROFILE, "<svg data-fill", '<svg data-fill width="64"></svg><svg data-fill'),
    # the average and its parts
    "a fill that is no number": (ANA_1, 'data-fill width="64"', 'data-fill width="six"'),
    "two averages": (PROFILE, AVERAGE, f'<data data-average value="4.9">4.9</data>{AVERAGE}'),
    "an average without stars": (ANA_1, f"re:({FIGURE})<svg.*?</svg></svg>", r"\1"),
    "an average for readers": (PROFILE, FIGURE, FIGURE.replace("3.2", "3.9")),
    "a longer bar": (PROFILE, '<rect class="on" data-fill width="50%"', '<rect class="on" data-fill width="100%"'),
    "a bar's count": (PROFILE, 'data-of="5" value="2"', 'data-of="5" value="9"'),
    "a bar's count for readers": (PROFILE, 're:(data-of="1".*?<span class="number">)2<', r"\g<1>0<"),
    "bars with each other's headings": (PROFILE, f"{ONE_STAR}>1 star<", 'data-word="stars" data-value="5">5 stars<'),
    "a bar with another heading for readers": (PROFILE, ">1 star</th>", ">5 stars</th>"),
    "a bar with a hidden heading": (PROFILE, ONE_STAR, f"{ONE_STAR} hidden"),
    "a bar without a heading": (PROFILE, ONE_STAR, ""),
    "a bar less": (PROFILE, f're:<tr><th scope="row" {ONE_STAR}>.*?</tr>', ""),
    "no bars": (PROFILE, r're:<table class="bars">.*?</table>', ""),
    "the mean of a question": (PROFILE, 'data-average value="2.0"', 'data-average value="4.0"'),
    "the mean of a question for readers": (PROFILE, ">2.0 of 5<", ">4.0 of 5<"),
    "the bar of a question": (PROFILE, 'data-fill width="40%"', 'data-fill width="90%"'),
    "another question": (PROFILE, 'data-aspect="wait-time"><data', 'data-aspect="staff"><data'),
    "the question of another": (
        PROFILE,
        ABOUT_WAITING,
        ABOUT_WAITING.replace('data-value="wait-time">Waiting time', 'data-value="listens">Listens'),
    ),
    "a question twice": (PROFILE, f're:(<div>{ABOUT_WAITING} data-average value=")2.0(.*?</div>)', r"\g<0>\g<1>4.0\2"),
    "a question less": (PROFILE, f"re:<div>{ABOUT_WAITING}.*?</div>", ""),
    # counts
    "a count": (PROFILE, RECEIVED, RECEIVED.replace("10", "9")),
    "a count for readers": (PROFILE, ">10 received<", ">9 received<"),
    "a count less": (PROFILE, 're:<data data-count="pending".*?</data>', ""),
    "a number that nobody knows": (PROFILE, 'data-count="pending"', 'data-count="awards"'),
    "a count by nothing": (PROFILE, 'data-count="pending"', 'data-count="pending" data-by="stars" data-of="5"'),
    "a gap": (ANA_2, 'data-count="gap" value="3"', 'data-count="gap" value="1"'),
    "a gap for readers": (ANA_2, ">3 reviews of this page", ">1 reviews of this page"),
    "no gap": (ANA_2, r're:<p class="gap">.*?</p>', ""),
    "a gap where there is none": (PROFILE, "</main>", '<p><data data-count="gap" value="3">3</data></p></main>'),
    "two numbers in one": (PROFILE, ">10 received<", ">10 received, 99 recommended<"),
    "a value that is no number": (PROFILE, RECEIVED, RECEIVED.replace("10", "ten")),
    "a negative value": (PROFILE, RECEIVED, RECEIVED.replace("10", "-10")),
    "no value": (PROFILE, RECEIVED, 'data-count="received"'),
    "a value in other digits": (PROFILE, RECEIVED, RECEIVED.replace("10", "١٠")),
    "a value of 5,000 digits": (PROFILE, RECEIVED, RECEIVED.replace("10", "9" * 5000)),
    "5,000 digits for readers": (PROFILE, ">10 received<", f">{'9' * 5000} received<"),
    "digits that are none": (PROFILE, ">10 received<", ">¹⁰ received<"),
    # by year
    "another average of a year": by_year('value="3.2"', 'value="4.2"'),
    "another average of a year for readers": by_year(">3.2 of 5<", ">4.2 of 5<"),
    "a longer bar of a year": by_year('width="64%"', 'width="84%"'),
    "a year without a bar": by_year('<rect data-fill width="64%"/>', ""),
    "more ratings in a year": by_year('value="7">7', 'value="9">9'),
    "more ratings in a year for readers": by_year(">7 ratings<", ">9 ratings<"),
    "the numbers of a year without ratings": by_year("2026", "2024"),
    "a year with the heading of another": by_year('data-value="2026">2026<', 'data-value="2025">2025<'),
    "a year with another heading for readers": by_year(">2026<", ">2025<"),
    # what is not shown
    "a hidden average": (PROFILE, AVERAGE, f"{AVERAGE} hidden"),
    "an average in a hidden paragraph": (PROFILE, f"<p>{AVERAGE}", f'<p class="vh">{AVERAGE}'),
    "an average that is struck out": (PROFILE, FIGURE, FIGURE.replace("3.2", "<s>3.2</s>")),
    "an average that is partly hidden": (PROFILE, FIGURE, '<span class="vh">3.2</span>4.9'),
    "counts behind a click": (
        PROFILE,
        're:<p class="tally">.*?</p>',
        r"<details><summary>More</summary>\g<0></details>",
    ),
    "an average that is another one for screen readers": (PROFILE, AVERAGE, f'{AVERAGE} aria-label="4.9 of 5"'),
    "an average whose digits are others for screen readers": (
        PROFILE,
        FIGURE,
        FIGURE.replace("<span ", '<span aria-label="4.9" '),
    ),
    "numbers that are a picture by their role": (PROFILE, f"<p>{AVERAGE}", f'<p role="img">{AVERAGE}'),
    "a drawing over the numbers of a list": (
        FIND,
        "</ul>",
        '</ul><svg overflow="visible"><rect y="-90" width="900" height="90"/></svg>',
    ),
    "words drawn beside the numbers of a list": (FIND, "</ul>", "</ul><svg><text>5.0 of 5</text></svg>"),
    # cards
    "another average on a card": (FIND, f"<span>{LINE}", "<span>4.9 of 5 · 7 ratings · last 36 months"),
    "fuller stars on a card": (FIND, 'data-fill width="64"', 'data-fill width="100"'),
    "more ratings on a card": (FIND, 'data-count="ratings" value="7"', 'data-count="ratings" value="70"'),
    "a rating where there is none": (FIND, ">No ratings yet<", ">5.0 of 5 · 1 rating<"),
    "cards with each other's ratings": (FIND, 'data-provider="ana-diaz"', 'data-provider="ben-ode"'),
    "a card of somebody unknown": (FIND, 'data-provider="ana-diaz"', 'data-provider="ann-diaz"'),
    "a card of nobody": (FIND, ' data-provider="ana-diaz"', ""),
    "a count on a card": (FIND, '<p class="rating">', f'<p class="rating"><data {RECEIVED}>10</data>'),
    "a card on another's page": (
        PROFILE,
        "</main>",
        '<div data-provider="ben-ode"><data data-count="ratings" value="9">9</data></div></main>',
    ),
    "a number of nobody on a provider's page": (PROFILE, "<main ", f"<p><data {RECEIVED}>10 received</data></p><main "),
    "another average beside a table of many cells": (
        FIND,
        f"re:<span>{LINE}(.*)</main>",
        rf"<span>4.9 of 5 · 7 ratings · last 36 months\1{BESIDE}</main>",
    ),
    "a number of nobody on a list": (FIND, "</main>", f"<p><data {RECEIVED}>10 received</data></p></main>"),
    "a card that leads to another": (FIND, ANAS, 'href="/providers/ben-ode/"'),
    "a card that leads to another, too": (FIND, f"{ANAS}>", f'{ANAS}></a><a href="../providers/x/../ben%2Dode">'),
    "a card that leads to another site": (FIND, ANAS, 'href="//x.example/providers/ana-diaz/"'),
    "a card whose link is hidden": (FIND, f'class="cover" {ANAS}', f'class="vh" {ANAS}'),
    "a card whose link reads otherwise for screen readers": (FIND, ANAS, f'{ANAS} aria-label="Dr. Ben Ode"'),
    "a card in a card": (FIND, '<p class="rating">', '<p class="rating" data-provider="ben-ode">'),
    "a row that leads to another": (REPORT, f"re:({ROW}.*?){ANAS}", r'\1href="/es/../providers/ben-ode/"'),
    "a row without a name": (REPORT, f"re:({ROW}<th [^>]*>).*?</th>", r"\1</th>"),
    # the whole site
    "a figure on the front page": (HOME, 'data-count="received" value="13"', 'data-count="received" value="130"'),
    "a figure on the front page for readers": (HOME, ">2 withheld<", ">0 withheld<"),
    "an average of the whole site": (HOME, "</main>", '<p><data data-average value="4.9">4.9</data></p></main>'),
    "a method's count": (HOW, f'{INVITED} value="12"', f'{INVITED} value="2"'),
    "another method": (HOW, INVITED, INVITED.replace("invited-all", "organic")),
    "a method under another heading": (HOW, 'data-value="invited-all"', 'data-value="organic"'),
    "a method's count in two columns": (HOW, 'scope="row" data-word="method"', 'colspan="2" data-word="method"'),
    "a source's count for readers": (HOW, 're:(data-by="source" data-of="website-form" value="12">)12', r"\g<1>1"),
    "another window": (HOW, "of the last 36 months", "of the last 600 months"),
    "another minimum": (HOW, "from 2 ratings on", "from 200 ratings on"),
    "fewer that were decided": (REPORT, "Reviews decided: 11.", "Reviews decided: 9."),
    "a larger share": (REPORT, "(82%)", "(99%)"),
    # tables of the transparency page
    "reviews that took longer": (REPORT, f're:({LONG} value=")([0-9]+)(">)', r"\g<1>99\3"),
    "reviews that took longer for readers": (REPORT, f're:({LONG} value="[0-9]+">)[0-9]+', r"\g<1>99"),
    "months under another heading": (REPORT, 'data-word="months" data-value="3"', 'data-word="months" data-value="2"'),
    "months with other words": (REPORT, ">3 months or more<", ">1 month or more<"),
    "no table of months": (REPORT, r"re:<h2>How long it took.*?</table>", "<h2>How long it took</h2>"),
    "entered, said to be shown": (REPORT, LOGGED, LOGGED.replace("logged", "published")),
    "months that nothing names": (REPORT, LOGGED, ""),
    "a provider's received": (REPORT, f're:({ROW}.*?data-count="received" value=")10">10', r'\g<1>90">90'),
    "a provider's share for readers": (REPORT, f"re:({ROW}.*?\\()[0-9]+%", r"\g<1>99%"),
    "a provider's row for another": (REPORT, ROW, ROW.replace("ana-diaz", "ben-ode")),
    "columns of providers with each other's headings": (
        REPORT,
        're:data-value="shown">(.*?)</th>(.*?)data-value="withheld">(.*?)</th>',
        r'data-value="withheld">\3</th>\2data-value="shown">\1</th>',
    ),
    "a column of providers that nothing names": (REPORT, 'data-word="count" data-value="withheld"', ""),
}
WITHHELD: dict[str, Edit] = {
    "withheld with other stars": (REPORT, 'data-of="1" value="1">1<', 'data-of="1" value="0">0<'),
    "withheld with other stars for readers": (REPORT, 'data-of="1" value="1">1<', 'data-of="1" value="1">0<'),
    "columns with each other's headings": (
        REPORT,
        f're:({COLUMN} {ONE_STAR}>.*?</th>)(.*)({COLUMN} data-word="stars" data-value="5">.*?</th>)',
        r"\3\2\1",
    ),
    "another column at the end": (
        REPORT,
        f're:({COLUMN} data-word="stars" data-value="none">.*?</th>)({COLUMN}>.*?</th>)',
        r"\2\1",
    ),
    "rows with each other's headings": (REPORT, 'data-value="abusive"', 'data-value="wrong-provider"'),
    "a row less": (REPORT, 're:<tr><th scope="row" data-word="reason" data-value="abusive">.*?</tr>', ""),
    "a reason's count": (PROFILE, 'data-reason="abusive" value="1"', 'data-reason="abusive" value="0"'),
    "another reason": (PROFILE, 'data-count="withheld" data-reason="abusive"', 'data-count="withheld" data-reason="x"'),
    "a reason's count of the whole site": (HOW, 'data-reason="abusive" value="1"', 'data-reason="abusive" value="0"'),
    "a reason without words": (PROFILE, ">1 abusive<", ">1<"),
    "a reason that counts something else": (
        PROFILE,
        'data-count="pending"',
        'data-count="pending" data-reason="abusive"',
    ),
}
WORDS: dict[str, Edit] = {
    "another picture": (PROFILE, f'{FIGURE}<svg class="stars"', f'{FIGURE}<svg class="stars gold"'),
    "other words of the same numbers": (PROFILE, f"<span>{LINE}", f"<span>{LINE}, all of them kind"),
    "a column of providers with two names": (
        REPORT,
        're:(<th scope="col" class="number" data-word="count" data-value="shown">)Shown in full(</th>)',
        r"\1Received\2",
    ),
    "another name of a method": (HOW, ">Every patient was asked</th>", ">An auditor asked</th>"),
    "another name over a profile": (PROFILE, "re:(<h1 [^>]*><bdi>)Dr. Ana Diaz", r"\1Dr. Ben Ode"),
    "other titles over a profile": (PROFILE, "</span>DDS</span></bdi></h1>", "</span>DDS, best</span></bdi></h1>"),
    "another name on a card": (FIND, f"{ANAS}><bdi>Dr. Ana Diaz", f"{ANAS}><bdi>Dr. Ben Ode"),
    "another heading of a card": (FIND, f"re:<h2 [^>]*>(<a [^>]*{ANAS}>.*?</a>)</h2>", r"<h2>Dr. Ben Ode</h2>\1"),
    "another name of a row": (REPORT, f're:({ROW}.*?">)Dr. Ana Diaz', r"\1Dr. Ben Ode"),
    "another name of a question": (PROFILE, ABOUT_WAITING, ABOUT_WAITING.replace("Waiting time", "Patience")),
}


TITLES: dict[str, Edit] = {
    "another name over a page of reviews": (ANA_1, "<h1><bdi>Dr. Ana Diaz", "<h1><bdi>Dr. Ben Ode"),
    "a name that begins alike over a page of reviews": (ANA_1, "<h1><bdi>Dr. Ana Diaz", "<h1><bdi>Dr. Ana Diazi"),
    "a profile without a name": (PROFILE, "re:<h1.*?</h1>", ""),
    "a profile with a hidden name": (PROFILE, "<h1 ", '<h1 class="vh" '),
    "a profile with two names": (PROFILE, "<h1 ", "<h1>Dr. Ben Ode</h1><h1 "),
}


def a_rating_of(provider: str, path: str, before: str) -> Change:
    """Show a provider's rating, which is right, in the place of the first one behind something."""
    rating = re.compile(r'<data data-count="ratings" (value.*?</data>)', re.DOTALL)

    def change(whole: Copy) -> None:
        found = rating.search(whole.bytes(FIND).decode().partition(f'data-provider="{provider}"')[2])
        assert found
        head, middle, rest = whole.bytes(path).decode().partition(before)
        given = f'<data data-provider="{provider}" data-count="ratings" {found[1]}'
        whole.write(path, (head + middle + rating.sub(lambda _old: given, rest, count=1)).encode())

    return change


def with_each_others(whole: Copy, *parts: tuple[str, str], paths: tuple[str, ...]) -> None:
    for path in paths:
        text = whole.bytes(path).decode()
        for one, other in parts:
            text = text.replace(one, "@@").replace(other, one).replace("@@", other)
        whole.write(path, text.encode())


NAMES = ("Dr. Ana Diaz", "Dr. Ben Ode")
ADDRESSES = ("/providers/ana-diaz/", "/providers/ben-ode/")
OTHERS: dict[str, Change] = {
    "the rating of another on a card": a_rating_of("ben-ode", FIND, 'data-provider="ana-diaz"'),
    "the rating of another outside of a card": all_of(
        edit(FIND, "<main ", '<main data-provider="ana-diaz" '),
        edit(FIND, "</main>", f'<p><data data-count="ratings" value="7">{LINE}</data></p></main>'),
    ),
    "cards with each other's names and links": lambda whole: with_each_others(whole, NAMES, ADDRESSES, paths=(FIND,)),
}


def edits(table: dict[str, Edit], claim: Claim) -> list[Any]:
    return cases({name: edit(*row) for name, row in table.items()}, claim)


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        *edits(WRONG, Claim.COUNTS),
        *edits(WITHHELD, Claim.WITHHELD),
        *edits(WORDS, Claim.WORDING),
        *edits(TITLES, Claim.RATING),
        *cases(OTHERS, Claim.COUNTS),
    ],
)
def test_a_changed_number_fails(whole: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(whole, change, claim, capsysbinary)


def test_the_right_numbers_of_a_year_may_be_given(whole: Copy):
    edit(PROFILE, "</main>", f"{BY_YEAR}</main>")(whole)
    assert Outcome.FAILED not in outcomes(whole.verify()).values()


def on_all_pages(old: str, new: str) -> Change:
    def change(whole: Copy) -> None:
        for path in whole.public.rglob("*.html"):
            path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    return change


@pytest.mark.parametrize(
    "change",
    [
        on_all_pages(LINE, "3.2 was an error. 5 stars, 7 ratings, 36 months"),
        on_all_pages(FIGURE, FIGURE.replace("3.2", "3.2, wrongly")),
        on_all_pages(">10 received<", ">10 recommended<"),
    ],
)
def test_other_words_around_one_number_fail_wherever_it_stands(whole: Copy, capsysbinary: Capture, change: Change):
    check_noticed(whole, change, Claim.WORDING, capsysbinary)


def test_the_rating_of_another_at_the_head_of_a_profile_fails(whole: Copy):
    a_rating_of("ben-ode", PROFILE, "<h1 ")(whole)
    failures = [one.message for one in whole.verify().failures]
    assert "a number of ben-ode names its provider itself" in failures


def test_a_provider_with_the_name_of_another_everywhere_fails(whole: Copy):
    for path in whole.public.rglob("*.html"):
        path.write_bytes(path.read_bytes().replace(NAMES[0].encode(), NAMES[1].encode()))
    assert [one.message for one in whole.verify().failures] == ["'Dr. Ben Ode' is the name of ana-diaz and of ben-ode"]


def test_two_people_may_have_one_name():
    names = {provider: {"en": "Ana Diaz, DDS"} for provider in ("ana-diaz", "ana-diaz-2", "a1", "7")}
    assert not list(name_faults(names, {"a1": "ana-maria", "7": "1234567890"}))
    assert not list(name_faults(names, {"a1": "ana-maria", "7": "mary-ana"}))
    assert not list(name_faults(names, {"a1": "adiaz", "7": "diaz-ana"}))
    assert list(name_faults(names, {"a1": "ana-maria", "7": "bo-li"}))


@given(st.text() | st.text(alphabet="/.:?#[]\\ \tproviderseg-x%2D"))
def test_whatever_a_link_says_it_leads_somewhere_or_not(href: str):
    site = SiteFile(
        v="site-gen.site/1", as_of="2026-01-01", base_path="/x", languages=("en", "es"), window_months=None,
        minimum_ratings=1, per_page=1, providers={},
    )  # fmt: skip
    slug, is_profile = Profiles(site, {"a": "a"}, {}).led_to(href, "providers/")
    assert slug in ("", "a")
    assert bool(slug) >= is_profile


def test_two_reasons_with_one_name_fail(whole: Copy):
    for path in (HOW, REPORT):
        edit(path, ">abusive</th>", ">about another provider</th>")(whole)
    assert outcomes(whole.verify())[Claim.WORDING] is Outcome.FAILED


def add_a_card(whole: Copy) -> None:
    card = re.search(r'<ul class="cards">.*?</ul>', whole.bytes(FIND).decode(), flags=re.DOTALL)
    assert card
    edit(PROFILE, "</main>", f"{card[0]}</main>")(whole)


def add_many_cells(whole: Copy) -> None:
    edit(FIND, "</main>", f"{BESIDE}</main>")(whole)


def give_a_count_twice(whole: Copy) -> None:
    edit(PROFILE, "</main>", '<p><data data-count="received" value="10">10 received</data></p></main>')(whole)


@pytest.mark.parametrize("alter", [add_a_card, add_many_cells, give_a_count_twice])
def test_what_is_right_may_stand_elsewhere_too(whole: Copy, alter: Change):
    alter(whole)
    verdict = whole.verify()
    assert not verdict.is_failed, verdict.failures
