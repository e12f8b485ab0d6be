"""Processes that work for one: their results are those that it would have, in order, whatever is sent or happens."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor

import pytest

from benchmarks.generate import AS_OF, write_site
from site_gen.pipeline import crew as crew_module
from site_gen.pipeline.build import build
from site_gen.pipeline.crew import Crew
from site_gen.pipeline.options import BuildOptions


class Bench:
    """A tool that remembers what it was told."""

    def __init__(self) -> None:
        self.told = b""


def hear(bench: Bench, told: bytes) -> None:
    bench.told = told


def doubled(bench: Bench, task: tuple[int, bytes]) -> tuple[int, int, bytes]:
    """Give back what was told, and twice what was sent."""
    number, data = task
    return number, os.getpid(), bench.told + 2 * data


def fail(bench: Bench, number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


class OddError(Exception):
    """Something that cannot be sent."""

    def __init__(self) -> None:
        super().__init__("odd", lambda: None)


def fail_oddly(bench: Bench, number: int) -> int:
    raise OddError


def end(bench: Bench, number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("size", [0, 100, 5_000, 1_000_000])
def test_results_keep_the_order_of_their_tasks(size):
    with Crew(Bench, 3) as crew:
        crew.start()
        crew.tell(hear, b"y" * size)
        tasks = ((number, b"z" * size) for number in range(40))
        found = list(crew.work(doubled, tasks))
    assert [number for number, _, _ in found] == list(range(40))
    assert all(said == b"y" * size + b"z" * 2 * size for _, _, said in found)
    assert os.getpid() not in {process for _, process, _ in found}
    assert len({process for _, process, _ in found}) > 1


def test_little_is_begun_before_the_first_result_is_there():
    begun = []

    def tasks() -> Iterator[tuple[int, bytes]]:
        for number in range(500):
            begun.append(number)
            yield number, b""

    with Crew(Bench, 2) as crew:
        crew.start()
        results = crew.work(doubled, tasks())
        next(results)
        assert len(begun) < 30
        assert len(list(results)) == 499


def test_where_nobody_was_called_everything_is_done_here():
    with Crew(Bench, 3) as crew:
        crew.tell(hear, b"told")
        assert list(crew.work(doubled, [(1, b""), (2, b"")])) == [(1, os.getpid(), b"told"), (2, os.getpid(), b"told")]


def test_what_was_loaded_before_is_there_in_every_process(monkeypatch):
    monkeypatch.setattr(crew_module, "can_fork", lambda: True)
    monkeypatch.setattr(crew_module, "context", lambda: multiprocessing.get_context("fork"))
    with Crew(Bench, 2) as crew:
        hear(crew.tool, b"before")
        crew.start()
        assert {said for _, _, said in crew.work(doubled, [(number, b"") for number in range(8)])} == {b"before"}


def test_beside_other_threads_processes_begin_with_nothing_of_this_one():
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        with Crew(Bench, 2) as crew:
            hear(crew.tool, b"only here")
            crew.start()
            found = list(crew.work(doubled, [(number, b"") for number in range(8)]))
    finally:
        ended.set()
        thread.join()
    assert [(number, said) for number, _, said in found] == [(number, b"") for number in range(8)]


def test_what_is_raised_there_is_raised_here_and_says_where():
    with Crew(Bench, 2) as crew:
        crew.start()
        with pytest.raises(ValueError, match="seven") as raised:
            list(crew.work(fail, range(20)))
    assert "in fail" in "".join(raised.value.__notes__)


def test_a_process_that_was_ended_is_no_result():
    with Crew(Bench, 2) as crew:
        crew.start()
        with pytest.raises(BrokenExecutor):
            list(crew.work(end, range(20)))


def test_no_process_is_left():
    with Crew(Bench, 2) as crew:
        crew.start()
        found = list(crew.work(doubled, [(number, b"") for number in range(8)]))
    for process in {process for _, process, _ in found}:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.parametrize(
    "ask",
    [
        lambda crew: crew.tell(hear, b"told"),
        lambda crew: list(crew.work(doubled, [(number, b"z" * 100_000) for number in range(8)])),
    ],
)
def test_a_process_that_was_ended_before_it_got_anything_is_no_result(ask):
    with Crew(Bench, 2) as crew:
        crew.start()
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        with pytest.raises(BrokenExecutor):
            ask(crew)


def test_what_cannot_be_sent_is_said_in_words():
    with Crew(Bench, 2) as crew:
        crew.start()
        with pytest.raises(RuntimeError, match="OddError"):
            list(crew.work(fail_oddly, range(4)))


@pytest.mark.parametrize("stop", [lambda results: next(results), list])
def test_work_that_stopped_half_way_leaves_nothing_for_the_next(stop):
    with Crew(Bench, 2) as crew:
        crew.start()
        results = crew.work(fail, range(20))
        with contextlib.suppress(ValueError):
            stop(results)
        results.close()
        assert [number for number, _, _ in crew.work(doubled, [(number, b"") for number in range(9)])] == [*range(9)]


def test_a_crew_that_was_closed_ends_the_work():
    with Crew(Bench, 2) as crew:
        crew.start()
        results = crew.work(doubled, [(number, b"") for number in range(100)])
        next(results)
        crew.close()
        with pytest.raises(BrokenExecutor):
            list(results)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_was_stopped_leaves_nothing_beside_the_output(tmp_path, stop):
    write_site(tmp_path / "site", 150)
    asked: list[int] = []

    def progress(done: int, total: int) -> None:
        asked.append(done)
        if len(asked) == 3:
            raise stop

    with pytest.raises(stop):
        build(BuildOptions(root=tmp_path / "site", out=tmp_path / "public", as_of=AS_OF, jobs=2), progress)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
