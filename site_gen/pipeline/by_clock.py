"""Lists of posts by their time, and when the site changes next by the clock, as a build has it."""

from __future__ import annotations

import datetime
import itertools
import zoneinfo
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from site_gen.errors import SiteGenError
from site_gen.model.by_clock import Change, changes_after
from site_gen.model.news import slots_of
from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE
from site_gen.pipeline.alert_gate import may_stand
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.options import BuildOptions, moment
from site_gen.pipeline.site_content import SiteContent
from site_gen.report.by_clock import PostRow

Which = Literal["future", "expired", "due"]
"""`future` are posts that are to come, `expired` those that are over, `due` those that wait for somebody now."""


class Listed(NamedTuple):
    """Posts of a list, at an instant by the clock of the site."""

    at: datetime.datetime
    rows: tuple[PostRow, ...]


class Changes(NamedTuple):
    """Changes by the clock, at an instant by the clock of the site."""

    at: datetime.datetime
    changes: tuple[Change, ...]


def list_posts(options: BuildOptions, which: Which) -> Listed:
    """Give posts of all channels in order of their time.

    Raises:
        SiteGenError: the site does not load.
    """
    content = _load(options)
    site, posts = content.ground.site, content.practice.posts
    zone = zoneinfo.ZoneInfo(site.time_zone)
    at = moment(options, site).astimezone(zone)
    alerts = may_stand(content.practice.alerts, site, options.as_of)
    slots = slots_of(posts, alerts, at, site.time_zone, site.default_language)
    kept = {slot.post.slug for slot in content.slots}
    rows = tuple(
        PostRow(
            id=slot.post.slug,
            path=slot.post.path,
            title=slot.post.title,
            state=slot.state,
            channels=slot.post.channels,
            planned_at=_local(slot.planned, zone),
            goes_out_at=_local(slot.at, zone),
            expires_at=_local(slot.post.expires_at(site.time_zone), zone),
            why=_why(slot, slot.post.slug in kept),
        )
        for slot in slots
        if _LISTS[which](slot, at)
    )
    return Listed(at, tuple(sorted(rows, key=lambda row: ((row.goes_out_at or row.planned_at or at), row.id))))


def next_changes(options: BuildOptions) -> Changes:
    """Give what changes next on the site, nothing where the clock changes nothing more.

    Raises:
        SiteGenError: the site does not load.
    """
    at, found = _changes(options, None)
    return Changes(at, next(found, ()))


def changes_since(options: BuildOptions, since: datetime.datetime) -> Changes:
    """Give everything that has changed on the site by the clock since an instant.

    Raises:
        SiteGenError: the site does not load.
    """
    at, found = _changes(options, since)
    past = itertools.takewhile(lambda group: group[0].at <= at, found)
    return Changes(at, tuple(itertools.chain.from_iterable(past)))


def _changes(
    options: BuildOptions, since: datetime.datetime | None
) -> tuple[datetime.datetime, Iterator[tuple[Change, ...]]]:
    """Give the instant of some options, and the changes after `since`, or after that instant."""
    content = _load(options)
    site = content.ground.site
    zone = zoneinfo.ZoneInfo(site.time_zone)
    at = moment(options, site).astimezone(zone)
    alerts = may_stand(content.practice.alerts, site, options.as_of)
    posts = [slot.post for slot in content.slots]
    groups = changes_after(posts, alerts, (since or at).astimezone(zone), site.time_zone)
    return at, (tuple(one._replace(at=one.at.astimezone(zone)) for one in group) for group in groups)


def _load(options: BuildOptions) -> SiteContent:
    content, findings = load_ground(options)
    if content is None:
        first = findings[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint="site-gen check names all that is wrong")
    return content


def _is_future(slot: Slot, at: datetime.datetime) -> bool:
    return slot.state == "held" or (slot.at is not None and slot.at > at and slot.state != "expired")


def _is_expired(slot: Slot, at: datetime.datetime) -> bool:
    return slot.state == "expired"


def _is_due(slot: Slot, at: datetime.datetime) -> bool:
    """Tell whether somebody has to act: approve it late, or post it by hand and note that it was published."""
    elsewhere = any(channel != WEBSITE for channel in slot.post.channels)
    return slot.state == "missed" or (slot.state == "out" and elsewhere and slot.post.status != "published")


_LISTS: dict[Which, Callable[[Slot, datetime.datetime], bool]] = {
    "future": _is_future,
    "expired": _is_expired,
    "due": _is_due,
}


def _why(slot: Slot, is_kept: bool) -> str:
    """Say what keeps or moved a post; nothing where it goes its way."""
    if not is_kept:
        return "left out: an error of its own, see site-gen check"
    if slot.hold is not None:
        return f"held by {slot.hold.by}: {slot.hold.reason}"
    if slot.alert is not None:
        return f"{'moved' if slot.is_moved else slot.state} by the alert {slot.alert.slug}"
    if slot.state == "missed":
        return "not approved at its hour"
    return ""


def _local(at: datetime.datetime | None, zone: zoneinfo.ZoneInfo) -> datetime.datetime | None:
    return None if at is None else at.astimezone(zone)
