"""Which column of a vendor's table of reviews means what: given in a mapping file."""

from __future__ import annotations

from typing import Literal

import msgspec

from site_gen.intake.reviews.dates import Order
from site_gen.intake.tables import Delimiter
from site_gen.model.base import Content, Slug
from site_gen.model.review import Method, Verification

ReviewField = Literal[
    "source_id", "rating", "title", "text", "author", "language", "received_at", "updated_at", "experienced",
    "provider", "npi", "location", "place", "verification", "method", "batch", "incentive", "relationship",
    "authorization", "reply", "replied_at",
]  # fmt: skip
"""What a column may hold. `provider` is a slug; `place` is how the vendor calls what was reviewed."""


class Scale(Content, frozen=True, kw_only=True):
    """The scale of the ratings of a table."""

    best: int = 5
    worst: int = 1


class ReviewMap(Content, frozen=True, kw_only=True):
    """How to read a vendor's table: `{source: press-ganey, columns: {Survey ID: source_id, …}, scale: {best: 10}}`."""

    path: str = msgspec.field(name="@path", default="")
    source: Slug
    columns: dict[str, ReviewField]
    constants: dict[ReviewField, str] = {}
    aspects: dict[str, Slug] = {}
    scale: Scale = Scale()
    delimiter: Delimiter | None = None
    dates: Order | None = None
    time_zone: str | None = None
    method: Method = "imported"
    verification: Verification = "none"
