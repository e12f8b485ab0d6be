"""Tasks that have a day: posts that go out or wait for somebody, alerts that end, and papers that run out."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Iterator

from site_gen.model.alert import Alert
from site_gen.model.plan import Slot
from site_gen.model.policy import Policy
from site_gen.model.post import WEBSITE
from site_gen.model.team import Team
from site_gen.report.team.today import Task, Urgency

APPROVE_DAYS = 7
"""So many days ahead a draft is to be read by whoever approves it."""
WRITE_DAYS = 14
"""So many days ahead an idea is to be written."""
PAPER_DAYS = 30
"""So many days ahead training, agreements and policies are named that run out."""


def tasks_of_posts(
    slots: Iterable[Slot], as_of: datetime.date, zone: str, *, are_left_out: bool = False
) -> Iterator[Task]:
    """Give what posts need on a day, by the clock of the site; those that an error leaves out go out nowhere."""
    for slot in slots:
        if slot.state == "missed" and slot.at is not None:
            yield _post(slot, "approve-posts", "now", f"was not approved at its hour, {_clock(slot.at, zone)}")
        elif slot.state == "held" and slot.hold is not None:
            yield _post(slot, "posts", "soon", f"is held since {slot.hold.since:%Y-%m-%d}: {slot.hold.reason}")
        elif slot.state == "held" and slot.alert is not None:
            yield _post(slot, "posts", "soon", f"is held by the alert {slot.alert.slug} without a day to go on")
        if slot.at is None:
            continue
        day = slot.at.astimezone(zoneinfo.ZoneInfo(zone)).date()
        ahead = (day - as_of).days
        elsewhere = [channel for channel in slot.post.channels if channel != WEBSITE]
        if slot.post.is_ready and ahead == 0 and elsewhere:
            goes = "is left out for an error; its hour is" if are_left_out else "goes out at"
            yield _post(slot, "posts", "today", f"{goes} {_clock(slot.at, zone)} on {', '.join(elsewhere)}", day)
        elif slot.state == "draft" and 0 <= ahead <= APPROVE_DAYS:
            yield _post(slot, "approve-posts", "today" if ahead <= 1 else "soon", "waits for approval", day)
        elif slot.state == "idea" and 0 <= ahead <= WRITE_DAYS:
            yield _post(slot, "posts", "today" if ahead <= APPROVE_DAYS else "soon", "is to be written", day)


def tasks_of_alerts(alerts: Iterable[Alert], at: datetime.datetime) -> Iterator[Task]:
    """Give the alerts that end within a day of an instant."""
    for alert in alerts:
        if alert.is_active(at) and alert.ends_at is not None and alert.ends_at - at <= datetime.timedelta(days=1):
            what = f"The alert “{alert.title}” ends at {alert.ends_at.isoformat()}: let it end, or move its end"
            yield Task(duty="alerts", urgency="today", what=what, items=(alert.path,), count=1)


def tasks_of_papers(team: Team | None, policies: Iterable[Policy], as_of: datetime.date) -> Iterator[Task]:
    """Give what runs out within a month: policies to be looked at, training, agreements with vendors."""
    for policy in policies:
        if _is_near(policy.review_by, as_of):
            what = f"The policy “{policy.title}” is to be looked at again"
            yield Task(
                duty="policies", urgency="soon", what=what, items=(policy.path,), count=1, due_on=policy.review_by
            )
    if team is None:
        return
    for member in team.members:
        for course in {one.course for one in member.training} if member.is_there(as_of) else ():
            lasts = [one.expires_on for one in member.training if one.course == course]
            expires_on = None if None in lasts else max(one for one in lasts if one is not None)
            if _is_near(expires_on, as_of):
                yield _paper(team, f"{member.name} is to take the course {course} again", expires_on)
    for vendor in team.vendors:
        for kind in sorted({one.kind for one in vendor.agreements}):
            ends = [one.expires_on for one in vendor.agreements if one.kind == kind]
            expires_on = None if None in ends else max(one for one in ends if one is not None)
            if _is_near(expires_on, as_of):
                yield _paper(team, f"The {kind} agreement with {vendor.name} runs out", expires_on)


def _post(slot: Slot, duty: str, urgency: Urgency, what: str, due_on: datetime.date | None = None) -> Task:
    assert duty in ("posts", "approve-posts"), duty
    return Task(
        duty="posts" if duty == "posts" else "approve-posts",
        urgency=urgency,
        what=f"The post “{slot.post.title}” {what}",
        items=(slot.post.path,),
        count=1,
        due_on=due_on,
    )


def _paper(team: Team, what: str, expires_on: datetime.date | None) -> Task:
    return Task(duty="privacy", urgency="soon", what=what, items=(team.path,), count=1, due_on=expires_on)


def _is_near(day: datetime.date | None, as_of: datetime.date) -> bool:
    return day is not None and as_of <= day <= as_of + datetime.timedelta(days=PAPER_DAYS)


def _clock(at: datetime.datetime, zone: str) -> str:
    return f"{at.astimezone(zoneinfo.ZoneInfo(zone)):%Y-%m-%d %H:%M}"
