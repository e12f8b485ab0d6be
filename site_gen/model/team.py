"""Who does what, who stands in, and who has read the rules: `content/team.yaml`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.audience import check_unique
from site_gen.model.base import END, Content, Slug, Text

Duty = Literal[
    "intake",
    "moderate",
    "reply",
    "approve-replies",
    "answer-questions",
    "posts",
    "approve-posts",
    "alerts",
    "profiles",
    "policies",
    "privacy",
    "seal",
    "deploy",
]
"""What has to be done, again and again, so that a site stays true."""

Digest = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}" + END,
        title="SHA-256",
        description="64 hexadecimal digits: the digest of a file's bytes",
    ),
]


class Role(Content, frozen=True, kw_only=True):
    """What other files name in `by`, `approved_by` and `written_by`. `backup` is the role that stands in.

    `code_owner` is what a Git host calls these people, such as `@harbor/compliance`.
    """

    id: Slug
    name: Text
    duties: tuple[Duty, ...] = ()
    backup: Slug | None = None
    code_owner: Text | None = None


class Acknowledgement(Content, frozen=True, kw_only=True):
    """Somebody has read one version of a policy: `sha256` is that of its file on that day."""

    policy: Slug
    sha256: Digest
    on: datetime.date


class Training(Content, frozen=True, kw_only=True):
    """A course that somebody took, and until when it counts."""

    course: Text
    on: datetime.date
    expires_on: datetime.date | None = None


class Member(Content, frozen=True, kw_only=True):
    """A person of the team, with one role or several."""

    id: Slug
    name: Text
    roles: Annotated[tuple[Slug, ...], Meta(min_length=1, description="at least one role")]
    acknowledgements: tuple[Acknowledgement, ...] = ()
    training: tuple[Training, ...] = ()
    left_on: datetime.date | None = None

    def is_there(self, as_of: datetime.date) -> bool:
        """Tell whether the person has not left by a day."""
        return self.left_on is None or as_of < self.left_on


class Agreement(Content, frozen=True, kw_only=True):
    """What is signed with a vendor; `business-associate` is that of 45 CFR 164.504(e)."""

    kind: Literal["business-associate", "data-processing", "service"]
    signed_on: datetime.date
    expires_on: datetime.date | None = None
    reference: Text | None = None


class Vendor(Content, frozen=True, kw_only=True):
    """Somebody outside who does a part of the work, and whether patient data goes to them."""

    id: Slug
    name: Text
    service: Text
    patient_data: bool
    agreements: tuple[Agreement, ...] = ()
    contact: Text | None = None


class Team(Content, frozen=True, kw_only=True):
    """`content/team.yaml`."""

    path: str = msgspec.field(name="@path")
    roles: Annotated[tuple[Role, ...], Meta(min_length=1, description="at least one role")]
    members: tuple[Member, ...] = ()
    vendors: tuple[Vendor, ...] = ()

    def __post_init__(self) -> None:
        for group in (self.roles, self.members, self.vendors):
            check_unique(one.id for one in group)

    def people(self, role: str, as_of: datetime.date) -> tuple[str, ...]:
        """Give the names of who has a role on a day."""
        return tuple(one.name for one in self.members if role in one.roles and one.is_there(as_of))

    def left_to(self, backup: str, as_of: datetime.date) -> tuple[Role, ...]:
        """Give the roles that a role stands in for on a day, since they have nobody."""
        return tuple(one for one in self.roles if one.backup == backup and not self.people(one.id, as_of))
