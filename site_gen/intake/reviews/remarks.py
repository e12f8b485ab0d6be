"""Remarks on rows, counted: a hundred thousand rows with one fault make one note."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.intake.account import Note


class Remarks:
    """Takes remarks one by one; those of one kind about one thing become one note, at the first row that has it."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Note] = {}
        self._count: dict[tuple[str, str], int] = {}

    def add(self, where: str, kind: str, reason: str, about: str = "") -> None:
        """Take a remark; `about` tells apart what remarks of one kind are about, such as columns."""
        key = (kind, about)
        self._first.setdefault(key, Note(where, kind, reason))
        self._count[key] = self._count.get(key, 0) + 1

    def notes(self) -> Iterator[Note]:
        """Give a note for each kind, with the number of rows behind it."""
        for key, first in self._first.items():
            count = self._count[key]
            more = f" (the first of {count:,} such rows)" if count > 1 else ""
            yield Note(first.where, first.kind, f"{first.reason}{more}")
