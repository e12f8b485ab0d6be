"""`llms.txt` as llmstxt.org describes it: a title, what it is, and links under headings, to pages that are there."""

from __future__ import annotations

import re

from conftest import review

ABOUT = "-- content/pages/about.md --\n---\ntitle: About [us]\ndescription: Who we are.\nnav: 1\n---\nHello\n"
ITEM = re.compile(r"- \[((?:\\.|[^\]])+)\]\((https://[^)\s]+)\)(?:: (.+))?")


def test_title_and_description_come_first_and_then_only_headings_and_links(site):
    folder = site(ABOUT + review(1))
    folder.edit("site.yaml", "time_zone", "description: Teeth, looked after.\ntime_zone")
    lines = folder.build().bytes("llms.txt").decode().splitlines()
    assert lines[:3] == ["# Harbor Dental", "", "> Teeth, looked after."]
    assert lines[4] == "Every review we receive is counted. What we do not show, we say so, and why."
    for line in filter(None, lines[5:]):
        assert line.startswith("## ") or ITEM.fullmatch(line), line
    assert [line for line in lines if line.startswith("## ")] == [
        "## Find care",
        "## Reviews",
        "## Harbor Dental",
        "## Data for programs",
    ]


def test_every_link_leads_to_a_file_of_the_output(site):
    public = site(ABOUT + review(1)).build()
    links = ITEM.findall(public.bytes("llms.txt").decode())
    assert len(links) > 8
    for _label, url, _note in links:
        path = url.removeprefix("https://harbor.example/")
        assert (public.folder / (f"{path}index.html" if path.endswith("/") else path)).is_file(), url
    assert (r"About \[us\]", "https://harbor.example/about/", "Who we are.") in links


def test_other_languages_are_optional_and_a_site_without_a_log_claims_no_proof(site):
    folder = site()
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    text = folder.build().bytes("llms.txt").decode()
    assert "## Optional\n\n- [Español](https://harbor.example/es/)\n" in text
    assert "checkpoint" not in text


def test_a_site_in_spanish_says_it_in_spanish(site):
    folder = site()
    folder.edit("site.yaml", "time_zone", "languages: [es]\ntime_zone")
    assert "## Buscar atención\n" in folder.build().bytes("llms.txt").decode()
