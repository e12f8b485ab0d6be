"""What whoever decides has before the eyes: finished values, with nothing about terminals or browsers."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.findings import Finding
from site_gen.model.review import HiddenField, HiddenSegment, Reason
from site_gen.reviewlog.identifiers import Span


class SegmentView(msgspec.Struct, frozen=True):
    """A part of the text that can be hidden, by its number in the file and in the log, from 0.

    `is_identifier` says that it is nothing but a name, date, phone, address or number.
    """

    number: int
    text: str
    is_identifier: bool


class FieldView(msgspec.Struct, frozen=True):
    """A field that the review has and that can be hidden; `value` is empty while ratings are hidden."""

    name: str
    value: str


class Refusal(msgspec.Struct, frozen=True):
    """Why a review cannot be published as it is, what to do, and the reason to withhold it for, if there is one."""

    code: str
    message: str
    hint: str = ""
    reason: Reason | None = None


class PendingReview(msgspec.Struct, frozen=True, kw_only=True):
    """One review that waits for a decision.

    `digest` is the SHA-256 of its file: a decision names what it was made on. `age_days` are whole days since it came
    in. `rating` is in words, None where there is none or where it is hidden until the decision. `identifiers` are
    places in `text` that look like a name, date, phone, address or number, without the provider's own name; `titled`
    are those in `title`, and `named` the other fields with something of the kind; of `author`, which is shown as it is,
    only contact data counts. `is_sealed` says that the log has it already, with these segments.

    `blocked` keeps every decision away, `refusals` only its publication, `suspects` are characters that an export may
    have garbled, `cautions` what else to look at.
    """

    id: str
    path: str
    digest: str
    provider: str
    provider_name: str
    received_at: datetime.datetime
    age_days: int
    source: str
    method: str
    verification: str
    rating: str | None
    is_rating_hidden: bool
    title: str | None
    text: str
    segments: tuple[SegmentView, ...]
    identifiers: tuple[Span, ...]
    titled: tuple[Span, ...]
    named: tuple[str, ...]
    fields: tuple[FieldView, ...]
    contact: str | None
    supersedes: str | None
    is_sealed: bool
    blocked: tuple[Refusal, ...]
    refusals: tuple[Refusal, ...]
    suspects: tuple[str, ...]
    cautions: tuple[str, ...]


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """All reviews that wait, in the order in which they came in, whatever they say.

    `hindrances` keep every decision from being sealed, such as records that do not load; `findings` are about review
    files that do not load, which may
    wait, too. `overdue` counts those that wait for longer than the site promises, `decide_within_days`.
    """

    reviews: tuple[PendingReview, ...]
    hindrances: tuple[Refusal, ...]
    findings: tuple[Finding, ...]
    overdue: int
    decide_within_days: int


class Covered(msgspec.Struct, frozen=True):
    """What hiding one segment covers; `along` is the part of it that names nobody and would be hidden with the rest."""

    number: int
    text: str
    along: str


class Piece(msgspec.Struct, frozen=True):
    """A run of text as readers see it; of a hidden one they see a mark and the reason."""

    text: str
    reason: Reason | None = None


class Preview(msgspec.Struct, frozen=True):
    """A text with marks, what they cover, and the share of its characters that is hidden, in percent."""

    pieces: tuple[Piece, ...]
    covered: tuple[Covered, ...]
    percent: int
    cautions: tuple[str, ...]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decides: `publish`, `withhold` for a reason, or back to `pending`.

    `hidden` and `hidden_fields` belong to publishing, `moved_to` to the reason wrong-provider.
    """

    action: str
    reason: Reason | None = None
    hidden: tuple[HiddenSegment, ...] = ()
    hidden_fields: tuple[HiddenField, ...] = ()
    moved_to: str | None = None
    author_told_on: datetime.date | None = None
