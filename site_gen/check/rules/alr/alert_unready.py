"""An alert says whose word it is, until when, and who approved it; and while it stands, somebody sees that it holds.

Why: People stay at home, or drive somewhere else, because of an alert. One without a source cannot be checked, one
without an end stands there when all is over, and one that nobody approved may be a mistake. One that lacks any of them
stands on no page; the rest of the site is built.

Fails:
    file:
      content/alerts/water.yaml: |
        title: Downtown is closed
        text: A water main broke. We call everybody who has an appointment.
        severity: warning
        scope: {locations: [downtown]}
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-27T18:00:00-06:00
        approved_by: compliance
        approved_on: 2026-11-23

Fails:
    file:
      content/alerts/water.yaml: |
        title: Downtown is closed
        text: A water main broke. We call everybody who has an appointment.
        severity: warning
        scope: {locations: [downtown]}
        starts_at: 2026-11-23T06:00:00-06:00
        source: {name: Harbor Water, url: "https://water.example/outages"}
        approved_by: compliance
        approved_on: 2026-11-23

Fails:
    file:
      content/alerts/water.yaml: |
        title: Downtown is closed
        text: A water main broke. We call everybody who has an appointment.
        severity: warning
        scope: {locations: [downtown]}
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-27T18:00:00-06:00
        source: {name: Harbor Water, url: "https://water.example/outages"}

Fails:
    says: warning
    file:
      content/alerts/smoke.yaml: |
        title: Smoke from wildfires
        text: Stay inside if you can.
        severity: notice
        scope: all
        starts_at: 2026-12-01T06:00:00-06:00
        ends_at: 2026-12-04T18:00:00-06:00
        source: {name: Harbor Air Watch, url: "https://air.example/today"}

Fails:
    says: warning
    file:
      content/alerts/smoke.yaml: |
        title: Smoke from wildfires
        text: Stay inside if you can.
        severity: notice
        scope: all
        starts_at: 2026-11-02T06:00:00-06:00
        ends_at: 2026-12-24T18:00:00-06:00
        source: {name: Harbor Air Watch, url: "https://air.example/today"}
        approved_by: compliance
        approved_on: 2026-11-02

Fails:
    says: notice
    site: {languages: [en, es]}
    file:
      content/alerts/smoke.yaml: |
        title: Smoke from wildfires
        text: Stay inside if you can.
        severity: notice
        scope: all
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-27T18:00:00-06:00
        source: {name: Harbor Air Watch, url: "https://air.example/today"}
        approved_by: compliance
        approved_on: 2026-11-23
        i18n: {es: {title: Humo de incendios forestales}}

Fails:
    says: warning
    file:
      content/alerts/smoke.yaml: |
        title: Smoke from wildfires
        text: Stay inside if you can.
        severity: notice
        scope: all
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-30T18:00:00-06:00
        source: {name: Harbor Air Watch, url: "https://air.example/today"}
        approved_by: compliance
        approved_on: 2026-11-23
        holds: [outdoors]
      content/posts/run.md: |
        ---
        title: Run with us
        summary: We run on Saturday.
        date: 2026-11-27T09:00:00-06:00
        expires: 2026-11-28
        topics: [outdoors]
        status: approved
        ---
        Bring shoes.

Fails:
    says: warning
    file:
      content/alerts/flood.yaml: |
        title: The river floods downtown
        text: Stay away from the river. All offices are closed.
        severity: emergency
        scope: all
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-27T18:00:00-06:00
        source: {name: Harbor Water, url: "https://water.example/outages"}
        approved_by: compliance
        approved_on: 2026-11-23
      content/posts/run.md: |
        ---
        title: Run with us
        summary: We run on Saturday.
        date: 2026-11-27T09:00:00-06:00
        topics: [outdoors]
        status: approved
        ---
        Bring shoes.

Passes:
    file:
      content/alerts/smoke.yaml: |
        title: Smoke from wildfires
        text: Stay inside if you can.
        severity: emergency
        scope: all
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-30T18:00:00-06:00
        source: {name: Harbor Air Watch, url: "https://air.example/today"}
        approved_by: compliance
        approved_on: 2026-11-23
        holds: [outdoors]
      content/posts/run.md: |
        ---
        title: Run with us
        summary: We run on Saturdays.
        date: 2026-11-27T09:00:00-06:00
        topics: [outdoors]
        status: approved
        ---
        Bring shoes.

Passes:
    site: {languages: [en, es]}
    file:
      content/alerts/smoke.yaml: |
        title: Smoke from wildfires
        text: Stay inside if you can.
        severity: notice
        scope: all
        starts_at: 2026-11-02T06:00:00-06:00
        ends_at: 2026-12-24T18:00:00-06:00
        source: {name: Harbor Air Watch, url: "https://air.example/today"}
        approved_by: compliance
        approved_on: 2026-11-02
        checked_on: 2026-11-10
        i18n: {es: {title: Humo de incendios forestales, text: Quédese en casa si puede.}}

Passes:
    file:
      content/alerts/water.yaml: |
        title: Downtown is closed
        text: A water main broke. We call everybody who has an appointment.
        severity: warning
        scope: {locations: [downtown]}
        starts_at: 2026-10-12T06:00:00-06:00
        ends_at: 2026-10-13T18:00:00-06:00

Limits: An alert that has not begun is warned about, so that there is time to complete it; one that is over is left in
peace, as a record. After 14 days without a look (`approved_on`, `checked_on`) an alert is stale; how soon a text is out
of date is known to nobody but its author. Posts that an alert moves or replaces are no finding: those that it holds
without an hour are, since the alert has no end or they would be over by then, and those that go out during an emergency
for everybody that neither holds nor replaces anything. Whether a post that goes on fits an alert is for people to
judge. That the source says what the alert says is for whoever approves it.

Basis: 45 CFR 92.201 (languages); the practice's own plan for emergencies (42 CFR 491.12 and the like).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.alert import Alert
from site_gen.model.news import slots_of
from site_gen.model.summary import ProviderSummary

STALE_DAYS = 14
"""For how many days nobody need look at an alert that stands."""


def _in_alert(alert: Alert, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    zone = around.site.time_zone
    if alert.is_over_on(around.as_of, zone):
        return
    has_begun = alert.is_begun_on(around.as_of, zone)
    for issue in _lacks(alert, around.as_of):
        yield issue if has_begun else msgspec.structs.replace(issue, severity=Severity.WARNING)
    days = {"starts_at": alert.begins_on(zone), "approved_on": alert.approved_on, "checked_on": alert.checked_on}
    seen_on, key = max((day, key) for key, day in days.items() if day is not None)
    unseen = (around.as_of - seen_on).days
    if has_begun and unseen > STALE_DAYS:
        yield Issue(
            message=f"nobody has said for {unseen} days that the alert still holds",
            at=(key,),
            hint=f"make sure that it does, then write checked_on: {around.as_of}; or let it end",
            severity=Severity.WARNING,
        )
    yield from _colliding(alert, around)
    yield from _untranslated(alert, around)


def _colliding(alert: Alert, around: Around) -> Said:
    """Say which posts an alert leaves without an hour, or lets go out although it is an emergency for everybody."""
    site = around.site
    if not around.practice.posts or not alert.may_hold(around.as_of, site.time_zone):
        return
    alerts = [one for one in around.practice.alerts if one.may_hold(around.as_of, site.time_zone)]
    now = around.end_of_day
    slots = slots_of(around.practice.posts, alerts, now, site.time_zone, site.default_language)
    waiting = [slot.post.slug for slot in slots if slot.state == "held" and slot.alert == alert]
    if waiting:
        yield Issue(
            message=f"{count_of(len(waiting), 'post')} without an hour because of the alert: {', '.join(waiting)}",
            at=("holds",),
            hint="give the alert an end, the posts another date or a later expires, or name them in replaces",
            severity=Severity.WARNING,
        )
    if alert.severity != "emergency" or alert.scope != "all" or alert.holds or alert.replaces:
        return
    during = [one.post.slug for one in slots if one.at and one.at > now and alert.is_active(one.at)]
    if during:
        yield Issue(
            message=f"{count_of(len(during), 'post')} to go out during the emergency: {', '.join(during)}",
            at=("severity",),
            hint="write the topics that wait into holds, or the posts that the alert stands in for into replaces",
            severity=Severity.WARNING,
        )


def _lacks(alert: Alert, as_of: datetime.date) -> Iterator[Issue]:
    if alert.source is None:
        yield Issue(message="the alert names no source", at=("title",), hint="write source: {name: …, url: …}")
    if alert.ends_at is None:
        yield Issue(
            message="the alert has no end",
            at=("starts_at",),
            hint="write ends_at, the first moment at which it is gone; it can be moved as long as the alert lasts",
        )
    if alert.approved_by is None or alert.approved_on is None:
        yield Issue(
            message="nobody has approved the alert",
            at=("title",),
            hint="have a second person read it, then write approved_by, a role, and approved_on",
        )
    elif alert.approved_on > as_of:
        yield Issue(
            message=f"the alert is approved on {alert.approved_on}, which is still to come",
            at=("approved_on",),
            hint="write the day on which it was approved",
        )


def _untranslated(alert: Alert, around: Around) -> Said:
    _default, *others = around.site.languages
    words = alert.i18n
    lacks = [tag for tag in others if tag not in words or words[tag].title is None or words[tag].text is None]
    if lacks:
        yield Issue(
            message=f"the alert is not whole in {', '.join(lacks)}",
            at=("title",),
            hint=f"write title and text below i18n: {{{lacks[0]}: …}}; until then both are shown as they are",
            severity=Severity.NOTICE,
        )


RULE = Rule(
    code="ALR941",
    name="alert-unready",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 92.201",
    page=__doc__,
    alert=_in_alert,
)
