"""Which column of a vendor's table of reviews means what: given in a mapping file, and held against the table."""

from __future__ import annotations

import difflib
import zoneinfo
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from site_gen.errors import UnreadableError
from site_gen.intake.directory.names import clean
from site_gen.intake.reviews.dates import Order
from site_gen.intake.reviews.private_columns import private_for
from site_gen.intake.tables import Delimiter, folded
from site_gen.model.base import Content, Count, Slug
from site_gen.model.contact import has_contact
from site_gen.model.review import Method, Verification

ReviewField = Literal[
    "source_id", "rating", "title", "text", "author", "language", "received_at", "updated_at", "experienced",
    "provider", "npi", "location", "place", "verification", "method", "batch", "incentive", "relationship",
    "authorization", "reply", "replied_at",
]  # fmt: skip
"""What a column may hold. `provider` is a slug; `place` is how the vendor calls what was reviewed."""

FIELDS: tuple[ReviewField, ...] = get_args(ReviewField)
DATES: tuple[ReviewField, ...] = ("received_at", "updated_at", "replied_at", "experienced")
_OF_ONE_REVIEW = ("source_id", "rating", "title", "text", "author", "reply", "replied_at", "updated_at")
"""Fields that no constant can fill: each review has its own."""
_MOST_SHOWN = 12


class Scale(Content, frozen=True, kw_only=True):
    """The scale of the ratings of a table."""

    best: Annotated[int, Meta(ge=2, le=1000)] = 5
    worst: Count = 1

    def __post_init__(self) -> None:
        if self.worst >= self.best:
            raise ValueError(f"worst is {self.worst} and best {self.best}, expected a smaller worst")


class ReviewMap(Content, frozen=True, kw_only=True):
    """How to read a vendor's table: `{source: press-ganey, columns: {Survey ID: source_id, …}, scale: {best: 10}}`.

    Names of columns, and values in `words`, `methods`, `verifications` and `locations`, are compared without regard to
    case and spacing; columns that are not named are not read. Several columns may be `text`: what is filled of them
    follows one another, a line between. `aspects` are questions answered with 1 to 5. A constant stands in for every
    empty cell. `words` are ratings and answers in words, on the scale, null for none; numbers among them count by
    value. `dates` says which number of a date is the day, where the dates themselves do not show it, and `time_zone` is
    that of times without one, the site's when absent.
    `method` and `verification` are those of every review, unless columns say otherwise: then `methods` and
    `verifications` say what their values mean, and `locations` which of the site's a location's name is.
    """

    path: str = msgspec.field(name="@path", default="")
    source: Slug
    columns: dict[str, ReviewField]
    aspects: dict[str, Slug] = msgspec.field(default_factory=dict)
    constants: dict[ReviewField, str] = msgspec.field(default_factory=dict)
    scale: Scale = Scale()
    words: dict[str, Count | None] = msgspec.field(default_factory=dict)
    methods: dict[str, Method] = msgspec.field(default_factory=dict)
    verifications: dict[str, Verification] = msgspec.field(default_factory=dict)
    locations: dict[str, Slug] = msgspec.field(default_factory=dict)
    delimiter: Delimiter | None = None
    dates: Order | None = None
    time_zone: str | None = None
    method: Method | None = None
    verification: Verification = "none"


class Plan(NamedTuple):
    """Where in a row of a certain table things stand, counted from 0.

    `aspects` are place, name and column; `unread` the columns that the mapping does not name.
    """

    fields: tuple[tuple[int, ReviewField], ...]
    aspects: tuple[tuple[int, str, str], ...]
    width: int
    unread: tuple[str, ...]


def check_map(mapping: ReviewMap) -> None:
    """Check a mapping by itself.

    Raises:
        UnreadableError: it names neither rating nor text, no date, one field twice, a constant for what each review has
            of its own, a column of contact data, or an unknown time zone.
    """
    where = mapping.path or "the mapping"
    fields = list(mapping.columns.values())
    for column, field in mapping.columns.items():
        if field not in FIELDS:
            raise UnreadableError(
                f"{where} gives column {column!r} the unknown field {field!r}", hint=_near(field, FIELDS)
            )
        if (kind := private_for(column, field)) is not None:
            what = f"{where} maps column {column!r}, which looks like {kind}, to {field}"
            raise UnreadableError(what, hint="take the line out: such columns are never stored")
        if field != "text" and fields.count(field) > 1:
            raise UnreadableError(f"{where} maps two columns to {field}", hint="keep the one that holds it")
    aspects = list(mapping.aspects.values())
    twice = next((name for name in aspects if aspects.count(name) > 1), None)
    if twice is not None:
        raise UnreadableError(f"{where} maps two columns to the aspect {twice}", hint="give each question its own name")
    own = next((field for field in mapping.constants if field in _OF_ONE_REVIEW), None)
    if own is not None:
        raise UnreadableError(
            f"{where} has a constant for {own}, which each review has of its own", hint="map a column"
        )
    if "rating" not in fields and "text" not in fields:
        raise UnreadableError(
            f"{where} maps no column to rating or text", hint="columns: {Overall: rating, Comment: text, …}"
        )
    if "received_at" not in fields and "received_at" not in mapping.constants:
        raise UnreadableError(f"{where} maps no column to received_at", hint="columns: {Received Date: received_at, …}")
    if mapping.time_zone is not None:
        zone_of(mapping.time_zone, where)


def zone_of(name: str, where: str) -> zoneinfo.ZoneInfo:
    """Give a time zone by its name.

    Raises:
        UnreadableError: there is none of this name.
    """
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnreadableError(f"{where} has the unknown time zone {name!r}", hint="such as America/Chicago") from error


def plan_of(mapping: ReviewMap, header: Sequence[str], file: str) -> Plan:
    """Give where the columns of a mapping stand in a table.

    Raises:
        UnreadableError: the table lacks one of them, or has it twice.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        places.setdefault(_plain(name), []).append(place)
    at = {column: _place(column, places, header, file) for column in (*mapping.columns, *mapping.aspects)}
    fields = sorted((at[column], field) for column, field in mapping.columns.items())
    aspects = sorted((at[column], aspect, clean(header[at[column]])) for column, aspect in mapping.aspects.items())
    taken = set(at.values())
    unread = tuple(clean(name)[:60] for place, name in enumerate(header) if place not in taken and clean(name))
    return Plan(tuple(fields), tuple(aspects), len(header), unread)


def _place(column: str, places: Mapping[str, Sequence[int]], header: Sequence[str], file: str) -> int:
    found = places.get(_plain(column), ())
    if len(found) == 1:
        return found[0]
    names = [clean(name)[:40] for name in header if clean(name) and not has_contact(name)]
    how = f"has {len(found)} columns" if found else "has no column"
    if len(header) == 1:
        hint = "the first line was read as one column: look at `delimiter` in the mapping"
    else:
        hint = "rename one of them in the table" if found else _near(column, names)
    raise UnreadableError(f"{file} {how} {column!r} of the mapping", hint=hint)


def _near(word: str, known: Sequence[str]) -> str:
    plain = {_plain(name): name for name in known}
    near = difflib.get_close_matches(_plain(word), plain, n=1)
    if near:
        return f"did you mean {plain[near[0]]}?"
    more = ", …" if len(known) > max(_MOST_SHOWN, len(FIELDS)) else ""
    return f"there are {', '.join(known[: max(_MOST_SHOWN, len(FIELDS))])}{more}"


def _plain(name: str) -> str:
    return folded(name) or clean(name)
