"""The sealed originals while a seal is planned: those of one provider at a time, made ready ahead by other processes.

What waits to be sealed is committed to ahead, too: which entry a review becomes does not depend on its place, and the
salts, the digests and the cutting of its text are most of the work.
"""

from __future__ import annotations

import contextlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.load.log_folder import opening_places, opening_providers, openings_path, read_openings, read_optional
from site_gen.model.base import Month, Precision
from site_gen.model.review import Review
from site_gen.pipeline.pool import Workers
from site_gen.reviewlog.commitment import commit_review
from site_gen.reviewlog.disclosure import SALT_BYTES, Salts
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import Opening

_SALTS_AT_ONCE = 256
_BATCH_BYTES = 1 << 16
"""Reviews that another process is given at a time, as content, in bytes."""


class Ready(NamedTuple):
    """One provider: the openings in the log folder, and those of reviews that have none yet, all by review id."""

    provider: str = ""
    known: Mapping[str, Opening] = {}
    fresh: Mapping[str, Opening] = {}


class _Made(msgspec.Struct, frozen=True, array_like=True):
    provider: str
    known: tuple[Opening, ...]
    fresh: tuple[Opening, ...]


class Waiting(NamedTuple):
    """The reviews of one provider as they wait for their turn: the bytes of `REVIEWS`."""

    provider: str
    reviews: bytes


REVIEWS = msgspec.json.Decoder(tuple[Review, ...])
_MADE = msgspec.msgpack.Decoder(list[_Made])


class Originals:
    """The openings of every provider in a log of `size` entries. Whose turn it is, has them ready."""

    def __init__(
        self,
        root: Path,
        size: int,
        waiting: Iterable[Waiting] = (),
        *,
        logged: Month,
        precision: Precision,
        workers: Workers,
    ) -> None:
        self._root = root
        self._size = size
        make = partial(_make, root, size, logged, precision)
        self._ready = _ready(workers.in_order(make, _batches(waiting)))
        self._turn = Ready()

    def turn(self, provider: str) -> None:
        """Go on to the next provider, who must be the next one of those that wait.

        Raises:
            LogError: its openings are damaged.
        """
        self._turn = next(self._ready)
        assert self._turn.provider == provider, "turns come in the order in which providers wait"

    def of(self, provider: str) -> dict[str, Opening]:
        """Give the openings of a provider by review id.

        Raises:
            LogError: they are damaged.
        """
        if provider == self._turn.provider:
            return dict(self._turn.known)
        return {opening.id: opening for opening in read_openings(self._root, provider, self._size)}

    def fresh(self, provider: str, review_id: str) -> Opening | None:
        """Give what a review that has no opening yet would be sealed as, if it was made ready."""
        return self._turn.fresh.get(review_id) if provider == self._turn.provider else None

    def home_of(self, review_id: str) -> str | None:
        """Give the provider under whom a review has an opening."""
        return self._homes.get(review_id)

    @cached_property
    def _homes(self) -> dict[str, str]:
        homes = {}
        for provider in opening_providers(self._root):
            for ident, _index in opening_places(read_optional(self._root, openings_path(provider)) or b""):
                homes[ident] = provider
        return homes


def fresh_salts() -> Salts:
    """Give a source of salts that asks the system for many at a time."""

    def salts() -> Iterator[bytes]:
        while True:
            data = secrets.token_bytes(SALT_BYTES * _SALTS_AT_ONCE)
            for at in range(0, len(data), SALT_BYTES):
                yield data[at : at + SALT_BYTES]

    return salts().__next__


def _batches(waiting: Iterable[Waiting]) -> Iterator[Sequence[Waiting]]:
    batch: list[Waiting] = []
    size = 0
    for one in waiting:
        batch.append(one)
        size += len(one.reviews) + 1
        if size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _make(root: Path, size: int, logged: Month, precision: Precision, batch: Sequence[Waiting]) -> bytes:
    """Read openings and commit to what has none; what cannot be committed to is left for whoever would append it."""
    salts = fresh_salts()
    made = []
    for provider, data in batch:
        known = read_openings(root, provider, size)
        reviews = REVIEWS.decode(data)
        files = Counter([opening.id for opening in known] + [review.id for review in reviews])
        fresh = []
        for review in reviews:
            if files[review.id] == 1:
                with contextlib.suppress(LogError):
                    fresh.append(
                        commit_review(review, provider=provider, logged=logged, salts=salts, precision=precision)
                    )
        made.append(_Made(provider, known, tuple(fresh)))
    return msgspec.msgpack.encode(made)


def _ready(batches: Iterable[bytes]) -> Iterator[Ready]:
    for batch in batches:
        for made in _MADE.decode(batch):
            yield Ready(made.provider, _by_id(made.known), _by_id(made.fresh))


def _by_id(openings: Sequence[Opening]) -> dict[str, Opening]:
    return {opening.id: opening for opening in openings}
