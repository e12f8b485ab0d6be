"""Hostile strings in everything but pages: reports for machines, terminals, tables, calendars, feeds, host files."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import unicodedata
from xml.etree import ElementTree

import icalendar
import pytest

from conftest import Public
from site_gen.calendar.events import Event
from site_gen.calendar.ics import format_calendar
from site_gen.calendar.table import plain_table
from site_gen.cli import console
from site_gen.cli.main import run
from site_gen.findings import Finding, Report, Severity
from site_gen.load.documents import parse_site
from site_gen.model.foreign import FORMULA, as_cell, as_event_text
from site_gen.report.github import format_github
from site_gen.report.json_report import format_json
from site_gen.report.junit import format_junit
from site_gen.report.sarif import format_sarif
from site_gen.report.text import format_report

COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
"""What GitHub Actions and Azure Pipelines take for a command."""
COLOURS = re.compile(r"\x1b\[(?:[01]|3[1-6])m")
AT = datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)


def report_of(strings: list[str]) -> Report:
    """Give a report in which every text is hostile."""
    findings = [
        Finding(path=f"content/{one}", code="SRC002", name="wrong-type", severity=Severity.ERROR, message=one, hint=one)
        for one in strings
    ]
    return Report(as_of="2026-11-24", findings=tuple(findings))


def controls_in(text: str) -> set[str]:
    """Give the characters of a text that a terminal may obey."""
    text = text.replace("\r\n", "\n")
    kinds = {one for one in text if unicodedata.category(one) in ("Cc", "Zl", "Zp")} - {"\n", "\t"}
    return kinds | (set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def test_a_sarif_log_holds_every_text_as_it_is(strings):
    log = json.loads(format_sarif(report_of(strings), {}))
    found = [one["message"]["text"] for one in log["runs"][0]["results"]]
    assert found == [f"{one}\n{one}" for one in strings]


def test_a_junit_report_is_xml_whatever_is_in_it(strings):
    root = ElementTree.fromstring(format_junit(report_of(strings), ["SRC002"]))
    assert len(root.findall("testsuite/testcase/failure")) == len(strings)
    assert {one.tag for one in root.iter()} == {"testsuites", "testsuite", "testcase", "failure"}


def test_each_finding_is_one_command_of_github_and_nothing_else_is_one(strings):
    lines = format_github(report_of(strings)).splitlines(keepends=True)
    whole = "".join(lines).split("\n")
    assert len(whole) == len(strings) + 2
    assert all(line.startswith("::error file=") for line in whole[:-2])
    assert not any(COMMAND.search(line.split("::", 2)[0]) or "\r" in line for line in whole)
    assert [line.split("::")[1].count(",title=") for line in whole[:-2]] == [1] * len(strings)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_no_report_on_the_screen_commands_a_terminal(strings, capsys, form):
    report = report_of(strings)
    texts = {
        "text": lambda: format_report(report),
        "json": lambda: format_json(report),
        "sarif": lambda: format_sarif(report, {}),
        "github": lambda: format_github(report),
    }
    console.formatted(texts[form](), form)
    said = capsys.readouterr().out
    if form != "github":
        assert controls_in(said) == set()
    if form == "text":
        assert COMMAND.search(said) is None
    elif form != "github":
        assert json.loads(said) == json.loads(texts[form]())


def test_colours_are_ours_and_other_sequences_are_not_obeyed():
    painted = "\x1b[31m\x1b[1merror\x1b[0m: \x1b[8mhidden \x1b]0;title\x07 \x1b[2J \x9b2J one\rtwo\r\n"
    assert COLOURS.sub("", console.harmless(painted)) == (
        "error: \ufffd[8mhidden \ufffd]0;title\ufffd \ufffd[2J \ufffd2J one\ufffdtwo\r\n"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("::error::x", ": :error::x"),
        ("a\n  ::set-env name=x::y", "a\n  : :set-env name=x::y"),
        ("\u00a0::add-mask::x", "\u00a0: :add-mask::x"),
        ("see ##[add-mask]x and ##vso[task.x]", "see # #[add-mask]x and # #vso[task.x]"),
        ("std::string, a::b, #[derive] and ## [x]", "std::string, a::b, #[derive] and ## [x]"),
    ],
)
def test_words_at_the_beginning_of_a_line_command_no_ci(written, said):
    assert console.harmless(written) == said


def test_what_a_command_says_of_a_hostile_site_is_harmless(planted, capsys):
    site, _ = planted
    for command in (
        ["check"],
        ["list", "future"],
        ["report", "today"],
        ["reply"],
        ["next-change"],
        ["seal", "--dry-run"],
    ):
        run(["-C", str(site.root), *command])
    said = capsys.readouterr()
    assert controls_in(said.out + said.err) == set()
    assert COMMAND.search(said.out + said.err) is None


def test_no_cell_of_a_table_is_a_formula_and_every_text_is_there(strings):
    data = plain_table(("a", "b"), [(one, "x") for one in strings])
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert rows[1:] == [[as_cell(one), "x"] for one in strings]
    assert not any(row[0].startswith(tuple(FORMULA)) for row in rows[1:])
    assert [row[0].removeprefix("'") for row in rows[1:]] == [one.removeprefix("'") for one in strings]


def test_a_cell_that_is_no_formula_is_not_changed():
    plain = ("Ana", "5 = 5", "'quoted'", "", " =1+1", "a@b")
    assert tuple(map(as_cell, plain)) == plain
    assert [as_cell(f"{sign}1") for sign in FORMULA] == [f"'{sign}1" for sign in FORMULA]


def test_a_calendar_has_an_event_for_each_text_and_no_line_of_its_own(strings):
    events = [
        Event(f"u-{number}@x", AT, one, "CONFIRMED", 0, AT, description=one, url="https://harbor.example/")
        for number, one in enumerate(strings)
    ]
    data = format_calendar(events, strings[0])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert {one for one in data.decode().replace("\r\n", "") if unicodedata.category(one) == "Cc"} <= {"\t"}
    found = icalendar.Calendar.from_ical(data)
    known = {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "DESCRIPTION",
        "URL",
    }  # fmt: skip
    assert len(found.subcomponents) == len(strings)
    assert all(set(one) <= known for one in found.subcomponents)
    assert [str(one["SUMMARY"]) for one in found.subcomponents] == [
        as_event_text(one).strip("\ufeff") for one in strings
    ]


def test_a_lone_carriage_return_ends_no_line_of_a_calendar():
    data = format_calendar([Event("u", AT, "a\rATTACH:x\x0b\x07", "CONFIRMED", 0, AT)], "b\r\nEND:VCALENDAR")
    assert b"SUMMARY:a\\nATTACH:x\\n\xef\xbf\xbd\r\n" in data
    assert data.split(b"\r\n").count(b"END:VCALENDAR") == 1


def test_feeds_and_host_files_of_a_hostile_site_are_what_they_should_be(planted):
    site, taken = planted
    public = Public(site.root / "public")
    feed = ElementTree.fromstring(public.bytes("feed.xml"))
    reviews = json.loads(public.bytes("feed.json"))["items"]
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(reviews) == min(50, len(taken.said))
    names = {one.tag.rpartition("}")[2] for one in feed.iter()}
    assert names == {
        "feed", "title", "id", "link", "updated", "author", "name", "entry", "published", "content",
    }  # fmt: skip
    ElementTree.fromstring(public.bytes("sitemap.xml"))
    icalendar.Calendar.from_ical(public.bytes("calendar.ics")) if (public.folder / "calendar.ics").exists() else None
    assert all(
        re.fullmatch(r"/\S*|  [!A-Za-z-]+:? .+", line) for line in public.bytes("_headers").decode().splitlines()
    )
    for file in public.folder.rglob("*.json"):
        json.loads(file.read_bytes())
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in public.tree())


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("/a b", "/"),
        ("/a\n/b", "/"),
        ("/a", "/b\n/* /evil 200"),
        ("/a", "/b c"),
        ("/a", "//evil.example/"),
        ("/a", "javascript:alert(1)"),
        ("/a", 'https://x.example/"><script>'),
        ("/a", "https://x.example/\u2028"),
        ("/*", "/"),
    ],
)
def test_a_redirect_that_would_be_more_than_a_line_is_refused(source, target):
    settings = {"name": "x", "base_url": "https://x.example", "time_zone": "America/Chicago"}
    settings |= {"redirects": {source: target}, "organization": {"type": "Dentist", "phone": "+13125550100"}}
    found = parse_site(json.dumps(settings, ensure_ascii=True).encode())
    assert isinstance(found, list)
    assert "redirects" in found[0].message or "target" in found[0].message or "path" in found[0].message
