"""An infographic of an owner's page: a block of data in the page's front matter that is drawn as a card."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Meta

from site_gen.model.base import Content, Count, Text, Url, Year

PLACED = re.compile(r"^[ ]{0,3}\[\[([a-z0-9][a-z0-9-]*)\]\][ \t]*$", re.MULTILINE)
"""Where a page's Markdown places an infographic: its name in double brackets, in a paragraph of its own."""

MOST_FIGURES = 100
"""How many small figures stand for all at most: more than a reader counts."""


class Citation(Content, frozen=True, kw_only=True):
    """Who says so, and when."""

    name: Text
    url: Url | None = None
    year: Year


class InfographicRow(Content, frozen=True, kw_only=True):
    """One line: its words, and with numbers its `value`; `detail` says more in a sentence."""

    label: Text
    value: Count | None = None
    detail: Text | None = None


class Infographic(Content, frozen=True, kw_only=True):
    """A card of a few rows.

    `bars` compares values, which may carry a `unit` ("minutes"); `share` draws each value as so many of `of` ("9 of
    10"); `steps` numbers its rows and has no values. What has numbers names its `source`.
    """

    kind: Literal["bars", "share", "steps"]
    title: Text
    rows: Annotated[tuple[InfographicRow, ...], Meta(min_length=1, max_length=12, description="1 to 12 rows")]
    unit: Text | None = None
    of: Annotated[int, Meta(ge=2, le=MOST_FIGURES, description="a whole number from 2 to 100")] | None = None
    source: Citation | None = None

    def __post_init__(self) -> None:
        values = [row.value for row in self.rows if row.value is not None]
        if self.kind == "steps":
            if values or self.of is not None or self.unit is not None:
                raise ValueError("steps have no numbers: leave value, of and unit out")
            return
        if len(values) < len(self.rows):
            raise ValueError(f"every row of {self.kind} needs a value")
        if self.source is None:
            raise ValueError("numbers need a source: its name and year")
        if self.kind == "share":
            if self.of is None:
                raise ValueError("share needs of: how many there are in all")
            if max(values) > self.of:
                raise ValueError(f"a share of {max(values)} is more than {self.of}")
        elif self.of is not None:
            raise ValueError("bars have no of; write kind: share for so many of so many")

    @property
    def words(self) -> str:
        """The words of the card as sentences, for rules that read what a practice says."""
        rows = (f"{row.label}. {row.detail or ''}".strip() for row in self.rows)
        return "\n\n".join((f"{self.title}.", *rows))
