"""AUD921 and SRC003 over posts, channels and audiences, where their pages have no example."""

from __future__ import annotations

import datetime

import pytest

FILES = """\
-- content/audiences.yaml --
audiences:
  - {id: seniors, name: People over 65, ages: [65+]}
  - {id: neighbors, name: Neighbors, ages: [18-64], languages: [es]}
-- content/channels.yaml --
channels:
  - {id: facebook, name: Facebook page, platform: facebook, languages: [en]}
  - {id: instagram, name: Instagram, platform: instagram, languages: [en]}
"""
POST = """\
-- content/posts/flu.md --
---
title: Flu shots
summary: Walk in.
date: 2026-12-01T09:00
zone: America/Chicago
status: draft
channels: [instagram]
audiences: [seniors]
---
Walk in.
"""


def said(folder, code="AUD921", **changes):
    return [one for one in folder.findings(**changes) if one.code == code]


def test_a_channel_that_reaches_nobody_is_named_with_its_number_and_a_better_one(site):
    (one,) = said(site(FILES + POST))
    assert (one.message, one.line) == ("instagram does not reach seniors: 19 % use it, fewer than 30 %", 7)
    assert one.hint == "better: facebook (57 % of seniors)"


def test_several_audiences_have_each_their_reason(site):
    (one,) = said(site(FILES + POST.replace("[seniors]", "[seniors, neighbors]")))
    assert one.message == (
        "instagram does not reach seniors and neighbors: seniors: 19 % use it, fewer than 30 %; "
        "neighbors: it speaks en, not es"
    )


@pytest.mark.parametrize(("old", "new"), [("status: draft", "status: idea"), ("2026-12-01", "2026-11-23")])
def test_ideas_and_what_has_gone_out_are_not_judged(site, old, new):
    assert said(site(FILES + POST.replace(old, new))) == []


def test_a_post_of_today_is_judged(site):
    assert len(said(site(FILES + POST.replace("2026-12-01", "2026-11-24")))) == 1


def test_a_translation_is_not_asked_whom_it_is_for(site):
    folder = site(FILES + POST.replace("[instagram]", "[facebook]"))
    folder.edit("site.yaml", "covered_entity: false", "covered_entity: false\nlanguages: [en, es]")
    folder.write("-- content/posts/flu.es.md --\n---\ntitle: Vacunas\nsummary: Venga.\n---\nVenga.\n")
    assert said(folder) == []


def test_without_audiences_nothing_is_asked(site):
    folder = site(FILES + POST.replace("audiences: [seniors]\n", ""))
    assert [one.message for one in said(folder)] == ["the post does not say whom it is for"]
    (folder.root / "content/audiences.yaml").unlink()
    assert said(folder) == []


@pytest.mark.parametrize(("day", "count"), [((2027, 6, 18), 0), ((2027, 6, 19), 1)])
def test_the_figures_that_come_along_are_old_after_two_years_and_named_once(site, day, count):
    found = said(site(FILES), as_of=datetime.date(*day))
    assert [one.message[:32] for one in found] == ["the reach of facebook and instag"] * count


@pytest.mark.parametrize("file", ["audiences", "channels"])
def test_what_a_file_that_does_not_load_may_name_is_not_missed(site, file):
    folder = site(FILES + POST)
    folder.edit(f"content/{file}.yaml", "name:", "nmae:")
    assert said(folder, "SRC003") == []
    (folder.root / f"content/{file}.yaml").unlink()
    assert len(said(folder, "SRC003")) == 1


def test_words_for_a_channel_that_is_not_there_are_found_at_their_key(site):
    (one,) = said(site(FILES + POST.replace("status: draft", "texts: {facebok: Hi.}")), "SRC003")
    assert (one.message, one.hint, one.line) == ("no channel facebok", "did you mean facebook?", 6)


def test_a_name_that_is_near_no_other_comes_with_what_there_is_or_what_to_do(site):
    named = "audiences: [kids]\nproviders: [nobody]\nvisual: {file: media/flu.jpg, alt: A shot.}"
    found = said(site(FILES + POST.replace("audiences: [seniors]", named)), "SRC003")
    assert {one.message: one.hint for one in found} == {
        "no audience kids": "known here: neighbors, seniors",
        "no provider nobody": "known here: ana-diaz",
        "no file media/flu.jpg": "put it at content/media/flu.jpg, or take the name out",
    }


def test_a_name_of_which_there_is_none_at_all_comes_with_what_to_do(site):
    folder = site(POST.replace("channels: [instagram]", "channels: [website]"))
    assert [one.hint for one in said(folder, "SRC003")] == ["add it, or take the name out"]
