"""A year's plan is laid on days that are free, and what is there already stays as it is."""

from __future__ import annotations

import datetime

import pytest

from site_gen.errors import SiteGenError, UnreadableError, UnwritableError
from site_gen.load.documents import parse_post
from site_gen.model.post import Post
from site_gen.pipeline.new_plan import NewPlan, Wanted, new_plan

TODAY = datetime.date(2026, 11, 24)
MEMORIAL_DAY = datetime.date(2027, 5, 31)
"""Also the day of the post `no-tobacco-day`."""

CHANNELS = """\
-- content/channels.yaml --
channels:
  - {id: website, name: Our site, platform: website}
  - {id: page, name: Facebook, platform: facebook}
  - {id: pictures, name: Instagram, platform: instagram}
-- content/audiences.yaml --
audiences:
  - {id: parents, name: Parents, ages: [25-44]}
  - {id: older-adults, name: Older adults, ages: ["65+"]}
"""


def lay(site, write: bool = True, **changes: object) -> NewPlan:
    values = {"year": 2027, "today": TODAY, "time": "09:00", **changes}
    return new_plan(site.root, Wanted(**values), write=write)


def read(site) -> dict[str, Post]:
    posts = {}
    for path in sorted(site.root.glob("content/posts/*.md")):
        post = parse_post(path.read_bytes(), path.relative_to(site.root).as_posix(), "en")
        assert isinstance(post, Post), post
        posts[post.slug] = post
    return posts


def test_every_post_of_the_packs_becomes_a_file_that_loads_and_is_not_ready(site):
    folder = site(CHANNELS)
    plan = lay(folder)
    posts = read(folder)
    assert len(posts) == len(plan.layout.laid) > 40
    assert all(slug.endswith("-2027") and not post.is_ready and post.has_zone for slug, post in posts.items())
    said = [one for one in folder.findings() if one.path.startswith("content/posts/")]
    assert {one.message for one in said} == {"the post does not say whom it is for"}, (
        "for some ages there is nobody here"
    )
    assert all(posts[slug].audiences == () for slug in (one.path[14:-3] for one in said))


def test_no_channel_has_two_posts_on_a_day_and_none_goes_out_on_a_holiday_or_weekend(site):
    folder = site(CHANNELS)
    plan = lay(folder)
    days = [(channel, one.day) for one in plan.layout.laid for channel in one.post.channels]
    assert len(set(days)) == len(days)
    assert all(one.day.weekday() < 5 for one in plan.layout.laid)
    moved = {one.post.slug: one for one in plan.layout.laid if one.moved}
    assert moved["no-tobacco-day-2027"].meant_for == MEMORIAL_DAY
    assert (moved["no-tobacco-day-2027"].day, moved["no-tobacco-day-2027"].moved) == (
        MEMORIAL_DAY + datetime.timedelta(1),
        "Memorial Day",
    )


def test_the_same_command_again_makes_nothing_and_changes_no_byte(site):
    folder = site(CHANNELS)
    lay(folder)
    before = {path: path.read_bytes() for path in folder.root.glob("content/posts/*")}
    again = lay(folder)
    assert again.layout.laid == ()
    assert {one.why for one in again.layout.left_out} == {"it is there already"}
    assert {path: path.read_bytes() for path in folder.root.glob("content/posts/*")} == before


def test_a_post_that_was_deleted_or_edited_is_made_again_or_left_alone(site):
    folder = site(CHANNELS)
    lay(folder, packs=("heart",))
    (folder.root / "content/posts/wear-red-2027.md").unlink()
    folder.edit("content/posts/heart-attack-signs-2027.md", "Signs of a heart attack", "Know the signs")
    again = lay(folder, packs=("heart",))
    assert [one.post.slug for one in again.layout.laid] == ["wear-red-2027"]
    assert read(folder)["heart-attack-signs-2027"].title == "Know the signs"


def test_another_year_has_names_of_its_own(site):
    folder = site(CHANNELS)
    lay(folder, packs=("heart",))
    lay(folder, packs=("heart",), year=2028)
    assert {"wear-red-2027", "wear-red-2028"} < set(read(folder))


