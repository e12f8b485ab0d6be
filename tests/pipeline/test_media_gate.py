"""Pictures and films that may not be shown stand on no page, the rest is built, and who is in them stays private."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from drawn import photograph

from conftest import AS_OF, SiteFolder
from site_gen.findings import Severity

Make = Callable[[str], SiteFolder]
PAGE = "providers/ana-diaz/index.html"
ROOMS = "rooms/index.html"
BASE = """\
-- content/pages/rooms.md --
---
title: Rooms
description: Our rooms.
nav: 1
---
Before.

![Chairs](media/room.jpg)

After, [the film](media/tour.webm).
-- content/media/tour.vtt --
WEBVTT
"""
PATIENT = "people:\n  - {who: Walt Nobody, is_patient: true%s}\n"


@pytest.fixture
def pictured(site: Callable[[str], SiteFolder]) -> Make:
    """Give a function that makes a site with a portrait, a picture in a text, and a film."""

    def make(archive: str = "") -> SiteFolder:
        folder = site(BASE + archive)
        folder.edit(
            "content/providers/ana-diaz.yaml",
            "bio:",
            "photo: {file: media/ana.jpg, alt: Dr. Ana Diaz in her room}\n"
            "video: {file: media/tour.webm, poster: media/poster.jpg, title: A tour, captions: media/tour.vtt}\nbio:",
        )
        for name, data in (("ana.jpg", photograph(6)), ("room.jpg", photograph()), ("poster.jpg", photograph(1))):
            (folder.root / "content/media" / name).write_bytes(data)
        (folder.root / "content/media/tour.webm").write_bytes(b"film")
        return folder

    return make


def codes(folder: SiteFolder) -> list[tuple[str, str, Severity]]:
    return [(one.code, one.path, one.severity) for one in folder.findings()]


def test_all_of_it_is_shown_as_long_as_nothing_is_wrong(pictured: Make):
    public = pictured().build()
    assert public.html(PAGE).select_one(".hero picture img")
    assert public.html(PAGE).select_one("video")["src"]
    assert public.html(ROOMS).select_one("main picture")
    assert public.html(ROOMS).find("a", string="the film")["href"]


def test_a_portrait_of_a_patient_without_consent_gives_way_to_initials(pictured: Make):
    folder = pictured(f"-- content/media/ana.yaml --\n{PATIENT % ''}")
    public = folder.build()
    assert not public.html(PAGE).select_one(".hero picture")
    assert not [file for file in public.tree() if file.startswith("assets/ana-")]
    assert codes(folder) == [("MED951", "content/media/ana.yaml", Severity.ERROR)]


def test_a_picture_in_a_text_goes_with_its_words_and_the_text_stays(pictured: Make):
    folder = pictured("-- content/media/room.yaml --\nexpires_on: 2026-11-23\ncaption: The front room\n")
    public = folder.build()
    assert not public.html(ROOMS).select("main img, main figure")
    assert "Before. After, the film" in public.text(ROOMS)
    assert "Chairs" not in public.text(ROOMS)
    assert codes(folder) == [("MED951", "content/media/room.yaml", Severity.ERROR)]


def test_what_a_post_shows_no_more_is_in_none_of_its_feeds(pictured: Make):
    folder = pictured(
        "-- content/posts/room.md --\n---\ntitle: Our room\nsummary: Come and see.\ndate: 2026-11-20T09:00:00-06:00\n"
        "channels: [website]\nstatus: published\n---\n"
        "Before.\n\n![A man in our room](media/room.jpg)\n\nAfter, [the file](media/room.jpg).\n"
    )

    def said() -> list[BeautifulSoup]:
        public = folder.build()
        feed = BeautifulSoup(public.bytes("news/feed.xml"), "xml").select_one("entry > content").get_text()
        (item,) = json.loads(public.bytes("news/feed.json"))["items"]
        page = public.html("news/room/index.html").select_one(".prose")
        return [page, BeautifulSoup(feed, "lxml"), BeautifulSoup(item["content_html"], "lxml")]

    for one in said():
        assert (one.img["alt"], one.find("a", string="the file")["href"][-4:]) == ("A man in our room", ".jpg")
    folder.write(f"-- content/media/room.yaml --\n{PATIENT % ', is_recognizable: true'}")
    for one in said():
        assert not one.select("img, [src], [href], [alt]")
        assert one.get_text(" ", strip=True) == "Before. After, the file ."


def test_a_film_that_may_not_be_shown_is_nowhere_and_nothing_links_to_it(pictured: Make):
    folder = pictured(
        f"-- content/media/tour.yaml --\n{PATIENT % ', consent: photo-7, consent_expires_on: 2026-11-23'}"
    )
    public = folder.build()
    assert not public.html(PAGE).select("video")
    assert "href" not in public.html(ROOMS).find("a", string="the film").attrs
    assert b"film" not in [data for file, data in public.tree().items() if "tour" in file]
    assert b"WEBVTT" not in b"".join(public.tree().values()), "the captions beside it have the same sidecar"


def test_without_its_poster_a_film_is_not_shown_either(pictured: Make):
    public = pictured("-- content/media/poster.yaml --\nexpires_on: 2026-11-23\n").build()
    assert not public.html(PAGE).select("video")


def test_the_last_day_counts_and_the_next_one_is_too_late(pictured: Make):
    folder = pictured(f"-- content/media/room.yaml --\nexpires_on: {AS_OF.isoformat()}\n")
    assert folder.build().html(ROOMS).select_one("main picture")
    tomorrow = AS_OF + datetime.timedelta(days=1)
    assert not folder.build(as_of=tomorrow).html(ROOMS).select_one("main picture")
    assert folder.build(as_of=tomorrow).tree() == folder.build(as_of=tomorrow, full=True).tree()


def test_a_consent_that_was_revoked_in_the_register_takes_the_picture_down_at_the_next_build(pictured: Make):
    form = "{reference: photo-7, version: photo-1, scope: [website], signed_on: 2026-03-09}"
    folder = pictured(
        f"-- content/media/room.yaml --\n{PATIENT % ', consent: photo-7'}"
        f"-- content/authorizations.yaml --\nauthorizations:\n  - {form}\n"
    )
    assert folder.build().html(ROOMS).select_one("main picture")
    folder.edit("content/authorizations.yaml", "03-09}", "03-09, revoked_on: 2026-11-24}")
    public = folder.build()
    assert not public.html(ROOMS).select_one("main picture")
    assert public.tree() == folder.build(full=True).tree()


def test_a_finding_that_is_set_aside_leaves_the_picture_where_it_is(pictured: Make):
    folder = pictured("-- content/media/room.yaml --\nexpires_on: 2026-11-23\n")
    aside = "checks: {ignore: [{code: MED951, paths: [content/media/*], reason: renewed by phone, until: 2026-12-31}]}"
    folder.edit("site.yaml", "time_zone", f"{aside}\ntime_zone")
    assert folder.build().html(ROOMS).select_one("main picture")


def test_who_is_in_a_picture_and_what_they_signed_is_never_published(pictured: Make):
    private = "source: Bought from Quietly\nexpires_on: 2031-05-17\nnote: Call Zebulon\n"
    folder = pictured(
        f"-- content/media/room.yaml --\ncaption: The front room\n{private}{PATIENT % ', consent: photo-7731'}"
        f"-- content/media/ana.yaml --\ncredit: Bo Lee\n{private}{PATIENT % ', consent: photo-7731'}"
    )
    folder.edit("site.yaml", "time_zone", "pictures: {share: true}\ntime_zone")
    public = folder.build()
    assert "The front room" in public.text(ROOMS)
    said = b"".join(public.tree().values())
    for word in (b"Walt Nobody", b"photo-7731", b"Quietly", b"2031-05-17", b"Zebulon", b"is_patient"):
        assert word not in said


def test_what_only_the_practice_may_see_changes_no_page(pictured: Make):
    folder = pictured("-- content/media/room.yaml --\ncaption: The front room\n")
    before = folder.build().tree()
    folder.edit("content/media/room.yaml", "caption", "people: [{who: Our receptionist}]\nsource: Our own\ncaption")
    assert folder.build().tree() == before


@pytest.mark.parametrize(
    ("date", "status", "severity"),
    [
        ("2026-12-01", "approved", Severity.ERROR),
        ("2026-11-25T00:00", "approved", Severity.ERROR),
        ("2026-11-24T09:00", "approved", Severity.ERROR),
        ("2026-11-23T09:00", "approved", Severity.WARNING),
        ("2026-11-24T05:00Z", "approved", Severity.WARNING),
        ("2026-11-24T09:00", "published", Severity.WARNING),
        ("2026-10-01", "published", Severity.WARNING),
        ("2026-10-01", "draft", Severity.ERROR),
    ],
)
def test_a_post_waits_for_its_picture_and_one_that_is_out_stays_without_it(
    pictured: Make, date: str, status: str, severity: Severity
):
    folder = pictured(
        "-- content/media/room.yaml --\nexpires_on: 2026-11-23\n"
        f"-- content/posts/rooms.md --\n---\ntitle: Our rooms\nsummary: New chairs.\ndate: {date}\nstatus: {status}\n"
        "visual: {file: media/room.jpg, alt: Two chairs by a window}\n---\nCome in.\n"
    )
    found = [one for one in folder.findings() if one.path == "content/posts/rooms.md" and one.code == "MED951"]
    assert [(one.line, one.severity) for one in found] == [(6, severity)]


def test_a_post_waits_for_its_picture_before_its_hour_at_it_and_after_it_until_the_picture_may_be_shown(pictured: Make):
    folder = pictured(
        f"-- content/media/room.yaml --\n{PATIENT % ''}"
        "-- content/posts/rooms.md --\n---\ntitle: Our rooms\nsummary: New chairs.\ndate: 2026-11-24T09:00:00-06:00\n"
        "status: approved\nchannels: [website]\nvisual: {file: media/room.jpg, alt: Two chairs by a window}\n---\n"
        "Come in.\n"
    )
    for hour in ("08:00", "09:00", "21:00"):
        at = datetime.datetime.fromisoformat(f"2026-11-24T{hour}:00-06:00")
        assert "news/rooms/index.html" not in folder.build(at=at).tree(), hour
    folder.edit("content/media/room.yaml", "is_patient: true", "is_patient: true, consent: photo-7")
    assert "news/rooms/index.html" not in folder.build(at=at.replace(hour=8)).tree()
    assert folder.build(at=at).html("news/rooms/index.html").select_one("main picture")
    folder.edit("content/media/room.yaml", "photo-7", "photo-7, consent_expires_on: 2026-11-24")
    later = {"as_of": AS_OF + datetime.timedelta(days=1), "at": at + datetime.timedelta(days=1)}
    assert not folder.build(**later).html("news/rooms/index.html").select_one("main picture")


def test_the_captions_of_a_film_go_with_it_unless_another_film_has_them(pictured: Make):
    words = {"tour.vtt": "one", "tour.es.vtt": "two", "named.vtt": "three", "named-es.vtt": "four", "both.vtt": "five"}
    files = "".join(f"-- content/media/{name} --\nWEBVTT {word}\n" for name, word in words.items())
    folder = pictured(
        f"{files}-- content/media/tour.webm.yaml --\ncaptions: media/named.vtt\n"
        f"i18n: {{es: {{captions: media/named-es.vtt}}, fr: {{captions: media/both.vtt}}}}\n{PATIENT % ''}"
        "-- content/media/desk.webm.yaml --\ncaptions: media/both.vtt\n-- content/media/desk.webm --\nfilm\n"
        "-- content/media/tourist.vtt --\nWEBVTT six\n"
    )
    shown = b"".join(folder.build().tree().values())
    assert [word for word in (*words.values(), "six") if f"WEBVTT {word}".encode() in shown] == ["five", "six"]
    folder.edit("content/media/tour.webm.yaml", "is_patient: true", "is_patient: true, consent: photo-7")
    shown = b"".join(folder.build().tree().values())
    assert all(f"WEBVTT {word}".encode() in shown for word in words.values())


@pytest.mark.parametrize(("scope", "is_shown"), [("reply", False), ("reply, web", True), ("website", True)])
def test_a_consent_in_the_register_has_to_cover_the_website(pictured: Make, scope: str, is_shown: bool):
    folder = pictured(
        f"-- content/media/tour.yaml --\n{PATIENT % ', consent: photo-7'}"
        "-- content/authorizations.yaml --\nauthorizations:\n"
        f"  - {{reference: photo-7, version: photo-1, scope: [{scope}], signed_on: 2026-03-09}}\n"
    )
    public = folder.build()
    assert bool(public.html(PAGE).select("video")) == is_shown
    found = [one.message for one in folder.findings() if one.code == "MED951"]
    expected = "a patient can be recognized, and the consent photo-7 covers reply, not the website"
    assert found == ([] if is_shown else [expected])


def test_a_post_that_is_noted_as_out_before_its_hour_comes_at_its_hour_without_its_picture(pictured: Make):
    folder = pictured(
        f"-- content/media/room.yaml --\n{PATIENT % ''}"
        "-- content/posts/rooms.md --\n---\ntitle: Our rooms\nsummary: New chairs.\ndate: 2026-11-24T09:00:00-06:00\n"
        "status: published\nchannels: [website]\nvisual: {file: media/room.jpg, alt: Two chairs by a window}\n---\n"
        "Come in.\n"
    )
    eight = datetime.datetime.fromisoformat("2026-11-24T08:00:00-06:00")
    assert "news/rooms/index.html" not in folder.build(at=eight).tree()
    assert not folder.build(at=eight.replace(hour=9)).html("news/rooms/index.html").select_one("main picture")
