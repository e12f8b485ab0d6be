"""Where every record of a source went: what is refused, what is passed over, and what is only remarked."""

from __future__ import annotations

from collections import Counter

import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """A record that was not taken although it should have been: where it stands, a word to count by, and why."""

    where: str
    kind: str
    reason: str


class Note(msgspec.Struct, frozen=True):
    """A detail that was dropped, changed or is missing in a record that was kept; fields as in `Refusal`."""

    where: str
    kind: str
    reason: str


class Ignored(msgspec.Struct, frozen=True):
    """Records that are not for this site, such as organizations or empty rows; `count` of them, for one reason."""

    kind: str
    reason: str
    count: int


Tally = Counter[tuple[str, str]]
"""Ignored records while they are counted: kind and reason to number."""


def ignored_from(tally: Tally) -> tuple[Ignored, ...]:
    """Give the tally as values, sorted by kind and reason, without those that count nothing."""
    return tuple(Ignored(kind, reason, count) for (kind, reason), count in sorted(tally.items()) if count)