OWN = """\
-- content/posts/open-house.md --
---
title: Open house
date: {date}
zone: America/Chicago
channels: [{channel}]
---
Come in.
"""


@pytest.mark.parametrize(
    ("date", "channel", "day"),
    [
        ("2027-02-05T18:00", "page", "2027-02-04"),  # Friday: Thursday is nearer than Monday
        ("2027-02-06T01:00:00Z", "page", "2027-02-04"),  # a day later in UTC, the same one here
        ("2027-02-05T18:00", "website", "2027-02-05"),
    ],
)
def test_a_day_that_is_taken_on_a_channel_is_avoided_and_on_another_is_not(site, date, channel, day):
    folder = site(CHANNELS + OWN.format(date=date, channel=channel))
    plan = lay(folder, packs=("heart",))
    red = next(one for one in plan.layout.laid if one.post.slug == "wear-red-2027")
    assert red.day == datetime.date.fromisoformat(day)


def test_where_no_day_around_is_free_a_post_is_left_out_and_said_to_be(site):
    folder = site(CHANNELS)
    for day in range(20, 55):
        date = datetime.date(2027, 1, 1) + datetime.timedelta(day)
        folder.write(OWN.replace("open-house", f"open-{day}").format(date=f"{date}T08:00", channel="page"))
    plan = lay(folder, packs=("heart",))
    left = {one.slug: one.why for one in plan.layout.left_out}
    assert left["wear-red-2027"] == "no day within 10 days of 2027-02-05 is free on page and pictures"
    assert not (folder.root / "content/posts/wear-red-2027.md").exists()


def test_a_day_on_which_all_locations_are_closed_is_none(site):
    shut = 'hours_exceptions: [{on: 2027-02-05, hours: closed, note: Training}]\nphone: "+13125550101"'
    folder = site(CHANNELS)
    folder.edit("content/locations/downtown.yaml", 'phone: "+13125550101"', shut)
    plan = lay(folder, packs=("heart",))
    red = next(one for one in plan.layout.laid if one.post.slug == "wear-red-2027")
    assert (red.day, red.moved) == (datetime.date(2027, 2, 4), "all locations are closed")


def test_what_has_passed_is_left_out(site):
    folder = site(CHANNELS)
    plan = lay(folder, packs=("heart",), today=datetime.date(2027, 2, 9))
    assert [one.post.slug for one in plan.layout.laid] == ["heart-attack-signs-2027"]
    assert {one.slug: one.why for one in plan.layout.left_out} == {
        "wear-red-2027": "its day was 2027-02-05",
        "blood-pressure-numbers-2027": "its day was 2027-02-09",
    }


def test_channels_fit_by_their_kind_unless_some_are_named(site):
    folder = site(CHANNELS)
    laid = {one.post.slug: one.post for one in lay(folder, write=False, packs=("heart",)).layout.laid}
    assert laid["wear-red-2027"].channels == ("page", "pictures")
    named = lay(folder, write=False, packs=("heart",), channels=("website",)).layout.laid
    assert {one.post.channels for one in named} == {("website",)}


def test_without_channels_everything_is_for_the_site(site):
    assert {one.post.channels for one in lay(site(), write=False).layout.laid} == {("website",)}


def test_audiences_fit_by_their_ages_and_choose_posts(site):
    folder = site(CHANNELS)
    laid = {one.post.slug: one.post for one in lay(folder, write=False).layout.laid}
    assert laid["falls-can-be-prevented-2027"].audiences == ("older-adults",)
    assert laid["school-sleep-2027"].audiences == ("parents",)
    assert laid["wear-red-2027"].audiences == ("parents", "older-adults")
    plan = lay(folder, write=False, audiences=("older-adults",))
    chosen = {one.post.slug: one.post for one in plan.layout.laid}
    assert "school-sleep-2027" not in chosen
    assert chosen["wear-red-2027"].audiences == ("older-adults",)
    assert ("school-sleep-2027", "it is not for older-adults") in plan.layout.left_out


def test_in_australia_the_heat_comes_in_december_and_american_days_do_not_come(site):
    folder = site(CHANNELS)
    folder.edit("site.yaml", "covered_entity: false", "covered_entity: false\njurisdiction: AU")
    laid = {one.post.slug: one.day for one in lay(folder, write=False).layout.laid}
    assert laid["first-hot-days-2027"].month == 12
    assert "wear-red-2027" not in laid


