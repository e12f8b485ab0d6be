"""Reviews that are not where the log has them: lists and addresses of pages, and what is around reviews."""

from __future__ import annotations

import re
import shutil

import pytest

from site_gen.verify import wording
from site_gen.verify.claims import Claim
from verify.copies import Copy
from verify.sites import ANA_1, BEN
from verify.tampering import (
    FIRST,
    LATE,
    PROFILE,
    SITE_FILE,
    Capture,
    Change,
    around_list,
    articles,
    before_list,
    behind,
    cases,
    check_noticed,
    edit,
    in_head,
    inside,
    json_file,
)

INDEX = 're:data-log-index="\\d+"'
SPANISH = f"es/{PROFILE}"
HOW = "how-we-collect-reviews/index.html"
REVIEW = '<div class="review"><p>Best dentist in town!</p></div>'


def cover(drawing: str, part: str = 'x="0"') -> str:
    """Give a drawing with attributes of its own, and a part that is far larger than it."""
    return f'<div><svg width="1" height="1" {drawing}><rect {part} width="1200" height="325" fill="#fff"/></svg></div>'


def without(path: str) -> Change:
    return lambda copy: (copy.public / path).unlink()


def file(path: str, text: str) -> Change:
    return lambda copy: copy.write(path, text.encode())


def in_place_of(path: str, other: str) -> Change:
    return lambda copy: copy.write(path, copy.bytes(other))


def show_in_another_order(copy: Copy) -> None:
    first, second = articles(copy, ANA_1)[:2]
    for old, new in ((first, "@@"), (second, first), ("@@", second)):
        copy.edit(ANA_1, old, new)


def move_a_review_to_another_provider(copy: Copy) -> None:
    behind(articles(copy, f"{BEN}index.html")[0])(copy)


def symbols(count: int, *, used: bool = False) -> str:
    """Give a picture that holds parts by name, and perhaps draws with them."""
    parts = (f'<g id="q{one}"/>' + (f'<use href="#q{one}"/>' if used else "") for one in range(count))
    return f'<svg width="1" height="1">{"".join(parts)}</svg>'


