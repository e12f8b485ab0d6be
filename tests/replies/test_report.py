"""`report replies`: what is counted, in which order, and that no patient's words are in any of its files."""

from __future__ import annotations

import csv
import datetime
import io
import json

import icalendar
import pytest
from replies.answering import NOW, replied, reviewed

from conftest import review_id
from site_gen.cli.main import run
from site_gen.pipeline.replies.worklist import read_work
from site_gen.report.replies.reminders import format_calendar

SECRET = "Chest pain since Tuesday says Maria K."


def on(number, day, *, reply="", rating=5, source="", moderation=None, text="", extra=""):
    """Give a review of 2026-11 with its day of receipt."""
    more = {} if moderation is None else {"moderation": moderation}
    joined = "\n".join(part for part in (extra, reply) if part)
    archive = reviewed(number, rating=rating, month="2026-11", text=text, source=source, extra=joined, **more)
    return archive.replace("2026-11-10T", f"2026-11-{day:02}T")


def published(day, outcome="none"):
    return f"reply: {{status: published, published_at: 2026-11-{day:02}T13:00:00Z, outcome: {outcome}, text: Thanks.}}"


def waiting(folder, **more):
    return [(one.id[-2:], one.stage) for one in read_work(folder.root, NOW, **more).waiting]


def test_the_worst_rating_comes_first_then_the_oldest_and_none_stands_in_the_middle(site):
    folder = site(
        on(1, 20, rating=5)
        + on(2, 1, rating=None, text="Hm.")
        + on(3, 20, rating=1)
        + on(4, 10, rating=1)
        + on(5, 2, rating=3)
    )
    assert [ident for ident, _ in waiting(folder)] == ["04", "03", "05", "02", "01"]


def test_what_cannot_be_answered_does_not_wait(site):
    folder = site(
        on(1, 1, moderation="moderation: {status: pending}")
        + on(2, 1, moderation="moderation: {status: withheld, reason: abusive}")
        + on(3, 1, text="Old.")
        + on(4, 2, text="New.", extra=f"supersedes: {review_id(3)}")
        + on(5, 1, source="yelp", moderation="moderation: {status: pending}")
        + on(6, 1, reply=published(3))
    )
    work = read_work(folder.root, NOW)
    assert sorted(one.id[-2:] for one in work.waiting) == ["04", "05"]
    assert (work.undecided, work.elsewhere, work.total.received, work.total.answered) == (1, 1, 3, 1)


def test_no_version_before_a_published_one_waits_for_an_answer(site):
    pending = f"supersedes: {review_id(1)}"
    folder = site(
        on(1, 1, text="Old.")
        + on(2, 1, text="Newer.", extra=pending, moderation="moderation: {status: pending}")
        + on(3, 2, text="New.", extra=f"supersedes: {review_id(2)}")
    )
    work = read_work(folder.root, NOW)
    assert ([one.id[-2:] for one in work.waiting], work.undecided) == (["03"], 0)


def test_rates_are_by_stars_with_the_week_and_the_median(site):
    folder = site(
        on(1, 1, rating=1, reply=published(3, "change-made"))
        + on(2, 1, rating=1, reply=published(8))
        + on(3, 1, rating=1, reply=published(9, "change-planned"))
        + on(4, 1, rating=1)
        + on(5, 1, rating=4, source="google-business-profile", moderation="", reply=published(2))
    )
    work = read_work(folder.root, NOW)
    rates = {rate.stars: (rate.received, rate.answered, rate.within_week, rate.median_days) for rate in work.rates}
    assert rates["1"] == (4, 3, 2, 7)
    assert rates["4"] == (1, 1, 1, 1)
    assert rates["none"] == (0, 0, 0, None)
    assert work.outcomes == {"none": 2, "change-planned": 1, "change-made": 1}


def test_old_reviews_are_counted_and_only_those_that_were_begun_are_listed(site):
    folder = site(on(1, 1) + on(2, 1, reply=replied("draft")) + on(3, 23))
    work = read_work(folder.root, NOW, window_days=7)
    assert waiting(folder, window_days=7) == [("02", "draft"), ("03", "unanswered")]
    assert (work.older, work.total.received) == (1, 1)


@pytest.mark.parametrize(("day", "is_late"), [(16, True), (17, False)])
def test_a_low_rating_is_late_after_the_days(site, day, is_late):
    (one,) = read_work(site(on(1, day, rating=3)).root, NOW).waiting
    assert one.is_late is is_late
    assert not read_work(site(on(1, day, rating=4)).root, NOW).waiting[0].is_late


