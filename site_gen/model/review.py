"""A review: what was received, and what was decided about it: `content/reviews/<provider>/<review-id>.yaml`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, Count, Instant, LanguageTag, Month, Slug, Text, check_year

ReviewId = Annotated[
    str,
    Meta(
        pattern=r"^r-[a-z0-9]{12}" + END,
        title="review id",
        description="r- and twelve random letters or digits",
        examples=["r-k3v9m2qd7xwa"],
    ),
]
ReviewText = Annotated[str, Meta(max_length=20_000, title="review text", description="at most 20,000 characters")]
Method = Literal["invited-all", "invited-sample", "organic", "redirected", "imported", "transcribed"]
Verification = Literal["visit-match", "email", "phone", "none"]
Reason = Literal[
    "confidential-business",
    "abusive",
    "third-party-privacy",
    "discriminatory",
    "clearly-false",
    "believed-fake",
    "unrelated",
    "author-withdrew",
    "authorization-missing",
    "authorization-revoked",
    "duplicate-submission",
    "court-order",
    "wrong-provider",
]
"""Why a review or a part of it is not shown: 16 CFR 465.7(b), then those counted apart (`review-log.md`)."""

FTC_REASONS: frozenset[Reason] = frozenset(
    {
        "confidential-business",
        "abusive",
        "third-party-privacy",
        "discriminatory",
        "clearly-false",
        "believed-fake",
        "unrelated",
    }
)
"""The reasons that 16 CFR 465.7(b)(1) to (3) names."""

AspectName = Slug
Stars = Annotated[int, Meta(ge=1, le=5, title="stars", description="a whole number from 1 to 5")]


class Rating(Content, frozen=True, kw_only=True):
    """A rating on another scale than 1 to 5, or a recommendation (`binary`); exactly one of the two."""

    value: Count | None = None
    best: Annotated[int, Meta(ge=2, le=1000, description="the best value of the scale")] | None = None
    worst: Count = 1
    scale: Literal[10] | None = None
    binary: bool | None = None

    def __post_init__(self) -> None:
        if self.binary is not None:
            if self.value is not None or self.best is not None or self.scale is not None:
                raise ValueError("a binary rating has no value, best or scale")
        elif self.value is None or self.best is None:
            raise ValueError("expected value and best, or binary")
        elif not self.worst <= self.value <= self.best or self.worst == self.best:
            raise ValueError(f"value {self.value} outside {self.worst} to {self.best}")


class Authorization(Content, frozen=True, kw_only=True):
    """On what ground the text may be public (45 CFR 164.508)."""

    basis: Literal["signed", "deidentified", "not-covered"]
    reference: Text | None = None
    version: Text | None = None
    scope: tuple[Text, ...] = ()
    signed_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    revoked_on: datetime.date | None = None
    by: Text | None = None


class HiddenSegment(Content, frozen=True, kw_only=True):
    """A segment of the text that is covered by a mark, and why."""

    segment: Count
    reason: Reason


class HiddenField(Content, frozen=True, kw_only=True):
    """A field that is not shown, and why."""

    field: Literal[
        "author", "title", "language", "experienced", "location", "aspects",
        "verification", "incentive", "relationship", "completeness",
    ]  # fmt: skip
    reason: Reason


class Moderation(Content, frozen=True, kw_only=True):
    """What was decided; a low rating, a complaint or criticism of care is never a reason.

    `moved_to` is the id of a copy under the right provider, of a review that is withheld as `wrong-provider`;
    `author_told_on` is the day on which the author learned that the review is withheld, and why.
    """

    status: Literal["pending", "published", "withheld"] = "pending"
    decided_at: Instant | None = None
    by: Slug | None = None
    reason: Reason | None = None
    hidden: tuple[HiddenSegment, ...] = ()
    hidden_fields: tuple[HiddenField, ...] = ()
    moved_to: ReviewId | None = None
    author_told_on: datetime.date | None = None

    def __post_init__(self) -> None:
        check_year("decided_at", self.decided_at)
        if self.status == "withheld" and self.reason is None:
            raise ValueError("a withheld review needs a reason")
        if self.status != "withheld" and self.reason is not None:
            raise ValueError(f"reason is for withheld reviews, status is {self.status}")
        if self.moved_to is not None and self.reason != "wrong-provider":
            raise ValueError(f"moved_to is for the reason wrong-provider, found {self.reason or 'no reason'}")


class Reply(Content, frozen=True, kw_only=True):
    """The practice's public answer and its way to publication.

    `language` says in which language it is written, where that is not the site's first one.
    """

    status: Literal["draft", "cooling-off", "approved", "published"] = "draft"
    written_at: Instant | None = None
    written_by: Slug | None = None
    approved_by: Slug | None = None
    published_at: Instant | None = None
    response: Slug | None = None
    language: LanguageTag | None = None
    outcome: Literal["none", "change-planned", "change-made"] = "none"
    text: ReviewText

    def __post_init__(self) -> None:
        check_year("written_at", self.written_at)
        check_year("published_at", self.published_at)
        if self.status == "published" and self.published_at is None:
            raise ValueError("a published reply needs published_at")


class Review(Content, frozen=True, kw_only=True):
    """One review file as written, with its path. Written by intake; a person edits `moderation` and `reply` only."""

    path: str = msgspec.field(name="@path")
    id: ReviewId
    provider: Slug
    location: Slug | None = None
    rating: Stars | Rating | None = None
    aspects: dict[AspectName, Stars] = {}
    title: Text | None = None
    text: ReviewText | None = None
    author: Text | None = None
    language: LanguageTag | None = None
    experienced: Month | None = None
    received_at: Instant
    source: Slug
    source_id: Text | None = None
    method: Method
    verification: Verification = "none"
    completeness: Literal["full", "excerpt"] = "full"
    batch: Slug | None = None
    import_: Slug | None = msgspec.field(name="import", default=None)
    incentive: Text | None = None
    relationship: Text | None = None
    authorization: Authorization | None = None
    contact: Text | None = None
    supersedes: ReviewId | None = None
    moderation: Moderation = Moderation()
    reply: Reply | None = None

    def __post_init__(self) -> None:
        check_year("received_at", self.received_at)
        if self.supersedes == self.id:
            raise ValueError("a review cannot supersede itself")

    @property
    def received_month(self) -> Month:
        """The month of receipt in UTC, `YYYY-MM`: the only date of receipt that is ever published."""
        instant = self.received_at
        if instant.tzinfo is not datetime.UTC:
            instant = instant.astimezone(datetime.UTC)
        return f"{instant.year:04}-{instant.month:02}"

    @property
    def sequence_key(self) -> tuple[datetime.datetime, str]:
        """The order in which a provider's reviews are numbered, oldest first."""
        return (self.received_at, self.id)
