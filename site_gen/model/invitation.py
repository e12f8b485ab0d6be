"""Who was asked for reviews, how and with which words: `content/invitations/<name>.yaml`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, Count, Slug, Url

BatchId = Annotated[
    str,
    Meta(
        pattern=r"^b-[a-z0-9]{12}" + END,
        title="batch id",
        description="b- and twelve random letters or digits",
        examples=["b-77qdm2k3v9xa"],
    ),
]
ContentFile = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*" + END,
        title="file",
        description="a file below content/, written without content/",
        examples=["wording/after-visit.txt"],
    ),
]
Channel = Literal["email", "sms", "letter", "card", "phone", "kiosk", "portal"]
"""How the invited were reached."""

Selection = Literal[
    "all-visits", "random-sample", "all-of-a-location", "all-of-a-provider",
    "by-score", "by-sentiment", "by-outcome", "chosen-by-staff",
]  # fmt: skip
"""How the invited were chosen. The second row exists so that a rule (PRV305) can name it; nobody may invite so."""


class Period(Content, frozen=True, kw_only=True):
    """The visits that an invitation is about, first and last day included."""

    first_on: datetime.date
    last_on: datetime.date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ValueError(f"last_on {self.last_on} is before first_on {self.first_on}")


class Invitation(Content, frozen=True, kw_only=True):
    """One batch of invitations as written, with its path. `wording` is the text that everybody received."""

    path: str = msgspec.field(name="@path")
    id: BatchId
    channel: Channel
    period: Period
    selection: Selection
    eligible: Count
    invited: Count
    links: tuple[Url, ...] = ()
    wording: ContentFile
    incentive: Slug = "none"

    def __post_init__(self) -> None:
        if self.invited > self.eligible:
            raise ValueError(f"{self.invited} invited of {self.eligible} eligible")
