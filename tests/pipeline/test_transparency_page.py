"""The transparency page: the numbers of the whole site, months by the log, and providers with enough reviews."""

from __future__ import annotations

import pytest
from verify.sites import SealedSite

from conftest import Public, review
from site_gen.render.compose import transparency

PAGE = "transparency/index.html"


def cells(public: Public, heading: str) -> list[list[str]]:
    """Give the rows of the table below a heading."""
    title = public.html(PAGE).find("h2", string=heading)
    table = title.find_next("table") if title else None
    return [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")] if table else []


def many(count: int) -> str:
    return "".join(review(number) for number in range(1, count + 1))


def test_a_provider_with_ten_reviews_is_listed(site):
    public = site(many(10)).build()
    assert cells(public, "By provider") == [["Dr. Ana Diaz", "10", "10", "0", "0", "10 of 10 (100%)"]]


def test_a_provider_with_nine_reviews_is_not(site):
    assert cells(site(many(9)).build(), "By provider") == []


def test_more_providers_than_a_page_holds_are_left_to_their_own_pages(site, monkeypatch):
    folder = site(many(10))
    monkeypatch.setattr(transparency, "MOST_LISTED", 1)
    assert cells(folder.build(), "By provider")
    monkeypatch.setattr(transparency, "MOST_LISTED", 0)
    assert not cells(folder.build(full=True), "By provider")


def test_without_a_log_the_days_of_the_review_files_are_said(site):
    public = site(review(1)).build()
    assert cells(public, "How long it took") == []
    assert "Half of the decisions were made within 1 day." in public.text(PAGE)


@pytest.mark.parametrize("precision", ["month", "year"])
def test_with_a_log_months_are_counted_where_it_knows_them(tmp_path, precision):
    reviews = review(1) + review(2, month="2026-10") + review(3, extra="moderation: {status: pending}")
    site = SealedSite(tmp_path / "site", reviews=reviews, languages="en", settings=f"received_precision: {precision}, ")
    public = site.folder.build()
    rows = [["Entered in the log", "0", "1", "0", "2"], ["Shown for the first time", "0", "1", "0", "1"]]
    assert cells(public, "How long it took") == (rows if precision == "month" else [])
    assert "Half of the decisions" not in public.text(PAGE)