SHOWN: dict[str, Change] = {
    "a review twice": behind(lambda article: article),
    "a review of nobody": behind(REVIEW),
    "a review of nobody in capitals": behind('<ARTICLE CLASS="Review"><P>Best dentist!</P></ARTICLE>'),
    "a review of nobody by another class": behind('<div class="x hReview">Best dentist!</div>'),
    "a review of nobody by its id": behind('<div id="REVIEW-R-000000000077">Best dentist!</div>'),
    "a review of no entry": behind(lambda article: re.sub(INDEX[3:], 'data-log-index="9999"', article)),
    "a review of another entry": inside(INDEX, 'data-log-index="0"', FIRST),
    "a review of an entry of 5,000 digits": inside(INDEX, f'data-log-index="{"8" * 5000}"'),
    "a review of an entry in other digits": inside(INDEX, 'data-log-index="٨"'),
    "a review of another provider": move_a_review_to_another_provider,
    "microdata": behind('<div itemscope itemtype="https://schema.org/Review"><p itemprop="name">x</p></div>'),
    "microdata without a type": behind('<p itemref="a" itemid="b">x</p>'),
    "RDFa": behind('<div vocab="https://schema.org/" typeof="Review"><p property="reviewBody">x</p></div>'),
    "RDFa without a type": behind('<p prefix="s: https://schema.org/" about="#x">x</p>'),
    "RDFa by a link": behind('<a rel="https://schema.org/review" href="/x">x</a>'),
    "a rating for networks": in_head('<meta property="og:rating" content="5">'),
    "a hidden review": inside("<article ", "<article hidden "),
    "a review that is hidden by style": inside("<article ", '<article style="display: none" '),
    "a review that is hidden by the first of two styles": inside("<article ", '<article style="top:-9em" style="" '),
    "a hidden list": around_list("<section hidden>", "</section>"),
    "a list in another language": around_list('<div lang="es">', "</div>"),
    "a list in another direction": around_list('<div dir="rtl">', "</div>"),
    "two main parts": edit(ANA_1, "</main>", '</main><main data-provider="ana-diaz"></main>'),
    "very many symbols": before_list(symbols(501, used=True)),
    "a name twice": before_list('<div id="i-stars"></div>'),
    "another character set": edit(ANA_1, '<meta charset="utf-8">', '<meta charset="utf-7">'),
    "a second character set": in_head('<meta charset="utf-7">'),
    "a late character set": edit(ANA_1, "<meta ch", f'<meta name="charset" content="{" " * 1024}"><meta ch'),
    "a character set by a header": in_head('<meta http-equiv="content-type" content="text/html; charset=utf-7">'),
    "a page that leads away": in_head('<meta http-equiv="refresh" content="0;url=/x">'),
    "another base of links": in_head('<base href="/x/">'),
    "a style sheet in the page": in_head("<style>.review{}</style>"),
    "a script in the page": in_head("<script>x()</script>"),
    "a page in the page": before_list('<iframe srcdoc="&lt;p>Best dentist!"></iframe>'),
    "a list that is a picture by its role": around_list('<div role="img">', "</div>"),
    "a list that is called something else": around_list('<section aria-label="Advertisement">', "</section>"),
    "a drawing over a review": behind(cover('overflow="visible"')),
    "a drawing that is moved over a review": behind(cover('transform="translate(0)"')),
    "a drawing that cuts": behind(cover('clip-path="none"')),
    "a part of a drawing before its place": behind(cover("", 'x=" -20"')),
    "a part of a drawing that is moved back": behind(cover("", 'transform="translate(-20)"')),
    "words in a drawing": behind("<svg><text>The best doctor of all</text></svg>"),
    "a number in a drawing": behind("<svg><text>5.0</text></svg>"),
    "a provider whom the log does not know": json_file(
        SITE_FILE, lambda site: site["providers"].update({"zed-ghost": site["providers"]["ben-ode"]})
    ),
}
VANISHED: dict[str, Change] = {
    "a negative review less": lambda copy: copy.remove_article(LATE),
    "a negative review in a template": inside("re:^.*$", r"<template>\g<0></template>"),
    "another order": show_in_another_order,
    "no pages of a provider": lambda copy: shutil.rmtree(copy.public / BEN),
    "no page of older reviews": without(ANA_1),
    "a page too large": before_list("x" * (9 << 20)),
    "another page in its place": in_place_of(ANA_1, PROFILE),
    "a page in another language": edit(ANA_1, '<html lang="en"', '<html lang="es"'),
    "a provider less in the list": json_file(SITE_FILE, lambda site: site["providers"].pop("ben-ode") and None),
    "a page less in the list": json_file(SITE_FILE, lambda site: site["providers"]["ana-diaz"]["en"].pop() and None),
    "other pages in the list": json_file(SITE_FILE, lambda site: site["providers"]["ana-diaz"].update(en=["x/", "y/"])),
    "pages in no language": json_file(SITE_FILE, lambda site: site["providers"]["ana-diaz"].update(xx=["xx/"])),
    "a language more": json_file(SITE_FILE, lambda site: {**site, "languages": ["en", "es"]}),
    "another language": json_file(SITE_FILE, lambda site: {**site, "languages": ["es"]}),
    "fewer reviews on a page": json_file(SITE_FILE, lambda site: {**site, "per_page": 2}),
    "more reviews on a page": json_file(SITE_FILE, lambda site: {**site, "per_page": 100_000}),
    "a setting that nobody knows": json_file(SITE_FILE, lambda site: {**site, "x": 1}),
    "a setting twice": edit(SITE_FILE, '"per_page":4', '"per_page":9,"per_page":4'),
    "a setting of 5,000 digits": edit(SITE_FILE, '"per_page":4', f'"per_page":{"4" * 5000}'),
    "a list without an end": file(SITE_FILE, "[" * 100_000),
}
COUNTS: dict[str, Change] = {
    "counted as of another day": edit(ANA_1, 'data-as-of="2026-11-24"', 'data-as-of="2026-11-23"'),
    "counted as of 5,000 digits": edit(ANA_1, 'data-as-of="2026-11-24"', f'data-as-of="{"2" * 5000}"'),
    "counted as of the past": json_file(SITE_FILE, lambda site: {**site, "as_of": "2024-01-01"}),
    "counted as of the future": json_file(SITE_FILE, lambda site: {**site, "as_of": "2036-01-01"}),
    "counted as of no day": json_file(SITE_FILE, lambda site: {**site, "as_of": "2026-13-45"}),
    "another window": json_file(SITE_FILE, lambda site: {**site, "window_months": 3}),
    "another minimum": json_file(SITE_FILE, lambda site: {**site, "minimum_ratings": 1}),
}
OTHERS: dict[str, dict[str, Change]] = {
    "rating": {"the page of another provider": edit(PROFILE, '"ana-diaz"', '"ben-ode"')},
    "withheld": {"no page on how": without(HOW)},
    "wording": {"a page in another direction": edit(ANA_1, 'lang="en" dir="ltr"', 'lang="en" dir="rtl"')},
    "markup": {"another place of the site": json_file(SITE_FILE, lambda site: {**site, "base_path": "/x"})},
}


