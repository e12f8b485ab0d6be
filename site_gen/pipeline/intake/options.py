"""What is taken in and how, and what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.intake.account import Note, Refusal
from site_gen.intake.reviews.dates import Order
from site_gen.intake.reviews.encoding import Encoding
from site_gen.intake.reviews.places import About, PlaceMap
from site_gen.intake.reviews.received import Reading
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.model.review import Method

Progress = Callable[[int, int], None]
"""Is told how many reviews are made, of how many."""


class IntakeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """One intake. `source` is a collector's name or `auto`; `files` are files, folders or archives of one export.

    `about` is said of every row. `is_whole` says that the export holds all that the source has. `method` and `batch`
    count where the export says none. `accept_encoding` lets in texts that look wrongly decoded, `skip_invalid` takes
    the others although some rows are refused; what is not UTF-8 is read in `encoding`. `now` is the instant of the
    intake, `version` that of the tool.
    """

    root: Path
    source: str
    files: tuple[Path, ...]
    now: datetime.datetime
    version: str
    about: About | None = None
    places: PlaceMap | None = None
    mapping: ReviewMap | None = None
    method: Method | None = None
    batch: str | None = None
    order: Order | None = None
    is_whole: bool = False
    accept_encoding: bool = False
    encoding: Encoding = "utf-8"
    skip_invalid: bool = False
    dry_run: bool = False


class Gone(NamedTuple):
    """A review that an earlier import brought and a whole export of its place no longer has; it stays as it is."""

    id: str
    path: str
    is_shown: bool


class Taken(NamedTuple):
    """What came of an intake. `written` are the new review files, by provider; none where it did not land.

    `versions` are those among them that replace an earlier version, `answered` the files that got the source's reply.
    `gone` are no longer at the source; of `gone_untold` more nobody can tell. `unmatched` counts by place the rows of
    which nobody knows whom they are about. `import_id` is empty where no manifest was written: nothing landed, or this
    very export was taken in before.
    """

    reading: Reading
    title: str
    new: int
    versions: tuple[str, ...]
    answered: tuple[str, ...]
    known: int
    erased: int
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    unmatched: Mapping[str, int]
    gone: tuple[Gone, ...]
    gone_untold: int
    written: Mapping[str, int]
    import_id: str = ""
    manifest: str = ""
    again: str = ""
