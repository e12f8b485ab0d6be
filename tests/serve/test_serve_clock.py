"""The preview follows the clock: what begins or ends by the hour, and the day itself, without a change of any file."""

from __future__ import annotations

import asyncio
import datetime
import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from site_gen.cli import build, roles
from site_gen.cli.build import Moment
from site_gen.cli.serve_session import Session
from site_gen.pipeline.preview import Preview
from site_gen.serve.handlers import Live
from site_gen.serve.server import Owner, _follow
from site_gen.serve.view import View
from site_gen.serve.watch import Changes

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
ZONE = datetime.timezone(datetime.timedelta(hours=-6))


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until somebody moves it."""
    now = [at(24, 7)]
    monkeypatch.setattr(roles, "now", lambda: now[0])
    monkeypatch.setattr(build, "read_moment", lambda text, root: Moment(now[0].date(), now[0]))
    return now


def test_a_build_is_due_when_an_alert_begins_and_ends_and_at_midnight_where_the_site_is(site, clock):
    root = site(ALERT).root
    preview = Preview(root, "http://127.0.0.1:8000")
    session = Session(root, preview, None, in_browser=False)
    session.begin(everybody=False)
    for due, is_shown in ((at(24, 8), True), (at(24, 12), False), (at(25, 0), False), (at(26, 0), False)):
        assert session.seconds_left() == (due - clock[0]).total_seconds()
        clock[0] = due
        view = session.rebuild()
        assert view.folder is not None
        assert ("Closed until noon." in (view.folder / "index.html").read_text()) == is_shown


def test_after_a_build_that_was_blocked_the_next_is_due_at_midnight_and_with_a_given_day_never(site, clock):
    folder = site()
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentits")
    preview = Preview(folder.root, "http://127.0.0.1:8000")
    session = Session(folder.root, preview, None, in_browser=False)
    session.begin(everybody=False)
    assert session.seconds_left() == 17 * 3600
    fixed = Session(folder.root, preview, Moment(at(24, 7).date(), at(24, 7)), in_browser=False)
    fixed.begin(everybody=False)
    assert fixed.seconds_left() == math.inf


@pytest.mark.parametrize(("left", "builds"), [(0.05, 3), (math.inf, 1)])
def test_the_follower_builds_when_the_clock_says_so_and_only_then(left, builds):
    made: list[View] = []

    def rebuild() -> View:
        made.append(View(serial=len(made)))
        return made[-1]

    async def follow() -> None:
        due = iter([left, 0.0] * 2)
        owner = Owner(
            rebuild,
            lambda paths: made[-1],
            lambda: None,
            lambda: None,
            lambda at_once: None,
            lambda path: None,
            lambda: next(due, math.inf) if left < 1 else math.inf,
            None,
        )
        with ThreadPoolExecutor(1) as builder:
            follower = asyncio.create_task(_follow(Changes(), Live(View(), "s"), owner, builder))
            async with asyncio.timeout(30):
                while len(made) < builds:
                    await asyncio.sleep(0.01)
            await asyncio.sleep(0.3)
            follower.cancel()

    asyncio.run(follow())
    assert len(made) == builds
