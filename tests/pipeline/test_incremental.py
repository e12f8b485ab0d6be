"""An incremental build equals a full one byte for byte, whatever was edited; and a killed one harms nothing."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import AS_OF, SITE, Public, SiteFolder, review, review_id
from site_gen.pipeline.build import build
from site_gen.pipeline.cache import load_record
from site_gen.pipeline.shard import Workshop
from site_gen.render.pages import listing

PEOPLE = ["ana-diaz", "bo-lee", "cy-marsh", "di-noor"]


def profile(slug: str, salt: int) -> str:
    given, family = slug.split("-")
    status = ["active", "departed", "on-leave", "active"][salt % 4]
    specialty = ["General dentistry", "Orthodontics", "Dream work"][salt % 3]
    condition = ["Toothache", "Cavities", "Toothache, Worry"][salt // 2 % 3]
    return (
        f"-- content/providers/{slug}.yaml --\n"
        f"name: {{given: {given.title()}, family: {family.title()}{salt % 2}}}\n"
        f"kind: dentist\nstatus: {status}\nspecialties: [{specialty}]\nconditions: [{condition}]\n"
        f"languages: [{['en', 'es', 'fr'][salt % 3]}]\nlocations: [{{location: downtown}}]\nbio: Text {salt}.\n"
    )


def a_review(slug: str, number: int, salt: int) -> str:
    status = ["published", "published", "pending", "withheld"][salt % 4]
    reason = ", reason: abusive" if status == "withheld" else ""
    extra = f"moderation: {{status: {status}, decided_at: 2026-0{salt % 6 + 1}-20T10:00:00Z{reason}}}"
    text = review(number, rating=salt % 5 + 1, text=f"Words {salt}", month=f"2026-0{salt % 6 + 1}", extra=extra)
    return text.replace("ana-diaz", slug)


EDITS = st.one_of(
    st.tuples(st.just("profile"), st.sampled_from(PEOPLE), st.integers(0, 23)),
    st.tuples(st.just("remove"), st.sampled_from(PEOPLE), st.just(0)),
    st.tuples(st.just("rename"), st.sampled_from(PEOPLE), st.sampled_from([0, 1, 2, 3])),
    st.tuples(st.just("review"), st.sampled_from(PEOPLE), st.integers(0, 200)),
    st.tuples(st.just("unreview"), st.sampled_from(PEOPLE), st.integers(0, 7)),
    st.tuples(st.just("page"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("location"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("config"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("theme"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("date"), st.just(""), st.integers(0, 40)),
    st.tuples(st.just("alert"), st.just(""), st.integers(0, 40)),
    st.tuples(st.just("post"), st.just(""), st.integers(0, 60)),
    st.tuples(st.just("hour"), st.just(""), st.integers(0, 23)),
    st.tuples(st.just("picture"), st.sampled_from(PEOPLE), st.integers(0, 7)),
    st.tuples(st.just("share"), st.just(""), st.integers(0, 1)),
    st.tuples(st.just("touch"), st.sampled_from(PEOPLE), st.just(0)),
    st.tuples(st.just("stray"), st.sampled_from(PEOPLE), st.integers(0, 1)),
    st.tuples(st.just("tamper"), st.sampled_from(PEOPLE), st.just(0)),
)


def an_alert(number: int) -> str:
    """Give the file of one of three alerts, which begins and ends within a day or two, on some pages or on all."""
    scope = ["all", "{locations: [downtown]}", "{specialties: [Orthodontics]}", "{specialties: [Dream work]}"][
        number % 4
    ]
    severity = ["emergency", "warning", "notice"][number % 3]
    return (
        f"-- content/alerts/a{number % 3}.yaml --\ntitle: Alert {number}\ntext: Words {number}.\n"
        f"severity: {severity}\nscope: {scope}\n"
        f"starts_at: 2026-11-24T{number % 24:02}:00:00-06:00\nends_at: 2026-11-{25 + number % 3}T12:00:00-06:00\n"
        f"holds: [t{number % 5}]\nreplaces: [p{number % 6}]\n"
        "source: {name: A, url: 'https://a.example/'}\napproved_by: compliance\napproved_on: 2026-11-20\n"
    )


def a_post(number: int) -> str:
    """Give the file of one of three posts, which goes out within two days, and ends or does not, or is a draft."""
    status = ["approved", "draft", "published", "approved"][number % 4]
    expires = f"expires: 2026-11-{25 + number % 5}T{number % 24:02}:00:00-06:00\n" if number % 2 else ""
    channels = ["[website]", "[facebook]", "[facebook, website]"][number % 7 % 3]
    date = f"2026-11-{24 + number % 2}T{number % 24:02}:00"
    return (
        f"-- content/posts/p{number % 3}.md --\n---\ntitle: Post {number}\ndate: {date}"
        f"\n{expires}channels: {channels}\ntopics: [t{number % 4}, alerts]\nstatus: {status}\n"
        f"---\nWords {number}.\n"
    )


class World:
    """A site under edit. Each edit leaves a site that loads, with somebody in it: nobody at all is asked about."""

    def __init__(self, root: Path) -> None:
        self.site = SiteFolder(root).write(SITE).write(profile("bo-lee", 1))
        self.as_of = AS_OF
        self.at: datetime.datetime | None = None
        self.site.write("-- content/channels.yaml --\nchannels: [{id: facebook, name: F, platform: facebook}]\n")
        self.strays = 0
        self.site.write(
            "-- themes/own/theme.yaml --\nextends: default\n-- themes/own/static/extra.css --\n/* 0 */\n"
            '-- themes/own/templates/home.html --\n{% extends "default:home.html" %}\n'
        )
        self.site.edit("site.yaml", "time_zone", "theme: own\ntime_zone")

    def apply(self, kind: str, who: str, number: int) -> None:
        root = self.site.root
        file = root / f"content/providers/{who}.yaml"
        if kind == "profile":
            self.site.write(profile(who, number))
        elif kind == "remove" and any(other != file for other in file.parent.iterdir()):
            file.unlink(missing_ok=True)
            shutil.rmtree(root / f"content/reviews/{who}", ignore_errors=True)
        elif kind == "rename" and file.exists() and not (root / f"content/providers/new-{number}.yaml").exists():
            file.rename(root / f"content/providers/new-{number}.yaml")
            shutil.rmtree(root / f"content/reviews/{who}", ignore_errors=True)
        elif kind == "review" and file.exists():
            base = PEOPLE.index(who) * 100
            self.site.write(a_review(who, base + number % 8, number))
        elif kind == "unreview":
            base = PEOPLE.index(who) * 100
            (root / f"content/reviews/{who}/{review_id(base + number)}.yaml").unlink(missing_ok=True)
        elif kind == "page":
            self.site.write(
                f"-- content/pages/p{number % 2}.md --\n---\ntitle: Page {number}\nnav: {number}\n---\nText {number}\n"
            )
        elif kind == "location":
            place = (root / "content/locations/downtown.yaml").read_text().splitlines()[:3]
            links = [f"review_links: {{form: 'https://forms.example/{number}'}}"] if number % 3 else []
            (root / "content/locations/downtown.yaml").write_text(
                "\n".join([*place, f"parking: Lot {number}", *links]) + "\n"
            )
        elif kind == "config":
            text = (root / "site.yaml").read_text()
            kept = [line for line in text.splitlines() if not line.startswith("reviews:")]
            (root / "site.yaml").write_text("\n".join([*kept, f"reviews: {{per_page: {number + 1}}}"]) + "\n")
        elif kind == "theme":
            (root / "themes/own/static/extra.css").write_text(f"/* {number} */\n")
        elif kind == "date":
            self.as_of, self.at = AS_OF + datetime.timedelta(days=number), None
        elif kind == "hour":
            self.at = datetime.datetime.combine(self.as_of, datetime.time(number, 30), ZoneInfo("America/Chicago"))
        elif kind == "post" and number > 50:
            (root / f"content/posts/p{number % 3}.md").unlink(missing_ok=True)
        elif kind == "post":
            self.site.write(a_post(number))
        elif kind == "alert" and number > 35:
            (root / f"content/alerts/a{number % 3}.yaml").unlink(missing_ok=True)
        elif kind == "alert":
            self.site.write(an_alert(number))
        elif kind == "picture" and file.exists():
            (root / "content/media").mkdir(exist_ok=True)
            Image.new("RGB", (90 + number, 60), (number * 30, 90, 90)).save(root / f"content/media/{who}.png")
            self.site.write(f"-- content/media/{who}.yaml --\nfocus: [0.{number}, 0.5]\n")
            lines = [line for line in file.read_text().splitlines() if not line.startswith(("photo:", "bio:"))]
            shown = [f"photo: {{file: media/{who}.png, alt: A}}", f"bio: '![B](media/{who}.png)'"][number % 2 :]
            file.write_text("\n".join([*lines, *shown]) + "\n")
        elif kind == "share":
            text = (root / "site.yaml").read_text()
            kept = [line for line in text.splitlines() if not line.startswith("pictures:")]
            (root / "site.yaml").write_text("\n".join([*kept, f"pictures: {{share: {bool(number)}}}".lower()]) + "\n")
        elif kind == "touch" and file.exists():
            os.utime(file)
        elif kind == "stray":
            place = root / ["public/assets/file.0123456789.css", ".site-gen/twin/stray/file.html"][number]
            if place.parents[1].is_dir():
                place.parent.mkdir(exist_ok=True)
                place.write_text("not ours")
            self.strays += 1
            self.site.write(f"-- content/pages/stray.md --\n---\ntitle: Stray\n---\nNumber {self.strays}\n")
        elif kind == "tamper":
            page = root / f"public/providers/{who}/index.html"
            if page.exists():
                page.write_text("tampered")


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_after_any_edits_an_incremental_build_equals_a_full_one(tmp_path_factory, steps):
    root = tmp_path_factory.mktemp("world")
    world = World(root / "site")
    world.site.build(as_of=world.as_of, at=world.at)
    for edits in steps:
        for edit in edits:
            world.apply(*edit)
        incremental = world.site.build(as_of=world.as_of, at=world.at).tree()
        full = world.site.build(as_of=world.as_of, at=world.at, out=root / "full", full=True).tree()
        assert incremental == full
    shutil.rmtree(root)


def test_a_build_that_changes_nothing_writes_nothing(site):
    folder = site(review(1))
    folder.build()
    folder.build()
    before = {path: path.stat().st_ino for path in (folder.root / "public").rglob("*")}
    result = folder.try_build()
    assert result.changed == ()
    assert {path: path.stat().st_ino for path in (folder.root / "public").rglob("*")} == before


def test_another_process_takes_over_what_the_last_one_made(site):
    many = "".join(
        f"-- content/locations/l{number}.yaml --\nname: L\naddress: {{street: S, locality: C}}\n" for number in range(9)
    )
    folder = site(many + review(1))
    os.utime(folder.root / "site.yaml", (1, 1))
    for path in folder.root.rglob("*.yaml"):
        os.utime(path, (1, 1))
    run_build(folder.root, PYTHONHASHSEED="1")
    record = load_record(folder.root / ".site-gen", folder.root / "public")
    page = folder.root / "public/providers/ana-diaz/index.html"
    before = page.stat().st_ino
    run_build(folder.root, PYTHONHASHSEED="2")
    again = load_record(folder.root / ".site-gen", folder.root / "public")
    assert record is not None
    assert again is not None
    assert again.ground == record.ground
    assert page.stat().st_ino == before


def test_a_build_with_a_twin_keeps_no_words_that_are_published_no_more(site):
    folder = site(review(1, text="Said once.") + profile("bo-lee", 0))
    folder.build()
    folder.edit("content/reviews/ana-diaz/" + review_id(1) + ".yaml", "Said once.", "Said otherwise.")
    twin = Public(folder.root / ".site-gen/twin")
    for edit in ("profile", "again"):
        folder.write(profile("bo-lee", 4 if edit == "profile" else 0))
        assert folder.build().tree() == twin.tree()
    assert not any(b"Said once." in data for data in twin.tree().values())


def test_a_blocked_build_leaves_the_output_and_what_the_next_one_begins_with(site):
    folder = site(review(1) + profile("bo-lee", 0))
    before = folder.build().tree()
    folder.edit("content/providers/bo-lee.yaml", "kind: dentist", "kind: wizard")
    assert not folder.try_build().published
    assert Public(folder.root / "public").tree() == before
    assert not list(folder.root.glob(".public.*"))
    folder.edit("content/providers/bo-lee.yaml", "kind: wizard", "kind: dentist")
    folder.write(profile("bo-lee", 4))
    assert folder.build().tree() == folder.build(out=folder.root / "full", full=True).tree()


def test_a_list_of_which_no_member_changed_is_not_drawn_again(site, monkeypatch):
    folder = site(profile("bo-lee", 0) + profile("cy-marsh", 4))
    folder.build()
    drawn: list[str] = []
    draw = listing._draw
    monkeypatch.setattr(
        listing, "_draw", lambda edition, page, *rest: drawn.append(page.paths[0]) or draw(edition, page, *rest)
    )
    folder.write(profile("cy-marsh", 4).replace("Text 4.", "Other text."))
    folder.build()
    assert drawn == []
    folder.write(profile("cy-marsh", 8))
    folder.build()
    assert "find/" in drawn
    assert "languages/en/" not in drawn


def test_what_a_provider_does_at_one_location_is_said_anew_on_all_lists_with_that_provider(site):
    uptown = 'name: Uptown\naddress: {street: 2 Lake Street, locality: Chicago, region: IL, postal_code: "60601"}\n'
    folder = site(f"-- content/locations/uptown.yaml --\n{uptown}" + profile("bo-lee", 0))
    there = "{location: uptown, accepting_new_patients: true}"
    folder.edit("content/providers/bo-lee.yaml", "[{location: downtown}]", f"[{{location: downtown}}, {there}]")
    folder.build()
    for edit in (("true", "false"), ("location: uptown", 'location: uptown, phone: "+13125550152"')):
        folder.edit("content/providers/bo-lee.yaml", *edit)
        assert folder.build().tree() == folder.build(out=folder.root / "full", full=True).tree()
    folder.edit("content/locations/uptown.yaml", uptown, f'{uptown}phone: "+13125550102"\n')
    folder.edit("content/providers/bo-lee.yaml", ', phone: "+13125550152"', "")
    public = folder.build()
    assert public.tree() == folder.build(out=folder.root / "full", full=True).tree()
    card = public.html("locations/uptown/index.html").select_one(".provider-card")
    assert card.select_one(".card-call a")["href"] == "tel:+13125550102"
    assert card.select_one(".chip-no")


def test_one_changed_review_rewrites_only_what_shows_it(site):
    folder = site("".join(review(number, month="2026-01") for number in range(1, 42)) + profile("bo-lee", 0))
    folder.build()
    folder.write(review(42, text="New", month="2026-02"))
    changed = folder.try_build().changed
    assert "providers/ana-diaz/index.html" in changed
    assert "providers/ana-diaz/reviews/3/index.html" in changed
    assert not [file for file in changed if file.startswith("providers/bo-lee")]


@pytest.mark.parametrize("scope", ["{specialties: [Orthodontics]}", "all"])
def test_an_alert_that_begins_or_ends_makes_the_pages_again_that_it_stands_on_and_no_others(
    site, tmp_path, monkeypatch, scope
):
    folder = site(profile("bo-lee", 0) + profile("cy-marsh", 1) + profile("di-noor", 4) + an_alert(9))
    folder.edit("content/alerts/a0.yaml", "scope: {locations: [downtown]}", f"scope: {scope}")
    made: list[str] = []
    make = Workshop.make
    monkeypatch.setattr(Workshop, "make", lambda shop, task: made.append(task.slug) or make(shop, task))
    hours = [datetime.datetime(2026, 11, 24, hour, tzinfo=ZoneInfo("America/Chicago")) for hour in (8, 9, 10)]
    over = {"at": datetime.datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("America/Chicago")), "as_of": AS_OF}
    concerned = ["cy-marsh", "di-noor"] if scope != "all" else [*sorted(PEOPLE)]
    seen, changed = [], []
    for moment in ({"at": hours[0]}, {"at": hours[1]}, {"at": hours[2]}, over):
        changed.append(folder.try_build(**moment).changed)
        seen.append(sorted(set(made)))
        copy = SiteFolder(shutil.copytree(folder.root, tmp_path / f"copy{len(seen)}"))
        assert Public(folder.root / "public").tree() == copy.build(**moment, full=True).tree()
        made.clear()
    assert seen == [PEOPLE, concerned, [], concerned]
    assert changed[2] == ()
    for files in (changed[1], changed[3]):
        people = {file.split("/")[1] for file in files if file.startswith("providers/")}
        assert people == set(concerned)


def test_a_post_that_goes_out_or_ends_makes_no_page_of_a_provider_again(site, tmp_path, monkeypatch):
    head = "channels: [website]\nstatus: approved\ntopics: [flu]\n"
    first = f"-- content/posts/first.md --\n---\ntitle: First\ndate: 2026-11-01T09:00\n{head}---\nWords.\n"
    flu = f"title: Flu\ndate: 2026-11-24T09:00\nexpires: 2026-11-24T11:00\n{head}"
    folder = site(profile("bo-lee", 0) + first + f"-- content/posts/flu.md --\n---\n{flu}---\nWords.\n")
    made: list[str] = []
    make = Workshop.make
    monkeypatch.setattr(Workshop, "make", lambda shop, task: made.append(task.slug) or make(shop, task))
    seen = []
    for hour in (8, 9, 10, 11):
        at = datetime.datetime(2026, 11, 24, hour, tzinfo=ZoneInfo("America/Chicago"))
        changed = folder.try_build(at=at).changed
        seen.append((len(made), "news/flu/index.html" in changed, (folder.root / "public/news/flu").exists()))
        copy = SiteFolder(shutil.copytree(folder.root, tmp_path / f"copy{hour}"))
        made.clear()
        assert Public(folder.root / "public").tree() == copy.build(at=at, full=True).tree()
        made.clear()
    assert seen == [(2, False, False), (0, True, True), (0, False, True), (0, True, False)]


def test_an_alert_that_is_edited_is_shown_as_it_is_now(site):
    folder = site(an_alert(0))
    folder.build()
    folder.edit("content/alerts/a0.yaml", "Words 0.", "Other words.")
    assert "Other words." in (folder.build().folder / "providers/ana-diaz/index.html").read_text(encoding="utf-8")


def test_a_changed_response_is_judged_again_and_makes_no_page_again(site):
    """Responses come and go without a page: what replies name is looked up in each run."""
    reply = "{status: draft, response: thanks, text: Thank you.}"
    head = "---\ntitle: Thanks\ntopic: thanks\napproved_by: compliance\napproved_on: 2026-01-05\n---\n"
    call = "Please call the office of {name}, {specialty}, at {phone}."
    folder = site(review(1, extra=f"reply: {reply}") + f"-- content/responses/thanks.md --\n{head}{call}\n")
    folder.build()
    pages = {path: path.stat().st_ino for path in (folder.root / "public").rglob("*")}
    codes = [one.code for one in folder.report().findings]
    folder.edit("content/responses/thanks.md", "Please call", "As our patient, please call")
    worse = folder.try_build()
    assert worse.changed == ()
    assert sorted(one.code for one in worse.report.findings) == sorted([*codes, "RPL701"])
    (folder.root / "content/responses/thanks.md").rename(folder.root / "content/responses/thank-you.md")
    gone = folder.try_build()
    assert not gone.published
    assert {one.code for one in gone.report.errors} == {"RPL701", "SRC003"}
    (folder.root / "content/responses/thank-you.md").rename(folder.root / "content/responses/thanks.md")
    folder.edit("content/responses/thanks.md", "As our patient, please call", "Please call")
    mended = folder.try_build()
    assert mended.changed == ()
    assert [one.code for one in mended.report.findings] == codes
    assert {path: path.stat().st_ino for path in (folder.root / "public").rglob("*")} == pages


def test_the_same_content_gives_the_same_bytes_anywhere(site, tmp_path):
    folder = site("".join(review(number, text=f"Words {number}") for number in range(1, 30)) + profile("bo-lee", 5))
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    trees = []
    for number, (zone, hash_seed, language) in enumerate(
        [("UTC", "0", "C.UTF-8"), ("Pacific/Auckland", "12345", "C"), ("America/Los_Angeles", "7", "POSIX")]
    ):
        copy = tmp_path / f"copy-{number}" / ("deeper/" * number)
        shutil.copytree(folder.root, copy, ignore=shutil.ignore_patterns("public", ".site-gen"))
        run_build(copy, TZ=zone, PYTHONHASHSEED=hash_seed, LC_ALL=language, jobs=str(number + 1))
        trees.append(Public(copy / "public").tree())
    assert trees[0] == trees[1] == trees[2]
    assert trees[0]


def test_worker_processes_give_the_same_bytes_as_one(site):
    many = "".join(
        profile(f"p{number}-x", number).replace("status: departed", "status: active") for number in range(60)
    )
    folder = site(many + review(1))
    alone = folder.build(jobs=1, full=True).tree()
    together = folder.build(jobs=2, full=True, out=folder.root / "other").tree()
    assert alone == together


@pytest.mark.parametrize("delay", [0.05, 0.15, 0.3, 0.45, 0.6, 0.8])
def test_a_build_killed_at_any_point_leaves_an_output_that_is_whole(site, delay):
    many = "".join(
        profile(f"p{number}-x", number).replace("status: departed", "status: active") for number in range(80)
    )
    folder = site(many + review(1))
    before = folder.build(jobs=2).tree()
    folder.edit("content/locations/downtown.yaml", "name: Downtown", "name: Uptown")
    process = start_build(folder.root)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not processes_of(folder.root), "workers of a killed build go on"
    killed = Public(folder.root / "public").tree()
    finished = folder.build(jobs=2).tree()
    assert killed in (before, finished)
    assert finished == folder.build(jobs=2, full=True, out=folder.root / "full").tree()
    assert not list(folder.root.glob(".public.*"))


def test_two_builds_at_once_both_land(site):
    folder = site(review(1))
    first, second = start_build(folder.root), start_build(folder.root)
    assert first.wait(60) == 0
    assert second.wait(60) == 0
    assert Public(folder.root / "public").tree() == folder.build(full=True, out=folder.root / "full").tree()


def test_another_output_folder_does_not_take_over_files_of_the_first(site):
    folder = site(review(1))
    first = folder.build().tree()
    second = folder.build(out=folder.root / "second").tree()
    assert first == second
    assert folder.build().tree() == first


@pytest.mark.parametrize("left", [b"\x93broken", 0, 5, 0.5, -1], ids=str)
def test_a_broken_cache_is_made_anew(site, left):
    folder = site(review(1))
    before = folder.build().tree()
    kept = folder.root / ".site-gen/build.msgpack"
    whole = kept.read_bytes()
    kept.write_bytes(left if isinstance(left, bytes) else whole[: left if isinstance(left, int) else len(whole) // 2])
    assert load_record(kept.parent, folder.root / "public") is None
    assert build(folder.options()).published
    shutil.rmtree(folder.root / ".site-gen")
    assert folder.build().tree() == before


def processes_of(root: Path) -> list[str]:
    """Give the processes that work on a folder, once those that are ending have had a moment to."""
    deadline = time.monotonic() + 5
    while True:
        found = [
            path.parent.name
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if os.fsencode(root) in read_or_nothing(path) and path.parent.name != str(os.getpid())
        ]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.02)


def read_or_nothing(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def run_build(root: Path, *, jobs: str = "1", **environment: str) -> None:
    process = start_build(root, jobs=jobs, **environment)
    assert process.wait(120) == 0


def start_build(root: Path, *, jobs: str = "2", **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "site_gen", "-C", str(root), "build", "--as-of", AS_OF.isoformat(), "--jobs", jobs]
    return subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
