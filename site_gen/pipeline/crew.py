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
        self.pipe.send_bytes(data)


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
        """Do one thing with the tool of every process, and with the one here."""
        do(self.tool, what)
        data = _dump((do, what))
        for hand in self._hands:
            hand.give(0, data)
        while self._busy():
            for raw in self._take().values():
                _load(raw)

    def work(self, do: Callable[[Tool, T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Do every task with a tool, here if no processes were started; results come in the order of their tasks.

        Raises:
            BrokenExecutor: a process was ended from outside.
        """
        if not self._hands:
            yield from (do(self.tool, task) for task in tasks)
            return
        done: dict[int, bytes] = {}
        begun = given = 0
        for task in tasks:
            data = _dump((do, task))
            while (free := self._free(len(data))) is None or begun - given > _AHEAD * len(self._hands):
                done |= self._take()
                while begun - given > _AHEAD and given in done:
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
        come = wait([hand.pipe for hand in busy])
        found = {}
        for hand in busy:
            if hand.pipe in come:
                try:
                    data = hand.pipe.recv_bytes()
                except (EOFError, OSError) as error:
                    from concurrent.futures import BrokenExecutor  # slow to import, and seldom needed

                    raise BrokenExecutor("a process was ended from outside") from error
                place, _size = hand.given.popleft()
                found[place] = data
        return found


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
        error.add_note(traceback.format_exc())
        return _dump((False, error))


def _dump(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _load(data: bytes) -> Any:
    is_result, value = pickle.loads(data)  # noqa: S301 - of a process that this one started
    if not is_result:
        raise value
    return value
