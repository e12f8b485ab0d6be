"""The way of a reply to publication: draft, cooling-off, approved, published. Each step is allowed or says why not."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

import msgspec

from site_gen.check.ripeness import cooled_at, is_low, is_rating_hidden
from site_gen.findings import Finding, count_of
from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.review import Reply, Review
from site_gen.model.site import Site
from site_gen.pipeline.moderation.views import Refusal
from site_gen.pipeline.replies.views import Action, Stage, Step

Outcome = Literal["none", "change-planned", "change-made"]

BEFORE: Mapping[Action, tuple[Stage, ...]] = MappingProxyType(
    {
        "write": ("unanswered", "draft", "cooling-off", "approved"),
        "submit": ("draft",),
        "approve": ("cooling-off",),
        "publish": ("approved",),
        "posted": ("approved",),
        "outcome": ("draft", "cooling-off", "approved", "published"),
        "remove": ("draft", "cooling-off", "approved", "published"),
    }
)
"""From which stages each step leads."""

_NEXT: Mapping[Stage, str] = MappingProxyType(
    {
        "unanswered": "write a draft first",
        "draft": "--submit hands the draft on",
        "cooling-off": "--approve comes next, when it has cooled off",
        "approved": "--publish comes next",
        "published": "--remove takes it down; then another one can be written",
    }
)


class Case(NamedTuple):
    """What a step depends on; `role` is who takes it, None where nobody says, `errors` is what rules refuse.

    `unread` are records that do not load: without them nobody knows what the reply may say.
    """

    review: Review
    site: Site
    now: datetime.datetime
    role: str | None
    errors: Sequence[Finding] = ()
    unread: Sequence[Refusal] = ()


def stage_of(review: Review) -> Stage:
    """Give how far the reply to a review is."""
    return "unanswered" if review.reply is None else review.reply.status


def step(action: Action, case: Case) -> Step:
    """Tell whether a step may be taken now, and why not."""
    stage = stage_of(case.review)
    if stage not in BEFORE[action]:
        hint = "a draft is begun with --response or --text" if stage == "unanswered" else _NEXT[stage]
        return Step(action, f"{_what(action)}: the reply is {_stage_words(stage)}", hint)
    if action == "approve":
        return _approval(case) or _unread(action, case) or _by_rules(action, case) or Step(action)
    if action == "submit":
        return _by_rules(action, case) or Step(action)
    if action in ("publish", "posted"):
        refused = _place(action, case) or _checked_again(action, case) or _unread(action, case)
        return refused or _by_rules(action, case) or Step(action)
    return Step(action)


def wrote(case: Case, text: str, response: str | None) -> Review:
    """Give the review with a new draft: whatever was approved was another text. What came of it stays."""
    old = case.review.reply
    reply = Reply(
        status="draft",
        written_at=case.now,
        written_by=case.role,
        response=response,
        outcome=old.outcome if old else "none",
        text=text,
    )
    return msgspec.structs.replace(case.review, reply=reply)


def moved(action: Action, case: Case, outcome: Outcome = "none") -> Review:
    """Give the review after a step other than `write`, which must be allowed.

    The day on which a reply became public is that of the site's own clock, whatever day it is in UTC.
    """
    reply = case.review.reply
    assert reply is not None, "there is no such step from an unanswered review"
    if action == "submit":
        reply = msgspec.structs.replace(reply, status="cooling-off", approved_by=None)
    elif action == "approve":
        reply = msgspec.structs.replace(reply, status="approved", approved_by=case.role)
    elif action in ("publish", "posted"):
        reply = msgspec.structs.replace(reply, status="published", published_at=case.now.astimezone(_zone(case)))
    elif action == "outcome":
        reply = msgspec.structs.replace(reply, outcome=outcome)
    return msgspec.structs.replace(case.review, reply=None if action == "remove" else reply)


def _zone(case: Case) -> datetime.tzinfo:
    return zoneinfo.ZoneInfo(case.site.time_zone)


def _approval(case: Case) -> Step | None:
    reply = case.review.reply
    assert reply is not None, "it is cooling off"
    if (unready := _uncooled("approve", case)) is not None:
        return unready
    if _needs_other(case) and case.role == reply.written_by:
        return Step(
            "approve",
            f"not approved: {reply.written_by} wrote it, and a reply to {_rated(case)} needs a second role",
            "ask somebody with another role to read it; team: solo in site.yaml is for a practice of one",
        )
    return None


def _checked_again(action: Action, case: Case) -> Step | None:
    """A file may say `approved` that nobody approved here: the same is asked of it once more."""
    reply = case.review.reply
    assert reply is not None, "it is approved"
    if reply.approved_by is None:
        return Step(
            action, f"{_what(action)}: the file does not say who approved it", "write it again and let it cool off"
        )
    if (unready := _uncooled(action, case)) is not None:
        return unready
    if _needs_other(case) and reply.approved_by == reply.written_by:
        message = (
            f"{_what(action)}: {reply.written_by} wrote and approved it, a reply to {_rated(case)} needs two roles"
        )
        return Step(action, message, "write it again; another role approves it")
    return None


def _uncooled(action: Action, case: Case) -> Step | None:
    """Say that a reply cools off still, or that its file does not tell when it was written, and by whom."""
    reply = case.review.reply
    assert reply is not None, "it is written"
    ready = cooled_at(case.review, case.site)
    if ready is None or reply.written_by is None:
        lacks = "when it was written" if ready is None else "who wrote it"
        return Step(action, f"{_what(action)}: the file does not say {lacks}", "write the text again, as a draft")
    if case.now < ready:
        left = ready - case.now
        hours = -(-int(left.total_seconds()) // 3600)
        can = "approved" if action == "approve" else "public"
        hint = f"it can be {can} from {ready:%Y-%m-%d %H:%M} UTC; nothing is lost by waiting"
        return Step(action, f"{_what(action)}: it cools off for {count_of(hours, 'more hour')}", hint)
    return None


def _needs_other(case: Case) -> bool:
    return case.site.team != "solo" and is_low(case.review, case.site)


def _rated(case: Case) -> str:
    if is_rating_hidden(case.review, case.site):
        return "a rating that is hidden"
    return f"{count_of(case.site.replies.second_role_at_most, 'star')} or fewer"


def _place(action: Action, case: Case) -> Step | None:
    review = case.review
    is_elsewhere = review.source in SHOWN_ELSEWHERE
    if action == "publish" and is_elsewhere:
        hint = "paste the text there, then --posted"
        return Step(action, f"not published: the review is on {review.source}, its reply belongs there", hint)
    if action == "posted" and not is_elsewhere:
        return Step(action, "not marked as posted: the review is shown on your own pages", "--publish")
    if action == "publish" and review.moderation.status != "published":
        hint = f"site-gen moderate {review.id}"
        return Step(action, f"not published: the review itself is {review.moderation.status}", hint)
    return None


def _unread(action: Action, case: Case) -> Step | None:
    if not case.unread:
        return None
    return Step(action, f"{_what(action)}: {case.unread[0].message}", case.unread[0].hint)


def _by_rules(action: Action, case: Case) -> Step | None:
    if not case.errors:
        return None
    first = case.errors[0]
    return Step(action, f"{_what(action)}: {first.code} {first.message}", first.hint)


def _what(action: Action) -> str:
    return {
        "write": "nothing was written",
        "submit": "not handed on",
        "approve": "not approved",
        "publish": "not published",
        "posted": "not marked as posted",
        "outcome": "no outcome was written down",
        "remove": "nothing was removed",
    }[action]


def _stage_words(stage: Stage) -> str:
    words = {"unanswered": "not written yet", "draft": "a draft", "cooling-off": "cooling off"}
    return words.get(stage, stage)
