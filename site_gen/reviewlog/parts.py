"""Cuts a log into parts by provider: each can be replayed alone, so that nobody holds all reviews at once.

Reading a log gives events; each goes to the part of the review that it is about, or of the mark that must be the only
one of its kind. All conflicts are found as in one replay of the whole, since an event needs no more than its part: an
edit of a review elsewhere is one by another provider, and a decision takes along what the copy elsewhere holds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from zlib import crc32

from site_gen.reviewlog.entries import DecisionEntry
from site_gen.reviewlog.events import About, Commitment, Edit, Event
from site_gen.reviewlog.replay import play
from site_gen.reviewlog.states import Replay, ReviewState

MOST_PARTS = 1_024
_ENTRIES_A_PART = 2_000
_FEWEST_PARTS = 16
"""So many at least, so that several can be looked at together."""


def part_count(size: int) -> int:
    """Give into how many parts a log of `size` entries is cut."""
    return min(max(_FEWEST_PARTS, size // _ENTRIES_A_PART), MOST_PARTS)


def part_of(key: str, count: int) -> int:
    """Give the part of a provider, or of anything else that has a name."""
    return crc32(key.encode()) % count


def play_part(events: Iterable[Event]) -> Replay:
    """Give the reviews and conflicts of one part; all settings stay empty."""
    replay = Replay()
    for event in events:
        play(replay, event)
    return replay


class Router:
    """Tells the part of each event. Of every entry it remembers only which part its review is in: two bytes.

    `keep` and `kept` store what a review holds by its leaf index, 16 bytes, and give it back; every index is kept once.
    """

    def __init__(self, count: int, keep: Callable[[int, bytes], None], kept: Callable[[int], bytes]) -> None:
        self._count = count
        self._keep = keep
        self._kept = kept
        self._places = array("H")  # by leaf index: the review's part, counted from 1, or 0 where there is no review

    def route(self, event: Event) -> tuple[int, Event]:
        """Give the part of an event, and the event as it goes there."""
        if isinstance(event, Commitment):
            return int.from_bytes(event.mark, "big") % self._count, event
        if isinstance(event, ReviewState):
            part = part_of(event.provider, self._count)
            self._places.frombytes(bytes(self._places.itemsize * (event.index - len(self._places))))
            self._places.append(part + 1)
            self._keep(event.index, event.content)
            return part, event
        if isinstance(event, Edit):
            return self._part_at(event.supersedes), event
        part = self._part_at(event.entry.subject)
        copy = event.entry.moved_to if isinstance(event.entry, DecisionEntry) else None
        if copy is not None and self._is_review(copy) and self._part_at(copy) != part:
            event = About(event.index, event.entry, self._kept(copy))
        return part, event

    def _is_review(self, index: int) -> bool:
        return index < len(self._places) and self._places[index] > 0

    def _part_at(self, index: int) -> int:
        """Give the part of the review at a leaf; of what is no review, any."""
        return self._places[index] - 1 if self._is_review(index) else index % self._count