def drop_a_language(copy: Copy) -> None:
    """List one language only, and leave the pages in the other without anything that stands for a review."""
    json_file(SITE_FILE, lambda site: {**site, "languages": ["en"]})(copy)
    json_file(
        SITE_FILE,
        lambda site: site["providers"].update({one: {"en": by["en"]} for one, by in site["providers"].items()}),
    )(copy)
    for path in copy.public.rglob("*.html"):
        text = re.sub(r'<link rel="alternate" hreflang=.*?>', "", path.read_text("utf-8"))
        if path.relative_to(copy.public).parts[0] == "es":
            text = re.sub(
                r'<article class="review".*?</article>|<script type="app.*?</script>', "", text, flags=re.DOTALL
            )
            text = re.sub(r"<data [^>]*>|</data>", "", text).replace("3.2 de 5", "4.9 de 5")
        path.write_text(text, "utf-8")


TWO_LANGUAGES: dict[str, tuple[Change, Claim]] = {
    "a page in the other language": (
        lambda copy: shutil.copy(copy.public / PROFILE, copy.public / SPANISH),
        Claim.VANISHED,
    ),
    "a word in one language": (edit(SPANISH, ">It was good", ">It was bad"), Claim.TEXT),
    "another translation": (edit(ANA_1, 'hreflang="es"', 'hreflang="fr"'), Claim.VANISHED),
    "a language less": (json_file(SITE_FILE, lambda site: {**site, "languages": ["en"]}), Claim.VANISHED),
    "a language that is not listed any more": (drop_a_language, Claim.STRAY),
    "no page on how in one language": (without(f"es/{HOW}"), Claim.WITHHELD),
}


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        *cases(SHOWN, Claim.SHOWN),
        *cases(VANISHED, Claim.VANISHED),
        *cases(COUNTS, Claim.COUNTS),
        *cases(OTHERS["rating"], Claim.RATING),
        *cases(OTHERS["withheld"], Claim.WITHHELD),
        *cases(OTHERS["wording"], Claim.WORDING),
        *cases(OTHERS["markup"], Claim.MARKUP),
    ],
)
def test_a_changed_site_is_noticed(small: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(small, change, claim, capsysbinary)


def wordings(copy: Copy) -> int:
    return next(one.count for one in copy.verify().claims if one.claim is Claim.WORDING)


def test_names_that_nothing_draws_with_leave_room_for_words(
    small: Copy, capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(wording, "MOST_WORDINGS", wordings(small) + 1)
    edit(PROFILE, "<main ", f"{symbols(1_000)}<main ")(small)
    assert not small.verify().failures
    check_noticed(small, edit(ANA_1, ">Every patient was asked<", ">A competitor<"), Claim.WORDING, capsysbinary)


def test_more_wordings_than_are_compared_are_not_proven(small: Copy, monkeypatch: pytest.MonkeyPatch):
    count = wordings(small)
    monkeypatch.setattr(wording, "MOST_WORDINGS", count)
    assert not small.verify().failures
    monkeypatch.setattr(wording, "MOST_WORDINGS", count - 1)
    (failure,) = small.verify().failures
    assert (failure.claim, failure.page) == (Claim.WORDING, "")
    assert failure.message.startswith(f"there are more than {count - 1:,} wordings")


@pytest.mark.parametrize(("change", "claim"), TWO_LANGUAGES.values(), ids=TWO_LANGUAGES)
def test_a_change_in_one_of_two_languages_is_noticed(copy: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(copy, change, claim, capsysbinary)
