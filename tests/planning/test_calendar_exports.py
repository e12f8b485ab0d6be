"""Exports hold the rows that a tool takes, in its columns and forms, and say what they do not hold."""

from __future__ import annotations

import csv
import datetime
import json

import pytest
from drawn import photograph
from planning.planned import WEEK, at, post

from conftest import AS_OF
from site_gen.calendar.record import read_export
from site_gen.calendar.tools import posting_tools
from site_gen.errors import SiteGenError
from site_gen.pipeline.calendar.exporting import Wanted, export_calendar, targets
from site_gen.pipeline.reporting import rule_codes

NOW = datetime.datetime.fromisoformat("2026-11-24T12:00:00-06:00")


def export(folder, target, **more):
    place = folder.root / "reports" / target
    return export_calendar(folder.options(at=NOW), Wanted(target, place, **more))


def table(folder, target, file=""):
    place = folder.root / "reports" / target / (file or f"{target}.csv")
    with place.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def reasons(done):
    return {(one.post, one.channel): one.reason for one in done.refused}


def test_hootsuite_gets_three_cells_a_row_in_a_file_for_each_channel(site):
    folder = site(
        WEEK + post("sleep", "12-02T09:00", channels="[facebook, x]", call_to_action="{label: Read, url: /find/}")
    )
    done = export(folder, "hootsuite")
    assert [file.name for file in done.files] == ["hootsuite-facebook.csv", "hootsuite-x.csv", "export.json"]
    [row] = table(folder, "hootsuite", "hootsuite-facebook.csv")
    assert row[:2] == ["12/02/2026 09:00", "What we say about sleep."]
    assert row[2].startswith("https://harbor.example/find/?utm_source=facebook&")


def test_social_planners_get_their_six_columns_with_the_time_of_the_site(site):
    folder = site(WEEK + post("sleep", "12-02T09:00"))
    export(folder, "social-planner")
    columns, row = table(folder, "social-planner", "social-planner-facebook.csv")
    assert columns == ["postAtSpecificTime", "content", "link", "imageUrls", "gifUrl", "videoUrls"]
    assert row[0] == "2026-12-02 09:00:00"
    assert row[1:2] + row[3:] == ["What we say about sleep.", "", "", ""]
    assert row[2].startswith("https://harbor.example/news/sleep/?utm_source=facebook")


def test_ayrshare_gets_one_row_for_platforms_that_say_the_same_in_utc(site):
    words = "{facebook: In other words.}"
    folder = site(
        WEEK
        + post("bare", "12-02T09:00", channels="[facebook, x]")
        + post("two", "12-03T09:00", channels="[facebook, x]", texts=words)
    )
    export(folder, "ayrshare")
    columns, *rows = table(folder, "ayrshare")
    assert columns == ["post", "platforms", "mediaUrls", "scheduleDate"]
    assert rows == [
        ["What we say about bare.", "facebook, twitter", "", "2026-12-02T15:00:00Z"],
        ["In other words.", "facebook", "", "2026-12-03T15:00:00Z"],
        ["What we say about two.", "twitter", "", "2026-12-03T15:00:00Z"],
    ]


def test_the_same_text_within_three_days_is_refused_where_the_tool_would_and_not_elsewhere(site):
    same = {"channels": "[facebook]", "summary": "Come in."}
    folder = site(
        WEEK + post("a", "12-02T09:00", **same) + post("b", "12-04T09:00", **same) + post("c", "12-08T09:00", **same)
    )
    assert reasons(export(folder, "ayrshare")) == {("b", "facebook"): "the same text as a within 3 days"}
    assert export(folder, "postfast").rows == 3


