"""Where nothing has changed a build looks at files from outside and says again what it said before."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable

import msgspec
import pytest

from conftest import AS_OF, SiteFolder, review
from site_gen.errors import UnwritableError
from site_gen.pipeline import ground, unchanged
from site_gen.pipeline.build import build

ALERT = """-- content/alerts/storm.yaml --
title: Storm
text: Closed until noon.
severity: warning
scope: all
starts_at: 2026-11-24T08:00:00-06:00
ends_at: 2026-11-24T12:00:00-06:00
source: {name: A, url: 'https://a.example/'}
approved_by: compliance
approved_on: 2026-11-20
"""


@pytest.fixture
def loads(monkeypatch) -> list[str]:
    """Give a list that grows with every build that loads the site."""
    made: list[str] = []
    load = ground.load_ground
    monkeypatch.setattr(ground, "load_ground", lambda *given, **named: made.append("load") or load(*given, **named))
    return made


@pytest.fixture
def built(site, loads) -> SiteFolder:
    folder: SiteFolder = site(review(1, text="Kind words"))
    for place in (*folder.root.rglob("*"), folder.root):
        os.utime(place, (1, 1))
    while folder.try_build().published:
        loads.clear()
        folder.try_build()
        if not loads:
            return folder
    raise AssertionError("the site cannot be built")


def at(hour: int, day: int = 24) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, hour, tzinfo=datetime.timezone(datetime.timedelta(hours=-6)))


def test_a_build_that_changes_nothing_loads_nothing_and_says_the_same(built, loads):
    said = built.try_build()
    assert loads == []
    in_full = built.try_build(full=True)
    assert loads == ["load"]
    assert (said.report, said.files, said.changed, said.unsealed) == (
        in_full.report,
        in_full.files,
        (),
        in_full.unsealed,
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: folder.edit("site.yaml", "time_zone", "# a remark\ntime_zone"),
        lambda folder: folder.write(review(2, text="New words")),
        lambda folder: folder.write("-- content/reviews/ana-diaz/notes.txt --\nNotes\n"),
        lambda folder: folder.write("-- themes/own/theme.yaml --\nextends: default\n"),
        lambda folder: (folder.root / "public/index.html").write_text("changed by hand"),
        lambda folder: (folder.root / "public/index.html").unlink(),
        lambda folder: (folder.root / ".site-gen/unchanged.msgpack").write_bytes(b"\x93broken"),
        lambda folder: (folder.root / ".site-gen/unchanged.msgpack").unlink(),
    ],
    ids=["settings", "review", "stray input", "theme", "output", "output gone", "broken", "forgotten"],
)
def test_whatever_changes_is_looked_at(built: SiteFolder, loads: list[str], change: Callable[[SiteFolder], object]):
    change(built)
    loads.clear()
    built.try_build()
    assert loads == ["load"]


def test_a_stray_file_in_the_output_is_told_by_a_build_that_has_nothing_to_do_as_by_a_full_one(built):
    (built.root / "public/stray.html").write_text("added by hand")
    for full in (False, True, False):
        with pytest.raises(UnwritableError, match=r"no build of this site made: stray\.html"):
            built.try_build(full=full)


@pytest.mark.parametrize(
    "asked", [{"as_of": AS_OF + datetime.timedelta(days=1)}, {"drafts": True}, {"base_url": "https://b.example"}]
)
def test_whoever_asks_for_something_else_gets_it(built, loads, asked):
    built.try_build(**asked)
    assert loads == ["load"]


def test_other_code_or_other_libraries_build_again(built, loads, monkeypatch):
    monkeypatch.setattr(unchanged, "libraries_digest", lambda: b"another version")
    built.try_build()
    monkeypatch.setattr(unchanged, "code_digest", lambda: b"other code")
    built.try_build()
    assert loads == ["load", "load"]


def test_the_hour_counts_only_where_an_alert_begins_or_ends(built, loads):
    built.write(ALERT)
    built.try_build(at=at(7))
    built.try_build(at=at(7))
    loads.clear()
    hours = [(7, []), (8, ["load"]), (9, []), (11, []), (12, ["load"]), (23, []), (9, ["load"])]
    for hour, expected in hours:
        loads.clear()
        built.try_build(at=at(hour))
        assert loads == expected, hour


def test_the_hour_counts_where_a_post_goes_out_ends_or_is_stopped(built, loads):
    head = "title: A\ndate: 2026-11-24T08:00\nexpires: 2026-11-24T12:00\nchannels: [website]\nstatus: approved\n"
    hold = "holds: [{since: 2026-11-24T10:00:00-06:00, by: boss, reason: Wait.}]\n"
    built.write(f"-- content/posts/a.md --\n---\n{head}{hold}---\nWords.\n")
    built.try_build(at=at(7))
    built.try_build(at=at(7))
    hours = [(7, []), (8, ["load"]), (9, []), (10, ["load"]), (11, []), (12, ["load"]), (23, [])]
    for hour, expected in hours:
        loads.clear()
        built.try_build(at=at(hour))
        assert loads == expected, hour


def test_what_is_edited_while_a_build_runs_is_built_next(built, loads):
    built.edit("content/providers/ana-diaz.yaml", "name:", "# a remark\nname:")
    file = built.root / "content/reviews/ana-diaz" / next((built.root / "content/reviews/ana-diaz").iterdir()).name
    words = file.read_text()
    build(built.options(), lambda done, total: file.write_text(words.replace("Kind", "Late")) and None)
    built.try_build()
    assert "Late words" in (built.root / "public/providers/ana-diaz/index.html").read_text()


def test_a_site_that_blocks_is_not_remembered(built, loads):
    built.edit("content/providers/ana-diaz.yaml", "name:", "nonsense:")
    assert not built.try_build().published
    loads.clear()
    assert not built.try_build().published
    assert loads == ["load"]


def test_what_is_kept_is_the_report_and_no_page(built):
    kept = msgspec.msgpack.decode((built.root / ".site-gen/unchanged.msgpack").read_bytes())
    assert len(kept) == len(unchanged._Last.__struct_fields__)
    assert b"Kind words" not in (built.root / ".site-gen/unchanged.msgpack").read_bytes()
