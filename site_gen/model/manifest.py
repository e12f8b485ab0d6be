"""An export that was taken in, and its totals: `content/imports/<name>.yaml`, written by intake."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, Count, Instant, Slug, Text

ImportId = Annotated[
    str,
    Meta(
        pattern=r"^i-[a-z0-9]{12}" + END,
        title="import id",
        description="i- and twelve random letters or digits",
        examples=["i-m2k3v9xa77qd"],
    ),
]
Sha256 = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{64}" + END, title="SHA-256", description="64 lower-case hexadecimal digits")
]
RatingKey = Annotated[
    str,
    Meta(pattern=r"^([0-9]{1,4}|none|yes|no)" + END, description="a rating, none, or yes and no for recommendations"),
]


PlaceName = Annotated[str, Meta(title="place", description="how the source calls a place", examples=["locations/22"])]

HARMLESS = frozenset({"no-answer", "here-already", "repeated", "empty", "erased", "other-form"})
"""Why a row need not become a review; each other word in `left_out` is a refusal."""


class Newest(Content, frozen=True, kw_only=True):
    """The latest change that an export has in a place: the source's own word for it, empty where it says none."""

    place: PlaceName = ""
    at: Instant


class Manifest(Content, frozen=True, kw_only=True):
    """One import as written, with its path.

    `rows` counts every row of the export; `ratings` is its histogram (`{"5": 41, none: 2}`); `source_total` is how many
    reviews the source itself said it has at that time. `left_out` counts the rows that did not become a review with
    this import, by what they are: here already, repeated, empty, refused for a reason. `line_breaks` counts the texts
    whose line ends were written as line feeds, the only change that a text undergoes. `encoding_accepted` counts those
    with characters that a wrong decoding leaves, which a person looked at and let in as they are. `encoding` is what
    bytes that are no UTF-8 were read as, because a person said so. `newest` is of the places
    of which reviews came in that had been edited before: so an older export shows as one. `places` are those that the
    export is about, by the source's own words, where it counts by place: a later one says what is gone of its own only.
    """

    path: str = msgspec.field(name="@path")
    id: ImportId
    source: Slug
    format: Slug
    file: Text
    sha256: Sha256
    rows: Count
    ratings: dict[RatingKey, Count] = {}
    source_total: Count | None = None
    left_out: dict[Slug, Count] = {}
    line_breaks: Count = 0
    encoding_accepted: Count = 0
    encoding: Literal["utf-8", "windows-1252"] = "utf-8"
    newest: tuple[Newest, ...] = ()
    places: tuple[PlaceName, ...] = ()
    taken_at: Instant
    parser: Text

    def __post_init__(self) -> None:
        if sum(self.ratings.values()) > self.rows:
            raise ValueError(f"{sum(self.ratings.values())} ratings in {self.rows} rows")
        if sum(self.left_out.values()) > self.rows:
            raise ValueError(f"{sum(self.left_out.values())} rows left out of {self.rows}")
