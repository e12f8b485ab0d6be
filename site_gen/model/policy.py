"""A policy that readers and moderators can be held to: `content/policies/<name>.md`."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.model.base import Content, LanguageTag, Slug, Text
from site_gen.model.page import BODY

REVIEW_POLICY = "review-policy"
"""The policy under which decisions about reviews are made."""


class Policy(Content, frozen=True, kw_only=True):
    """One policy as written. `sha256` covers the bytes of the file: what the log commits to and what is published."""

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    language: LanguageTag = msgspec.field(name="@language")
    body: str = msgspec.field(name=BODY)
    sha256: str = msgspec.field(name="@sha256")
    title: Text
    description: Text | None = None
    version: Text | None = None
    effective_on: datetime.date | None = None
    review_by: datetime.date | None = None
