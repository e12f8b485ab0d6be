"""What a fuzz target is: a parser with what must hold of it for any bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Target(NamedTuple):
    """A harness. `run` takes any bytes and raises only where a property is broken.

    `seeds` gives valid inputs to begin with. `words` are pieces of the format that a mutator puts in. Whatever `run`
    calls may raise what its docstring names, and `run` lets nothing else out but a failed property.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    words: tuple[bytes, ...] = ()
    most_bytes: int = 4096
