"""What an export says about a review, in this project's terms, and where each of its rows went."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from site_gen.intake.account import Ignored, Note, Refusal, Tally, ignored_from
from site_gen.model.review import Method, Rating, Stars, Verification


class OwnerReply(msgspec.Struct, frozen=True, gc=False):
    """What the practice answered at the source, and when, if the source says so."""

    text: str
    at: datetime.datetime | None = None


class Statement(NamedTuple):
    """What an author says in a version of a review; the answers to questions are sorted."""

    rating: Stars | Rating | None
    title: str | None
    text: str | None
    answers: tuple[tuple[str, Stars], ...] = ()

    @property
    def words(self) -> Statement:
        """Give it without the answers to questions."""
        return self._replace(answers=())

    def agrees(self, other: Statement) -> bool:
        """Tell whether another version says the same, as far as both answer the same questions."""
        answers = dict(other.answers)
        return self.words == other.words and all(answers.get(name, stars) == stars for name, stars in self.answers)


def statement_of(
    rating: Stars | Rating | None, title: str | None, text: str | None, aspects: Mapping[str, Stars]
) -> Statement:
    """Give what a version says, as a value to compare."""
    return Statement(rating, title, text, tuple(sorted(aspects.items())))


class Received(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One review as a source has it. Nothing of it is corrected; contact data never gets here.

    `where` is its row for people to find. `source_id` is the source's own name for it. Which provider it is about is
    said by `slug`, `npi`, `location` (a slug) or `place`, which is how the source calls what was reviewed; a mapping
    or the site's profiles know who that is. `received_at` is when the source received it, `updated_at` when its author
    changed it last, both with their offset. A `verification` is what the source claims about the author.
    """

    where: str
    source_id: str | None = None
    slug: str = ""
    npi: str = ""
    location: str = ""
    place: str = ""
    received_at: datetime.datetime
    updated_at: datetime.datetime | None = None
    rating: Stars | Rating | None = None
    aspects: dict[str, Stars] = {}
    title: str | None = None
    text: str | None = None
    author: str | None = None
    language: str | None = None
    experienced: str | None = None
    method: Method | None = None
    verification: Verification = "none"
    completeness: Literal["full", "excerpt"] = "full"
    batch: str | None = None
    incentive: str | None = None
    relationship: str | None = None
    authorization: str | None = None
    reply: OwnerReply | None = None

    @property
    def changed_at(self) -> datetime.datetime:
        """When this version of the review was written."""
        return self.updated_at or self.received_at

    @property
    def content(self) -> Statement:
        """What an author's edit changes: two versions with the same content are one."""
        return statement_of(self.rating, self.title, self.text, self.aspects)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An export that was read: its reviews in the order of the source, and the account of its rows.

    `rows` = reviews + `refusals` + those `passed_over`. `ratings` counts the reviews by rating on the source's own
    scale, `none`, and `yes` and `no` for recommendations. `source_total` is how many reviews the source says it has;
    `is_whole` tells that the export says of itself that it holds all of them. `places` are those that a platform counts
    apart, by its own words, as far as the export is about them: it is whole for these. `has_replies` tells that such an
    export holds what the practice replied there.
    """

    source: str
    format: str
    rows: int
    received: tuple[Received, ...]
    refusals: tuple[Refusal, ...] = ()
    passed_over: tuple[Ignored, ...] = ()
    notes: tuple[Note, ...] = ()
    ratings: dict[str, int] = {}
    source_total: int | None = None
    is_whole: bool = False
    places: tuple[str, ...] = ()
    has_replies: bool = False

    def __post_init__(self) -> None:
        left_out = len(self.refusals) + sum(one.count for one in self.passed_over)
        assert len(self.received) + left_out == self.rows, f"{self.rows} rows read, not all accounted for"


class Rows:
    """Takes the rows of an export one by one, so that none is lost.

    The ids of a platform are its own; those of a table may be anything, so that one that stands for two providers or
    places is refused, unless `ids_are_unique`.
    """

    def __init__(self, *, ids_are_unique: bool = False) -> None:
        self._ids_are_unique = ids_are_unique
        self._subjects: dict[str, tuple[tuple[str, ...], Received]] = {}
        self.notes: list[Note] = []
        self._received: list[tuple[object, Received]] = []
        self._refusals: list[Refusal] = []
        self._passed_over: Tally = Counter()
        self._merged = 0

    def take(self, one: Received, key: object = None) -> None:
        """Take a row that is a review; rows with one `source_id`, or without one and with one `key`, are one review."""
        try:
            "".join(text for text in (one.source_id, one.title, one.text, one.author) if text).encode()
        except UnicodeEncodeError:
            self.refuse(one.where, "unreadable", "half of a surrogate pair stands in it, which is no character")
            return
        if one.source_id and not self._ids_are_unique and self._is_another(one):
            self.refuse(
                one.where, "one-id-twice", "its id stands above with something else, and nothing says which is later"
            )
            return
        self._received.append((one.source_id or key or len(self._received), one))

    def _is_another(self, one: Received) -> bool:
        """Tell whether an id stands for another provider or place above, or says something else of the same date."""
        subject = (one.slug, one.npi, one.location, one.place)
        first, other = self._subjects.setdefault(one.source_id or "", (subject, one))
        if first != subject:
            return True
        return one.content != other.content and (one.updated_at is None or one.updated_at == other.updated_at)

    def refuse(self, where: str, kind: str, reason: str) -> None:
        """Refuse a row that should have been a review."""
        self._refusals.append(Refusal(where, kind, reason))

    def pass_over(self, kind: str, reason: str) -> None:
        """Pass over a row that is none."""
        self._passed_over[kind, reason] += 1

    def note(self, where: str, kind: str, reason: str) -> None:
        """Remark on a row that is kept."""
        self.notes.append(Note(where, kind, reason))

    def reading(
        self,
        source: str,
        file_format: str,
        *,
        source_total: int | None = None,
        is_whole: bool = False,
        has_replies: bool = False,
    ) -> Reading:
        """Give everything that was taken; of a review that stands there twice, the version that was changed last."""
        received = self._newest()
        passed_over = self._passed_over.copy()
        passed_over["repeated", "the same review again, of which the version changed last counts"] += self._merged
        return Reading(
            source=source,
            format=file_format,
            rows=len(received) + len(self._refusals) + passed_over.total(),
            received=received,
            refusals=tuple(self._refusals),
            passed_over=ignored_from(passed_over),
            notes=tuple(self.notes),
            ratings=dict(sorted(Counter(rating_key(one.rating) for one in received).items())),
            source_total=source_total,
            is_whole=is_whole,
            has_replies=has_replies,
        )

    def _newest(self) -> tuple[Received, ...]:
        self._merged = 0
        newest: dict[object, Received] = {}
        for key, one in self._received:
            known = newest.get(key)
            if known is None:
                newest[key] = one
                continue
            self._merged += 1
            if one.changed_at > known.changed_at:
                newest[key] = one
        return tuple(newest.values())


def rating_key(rating: Stars | Rating | None) -> str:
    """Give the word by which a histogram counts a rating."""
    if rating is None:
        return "none"
    if isinstance(rating, int):
        return str(rating)
    if rating.binary is not None:
        return "yes" if rating.binary else "no"
    return str(rating.value)
