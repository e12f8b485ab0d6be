"""Alerts on pages: where they stand, what they say, and what they leave as it was."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import AS_OF, Public, SiteFolder, review
from site_gen.findings import Severity
from site_gen.load.documents import parse_site
from site_gen.pipeline.indexnow import page_digests

Site = Callable[[str], SiteFolder]

WATER = """\
-- content/alerts/water.yaml --
title: Uptown is closed
text: |
  A water main broke & burst. We call
  everybody.

  Come <back> later.
severity: warning
scope: {locations: [uptown]}
starts_at: 2026-11-23T06:00:00-06:00
ends_at: 2026-11-27T18:00:00-06:00
source: {name: Harbor Water, url: "https://water.example/outages"}
approved_by: compliance
approved_on: 2026-11-23
i18n: {es: {title: Uptown está cerrado, text: Se rompió una tubería.}}
"""
PLACES = """\
-- content/locations/uptown.yaml --
name: Uptown
address: {street: 9 Top Street, locality: Chicago, region: IL, postal_code: "60602"}
phone: "+13125550119"
-- content/providers/bo-lee.yaml --
name: {given: Bo, family: Lee}
kind: physician
specialties: [Pediatrics]
locations: [{location: uptown}]
"""
BO, ANA = "providers/bo-lee/", "providers/ana-diaz/"


def at(text: str) -> dict[str, object]:
    """Give the options of a build at an instant."""
    instant = datetime.datetime.fromisoformat(text)
    return {"as_of": instant.date(), "at": instant}


def alerts_of(public: Public, page: str) -> list[Tag]:
    return BeautifulSoup((public.folder / page / "index.html").read_bytes(), "lxml").select(".alert")


def pages_with(public: Public, title: str) -> set[str]:
    """Give the paths of the pages on which an alert stands."""
    found = set()
    for file in sorted(public.folder.rglob("*.html")):
        page = BeautifulSoup(file.read_bytes(), "lxml")
        if any(title in one.get_text() for one in page.select(".alert")):
            found.add(file.relative_to(public.folder).as_posix().removesuffix("index.html"))
    return found


@pytest.fixture
def folder(site: Site) -> SiteFolder:
    return site(PLACES + WATER + review(1))


def test_an_alert_of_a_location_stands_where_that_is_and_where_all_care_is_found(folder: SiteFolder):
    assert pages_with(folder.build(), "Uptown is closed") == {
        "",
        "find/",
        "who-to-ask/",
        "locations/",
        "locations/uptown/",
        BO,
    }


def test_an_alert_of_a_specialty_stands_on_its_page_and_its_providers(folder: SiteFolder):
    folder.edit("content/alerts/water.yaml", "{locations: [uptown]}", "{specialties: [Pediatría]}")
    expected = {"", "find/", "who-to-ask/", "specialties/", "specialties/pediatrics/", BO}
    assert pages_with(folder.build(), "Uptown is closed") == expected


def test_an_alert_for_all_stands_on_every_page_also_where_nothing_is(folder: SiteFolder):
    folder.edit("content/alerts/water.yaml", "{locations: [uptown]}", "all")
    public = folder.build()
    assert pages_with(public, "Uptown is closed") == {
        file.removesuffix("index.html") for file in public.tree() if file.endswith(".html")
    }
    assert alerts_of(public, "")[0].find(string="Concerns:") is None


@pytest.mark.parametrize(
    ("instant", "stands"),
    [
        ("2026-11-23T05:59:59-06:00", False),
        ("2026-11-23T12:00:00+00:00", True),
        ("2026-11-27T17:59:59-06:00", True),
        ("2026-11-27T18:00:00-06:00", False),
    ],
)
def test_an_alert_stands_from_its_beginning_to_its_end(folder: SiteFolder, instant: str, stands: bool):
    assert bool(alerts_of(folder.build(**at(instant)), BO)) is stands


def test_a_day_without_a_time_is_its_end_where_the_site_is(folder: SiteFolder):
    assert not alerts_of(folder.build(as_of=datetime.date(2026, 11, 22)), BO)
    assert alerts_of(folder.build(as_of=datetime.date(2026, 11, 23)), BO)
    assert not alerts_of(folder.build(as_of=datetime.date(2026, 11, 27)), BO)
    folder.edit("content/alerts/water.yaml", "2026-11-27T18:00:00-06:00", "2026-11-28T00:00:00-06:00")
    (one,) = alerts_of(folder.build(as_of=datetime.date(2026, 11, 27)), BO)
    assert "Until the end of November 27, 2026" in one.get_text()


def test_what_it_says_is_shown_as_it_is_written_with_its_end_and_its_source(folder: SiteFolder):
    (one,) = alerts_of(folder.build(), BO)
    lead, more = (p.get_text() for p in one.select(".alert-body p:not(.alert-title)"))
    assert (lead, more) == ("A water main broke & burst. We call everybody.", "Come <back> later.")
    assert one.select_one(".alert-title").get_text() == "Warning Uptown is closed"
    assert one.select_one("time")["datetime"] == "2026-11-27T18:00:00-06:00"
    assert one.select_one("time").get_text() == "Until November 27, 2026, 6:00 PM"
    assert [(link.get_text(), link["href"]) for link in one.select("a")] == [
        ("Uptown", "/locations/uptown/"),
        ("Harbor Water", "https://water.example/outages"),
    ]


def test_it_is_a_named_landmark_outside_of_the_main_part_and_no_live_region(folder: SiteFolder):
    page = BeautifulSoup((folder.build().folder / BO / "index.html").read_bytes(), "lxml")
    (section,) = page.select("section.alerts")
    assert section["aria-label"] == "Alerts"
    assert not {"role", "aria-live"} & section.attrs.keys()
    assert section.find_parent(["main", "header", "footer"]) is None
    assert not section.find_all(["h1", "h2", "h3", "h4"])
    assert page.select_one(".skip")["href"] == "#main"


@pytest.mark.parametrize("severity", ["emergency", "warning", "notice"])
def test_how_grave_it_is_shows_in_a_word_and_a_sign(folder: SiteFolder, severity: str):
    folder.edit("content/alerts/water.yaml", "severity: warning", f"severity: {severity}")
    (one,) = alerts_of(folder.build(), BO)
    assert one.select_one(".alert-word").get_text() == severity.title()
    signs = {"emergency": "M8 2.5", "warning": "M12 3 ", "notice": "M12 11"}
    assert one.select_one("svg path")["d"].startswith(signs[severity])
    assert one.select_one("svg")["aria-hidden"] == "true"


def test_in_another_language_it_is_translated_and_what_is_not_says_so(folder: SiteFolder):
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    (one,) = alerts_of(folder.build(), f"es/{BO}")
    assert "Uptown está cerrado" in one.get_text()
    assert "Hasta el 27 de noviembre de 2026" in one.get_text()
    assert one.select_one(".alert-word").get_text() == "Atención"
    assert not one.select("[lang]")
    folder.edit("content/alerts/water.yaml", ", text: Se rompió una tubería.", "")
    (one,) = alerts_of(folder.build(), f"es/{BO}")
    assert {p.get("lang") for p in one.select(".alert-body p:not(.alert-title)")} == {"en"}
    assert one.select_one(".alert-title strong:last-child").get("lang") is None


def test_one_with_an_error_stands_nowhere_and_the_rest_is_built(folder: SiteFolder):
    folder.edit("content/alerts/water.yaml", "approved_by: compliance\n", "")
    result = folder.try_build()
    assert result.published
    assert [(one.code, one.severity, one.line) for one in result.report.errors] == [("ALR941", "error", 1)]
    assert pages_with(Public(folder.root / "public"), "Uptown is closed") == set()


def test_an_error_that_the_site_sets_aside_keeps_no_alert_away(folder: SiteFolder):
    folder.edit("content/alerts/water.yaml", "ends_at: 2026-11-27T18:00:00-06:00\n", "")
    assert not alerts_of(folder.build(), BO)
    ignore = "{code: ALR941, paths: [content/alerts/water.yaml], reason: nobody knows, until: 2026-12-31}"
    folder.edit("site.yaml", "time_zone", f"checks: {{ignore: [{ignore}]}}\ntime_zone")
    (one,) = alerts_of(folder.build(), BO)
    assert one.select_one("time") is None


def test_one_that_does_not_load_stops_the_pages_with_its_line(folder: SiteFolder):
    folder.edit("content/alerts/water.yaml", "severity: warning", "severity: waning")
    result = folder.try_build()
    assert not result.published
    assert [(one.code, one.path, one.line, one.hint) for one in result.report.errors] == [
        ("SRC002", "content/alerts/water.yaml", 7, "did you mean warning?")
    ]


def test_it_is_no_part_of_what_search_engines_or_the_search_read(folder: SiteFolder):
    folder.edit("site.yaml", "time_zone", "search: true\ntime_zone")
    settings = parse_site((folder.root / "site.yaml").read_bytes())
    assert not isinstance(settings, list)
    before = page_digests(folder.build(**at("2026-11-23T05:00:00-06:00")).folder, settings)
    result = folder.try_build(**at("2026-11-23T07:00:00-06:00"))
    assert page_digests(folder.root / "public", settings) == before
    assert f"{BO}index.html" in result.changed
    assert not [file for file in result.changed if file.startswith("pagefind/") or file == "sitemap.xml"]
    page = BeautifulSoup((folder.root / "public" / BO / "index.html").read_bytes(), "lxml")
    assert page.select_one(".alerts").has_attr("data-nosnippet")


def test_without_an_alert_a_page_has_no_place_for_one(site: Site):
    page = (site(review(1)).build(as_of=AS_OF).folder / ANA / "index.html").read_text(encoding="utf-8")
    assert "alert" not in page


def test_an_alert_that_nobody_approved_stands_at_no_hour_whatever_offset_it_is_written_with(site: Site):
    folder = site(PLACES + WATER.replace("2026-11-23T06:00:00-06:00", "2026-11-24T02:00:00Z"))
    assert alerts_of(folder.build(**at("2026-11-23T21:00:00-06:00")), BO)
    folder.edit("content/alerts/water.yaml", "approved_by: compliance\napproved_on: 2026-11-23\n", "")
    assert not alerts_of(folder.build(**at("2026-11-23T21:00:00-06:00")), BO)
    found = {(one.code, one.severity) for one in folder.findings(**at("2026-11-23T21:00:00-06:00"))}
    assert ("ALR941", Severity.ERROR) in found
