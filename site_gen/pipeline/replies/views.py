"""What whoever answers has before the eyes: finished values, with nothing about terminals or browsers."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from site_gen.findings import Finding

Action = Literal["write", "submit", "approve", "publish", "posted", "outcome", "remove"]
Stage = Literal["unanswered", "draft", "cooling-off", "approved", "published"]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A prepared response with its filled text, and why it is proposed."""

    slug: str
    language: str
    title: str
    topic: str
    text: str
    reasons: tuple[str, ...]


class Step(msgspec.Struct, frozen=True):
    """Something that may be done with a reply, or why it may not: then `message` is not empty."""

    action: Action
    message: str = ""
    hint: str = ""


class Unseen(msgspec.Struct, frozen=True):
    """A part of a review that is hidden from readers: a run of its text, or a field, and why."""

    what: str
    text: str
    reason: str


class ReplyView(msgspec.Struct, frozen=True, kw_only=True):
    """A review and its reply.

    `digest` is the SHA-256 of the file: a step names what it was made on. `rating` is in words, and None where there is
    none or where it is hidden until the review is decided; `is_low` says that two roles are needed. `cooled_at` is the
    instant from which the reply may be approved. `findings` are what rules say of the text as it is, `unread` which
    of them could not read it; `steps` what may be done, by the role that looks.

    `title` and `review` are what readers see, with marks for what is hidden; `hidden_fields` gives the reason for each
    hidden field. `left` counts prepared responses in the review's language that may not be used, by reason.
    """

    id: str
    path: str
    digest: str
    provider: str
    provider_name: str
    source: str
    received_at: datetime.datetime
    age_days: int
    rating: str | None
    is_rating_hidden: bool = False
    title: str | None
    review: str
    hidden_fields: dict[str, str]
    moderation: str
    is_elsewhere: bool
    is_low: bool
    urgent: tuple[str, ...]
    stage: Stage
    text: str | None
    response: str | None
    outcome: str
    written_by: str | None
    written_at: datetime.datetime | None
    approved_by: str | None
    published_at: datetime.datetime | None
    cooled_at: datetime.datetime | None
    findings: tuple[Finding, ...]
    unread: str = ""
    proposals: tuple[Proposal, ...]
    left: dict[str, int]
    steps: tuple[Step, ...]
