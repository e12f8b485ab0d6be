"""A page of the owner that advises without a reviewer is left out; everything else is built."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import SiteFolder

FEVER = """\
-- content/pages/fever.md --
---
title: Fever
description: What to do.
nav: 1
---
Take ibuprofen every six hours.
-- content/pages/parking.md --
---
title: Parking
description: Where to park.
nav: 2
---
Behind the house.
"""
IGNORED = "checks: {ignore: [{code: CNT904, reason: reviewed on paper, until: 2027-01-31}]}\ntime_zone:"


def test_the_page_is_left_out_and_the_rest_is_built(site: Callable[[str], SiteFolder]):
    folder = site(FEVER)
    result = folder.try_build()
    assert result.published
    [error] = result.report.errors
    assert (error.code, error.path, error.line) == ("CNT904", "content/pages/fever.md", 2)
    files = {path.relative_to(folder.root / "public").as_posix() for path in (folder.root / "public").rglob("*.html")}
    assert "parking/index.html" in files
    assert "fever/index.html" not in files
    assert "fever" not in (folder.root / "public/index.html").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    "body",
    [
        "```\nTake ibuprofen every six hours.\n```",
        "~~~text\nTake ibuprofen every six hours.",
        "| Age | What to do |\n|---|---|\n| 6 | Take ibuprofen every six hours. |",
        "Age | What to do\n--- | ---\n6 | Take ibuprofen every six hours.",
    ],
)
def test_advice_is_found_in_code_and_in_tables(site: Callable[[str], SiteFolder], body: str):
    assert [one.code for one in site(FEVER.replace("Take ibuprofen every six hours.", body)).report().errors] == [
        "CNT904"
    ]
    comment = FEVER.replace("Take ibuprofen every six hours.", "<!-- Take ibuprofen every six hours. -->")
    assert not site(comment).report().errors


def test_words_are_quoted_without_the_stop_before_them(site: Callable[[str], SiteFolder]):
    folder = site(FEVER)
    folder.edit("content/pages/fever.md", "Take ibu", "Keep calm. Take ibu")
    [error] = folder.report().errors
    assert error.message.endswith(': "Take ibuprofen"')


def test_a_reviewer_and_a_date_bring_it_back(site: Callable[[str], SiteFolder]):
    folder = site(FEVER)
    folder.try_build()
    folder.edit("content/pages/fever.md", "nav: 1", "nav: 1\nreviewed_by: Dr. Ana Diaz\nreviewed_on: 2026-05-04")
    result = folder.try_build()
    assert result.report.errors == ()
    assert (folder.root / "public/fever/index.html").is_file()


def test_an_order_to_ignore_the_rule_brings_it_back(site: Callable[[str], SiteFolder]):
    folder = site(FEVER)
    folder.edit("site.yaml", "time_zone:", IGNORED)
    result = folder.try_build()
    assert result.report.errors == ()
    assert [one.finding.code for one in result.report.ignored] == ["CNT904"]
    assert (folder.root / "public/fever/index.html").is_file()


def test_a_link_to_a_page_that_is_left_out_stops_the_build_as_any_dead_link_does(site: Callable[[str], SiteFolder]):
    folder = site(FEVER)
    folder.edit("content/pages/parking.md", "Behind the house.", "See [fever](/fever/).")
    result = folder.try_build()
    assert not result.published
    assert {one.code for one in result.report.errors} == {"CNT904", "PAG851"}


def test_the_target_grade_is_the_owners(site: Callable[[str], SiteFolder]):
    folder = site("")
    words = "The doctor explains every single procedure carefully before anybody begins with the operation. " * 5
    folder.edit("content/providers/ana-diaz.yaml", "bio: Ana looks after teeth.", f"bio: {words}")
    codes = {one.code for one in folder.report().findings}
    assert "CNT901" in codes
    folder.edit("site.yaml", "time_zone:", "checks: {reading_grade: 16}\ntime_zone:")
    assert "CNT901" not in {one.code for one in folder.report().findings}


def test_texts_in_other_languages_are_not_called_easy(site: Callable[[str], SiteFolder]):
    folder = site("")
    folder.edit("site.yaml", "time_zone:", "languages: [de]\ntime_zone:")
    said = {(one.code, one.reason) for one in folder.report().not_checked}
    assert ("CNT901", "there is no formula here for texts in the language de") in said
    assert ("CNT903", "there is no glossary here for texts in the language de") in said
