"""Sites with reviews that wait for a decision."""

from __future__ import annotations

import datetime
from pathlib import Path

from seal.sealing import SealedSite

from conftest import SiteFolder, review, review_id
from site_gen.model.review import HiddenField, HiddenSegment
from site_gen.pipeline.moderation.views import Choice, PendingReview

NOW = datetime.datetime(2026, 11, 24, 18, 30, 5, 999, tzinfo=datetime.UTC)
SIGNED = "authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10}"
WAITS = "moderation: {status: pending}"
TEXT = (
    "I saw Dr. Diaz on March 3, 2026 and Dr. Chen took my number 312-555-0142. My neighbour Leo sat next to me and "
    "cried. Two hours of waiting."
)
"""Two names after a title, of which one is the provider's, a date, a phone, and a name that no splitter finds."""

PUBLISH = Choice(action="publish")


def hide(*numbers: int, reason: str = "third-party-privacy", fields: tuple[str, ...] = ()) -> Choice:
    """Give the choice to publish with parts hidden."""
    return Choice(
        action="publish",
        hidden=tuple(HiddenSegment(segment=number, reason=reason) for number in numbers),
        hidden_fields=tuple(HiddenField(field=name, reason=reason) for name in fields),
    )


def withhold(reason: str = "abusive", **more: object) -> Choice:
    return Choice(action="withhold", reason=reason, **more)


def waiting(number: int, *, extra: str = "", moderation: str = WAITS, **more: object) -> str:
    """Give the archive entry of a review that waits, with an authorization."""
    return review(number, extra="\n".join(part for part in (SIGNED, extra, moderation) if part), **more)


def path_of(number: int) -> str:
    return f"content/reviews/ana-diaz/{review_id(number)}.yaml"


def bytes_of(folder: SiteFolder, number: int) -> bytes:
    return (folder.root / path_of(number)).read_bytes()


def covered(tmp_path: Path, archive: str) -> SealedSite:
    """Give a covered entity's site with a log."""
    return SealedSite(tmp_path / "site", covered=True).write(archive)


def numbers_of(view: PendingReview, *words: str) -> list[int]:
    """Give the numbers of the parts that are these words."""
    return [segment.number for segment in view.segments if segment.text.strip() in words]
