"""Noticing changes, and only those that matter."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from site_gen.serve import watch
from site_gen.serve.watch import UNKNOWN, Changes, Watched, is_relevant, watching

PATIENCE_SECONDS = 30


class Bell:
    """Rings at every change, and keeps where it was."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self.paths: set[str] = set()

    def ring(self, paths: Sequence[str]) -> None:
        self.paths.update(paths)
        self._rung.set()

    def must_ring(self) -> None:
        assert self._rung.wait(PATIENCE_SECONDS), "the change went unnoticed"

    def reset(self) -> None:
        self._rung.clear()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "root/content/reviews/ana").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "root"


def watched(root: Path) -> Watched:
    return Watched(
        root, ("site.yaml",), ("content", "themes"), (root.parent / "elsewhere", root / "themes", root / "no")
    )


@pytest.mark.parametrize(
    "file",
    [
        "site.yaml",
        "content/a.yaml",
        "content/reviews/ana/r.yaml",
        "content/reviews/new/r.yaml",
        "themes/x/theme.yaml",
        "../elsewhere/b",
    ],
)
def test_a_change_of_what_a_build_reads_is_noticed(root, file):
    bell = Bell()
    with watching(watched(root), bell.ring) as at_once:
        assert at_once
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("x")
        bell.must_ring()
    place = (root / file).resolve()
    assert bell.paths
    named = {Path(path).resolve() for path in bell.paths if path != UNKNOWN}
    assert named <= {place, *place.parents}


def test_a_tree_that_was_made_later_is_watched_from_then_on(root):
    bell = Bell()
    with watching(watched(root), bell.ring):
        (root / "themes").mkdir()
        bell.must_ring()
        # The folder may be reported before it is watched: write until it is.
        for number in range(PATIENCE_SECONDS * 20):
            bell.reset()
            (root / "themes" / f"{number}.css").write_text("x")
            if bell._rung.wait(0.05):
                break
        else:
            pytest.fail("the new folder is not watched")


def test_a_file_that_is_replaced_by_a_rename_is_noticed(root):
    place = root / "content/a.yaml"
    place.write_text("old")
    bell = Bell()
    with watching(watched(root), bell.ring):
        new = root / "content/.a.yaml.new"
        new.write_text("new")
        new.replace(place)
        bell.must_ring()


def test_reports_that_got_lost_count_as_a_change(root, capfd):
    bell = Bell()
    with watching(watched(root), bell.ring):
        logging.getLogger("watchdog.observers.inotify_c").warning(
            "Inotify queue overflowed; filesystem events were lost"
        )
        bell.must_ring()
    assert capfd.readouterr().err == ""


def test_where_the_system_cannot_watch_so_many_folders_they_are_looked_through(root, tmp_path, monkeypatch):
    limit = tmp_path / "limit"
    limit.write_text("2\n")
    monkeypatch.setattr(watch, "_LIMIT_FILE", limit)
    monkeypatch.setattr(watch, "_POLL_SECONDS", 0.05)
    bell = Bell()
    with watching(watched(root), bell.ring) as at_once:
        assert not at_once
        (root / "content/a.yaml").write_text("x")
        bell.must_ring()


def test_where_the_system_gives_no_watch_at_all_folders_are_looked_through(root, monkeypatch):
    def refuse() -> None:
        raise OSError(24, "inotify instance limit reached")

    monkeypatch.setattr(watch, "Observer", refuse)
    monkeypatch.setattr(watch, "_POLL_SECONDS", 0.05)
    bell = Bell()
    with watching(watched(root), bell.ring) as at_once:
        assert not at_once
        (root / "content/a.yaml").write_text("x")
        bell.must_ring()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.yaml", True),
        ("reviews/ana/r-1.yaml", True),
        (".a.yaml.swp", False),
        ("a.yaml~", False),
        ("#a.yaml#", False),
        ("4913", False),
        ("a.yaml___jb_tmp___", False),
        (".git/index", False),
        ("a/.obsidian/x.json", False),
        ("a.yaml.bak", True),
    ],
)
def test_only_what_a_build_would_read_is_relevant(path, expected):
    assert is_relevant(f"/site/content/{path}", Path("/site/content")) is expected


def test_changes_are_waited_for_until_there_is_quiet():
    async def scenario() -> float:
        loop = asyncio.get_running_loop()
        changes = Changes()
        start = loop.time()
        for number in range(6):
            loop.call_later(0.02 * number, changes.note)
        await changes.settled()
        return loop.time() - start

    assert asyncio.run(scenario()) >= 0.02 * 5


def test_changes_that_never_end_are_not_waited_for_forever(monkeypatch):
    monkeypatch.setattr(watch, "MOST_SECONDS", 0.2)

    async def scenario() -> None:
        changes = Changes()

        async def chatter() -> None:
            while True:
                changes.note()
                await asyncio.sleep(0.005)

        talking = asyncio.create_task(chatter())
        await asyncio.wait_for(changes.settled(), PATIENCE_SECONDS)
        talking.cancel()

    asyncio.run(scenario())


def test_a_change_after_the_quiet_counts_for_the_next_time():
    async def scenario() -> None:
        changes = Changes()
        changes.note(["/site/a"])
        changes.note(["/site/b"])
        assert await changes.settled() == {"/site/a", "/site/b"}
        waiting = asyncio.ensure_future(changes.settled())
        await asyncio.sleep(watch.QUIET_SECONDS * 2)
        assert not waiting.done()
        changes.note()
        assert await asyncio.wait_for(waiting, PATIENCE_SECONDS) == {watch.UNKNOWN}

    asyncio.run(scenario())