def test_what_a_clinician_checks_stands_in_the_file_and_not_in_the_post(site):
    folder = site(CHANNELS)
    lay(folder, packs=("heart",))
    text = (folder.root / "content/posts/heart-attack-signs-2027.md").read_text()
    assert "\n# A clinician makes sure: the list of signs, word by word\n" in text
    assert "clinician" not in read(folder)["heart-attack-signs-2027"].body
    assert "Source: [CDC: about heart attacks](https://www.cdc.gov/" in text


def test_words_in_another_language_than_the_sites_are_said_to_be(site):
    folder = site(CHANNELS)
    assert not lay(folder, write=False).is_foreign
    folder.edit("site.yaml", "covered_entity: false", "covered_entity: false\nlanguages: [es, en]")
    assert lay(folder, write=False).is_foreign


def test_a_post_that_does_not_load_stops_the_plan_since_its_day_is_not_known(site):
    folder = site(CHANNELS + "-- content/posts/broken.md --\n---\ntitel: Oops\n---\nWords.\n")
    with pytest.raises(UnreadableError, match=r"content/posts/broken\.md does not load"):
        lay(folder)
    assert sorted(path.name for path in folder.root.glob("content/posts/*")) == ["broken.md"]


def test_a_file_that_cannot_be_written_leaves_none(site):
    folder = site(CHANNELS)
    place = folder.root / "content/posts/wear-red-2027.md"
    place.mkdir(parents=True)
    with pytest.raises((UnwritableError, UnreadableError)):
        lay(folder)
    assert [path.name for path in folder.root.glob("content/posts/*")] == ["wear-red-2027.md"]


@pytest.mark.parametrize(
    ("changes", "says", "hint"),
    [
        ({"year": 2025}, "2025 is over", "new plan 2027"),
        ({"year": 2101}, "2101 is too far away", "2100"),
        ({"time": "9:00"}, "--time 9:00 is not a time of day", "09:00"),
        ({"time": "24:00"}, "--time 24:00 is not a time of day", "09:00"),
        ({"packs": ("flue",)}, "no pack flue", "flu, "),
        ({"audiences": ("teens",)}, "no audience teens", "content/audiences.yaml has parents, older-adults"),
        ({"channels": ("radio",)}, "no channel radio", "content/channels.yaml has website, page, pictures"),
    ],
)
def test_what_cannot_be_is_refused_with_what_there_is(site, changes, says, hint):
    folder = site(CHANNELS)
    with pytest.raises(SiteGenError) as caught:
        lay(folder, **changes)
    assert says in caught.value.message
    assert hint in caught.value.hint
    assert not (folder.root / "content/posts").exists()


def test_the_year_that_has_begun_is_planned_from_tomorrow_on(site):
    plan = lay(site(CHANNELS), write=False, year=2026)
    assert plan.layout.laid
    assert all(one.day > TODAY for one in plan.layout.laid)


@pytest.mark.parametrize("year", range(2027, 2034))
def test_what_has_begun_is_not_told_before_and_what_invites_not_after(site, year):
    plan = lay(site(""), write=False, year=year)  # with one channel, days are taken
    days = {one.template.id: one.day for one in plan.layout.laid}
    assert days["medicare-open-enrollment"] >= datetime.date(year, 10, 15)
    assert days["marketplace-opens"] >= datetime.date(year, 11, 1)
    take_back = max(day for day in range(24, 31) if datetime.date(year, 4, day).weekday() == 5)
    assert days["take-back-spring"] <= datetime.date(year, 4, take_back)


def test_a_post_that_may_not_move_so_far_is_left_out_and_said_to_be(site):
    folder = site("")
    for day in range(14, 27):
        folder.write(OWN.replace("open-house", f"open-{day}").format(date=f"2027-10-{day}T08:00", channel="website"))
    left = {one.slug: one.why for one in lay(folder, write=False, packs=("enrollment",)).layout.left_out}
    assert left["medicare-open-enrollment-2027"] == (
        "no day from 0 days before to 10 after 2027-10-15 is free on website"
    )
