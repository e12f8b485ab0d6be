"""A policy that people can be held to: `content/policies/<name>.md`, for everybody to read or for the team alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal

import msgspec

from site_gen.model.base import Content, LanguageTag, Slug, Text
from site_gen.model.page import BODY
from site_gen.model.post import Approval

REVIEW_POLICY = "review-policy"
"""The policy under which decisions about reviews are made."""

SOCIAL_MEDIA = "social-media"
"""The policy under which the practice speaks in public: replies, posts, alerts, prepared responses."""


class PolicyChange(Content, frozen=True, kw_only=True):
    """What was new in a version of a policy, and from when on."""

    version: Text
    on: datetime.date
    what: Text


class Policy(Content, frozen=True, kw_only=True):
    """One policy as written. `sha256` covers the bytes of the file: what the log commits to and what is published.

    `owner` is the role that keeps it; `visibility` counts where any file of the policy says internal (`published`).
    `changes` are in the order in which they were written, whichever that is.
    """

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    language: LanguageTag = msgspec.field(name="@language")
    body: str = msgspec.field(name=BODY)
    sha256: str = msgspec.field(name="@sha256")
    title: Text
    description: Text | None = None
    version: Text | None = None
    owner: Slug | None = None
    approvals: tuple[Approval, ...] = ()
    effective_on: datetime.date | None = None
    review_by: datetime.date | None = None
    visibility: Literal["public", "internal"] = "public"
    changes: tuple[PolicyChange, ...] = ()

    def is_in_force(self, as_of: datetime.date) -> bool:
        """Tell whether it holds on a day; one without a day of its own always does."""
        return self.effective_on is None or self.effective_on <= as_of

    @property
    def newest_change(self) -> PolicyChange | None:
        """The change with the latest day, of two on one day the one written first; None without any."""
        return max(self.changes, key=lambda one: one.on, default=None)


def internal_slugs(policies: Iterable[Policy]) -> frozenset[str]:
    """Give the policies that are for the team alone: what one file says holds for its translations, too."""
    return frozenset(one.slug for one in policies if one.visibility == "internal")


def published(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """Give the files of policies that everybody may read, in their order."""
    loaded = tuple(policies)
    internal = internal_slugs(loaded)
    return tuple(one for one in loaded if one.slug not in internal)
