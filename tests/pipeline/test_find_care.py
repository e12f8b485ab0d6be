"""Find care: lists to narrow by, the search index, distances, and hours for a script to read."""

from __future__ import annotations

import json
import subprocess

import pytest

from conftest import SITE, Public, SiteFolder, review
from site_gen.errors import SiteGenError
from site_gen.write import search_index

SEARCH = SITE.replace("covered_entity: false", "covered_entity: false\nlanguages: [en, es]\nsearch: true")
NEAR = SITE.replace("covered_entity: false", "covered_entity: false\nnear_me: true")
BO = """\
-- content/providers/bo-lee.yaml --
name: {given: Bo, family: Lee}
kind: dentist
gender: male
specialties: [Orthodontics]
insurance: [Prairie Health]
locations: [{location: downtown, accepting_new_patients: false}]
bio: Bo straightens teeth.
"""


def index_of(public: Public) -> dict[str, bytes]:
    return {name: data for name, data in public.tree().items() if name.startswith("pagefind/")}


# lists


def test_there_are_lists_by_insurance_gender_and_new_patients(site):
    public = site(SITE + BO).build()
    assert "Bo Lee" in public.text("insurance/prairie-health/index.html")
    assert "Bo Lee" in public.text("gender/male/index.html")
    assert "Ana Diaz" in public.text("new-patients/index.html")
    directory = public.html("find/index.html")
    links = {a["href"] for a in directory.select(".facets a")}
    assert {"/insurance/prairie-health/", "/gender/male/", "/new-patients/"} <= links


def test_a_list_holds_nobody_of_whom_it_is_not_true(site):
    public = site(SITE + BO).build()
    assert "Ana Diaz" not in public.text("gender/male/index.html"), "whoever states no gender is in no list of one"
    assert "Bo Lee" not in public.text("new-patients/index.html")
    assert not (public.folder / "gender/female").exists()


def test_where_the_profile_names_no_plan_those_of_its_places_count(site):
    folder = site(SITE + BO)
    folder.edit("content/locations/downtown.yaml", "name: Downtown", "name: Downtown\ninsurance: [Lake Plan]")
    public = folder.build()
    assert "Ana Diaz" in public.text("insurance/lake-plan/index.html")
    assert "Bo Lee" not in public.text("insurance/lake-plan/index.html")


def test_somebody_who_left_is_in_no_list(site):
    folder = site(
        SITE + BO + "-- content/providers/cy-marsh.yaml --\nname: {given: Cy, family: Marsh}\nkind: dentist\n"
    )
    folder.write(BO.replace("kind: dentist", "kind: dentist\nstatus: departed"))
    public = folder.build()
    assert not (public.folder / "insurance").exists()
    assert not (public.folder / "gender").exists()


# search


def test_the_index_is_made_only_where_it_is_asked_for(site):
    assert not index_of(site(SITE).build())


def test_the_index_has_each_language_and_none_of_the_markup_that_is_not_used(site):
    names = index_of(site(SEARCH + BO).build()).keys()
    assert "pagefind/pagefind.js" in names
    assert {name.split("/")[-1][:3] for name in names if "/fragment/" in name} == {"en_", "es_"}
    assert not [name for name in names if "-ui" in name or "highlight" in name]


def test_the_index_is_the_same_whether_it_was_made_at_once_or_in_steps(site, tmp_path):
    folder = site(SEARCH)
    folder.build()
    folder.write(BO)
    folder.build()
    folder.edit("content/providers/bo-lee.yaml", "straightens", "aligns")
    grown = folder.build().tree()
    whole = folder.build(out=tmp_path / "whole", full=True).tree()
    assert grown == whole


def test_a_new_review_leaves_the_index_as_it_is_and_a_new_word_in_a_profile_does_not(site):
    folder = site(SEARCH + BO)
    before = index_of(folder.build())
    folder.write(review(1, text="Wondrous hands.", extra="moderation: {status: published}"))
    after = folder.build()
    assert "Wondrous hands" in after.text("providers/ana-diaz/index.html")
    assert index_of(after) == before
    folder.edit("content/providers/bo-lee.yaml", "straightens", "aligns")
    assert index_of(folder.build()) != before


def test_a_damaged_index_is_made_again(site):
    folder = site(SEARCH)
    public = folder.build()
    (public.folder / "pagefind/pagefind-entry.json").write_text("{}")
    before = index_of(public)
    assert index_of(folder.build()) != before


def test_no_review_is_searched_whatever_the_theme_does(site):
    folder = site(SEARCH.replace("time_zone", "theme: own\ntime_zone") + review(1, text="Good."))
    folder.write(
        "-- themes/own/theme.yaml --\nextends: default\n-- themes/own/templates/provider.html --\n"
        '{% extends "default:provider.html" %}\n{% block main %}{{ super()|replace(\'data-pagefind-ignore="all"\', "")'
        "|safe }}{% endblock %}\n"
    )
    assert "EMB505" in {finding.code for finding in folder.findings()}


