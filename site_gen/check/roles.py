"""Who is named as a role, where: what content says was written, approved or decided by whom."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from site_gen.check.rule import Around, Issue, Key, Said
from site_gen.findings import Severity
from site_gen.model.alert import Alert
from site_gen.model.audience import ChannelFile
from site_gen.model.ledger import Trace
from site_gen.model.policy import Policy
from site_gen.model.post import Post
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary


class Named(NamedTuple):
    """A role at its place in a file, what it did, and on which day where the file says so."""

    role: str
    at: Key
    did: str
    on: datetime.date | None = None


def named_in_reply(review: Review) -> Iterator[Named]:
    """Give who wrote and who approved the reply to a review."""
    reply = review.reply
    if reply is None:
        return
    on = reply.published_at or (reply.written_at if reply.status == "published" else None)
    day = on.date() if on is not None else None
    if reply.written_by is not None:
        yield Named(reply.written_by, ("reply", "written_by"), "wrote this reply", day)
    if reply.approved_by is not None:
        yield Named(reply.approved_by, ("reply", "approved_by"), "approved this reply", day)


def named_in_response(response: Response) -> Iterator[Named]:
    """Give who approved a prepared response."""
    if response.approved_by is not None:
        yield Named(response.approved_by, ("approved_by",), "approved this response", response.approved_on)


def named_in_alert(alert: Alert) -> Iterator[Named]:
    """Give who approved an alert."""
    if alert.approved_by is not None:
        yield Named(alert.approved_by, ("approved_by",), "approved this alert", alert.approved_on)


def named_in_post(post: Post, time_zone: str) -> Iterator[Named]:
    """Give who wrote and who approved a post; it was written by the day on which it was approved, or goes out."""
    days = [approval.on for approval in post.approvals]
    at = post.goes_out_at(time_zone)
    day = min(days) if days else at.date() if at is not None and post.status == "published" else None
    if post.written_by is not None:
        yield Named(post.written_by, ("written_by",), "wrote this post", day)
    for index, approval in enumerate(post.approvals):
        yield Named(approval.by, ("approvals", index, "by"), "approved this post", approval.on)


def unknown_roles(named: Iterable[Named], around: Around, path: str = "", severity: Severity | None = None) -> Said:
    """Say which roles the team does not have; nothing on a site without `team.yaml`."""
    facts = around.team_facts
    if facts is None:
        return
    for one in named:
        if one.role not in facts.roles:
            near = difflib.get_close_matches(one.role, facts.roles, n=1)
            hint = f"did you mean {near[0]}?" if near else "add it to the roles of content/team.yaml"
            message = f"no role {one.role} in the team"
            yield Issue(message=message, at=one.at, hint=hint, path=path, severity=severity)


def unknown_in_reviews(summaries: Iterable[ProviderSummary], around: Around) -> Said:
    """Say once of each role that reviews name and the team does not have, where it stands first."""
    first: dict[str, Trace] = {}
    for summary in summaries:
        for role, trace in summary.ledger.roles.items():
            first.setdefault(role, trace)
    for role, trace in sorted(first.items()):
        yield from unknown_roles((Named(role, trace.key, ""),), around, trace.path, Severity.WARNING)


def unknown_in_practice(around: Around) -> Said:
    """Say which roles of posts, alerts, channels and policies the team does not have."""
    practice, site = around.practice, around.site
    for post in practice.posts:
        holds = [Named(one.by, ("holds", index, "by"), "") for index, one in enumerate(post.holds)]
        yield from unknown_roles((*named_in_post(post, site.time_zone), *holds), around, post.path)
    for alert in practice.alerts:
        if not alert.is_over_on(around.as_of, site.time_zone):
            yield from unknown_roles(named_in_alert(alert), around, alert.path)
    if practice.channels is not None:
        yield from unknown_roles(_in_channels(practice.channels), around, practice.channels.path)
    for policy in practice.policies:
        yield from unknown_roles(_in_policy(policy), around, policy.path)


def _in_channels(channels: ChannelFile) -> Iterator[Named]:
    for index, channel in enumerate(channels.channels):
        if channel.staffed_by is not None:
            yield Named(channel.staffed_by, ("channels", index, "staffed_by"), "")


def _in_policy(policy: Policy) -> Iterator[Named]:
    if policy.owner is not None:
        yield Named(policy.owner, ("owner",), "")
    for index, approval in enumerate(policy.approvals):
        yield Named(approval.by, ("approvals", index, "by"), "", approval.on)
