"""What readers see of a review. Nothing else of it may stand in a message, which more people read than its file."""

from __future__ import annotations

import re

from site_gen.check.cues import quoted
from site_gen.model.placed import State
from site_gen.model.review import Review
from site_gen.reviewlog.segments import split_text
from site_gen.reviewlog.states import ReviewState

_GAP = " … "
"""Stands for hidden words, so that those around them make no phrase."""


def is_shown(review: Review, field: str) -> bool:
    """Tell whether readers see a field, and the text without a gap, by the decision in the review's file."""
    decided = review.moderation
    if decided.status != "published":
        return False
    return not decided.hidden if field == "text" else field not in {one.field for one in decided.hidden_fields}


def is_text_shown(review: Review, state: ReviewState) -> bool:
    """Tell whether readers see all of the text, by the log as well as by the decision in the file."""
    return is_shown(review, "text") and state.state is State.PUBLISHED and not state.hidden


def visible_text(review: Review) -> str:
    """Give the text without its hidden segments, whatever was decided about the review."""
    text, hidden = review.text or "", {one.segment for one in review.moderation.hidden}
    if not hidden:
        return text
    return "".join(_GAP if place in hidden else part for place, part in enumerate(split_text(text)))


def quoted_if_shown(pattern: re.Pattern[str], review: Review, field: str) -> str | None:
    """Give the first cue in `text`, `title` or `author` as a message may say it: in quotation marks if readers see it.

    Of what they do not see only the place is said. None where there is no cue.
    """
    value = getattr(review, field) or ""
    found = quoted(pattern, value)
    if found is None or is_shown(review, field):
        return found
    if field != "text":
        return "words that are not shown"
    if review.moderation.status == "published" and (visible := quoted(pattern, visible_text(review))):
        return visible
    segment = next((place for place, part in enumerate(split_text(value)) if quoted(pattern, part)), None)
    return "words that are not shown" if segment is None else f"words of segment {segment} that are not shown"
