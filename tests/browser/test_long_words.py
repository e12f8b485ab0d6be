"""Names, places and reviews much longer than usual: nothing sticks out of a page, on whatever screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from conftest import SITE, SiteFolder, review

from .conftest import hosted
from .test_page_quality import UNFOLD

pytestmark = pytest.mark.browser

LONG = """\
-- content/providers/long.yaml --
name:
  prefix: Prof. Dr.
  given: Wilhelmina-Alexandrina
  middle: Anastasia Bartholomea
  family: Featherstonehaugh-Cholmondeley-Wriothesley
  suffix: MD, PhD, MPH, FACC, FACP, FRCPC, DABR
kind: physician
specialties: [Otorhinolaryngology and head and neck surgery]
languages: [en, es, de, fr, pl, zh, ar, hi, ko, vi]
conditions: [Hippopotomonstrosesquippedaliophobia and other long fears]
locations: [{location: institute, accepting_new_patients: true, phone: "+13125550142"}]
-- content/providers/gone.yaml --
name: {given: Gone, family: Away}
kind: physician
specialties: [Otorhinolaryngology and head and neck surgery]
status: departed
-- content/locations/institute.yaml --
name: Institute for Otorhinolaryngology, Dermatology and Pneumonoultramicroscopicsilicovolcanoconiosis Research
address:
  street: 12345 Northwest Martin Luther King Junior Memorial Boulevard, Building 7, Suite 1234
  locality: Chicago
  region: IL
  postal_code: "60601"
phone: "+13125550110"
hours: {mon-fri: "07:30-12:00, 13:00-18:30"}
"""
NAME = "name: The Northwestern Regional Medical Group and Health System of Greater Chicago and the Lakeshore"
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
SHOWN = "moderation: {status: published, decided_at: 2026-04-02T12:00:00Z, by: compliance}"
PATHS = (
    "/", "/find/", "/providers/long/", "/providers/gone/", "/providers/ana-diaz/", "/locations/institute/",
    "/specialties/", "/specialties/otorhinolaryngology-and-head-and-neck-surgery/", "/conditions/", "/transparency/",
)  # fmt: skip


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    text = review(1, text=f"{WORD * 3} {'a' * 300}", extra=f"author: {WORD}\ntitle: {WORD}\n{SHOWN}")
    folder = SiteFolder(tmp_path_factory.mktemp("long"))
    folder.write(SITE).write(LONG + text)
    folder.edit("site.yaml", "name: Harbor Dental", NAME)
    with hosted(folder.build().folder) as origin:
        yield origin


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(window: Callable[..., Page], origin: str, width: int):
    page = window(base_url=origin, viewport={"width": width, "height": 800})
    wider = {}
    for path in PATHS:
        assert page.goto(path).ok, path
        page.evaluate(UNFOLD)
        wider[path] = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert page.goto("/providers/ana-diaz/").ok
    assert page.locator(".review").count() == 1
    assert {path: over for path, over in wider.items() if over > 0} == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_comma_is_left_alone_behind_a_name(visit: Callable[..., Page], width: int):
    """Credentials stand below the name where there is little room, and behind it, with a comma, where there is more."""
    page = visit("/providers/amara-okafor/", viewport={"width": width, "height": 800})
    suffix, name = page.locator("h1 .suffix"), page.locator("h1 bdi")
    assert name.evaluate("node => node.textContent") == "Dr. Amara N. Okafor, MD, FACC"
    is_shown = suffix.evaluate("node => getComputedStyle(node.firstElementChild).position !== 'absolute'")
    left = [node.evaluate("node => Math.round(node.getClientRects()[0].left)") for node in (suffix, name)]
    assert (is_shown, left[0] == left[1]) == (width == 1280, width < 1280)
