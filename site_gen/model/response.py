"""A prepared response: `content/responses/<id>.md`, front matter and plain text with placeholders."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from site_gen.model.base import Content, LanguageTag, Slug, Text
from site_gen.model.page import BODY

ResponseTopic = Literal[
    "thanks",
    "sorry",
    "wait-times",
    "scheduling",
    "phones",
    "billing",
    "staff-conduct",
    "accessibility",
    "language-help",
    "facilities",
    "privacy",
    "records",
    "wrong-provider",
    "clinical-question",
    "emergency",
    "question-general",
    "new-patients",
    "follow-up",
    "change-made",
    "other",
]
"""What a response is about."""

URGENT_TOPICS = frozenset({"clinical-question", "emergency"})
"""Topics whose authors may need help at once: their responses say which number to call in an emergency."""


class Response(Content, frozen=True, kw_only=True):
    """One response as written; `body` is plain text with placeholders such as `{name}`.

    `thanks.es.md` is the Spanish version of `thanks.md`. `ratings` are the reviews that it fits, low ones have three
    stars or fewer; `use` is whether it answers reviews, questions that came by any channel, or both; `words` are those
    in a review or question by which it is proposed. `approved_by` is a role; on `expires_on` it may be used for the
    last time.
    """

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    language: LanguageTag = msgspec.field(name="@language")
    body: str = msgspec.field(name=BODY)
    title: Text
    topic: ResponseTopic
    ratings: Literal["low", "high", "any"] = "any"
    use: Literal["reply", "question", "both"] = "both"
    approved_by: Slug | None = None
    approved_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    words: tuple[Text, ...] = ()

    def is_approved(self, as_of: datetime.date) -> bool:
        """Tell whether somebody has approved it by that day."""
        return self.approved_by is not None and self.approved_on is not None and self.approved_on <= as_of

    def is_expired(self, as_of: datetime.date) -> bool:
        """Tell whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < as_of
