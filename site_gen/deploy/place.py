"""What every place can do to which an output goes, and what is kept there beside the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

STATE = ".site-gen/manifest.json"
"""What lies at a place, by the deployment that put it there."""
LOCK = ".site-gen/lock"
"""Who is deploying there now."""


class Upload(NamedTuple):
    """One file to put at a place: its path there, the file here, and the headers with which it is to be served."""

    path: str
    source: Path
    content_type: str
    cache_control: str


class Place(Protocol):
    """A place that pages are published at; paths have forward slashes and are below its root.

    At a place that is `in_one_step` nothing is seen before `settle`, and then all of it. One that is `quick_to_list`
    gives sizes with few questions, however many files there are.
    Everything here raises `UnwritableError` or `UnreadableError` where the place does not let it, with what it said.
    """

    in_one_step: bool
    quick_to_list: bool

    def sizes(self, paths: Iterable[str]) -> Mapping[str, int] | None:
        """Give the sizes in bytes of those of some files that are there; None where nobody may list what is there."""
        ...

    def read(self, path: str) -> bytes | None:
        """Give a file; None where there is none."""
        ...

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none, in one step; False where there is one."""
        ...

    def replace(self, path: str, data: bytes) -> None:
        """Put a file of the deployment itself, whether there is one or not."""
        ...

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files, each whole or not at all, in any order; `done` is called with the path of each that is there."""
        ...

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away; one that is gone already is no error."""
        ...

    def settle(self) -> None:
        """Let everything that was put and removed be seen, at a place where that happens at once; else nothing."""
        ...