def test_postiz_gets_a_body_for_each_post_with_the_settings_of_each_platform(site):
    folder = site(
        WEEK
        + post("sleep", "12-02T09:00", channels="[facebook, x, letter]", call_to_action="{label: Read, url: /find/}")
    )
    done = export(folder, "postiz")
    [body] = json.loads((folder.root / "reports/postiz/postiz.json").read_bytes())
    assert {key: body[key] for key in ("type", "date", "shortLink", "tags")} == {
        "type": "schedule",
        "date": "2026-12-02T15:00:00.000Z",
        "shortLink": False,
        "tags": [],
    }
    facebook, x = body["posts"]
    assert facebook["integration"] == {"id": "fb-1"}
    assert facebook["value"][0]["content"].startswith("What we say about sleep.\n\nhttps://harbor.example/find/?")
    assert facebook["settings"]["__type"] == "facebook"
    assert x["settings"] == {"__type": "x", "who_can_reply_post": "everyone"}
    assert done.elsewhere == 1, "the letter is for no posting tool, and is counted"


def test_a_channel_without_an_account_is_refused_where_the_tool_asks_for_one(site):
    folder = site(WEEK.replace(", account: fb-1", "") + post("sleep", "12-02T09:00"))
    assert reasons(export(folder, "postfast")) == {
        ("sleep", "facebook"): "the channel has no account, which postfast asks for"
    }
    assert export(folder, "hootsuite").rows == 1


@pytest.mark.parametrize(("length", "rows"), [(280, 1), (281, 0)])
def test_a_text_that_its_channel_does_not_take_is_refused_and_never_cut(site, length, rows):
    folder = site(WEEK + post("sleep", "12-02T09:00", channels="[x]", summary="s" * length))
    done = export(folder, "postfast")
    assert done.rows == rows
    assert [one.reason for one in done.refused] == ([] if rows else ["281 weighted, 280 at most"])
    if rows:
        assert table(folder, "postfast")[1][2] == "s" * length