def events(folder, **more):
    data = format_calendar(read_work(folder.root, NOW, **more), host="harbor.example", now=NOW)
    return data, icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_reminders_are_of_what_must_be_done_and_the_same_ones_next_time(site):
    folder = site(
        on(1, 20, reply=replied("cooling-off", written_at="2026-11-24T10:00:00Z"))
        + on(2, 20, reply=replied("draft", written_at="2026-11-24T10:00:00Z"))
        + on(3, 20, rating=1, source="yelp", moderation="", text=SECRET, extra="author: Maria K.")
        + on(4, 20, rating=5, text="Kind.")
        + on(5, 20, rating=4, reply=replied("approved", more=", approved_by: compliance"))
    )
    data, found = events(folder, late_after_days=7)
    by_id = {str(event["uid"]): event for event in found}
    assert sorted(by_id) == [
        f"reply-approved-{review_id(5)}@harbor.example",
        f"reply-cooled-{review_id(1)}@harbor.example",
        f"reply-draft-{review_id(2)}@harbor.example",
        f"reply-low-{review_id(3)}@harbor.example",
    ]
    cooled = by_id[f"reply-cooled-{review_id(1)}@harbor.example"]
    assert cooled["dtstart"].dt == datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC)
    assert by_id[f"reply-draft-{review_id(2)}@harbor.example"]["dtstart"].dt == datetime.date(2026, 11, 25)
    assert by_id[f"reply-low-{review_id(3)}@harbor.example"]["dtstart"].dt == datetime.date(2026, 11, 27)
    assert by_id[f"reply-approved-{review_id(5)}@harbor.example"]["dtstart"].dt == datetime.date(2026, 11, 24)
    assert all(event.walk("VALARM") for event in found)
    assert events(folder)[0] == data
    assert b"Maria" not in data
    assert b"Chest" not in data


@pytest.fixture
def report(capsys):
    """Write the report of a site; give exit code, stdout and stderr."""

    def wrote(folder, *arguments):
        code = run(["-C", str(folder.root), "report", "replies", *map(str, arguments)])
        return code, *capsys.readouterr()

    return wrote


def test_no_file_has_words_or_names_of_a_patient(site, report, tmp_path):
    folder = site(on(1, 1, rating=1, text=SECRET, extra="author: Maria K.\ntitle: Maria was here"))
    code, out, _ = report(folder, "--ics", tmp_path / "replies.ics", "--within", "36500")
    assert code == 0
    written = [*(folder.root / "reports/replies").iterdir(), tmp_path / "replies.ics"]
    assert sorted(file.name for file in written) == ["replies.csv", "replies.html", "replies.ics", "replies.json"]
    for text in (out, *(file.read_text(encoding="utf-8") for file in written)):
        assert review_id(1) in text or "VCALENDAR" in text
        assert "Maria" not in text
        assert "Tuesday" not in text
    assert "urgent words" in out


def test_table_and_data_say_the_same(site, report):
    folder = site(on(1, 1, rating=1) + on(2, 2, rating=None, text="Hm.", reply=replied("draft")))
    report(folder, "--within", "36500")
    rows = list(csv.DictReader(io.StringIO((folder.root / "reports/replies/replies.csv").read_text(encoding="utf-8"))))
    data = json.loads((folder.root / "reports/replies/replies.json").read_bytes())
    assert [row["id"] for row in rows] == [one["id"] for one in data["waiting"]] == [review_id(1), review_id(2)]
    assert [row["stars"] for row in rows] == ["1", "none"]
    assert [row["stage"] for row in rows] == ["unanswered", "draft"]


def test_names_of_the_practice_are_escaped(site, report):
    folder = site(on(1, 1))
    folder.edit("content/providers/ana-diaz.yaml", "given: Ana", "given: <b>Ana</b>")
    report(folder, "--within", "36500")
    html = (folder.root / "reports/replies/replies.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Ana&lt;/b&gt;" in html
    assert "<b>" not in html


def test_it_is_written_again_in_its_place_and_never_over_something_else(site, report, tmp_path):
    folder = site(on(1, 1))
    assert report(folder)[0] == report(folder)[0] == 0
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine")
    assert report(folder, "--out", tmp_path / "other")[0] == 2
    code, _, err = report(folder, "--ics", tmp_path / "other" / "mine.txt")
    assert (code, (tmp_path / "other" / "mine.txt").read_text()) == (2, "mine")
    assert "is there and is no calendar" in err
    assert report(folder, "--out", folder.root / "content")[0] == 2
    assert report(folder, "--ics", folder.root / "content" / "a.ics")[0] == 2


def test_a_file_that_does_not_load_is_named_and_the_rest_counts(site, report):
    folder = site(on(1, 20) + f"-- content/reviews/ana-diaz/{review_id(2)}.yaml --\nid: [\n")
    code, out, err = report(folder, "--within", "36500")
    assert code == 1
    assert "1 reply waits" in out
    assert f"{review_id(2)}.yaml does not load" in err


def test_where_all_is_answered_it_says_so(site, report):
    folder = site(on(1, 1, reply=published(2)))
    assert "0 replies wait" in report(folder, "--within", "36500")[1]
    assert "Every review is answered" in (folder.root / "reports/replies/replies.html").read_text(encoding="utf-8")
