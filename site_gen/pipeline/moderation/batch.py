"""Publishes by rule what is obvious, blind to stars and words: `reviews: {publish_by_rule: …}` in `site.yaml`.

The rule is given a `Blind` and nothing else: what is not in there cannot count. What is in there may still go with the
stars: a check of authors comes from the vendor's table, so where the rule asks for one, `evenness` looks first.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import SiteGenError
from site_gen.model.site import PublishByRule
from site_gen.pipeline.moderation.decide import Decided, decide_at, refuse_no_role
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.evenness import uneven_sources
from site_gen.pipeline.moderation.queue import read_queue
from site_gen.pipeline.moderation.views import Choice, PendingReview
from site_gen.pipeline.review_files import ChangedMeanwhileError, read_review_file


class Blind(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule may see of a review: nothing of its rating, its answers or what its words say."""

    source: str
    verification: str
    waited: datetime.timedelta
    may_be_public: bool
    is_sound: bool
    names_somebody: bool


class Batch(NamedTuple):
    """What the rule published, or would: ids in the order of receipt; and how many it left to people, by why."""

    published: tuple[str, ...]
    left: Mapping[str, int]
    decided: tuple[Decided, ...]


def publish_by_rule(root: Path, *, role: str, now: datetime.datetime, dry_run: bool = False) -> Batch:
    """Publish every pending review that the site's rule lets pass, each in one step; the rest waits for people.

    Raises:
        SiteGenError: the site has no rule, or its decisions cannot be sealed, or `role` is none.
    """
    refuse_no_role(role)
    desk = Desk(root, now)
    rule = desk.site.reviews.publish_by_rule
    if rule is None:
        hint = "such as reviews: {publish_by_rule: {sources: [website-form], waited_hours: 24}}"
        raise SiteGenError("site.yaml has no rule for publishing in a batch", hint=hint)
    queue = read_queue(root, now)
    if queue.hindrances:
        raise SiteGenError(queue.hindrances[0].message, hint=queue.hindrances[0].hint)
    published: list[str] = []
    decided: list[Decided] = []
    left: Counter[str] = Counter()
    uneven = uneven_sources(root, rule)
    for view in queue.reviews:
        why = why_left(blind(view, now), rule) or uneven.get(view.source, "")
        if why:
            left[why] += 1
            continue
        if not dry_run:
            try:
                file = read_review_file(root, view.path)
                decided.append(decide_at(desk, file, Choice(action="publish"), role=role, digest=view.digest))
            except ChangedMeanwhileError:
                left["changed meanwhile"] += 1
                continue
            except SiteGenError as error:
                left[error.message] += 1
                continue
        published.append(view.id)
    return Batch(tuple(published), dict(left.most_common()), tuple(decided))


def blind(view: PendingReview, now: datetime.datetime) -> Blind:
    """Give what the rule may see of a review."""
    return Blind(
        source=view.source,
        verification=view.verification,
        waited=now - view.received_at,
        may_be_public=not (view.blocked or view.refusals),
        is_sound=not view.suspects,
        names_somebody=bool(view.identifiers or view.titled or view.named),
    )


def why_left(seen: Blind, rule: PublishByRule) -> str:
    """Say why the rule leaves a review to people; nothing where it publishes it."""
    if seen.source not in rule.sources:
        return "another source"
    if rule.verification and seen.verification not in rule.verification:
        return "its author was not checked so"
    if seen.waited < datetime.timedelta(hours=rule.waited_hours):
        return f"came in less than {rule.waited_hours} hours ago"
    if not seen.may_be_public:
        return "may not be published"
    if not seen.is_sound:
        return "its characters may be garbled"
    if rule.without_identifiers and seen.names_somebody:
        return "something in it looks like a name, a date or a number"
    return ""