def test_the_link_counts_with_the_text(site):
    read = "{label: Read, url: /find/}"
    folder = site(WEEK + post("sleep", "12-02T09:00", channels="[x]", summary="s" * 256, call_to_action=read))
    assert [one.reason for one in export(folder, "hootsuite").refused] == ["281 weighted, 280 at most"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
def test_what_a_spreadsheet_would_run_is_in_no_table_and_in_json_as_it_is(site, first):
    folder = site(WEEK + post("sleep", "12-02T09:00", summary=f'"{first}1 is a text"', channels="[facebook]"))
    for target in ("hootsuite", "social-planner", "postfast", "ayrshare"):
        assert "a spreadsheet would run" in reasons(export(folder, target))["sleep", "facebook"]
    export(folder, "postiz")
    [body] = json.loads((folder.root / "reports/postiz/postiz.json").read_bytes())
    assert body["posts"][0]["value"][0]["content"] == f"{first}1 is a text"


@pytest.mark.parametrize(("target", "most"), [("postfast", 200), ("postiz", 30), ("social-planner", 90)])
def test_rows_over_the_cap_of_a_tool_go_into_a_second_file(site, target, most):
    assert posting_tools()[target].rows == most
    day = datetime.datetime.fromisoformat("2026-12-01T09:00:00-06:00")
    posts = (
        post(
            f"p{number}", "12-01T09:00", date=(day + datetime.timedelta(days=number)).isoformat(), channels="[facebook]"
        )
        for number in range(most + 1)
    )
    folder = site(WEEK + "".join(posts))
    done = export(folder, target)
    names = [file.name for file in done.files]
    stem = "social-planner-facebook" if target == "social-planner" else target
    ending = "json" if target == "postiz" else "csv"
    assert names == [f"{stem}-1.{ending}", f"{stem}-2.{ending}", "export.json"]
    assert done.rows == most + 1
    if ending == "csv":
        assert [len(table(folder, target, name)) - 1 for name in names[:2]] == [most, 1]
    else:
        assert [len(json.loads((folder.root / "reports/postiz" / name).read_bytes())) for name in names[:2]] == [
            most,
            1,
        ]


def test_a_channel_that_speaks_another_language_gets_the_translation_or_nothing(site):
    spanish = "{id: facebook, name: Facebook, platform: facebook, languages: [es], account: fb-1}"
    channels = f"-- content/channels.yaml --\nchannels: [{spanish}]\n"
    folder = site(WEEK + channels + post("sleep", "12-02T09:00") + post("heart", "12-03T09:00"))
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    folder.write("-- content/posts/sleep.es.md --\n---\ntitle: Dormir\nsummary: Hablemos del sueño.\n---\nLea.\n")
    done = export(folder, "hootsuite")
    assert table(folder, "hootsuite", "hootsuite-facebook.csv")[0][1] == "Hablemos del sueño."
    assert reasons(done) == {("heart", "facebook"): "not in a language of the channel: es"}


def test_a_translation_with_an_error_is_in_no_file_and_the_reason_is_told(site):
    spanish = "{id: facebook, name: Facebook, platform: facebook, languages: [es]}"
    folder = site(WEEK + f"-- content/channels.yaml --\nchannels: [{spanish}]\n" + post("fever", "12-02T09:00"))
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    advice = "Para la fiebre de los niños: tome ibuprofeno cada seis horas."
    folder.write(f'-- content/posts/fever.es.md --\n---\ntitle: Fiebre\nsummary: "{advice}"\n---\nLea.\n')
    done = export(folder, "hootsuite")
    assert reasons(done) == {("fever", "facebook"): "its text in es is left out for an error, and check says which"}
    assert done.rows == 0
    assert not [file for file in done.files if "ibuprofeno" in file.read_text("utf-8")]


def test_only_what_is_approved_and_to_come_goes_out(site):
    folder = site(
        WEEK
        + post("out", "23T09:00")
        + post("draft", "12-01T09:00", status="draft")
        + post("idea", "", status="idea")
        + post("soon", "24T12:05")
        + post("held", "12-02T09:00", holds="[{since: 2026-11-24T10:00:00Z, by: compliance, reason: wait}]")
        + post("next", "12-03T09:00")
    )
    done = export(folder, "social-planner")
    assert [row[1] for row in table(folder, "social-planner", "social-planner-facebook.csv")[1:]] == [
        "What we say about next."
    ]
    assert reasons(done) == {("soon", "facebook"): "goes out in less than 10 minutes"}
    assert export(folder, "hootsuite").rows == 2


def test_days_and_channel_narrow_an_export(site):
    folder = site(WEEK + post("a", "12-01T23:30") + post("b", "12-02T00:30", channels="[facebook, x]"))
    second = datetime.date(2026, 12, 2)
    assert export(folder, "postfast", first=second).rows == 2
    assert export(folder, "postfast", last=datetime.date(2026, 12, 1)).rows == 1
    assert export(folder, "postfast", channel="x").rows == 1
    with pytest.raises(SiteGenError, match="no channel radio") as caught:
        export(folder, "postfast", channel="radio")
    assert caught.value.hint.startswith("content/channels.yaml has facebook")


def test_a_post_with_an_error_of_its_own_is_left_out_and_named(site):
    folder = site(WEEK + post("sleep", "12-02T09:00", status="published"))
    assert "CAL931" in rule_codes()
    done = export(folder, "hootsuite")
    assert (done.rows, done.left_out) == (0, ("sleep",))


def test_a_picture_is_named_by_its_published_address_and_told_where_there_is_none(site):
    folder = site(WEEK + post("sleep", "12-02T09:00", visual="{file: media/bed.jpg, alt: A bed}"))
    (folder.root / "content/media").mkdir()
    (folder.root / "content/media/bed.jpg").write_bytes(photograph())
    assert export(folder, "postfast").bare == ("sleep",)
    assert table(folder, "postfast")[1][3] == ""
    folder.edit("content/posts/sleep.md", at("12-02T09:00").isoformat(), at("23T09:00").isoformat())
    public = folder.build(at=NOW)
    folder.edit("content/posts/sleep.md", at("23T09:00").isoformat(), at("12-02T09:00").isoformat())
    assert export(folder, "postfast").bare == ()
    url = table(folder, "postfast")[1][3]
    assert export(folder, "hootsuite").bare == ("sleep",), "it has no column for it"
    assert public.bytes(url.removeprefix("https://harbor.example/")).startswith(b"\xff\xd8")


def test_a_post_without_a_picture_is_told_where_the_platform_needs_one(site):
    instagram = "{id: insta, name: Instagram, platform: instagram, account: i-1}"
    channels = f"-- content/channels.yaml --\nchannels: [{instagram}]\n"
    folder = site(WEEK + channels + post("sleep", "12-02T09:00", channels="[insta]"))
    done = export(folder, "postfast")
    assert (done.rows, done.bare) == (1, ("sleep",))
    assert export(site(WEEK + post("sleep", "12-02T09:00")), "postfast").bare == ()


def test_another_export_replaces_its_files_and_a_folder_of_others_is_left_alone(site):
    folder = site(WEEK + post("sleep", "12-02T09:00", channels="[facebook, x]"))
    export(folder, "hootsuite")
    folder.edit("content/posts/sleep.md", "[facebook, x]", "[x]")
    export(folder, "hootsuite")
    assert sorted(file.name for file in (folder.root / "reports/hootsuite").iterdir()) == [
        "export.json",
        "hootsuite-x.csv",
    ]
    other = folder.root / "mine"
    other.mkdir()
    (other / "taxes.txt").write_text("1")
    with pytest.raises(SiteGenError, match="no report of this kind"):
        export_calendar(folder.options(at=NOW), Wanted("hootsuite", other))


def test_the_earlier_export_must_be_of_the_same_target(site):
    folder = site(WEEK + post("sleep", "12-02T09:00"))
    export(folder, "hootsuite")
    with pytest.raises(SiteGenError, match="is of an export for hootsuite, not for postfast"):
        export(folder, "postfast", since=folder.root / "reports/hootsuite/export.json")
    with pytest.raises(SiteGenError, match="is no record of an export"):
        export(folder, "hootsuite", since=folder.root / "site.yaml")


def test_edited_words_are_a_change_and_what_was_exported_before_is_not_sent_again(site):
    folder = site(WEEK + post("a", "12-02T09:00") + post("b", "12-03T09:00"))
    export(folder, "postfast")
    folder.edit("content/posts/b.md", "What we say about b.", "In other words.")
    done = export(folder, "postfast", since=folder.root / "reports/postfast")
    assert [(one.what, one.post) for one in done.changes] == [("changed", "b")]
    assert [row[2].partition("\n")[0] for row in table(folder, "postfast")[1:]] == ["In other words."]
    (folder.root / "content/posts/a.md").unlink()
    done = export(folder, "postfast", since=folder.root / "reports/postfast")
    assert [(one.what, one.post, one.was) for one in done.changes] == [("cancelled", "a", at("12-02T09:00"))]


def test_what_a_tool_has_stays_there_in_the_last_minutes_and_only_what_is_new_or_edited_is_refused(site):
    folder = site(WEEK + post("a", "24T12:08") + post("b", "24T12:09"))
    place = folder.root / "reports/social-planner"
    early = folder.options(at=NOW - datetime.timedelta(hours=2))
    export_calendar(early, Wanted("social-planner", place))
    before = read_export((place / "export.json").read_bytes())
    done = export(folder, "social-planner", since=place)
    assert (done.changes, done.refused, done.rows) == ((), (), 0)
    after = read_export((place / "export.json").read_bytes())
    assert before is not None
    assert after is not None
    assert [entry.post for entry in after.entries] == ["a", "b"]
    assert after.entries == before.entries
    folder.edit("content/posts/b.md", "What we say about b.", "In other words.")
    folder.write(post("c", "24T12:07"))
    done = export(folder, "social-planner", since=place)
    soon = "goes out in less than 10 minutes"
    assert reasons(done) == {("b", "facebook"): soon, ("c", "facebook"): soon}
    assert [(one.what, one.post, one.why) for one in done.changes] == [("cancelled", "b", soon)]


def test_every_target_of_the_command_is_known_and_every_figure_has_a_source_and_a_day():
    from site_gen.cli.calendar import _TARGETS

    assert targets() == _TARGETS
    for one in posting_tools().values():
        assert one.source.startswith("https://")
        assert datetime.date.fromisoformat(one.read_on) >= AS_OF
