"""Every post has its hour and is approved when it comes; posts on a channel do not pile up, repeat, or stop.

Why: A calendar is worth something if what stands in it happens. A draft whose hour has passed went out nowhere, and
nobody noticed. A post that is noted as published before its hour would go out on an approval that is used up: that is
an error, and it goes out nowhere. So is, where there is a team, an approval that nobody answers for: it names no role,
or a day that has not come. A time without a zone goes out at another hour as soon as a tool in another zone
reads it. Two posts at one hour take each other's readers, the same words twice in three days are refused by posting
tools, and a channel that is silent for weeks is taken for abandoned.

Fails:
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-20T09:00:00-06:00
        status: published
        ---
        Come in.

Fails:
    # also TEA971
    file:
      content/team.yaml: |
        roles: [{id: compliance, name: Compliance}]
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-01T09:00:00-06:00
        status: approved
        ---
        Come in.

Fails:
    says: warning
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-01T09:00:00-06:00
        status: approved
        approvals: [{by: compliance, on: 2026-11-30}]
        ---
        Come in.

Fails:
    says: warning
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-11-20T09:00:00-06:00
        status: draft
        ---
        Come in.

Fails:
    says: warning
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-01T09:00
        status: approved
        ---
        Come in.

Fails:
    says: warning
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-11-25T09:00:00-06:00
        status: draft
        ---
        Come in.

Fails:
    says: warning
    file:
      content/channels.yaml: |
        channels: [{id: facebook, name: Facebook, platform: facebook, staffed_by: marketing}]
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-01T09:00:00-06:00
        channels: [facebook]
        status: approved
        ---
        Come in.
      content/posts/heart.md: |
        ---
        title: Heart month
        summary: Know your numbers.
        date: 2026-12-01T09:30:00-06:00
        channels: [facebook]
        status: approved
        ---
        Come in.

Fails:
    says: warning
    file:
      content/channels.yaml: |
        channels: [{id: facebook, name: Facebook, platform: facebook, staffed_by: marketing}]
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-01T09:00:00-06:00
        channels: [facebook]
        status: approved
        ---
        Come in.
      content/posts/flu-shots-again.md: |
        ---
        title: Flu shots again
        summary: "Flu shots are  here."
        date: 2026-12-03T09:00:00-06:00
        channels: [facebook]
        status: approved
        ---
        Come in.

Fails:
    says: warning
    file:
      content/channels.yaml: |
        rhythm_days: 7
        channels: [{id: facebook, name: Facebook, platform: facebook, staffed_by: marketing}]
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-09T09:00:00-06:00
        channels: [facebook]
        status: approved
        ---
        Come in.

Fails:
    says: warning
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-11-23T09:00:00-06:00
        status: approved
        holds: [{since: 2026-11-22T09:00:00-06:00, by: marketing, reason: no vaccine}]
        ---
        Come in.

Passes:
    file:
      content/channels.yaml: |
        rhythm_days: 7
        channels: [{id: facebook, name: Facebook, platform: facebook, staffed_by: marketing}]
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-11-20T09:00:00-06:00
        channels: [facebook]
        status: published
        ---
        Come in.
      content/posts/flu-shots-again.md: |
        ---
        title: Flu shots again
        summary: Flu shots are here.
        date: 2026-11-27T09:00:00-06:00
        channels: [facebook]
        status: draft
        ---
        Come in.
      content/posts/heart.md: |
        ---
        title: Heart month
        summary: Know your numbers.
        date: 2026-11-27T10:00:00-06:00
        channels: [facebook]
        status: idea
        ---
        Come in.

Passes:
    file:
      content/posts/flu-shots.md: |
        ---
        title: Flu shots
        summary: Flu shots are here.
        date: 2026-12-01T09:00
        zone: America/Chicago
        status: approved
        ---
        Come in.

Limits: A check knows the day, not the hour: what was not approved is past from the day after. Without a team,
`approved` alone is an approval, and one of a day to come a warning. A time without a zone is taken to be in that of
the site, which is right until a tool or a calendar reads it elsewhere. Posts collide if less than an hour lies
between them; ideas collide with nothing. Texts are compared without regard to case and spacing, as they stand in
`summary` or `texts`, not on the site itself, and in the site's first language only. The rhythm is that of all
channels together. Whether a tool has posted what it was given is known to the tool. What posting tools refuse is in
`site_gen/data/posting_tools.json`, with its source.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator, Sequence
from itertools import pairwise

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.audience import ChannelFile
from site_gen.model.news import slots_of
from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE, Post
from site_gen.model.practice import Practice

_COLLIDE = datetime.timedelta(hours=1)
_REPEAT = datetime.timedelta(days=3)
_SOON_DAYS = 1


def _in_practice(practice: Practice, around: Around) -> Said:
    if not practice.posts:
        return
    site = around.site
    zone = zoneinfo.ZoneInfo(site.time_zone)
    alerts = [alert for alert in practice.alerts if alert.may_hold(around.as_of, site.time_zone)]
    slots = slots_of(practice.posts, alerts, around.end_of_day, site.time_zone, site.default_language)
    for slot in slots:
        yield from _at(slot.post, _alone(slot, around.as_of, zone))
        yield from _at(slot.post, _unanswered(slot, around.as_of, has_team=practice.team is not None))
    placed = sorted((slot for slot in slots if slot.at is not None), key=lambda slot: (_hour(slot), slot.post.slug))
    to_come = [slot for slot in placed if _day(slot, zone) >= around.as_of and slot.state != "idea"]
    yield from _piled_up(to_come)
    yield from _repeated([slot for slot in placed if _day(slot, zone) >= around.as_of - _REPEAT])
    if practice.channels is not None:
        yield from _silent([slot for slot in placed if slot.state != "missed"], practice.channels, around.as_of, zone)


def _alone(slot: Slot, as_of: datetime.date, zone: zoneinfo.ZoneInfo) -> Iterator[Issue]:
    """Say what is wrong with the hour of one post."""
    post = slot.post
    hour = slot.at or slot.planned
    if hour is None:
        return
    days = (hour.astimezone(zone).date() - as_of).days
    if post.date is not None and not post.has_zone and days >= 0:
        lacks = "no time zone" if "T" in post.date else "no hour"
        yield Issue(
            message=f"the date has {lacks}",
            at=("date",),
            hint="write it such as 2026-12-01T09:00:00-06:00, or with zone: America/Chicago beside it",
            severity=Severity.WARNING,
        )
    if slot.state == "held":
        if slot.hold is not None and days < 0:
            message = f"its hour has passed while {slot.hold.by} holds it: {slot.hold.reason}"
            hint = f"site-gen calendar resume {post.slug} --date …, or take it out of the calendar"
            yield Issue(message=message, at=("date",), hint=hint, severity=Severity.WARNING)
    elif post.status == "published" and days > 0:
        message = f"noted as published, and its hour comes in {count_of(days, 'day')}"
        yield Issue(message=message, at=("status",), hint="have it approved again, and write approved")
    elif not post.is_ready and slot.state not in ("replaced", "expired") and days <= _SOON_DAYS:
        yield _unapproved(days)


def _unanswered(slot: Slot, as_of: datetime.date, *, has_team: bool) -> Iterator[Issue]:
    """Say what is wrong with the approvals of a post that may go out."""
    post = slot.post
    if not post.is_ready or slot.state == "expired":
        return
    if has_team and not post.approvals:
        hint = "write who approved it, such as approvals: [{by: compliance, on: 2026-11-20}]"
        yield Issue(message=f"{post.status}, and nobody is named who approved it", at=("status",), hint=hint)
    is_approved = any(one.on <= as_of for one in post.approvals)
    for index, one in enumerate(post.approvals):
        if one.on > as_of:
            yield Issue(
                message=f"approved by {one.by} on {one.on}, which lies ahead",
                at=("approvals", index, "on"),
                hint="write the day on which it was approved",
                severity=None if has_team and not is_approved else Severity.WARNING,
            )


def _unapproved(days: int) -> Issue:
    when = "tomorrow" if days == 1 else "today" if days == 0 else ""
    message = f"goes out {when} and is not approved" if when else "its hour came and it was not approved"
    hint = "have it approved, give it another date, or leave the date out as long as it is an idea"
    return Issue(message=message, at=("date",), hint=hint, severity=Severity.WARNING)


def _piled_up(slots: Sequence[Slot]) -> Iterator[Issue]:
    """Say which posts collide on a channel."""
    for place, later in enumerate(slots):
        for earlier in slots[:place]:
            shared = sorted(set(earlier.post.channels) & set(later.post.channels))
            if shared and _hour(later) - _hour(earlier) < _COLLIDE:
                minutes = int((_hour(later) - _hour(earlier)).total_seconds() // 60)
                apart = f"{minutes} minutes after" if minutes else "at the same time as"
                issue = Issue(
                    message=f"goes out {apart} {earlier.post.slug} on {', '.join(shared)}",
                    at=("date",),
                    hint="leave an hour between them, or more",
                    severity=Severity.WARNING,
                )
                yield from _at(later.post, (issue,))


def _repeated(slots: Sequence[Slot]) -> Iterator[Issue]:
    """Say which posts say on a channel what another one said within three days."""
    said: dict[tuple[str, str], Slot] = {}
    for slot in slots:
        for channel in slot.post.channels:
            text = " ".join((slot.post.texts.get(channel) or slot.post.summary or "").casefold().split())
            if not text or channel == WEBSITE:
                continue
            before = said.get((channel, text))
            said[channel, text] = slot
            if before is not None and _hour(slot) - _hour(before) < _REPEAT:
                issue = Issue(
                    message=f"says on {channel} the same as {before.post.slug} less than 3 days before",
                    at=("texts", channel) if channel in slot.post.texts else ("summary",),
                    hint="say it in other words, or later: posting tools refuse the second one",
                    severity=Severity.WARNING,
                )
                yield from _at(slot.post, (issue,))


def _silent(
    slots: Sequence[Slot], channels: ChannelFile, as_of: datetime.date, zone: zoneinfo.ZoneInfo
) -> Iterator[Issue]:
    """Say where no post goes out for longer than the practice wants, from the last one on that is out."""
    rhythm = channels.rhythm_days
    if rhythm is None:
        return
    days = sorted({_day(slot, zone) for slot in slots if slot.state != "idea"})
    past = [day for day in days if day <= as_of]
    points = [max(past, default=as_of), *(day for day in days if day > as_of)]
    if len(points) == 1:
        points.append(as_of)
    for first, last in pairwise(points):
        if (last - first).days > rhythm:
            yield Issue(
                path=channels.path,
                message=f"no post for {(last - first).days} days, from {first} to {last}",
                at=("rhythm_days",),
                hint=f"plan one within {rhythm} days, or plan another rhythm",
                severity=Severity.WARNING,
            )


def _at(post: Post, issues: Iterator[Issue] | tuple[Issue, ...]) -> Iterator[Issue]:
    for issue in issues:
        yield Issue(message=issue.message, at=issue.at, hint=issue.hint, severity=issue.severity, path=post.path)


def _hour(slot: Slot) -> datetime.datetime:
    assert slot.at is not None, "only what has an hour is compared"
    return slot.at


def _day(slot: Slot, zone: zoneinfo.ZoneInfo) -> datetime.date:
    return _hour(slot).astimezone(zone).date()


RULE = Rule(
    code="CAL931",
    name="off-schedule",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    practice=_in_practice,
)