@pytest.mark.parametrize("fault", ["missing", "unfit", "failing"])
def test_without_pagefind_the_build_stops_and_says_what_to_do(site, monkeypatch, fault):
    folder = site(SEARCH)
    if fault == "missing":
        monkeypatch.setattr(search_index, "_PACKAGE", "no-such-package")
    elif fault == "unfit":
        monkeypatch.setattr(search_index, "_executable", lambda: "/nonexistent/pagefind")
    else:
        failed = subprocess.CompletedProcess([], 1, "", "no space left")
        monkeypatch.setattr(search_index.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SiteGenError) as raised:
        folder.build()
    assert "search: false" in (raised.value.hint or "")
    assert not (folder.root / "public").exists()


def test_only_the_search_pages_and_the_index_may_run_web_assembly(site):
    text = site(SEARCH).build().bytes("_headers").decode()
    blocks = {block.split("\n")[0]: block for block in ("\n" + text).split("\n/")[1:]}
    allowed = {path for path, block in blocks.items() if "wasm-unsafe-eval" in block}
    assert allowed == {"find/search/*", "es/find/search/*", "pagefind/*"}
    assert "wasm" not in site(SITE).build().bytes("_headers").decode()


# distances and hours


def test_distances_are_offered_only_where_they_are_asked_for_and_known(site):
    assert not site(SITE).build().html("find/index.html").select("[data-near]")
    public = site(NEAR).build()
    form = public.html("find/index.html").select_one("[data-near]")
    assert form is not None
    assert form.has_attr("hidden")
    codes = json.loads(public.bytes("find/postal-codes.json"))
    assert codes["60601"] == pytest.approx([41.89, -87.62], abs=0.02)
    folder = site(NEAR)
    folder.edit("content/locations/downtown.yaml", "region: IL", "country: CA, region: ON")
    abroad = folder.build()
    assert not abroad.html("find/index.html").select("[data-near]")
    assert not (abroad.folder / "find/postal-codes.json").exists()


def opened(folder: SiteFolder, file: str) -> dict[str, object]:
    place = folder.build().html(file).select_one("[data-open]")
    assert place is not None
    value: dict[str, object] = json.loads(str(place["data-open"]))
    return value


def test_hours_say_nothing_of_a_holiday_that_the_office_does_not_mention(site):
    folder = site(SITE)
    folder.edit("content/locations/downtown.yaml", "name: Downtown", 'name: Downtown\nhours: {mon-fri: "08:00-17:00"}')
    value = opened(folder, "locations/downtown/index.html")
    assert value["zone"] == "America/Chicago"
    assert value["holidays"]["2026-11-26"] == "Thanksgiving"
    assert "2026-11-26" not in value["dates"]
    assert "2027-07-04" not in value["holidays"], "a Sunday, on which it is closed anyway"
    assert "Thanksgiving" in folder.build().text("locations/downtown/index.html")


def test_what_the_office_says_of_a_holiday_holds(site):
    folder = site(SITE)
    folder.edit(
        "content/locations/downtown.yaml",
        "name: Downtown",
        'name: Downtown\ntime_zone: America/Denver\nhours: {mon-fri: "08:00-17:00"}\n'
        'hours_exceptions: [{on: 2026-11-26, hours: "09:00-11:00"}]',
    )
    value = opened(folder, "locations/downtown/index.html")
    assert value["zone"] == "America/Denver"
    assert value["dates"] == {"2026-11-26": [["09:00", "11:00"]]}
    assert "2026-11-26" not in value["holidays"]


def test_other_hours_of_the_house_do_not_bring_in_somebody_who_is_not_there_that_day(site):
    folder = site(SITE)
    folder.edit(
        "content/locations/downtown.yaml",
        "name: Downtown",
        'name: Downtown\nhours: {mon-fri: "08:00-17:00"}\nhours_exceptions: [{on: 2026-12-24, hours: "08:00-12:00"}, '
        '{on: 2026-12-23, hours: "08:00-12:00"}]',
    )
    folder.edit(
        "content/providers/ana-diaz.yaml",
        "{location: downtown,",
        '{location: downtown, hours: {wed: "10:00-15:00"},',
    )
    value = opened(folder, "providers/ana-diaz/index.html")
    assert value["own"] is True
    assert value["dates"] == {"2026-12-23": [["10:00", "12:00"]], "2026-12-24": []}


def test_of_somebody_who_is_away_nothing_says_that_they_are_here_now(site):
    folder = site(SITE)
    folder.edit("content/locations/downtown.yaml", "name: Downtown", 'name: Downtown\nhours: {mon-fri: "08:00-17:00"}')
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\nstatus: on-leave")
    page = folder.build().html("providers/ana-diaz/index.html")
    assert not page.select("[data-open], [data-open-words]")
