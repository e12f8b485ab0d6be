"""Processes that each make a tool, and then do with it whatever comes.

They are started while little is in memory: what a process and its copy look at after they parted is there twice, and
what comes later is sent, and there once. So the same processes do all the work of a build.

`concurrent.futures` sends and receives in further threads, beside which a process must not be copied. There are none
here: a process gets more only while it waits, or if what is sent surely fits into its pipe, so that the two never wait
for each other.
"""

from __future__ import annotations

import os
import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, Self, TypeVar

from site_gen.pipeline.aside import processors
from site_gen.pipeline.worker import begin, can_fork, context

Tool = TypeVar("Tool")
T = TypeVar("T")
R = TypeVar("R")

_ROOM = 1 << 12
"""Bytes that a pipe takes on any system before whoever sends has to wait."""
_AHEAD = 8
"""Tasks a process that may be begun before the result of the first of them is there."""


class _Hand(NamedTuple):
    """One process, the pipe to it, and the places and sizes of the tasks that it has."""

    process: BaseProcess
    pipe: Connection
    given: deque[tuple[int, int]]

    def takes(self, size: int) -> bool:
        """Tell whether a task of so many bytes can be sent without waiting for what this process sends."""
        return not self.given or size + sum(one for _, one in self.given) <= _ROOM

    def give(self, place: int, data: bytes) -> None:
        self.given.append((place, len(data)))
        try:
            self.pipe.send_bytes(data)
        except OSError as error:
            raise _ended() from error

    def take(self) -> tuple[int, bytes]:
        try:
            data = self.pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise _ended() from error
        return self.given.popleft()[0], data


class Crew(Generic[Tool]):
    """So many processes, 0 for one a processor, that all have what `make` makes, which must be the same in each.

    Where there is to be one only, everything is done here.
    """

    def __init__(self, make: Callable[[], Tool], count: int = 0) -> None:
        self._make = make
        self.count = count or processors()
        self._tool: Tool | None = None
        self._hands: list[_Hand] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def tool(self) -> Tool:
        """The tool of this process; what was loaded for it before the others start is there in them, too."""
        if self._tool is None:
            self._tool = self._make()
        return self._tool

    def start(self) -> None:
        """Start the processes, unless they are there."""
        if self._hands or self.count == 1:
            return
        make: Callable[[], Any] = (lambda: self._tool or self._make()) if can_fork() else self._make
        for _ in range(self.count):
            here, there = Pipe()
            others = [here, *(hand.pipe for hand in self._hands)] if can_fork() else []
            process = context().Process(target=_serve, args=(there, others, make, os.getpid()), daemon=True)
            process.start()
            there.close()
            self._hands.append(_Hand(process, here, deque()))

    def close(self) -> None:
        """End the processes, whatever they do."""
        for hand in self._hands:
            hand.process.kill()  # it has nothing but what it was given
            hand.process.join()
            hand.pipe.close()
        self._hands.clear()

    def tell(self, do: Callable[[Tool, T], None], what: T) -> None:
        """Do one thing with the tool of every process that was started, none of which is busy, and with the one here.

        Raises:
            BrokenExecutor: a process was ended from outside.
        """
        do(self.tool, what)
        for hand in self._hands:
            hand.give(0, _dump((do, what)))
        for hand in self._hands:
            _load(hand.take()[1])

    def work(self, do: Callable[[Tool, T], R], tasks: Iterable[T], *, ahead: int = _AHEAD) -> Iterator[R]:
        """Do every task with a tool, here if no processes were started; results come in the order of their tasks.

        So many tasks a process may be begun `ahead` of the first whose result is not there. The processes end where the
        work stops before its end.

        Raises:
            BrokenExecutor: a process was ended from outside.
        """
        if not self._hands:
            yield from (do(self.tool, task) for task in tasks)
            return
        try:
            yield from self._in_order(do, tasks, ahead * len(self._hands))
        finally:
            if self._busy():
                self.close()

    def _in_order(self, do: Callable[[Tool, T], R], tasks: Iterable[T], ahead: int) -> Iterator[R]:
        done: dict[int, bytes] = {}
        begun = given = 0
        for task in tasks:
            data = _dump((do, task))
            while (free := self._free(len(data))) is None or begun - given > ahead:
                done |= self._take()
                while begun - given > ahead and given in done:
                    yield _load(done.pop(given))
                    given += 1
            free.give(begun, data)
            begun += 1
            while given in done:
                yield _load(done.pop(given))
                given += 1
        while given < begun:
            while given not in done:
                done |= self._take()
            yield _load(done.pop(given))
            given += 1

    def _busy(self) -> list[_Hand]:
        return [hand for hand in self._hands if hand.given]

    def _free(self, size: int) -> _Hand | None:
        """Give the process with the least to do that takes a task of so many bytes."""
        return min((hand for hand in self._hands if hand.takes(size)), key=lambda hand: len(hand.given), default=None)

    def _take(self) -> dict[int, bytes]:
        """Wait until something has come, and give it by its place."""
        busy = self._busy()
        if not busy:  # somebody closed the crew meanwhile
            raise _ended()
        come = wait([hand.pipe for hand in busy])
        return dict(hand.take() for hand in busy if hand.pipe in come)


def _ended() -> Exception:
    from concurrent.futures import BrokenExecutor  # slow to import, and seldom needed

    return BrokenExecutor("a process was ended from outside")


def _serve(pipe: Connection, others: list[Connection], make: Callable[[], Any], parent: int) -> None:
    """Do whatever comes, until this process is ended."""
    begin(parent)
    for other in others:
        other.close()
    tool = make()
    try:
        while True:
            pipe.send_bytes(_done(tool, pipe.recv_bytes()))
    except (EOFError, OSError):  # whoever gave the work has ended
        return


def _done(tool: Any, data: bytes) -> bytes:
    try:
        do, task = pickle.loads(data)  # noqa: S301 - of the process that started this one
        return _dump((True, do(tool, task)))
    except Exception as error:  # whatever it is, it is raised where the result was asked for
        said = traceback.format_exc()
        error.add_note(said)
        try:
            return _dump((False, error))
        except Exception:  # it holds something that cannot be sent
            return _dump((False, RuntimeError(said)))


def _dump(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _load(data: bytes) -> Any:
    is_result, value = pickle.loads(data)  # noqa: S301 - of a process that this one started
    if not is_result:
        raise value
    return value
