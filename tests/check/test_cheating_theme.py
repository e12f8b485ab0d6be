"""A theme may look as it likes and not cheat: each trick of the one in data/ is found, at the review it is about."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SiteFolder, review, review_id
from site_gen.findings import Finding

THEME = Path(__file__).parent / "data" / "cheating-theme"
TEXT = "The wait was long, never again. Nobody called back."
TRICKS = {
    "attribute": "EMB502",
    "inline": "EMB502",
    "class": "EMB502",
    "size": "EMB502",
    "dropped": "EMB502",
    "color": "EMB501",
    "words": "EMB501",
    "stars": "EMB501",
    "clamp": "INT115",
    "short": "INT115",
}
"""What the theme does to the review of an author of that name, and the rule that says so."""
NAMES = ["honest", *TRICKS]


@pytest.fixture
def cheated(site: Callable[[str], SiteFolder]) -> SiteFolder:
    """Give a site with a review for each trick, built with the theme that cheats."""
    reviews = "".join(
        review(number, rating=5 if number % 2 else 1, text=TEXT).replace("rating:", f"author: {name}\nrating:")
        for number, name in enumerate(NAMES)
    )
    folder = site(reviews)
    folder.edit("site.yaml", "time_zone:", "theme: cheating-theme\ntime_zone:")
    shutil.copytree(THEME, folder.root / "themes" / "cheating-theme")
    return folder


def on_profile(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.path == "providers/ana-diaz/index.html"]


def test_every_trick_is_found_at_its_review_and_nothing_is_published(cheated: SiteFolder):
    result = cheated.try_build()
    assert not result.published
    assert not cheated.options().out.exists()
    found = on_profile(result.report.findings)
    for name, code in TRICKS.items():
        id_ = review_id(NAMES.index(name))
        about = {finding.code for finding in found if id_ in finding.message}
        assert code in about, f"{name}: {about}"
    assert not {finding.code for finding in found if review_id(0) in finding.message} - {"MOD208"}


def test_the_order_the_filter_and_the_average_are_found(cheated: SiteFolder):
    codes = {finding.code for finding in on_profile(cheated.findings())}
    assert {"MOD208", "MOD210", "MOD211", "DIS406"} <= codes


def test_a_finding_has_the_line_and_column_of_its_element(cheated: SiteFolder):
    found = [finding for finding in on_profile(cheated.findings()) if finding.code == "INT115"]
    assert found
    assert all(finding.line > 1 and finding.column == 1 for finding in found)


def test_the_same_reviews_in_the_default_theme_pass(cheated: SiteFolder):
    cheated.edit("site.yaml", "theme: cheating-theme\n", "")
    result = cheated.try_build()
    assert result.published
    assert result.report.findings == ()
