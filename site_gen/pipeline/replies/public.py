"""A review as its readers see it, for whoever answers in public: what is hidden there is no ground for an answer."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from site_gen.model.review import HiddenSegment, Review
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.marks import preview
from site_gen.pipeline.moderation.views import Piece
from site_gen.pipeline.replies.views import Unseen
from site_gen.reviewlog.openings import opened_segments
from site_gen.reviewlog.segments import split_text

_GAP = " _ "
"""Stands for hidden words where words are looked for, so that those around them make no phrase."""


class Public(NamedTuple):
    """A review without what is hidden: `review` to look words up in, `title` and `text` to read, with marks.

    `hidden_fields` gives the reason for each hidden field, `unseen` is what readers do not see.
    """

    review: Review
    title: str | None
    text: str
    hidden_fields: dict[str, str]
    unseen: tuple[Unseen, ...]


def public_version(desk: Desk, review: Review) -> Public:
    """Give what readers see of a review, by the decision in its file.

    Raises:
        LogError: parts are hidden, and the sealed original that numbers them is damaged.
    """
    fields: dict[str, str] = {one.field: one.reason for one in review.moderation.hidden_fields}
    pieces = _pieces(desk, review)
    words = _GAP.join(said for piece in pieces if piece.reason is None and (said := piece.text.strip()))
    unseen = [Unseen("text", piece.text.strip(), piece.reason) for piece in pieces if piece.reason is not None]
    unseen += [Unseen(name, said, reason) for name, reason in fields.items() if (said := _said(review, name))]
    shown = msgspec.structs.replace(
        review,
        text=words or None,
        title=None if "title" in fields else review.title,
        location=None if "location" in fields else review.location,
        language=None if "language" in fields else review.language,
        author=None if "author" in fields else review.author,
    )
    title = _mark(fields["title"]) if "title" in fields else review.title
    return Public(shown, title, "".join(map(_shown, pieces)), fields, tuple(unseen))


def _pieces(desk: Desk, review: Review) -> tuple[Piece, ...]:
    hidden: tuple[HiddenSegment, ...] = review.moderation.hidden
    if not hidden:
        return (Piece(review.text),) if review.text else ()
    opening = desk.opening(review)
    segments = opened_segments(opening) if opening else split_text(review.text or "")
    return preview(segments, (), hidden).pieces


def _shown(piece: Piece) -> str:
    """Give a run as readers see it; the spaces around hidden words stay."""
    if piece.reason is None:
        return piece.text
    said = piece.text.strip()
    return piece.text.replace(said, _mark(piece.reason), 1) if said else f"{_mark(piece.reason)}{piece.text}"


def _mark(reason: str) -> str:
    return f"▇▇▇ {reason} ▇▇▇"


def _said(review: Review, field: str) -> str:
    value = getattr(review, field)
    if isinstance(value, dict):
        return ", ".join(f"{name} {stars}" for name, stars in value.items())
    return str(value or "")
