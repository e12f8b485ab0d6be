"""Infographics of an owner's page: where they stand, what they say, and what is wrong with them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import SiteFolder

PAGE = """\
-- content/pages/waits.md --
---
title: How long you wait
description: How long people wait here, by time of day.
nav: 1
infographics:
  visit: {kind: steps, title: Your visit, rows: [{label: Call us, detail: Any day.}, {label: Come}]}
  waits:
    kind: bars
    title: Minutes in the waiting room
    unit: minutes
    rows: [{label: Before ten, value: 1250}, {label: After one, value: 5000}]
    source: {name: Our own count, url: "https://counts.example/waits", year: 2026}
  calls:
    kind: share
    title: Calls answered the same day
    of: 20
    rows: [{label: This year, value: 13}]
    source: {name: Our own <count>, year: 2026}
---
Before.

[[waits]]

## Later

The name [[calls]] in a line of text places nothing, `[[calls]]` neither.
"""


@pytest.fixture
def page(site) -> Tag:
    main = BeautifulSoup(site(PAGE).build().bytes("waits/index.html"), "html.parser").main
    assert main is not None
    return main


def titles(page: Tag) -> list[str]:
    return [caption.get_text() for caption in page.select("figcaption")]


def test_a_card_stands_where_the_text_names_it_and_the_others_at_the_end(page: Tag):
    assert titles(page) == ["Minutes in the waiting room", "Your visit", "Calls answered the same day"]
    names = [tag.name for tag in page.select(".prose > *")]
    assert names == ["p", "figure", "h2", "p", "figure", "figure"]
    assert "[[waits]]" not in page.get_text()


def test_numbers_are_in_words_beside_silent_pictures(page: Tag):
    bars, _steps, share = page.select("figure")
    assert [number.get_text() for number in bars.select(".number")] == ["1,250 minutes", "5,000 minutes"]
    assert [bar["width"] for bar in bars.select("[data-fill]")] == ["25%", "100%"]
    assert [number.get_text() for number in share.select(".number")] == ["13 of 20"]
    assert (len(share.select("use.on")), len(share.select("use.off"))) == (13, 7)
    assert all(svg["aria-hidden"] == "true" for svg in page.select("svg"))
    assert share.select_one(".note").get_text() == "Source: Our own <count>, 2026"
    assert bars.select_one(".note a")["href"] == "https://counts.example/waits"


def test_steps_are_a_numbered_list(page: Tag):
    items = page.select("ol.steps > li")
    assert [item.strong.get_text() for item in items] == ["Call us", "Come"]
    assert items[0].span.get_text() == "Any day."


def test_a_name_that_is_no_card_is_found_at_its_line(site):
    folder = site(PAGE.replace("[[waits]]", "[[wait]]"))
    (finding,) = (one for one in folder.findings() if one.code == "SRC003")
    assert (finding.message, finding.hint) == ("no infographic wait", "did you mean waits?")
    lines = (folder.root / finding.path).read_text().splitlines()
    assert lines[finding.line - 1] == "[[wait]]"


def test_a_changed_number_is_built_anew(site):
    folder: SiteFolder = site(PAGE)
    folder.build()
    folder.edit("content/pages/waits.md", "value: 1250", "value: 2500")
    page = BeautifulSoup(folder.build().bytes("waits/index.html"), "html.parser")
    assert page.select_one("figure [data-fill]")["width"] == "50%"
