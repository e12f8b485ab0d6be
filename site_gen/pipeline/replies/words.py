"""The states and steps of a reply in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from site_gen.findings import count_of
from site_gen.pipeline.moderation.words import field_words
from site_gen.pipeline.replies.views import ReplyView
from site_gen.pipeline.reply_gate import ReplyRead

UNREAD_HINT = "have somebody read it who knows the language"
"""What to do with a text that no rule could read."""


def stage_words(view: ReplyView, now: datetime.datetime) -> str:
    """Say how far a reply is, and what comes next."""
    if view.stage == "unanswered":
        return "not answered yet"
    if view.stage == "draft":
        return f"draft{_by(view.written_by)}"
    if view.stage == "cooling-off":
        return f"cooling off{_by(view.written_by)}; {cooling_words(view.cooled_at, now)}"
    if view.stage == "approved":
        where = f"to be posted on {view.source}" if view.is_elsewhere else "to be published"
        return f"approved{_by(view.approved_by)}, {where}"
    day = f" on {view.published_at:%Y-%m-%d}" if view.published_at else ""
    return f"{'posted' if view.is_elsewhere else 'published'}{day}; what came of it: {view.outcome}"


def cooling_words(cooled_at: datetime.datetime | None, now: datetime.datetime) -> str:
    """Say for how long a reply rests before it may be approved."""
    if cooled_at is None:
        return "when it was written is not known"
    if cooled_at <= now:
        return "it can be approved now"
    hours = -(-int((cooled_at - now).total_seconds()) // 3600)
    return f"it can be approved in {count_of(hours, 'hour')}"


def left_words(left: Mapping[str, int]) -> tuple[str, ...]:
    """Say how many prepared responses were not looked at, and why; `left` counts them by reason."""
    how = {"not approved": ": read them in content/responses/, then write approved_by and approved_on into each"}
    return tuple(f"{count_of(count, 'response')} not proposed: {why}{how.get(why, '')}" for why, count in left.items())


def refused_words(view: ReplyView) -> str:
    """Say what rules have against a reply on its way, or nothing where it can go on."""
    errors = ReplyRead(view.findings).errors
    if not errors or view.stage == "published":
        return ""
    return f"rules refuse it as it is: {errors[0].code} {errors[0].message}"


def covered_words(view: ReplyView) -> str:
    """Say which fields of a review beside its title are hidden from readers, and why; nothing where none is."""
    fields = [name for name in view.hidden_fields if name != "title"]
    return " · ".join(f"{field_words(name)} ▇▇▇ {view.hidden_fields[name]} ▇▇▇" for name in fields)


def _by(role: str | None) -> str:
    return f" by {role}" if role else ""
