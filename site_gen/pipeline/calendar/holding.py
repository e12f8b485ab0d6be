"""Stops a post by hand, and lets it go on: the file of the post keeps who did, when and why."""

from __future__ import annotations

import datetime
import difflib
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.calendar.history import Happened, history
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import POSTS, SITE_FILE, parse_post, parse_site, read_file
from site_gen.load.edit_post import edit_post
from site_gen.model.news import slots_of
from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE, Hold, Post, PostDate, parse_date
from site_gen.model.practice import Practice
from site_gen.model.site import Site
from site_gen.pipeline.alert_gate import may_stand
from site_gen.pipeline.records import load_practice
from site_gen.pipeline.site_folder import refuse_no_site, today
from site_gen.write.lock import waiting_lock
from site_gen.write.log_folder import replace_durably

_LOCK = ".site-gen/posts.lock"


class Held(NamedTuple):
    """The file that was changed, and where the post stands in the calendar now."""

    path: str
    slot: Slot


class Past(NamedTuple):
    """The log of the calendar, the zone of the site, and the files of posts and alerts that do not load."""

    lines: tuple[Happened, ...]
    zone: zoneinfo.ZoneInfo
    unread: tuple[str, ...]


def hold_post(root: Path, post_id: str, *, by: str, reason: str, now: datetime.datetime) -> Held:
    """Stop a post from now on, until somebody lets it go on; one that is out is taken off the site.

    Raises:
        SiteGenError: no such post, it has gone out elsewhere, it is held already, or its file cannot be edited.
    """
    with _locked(root):
        site, slot = _find(root, post_id, now)
        if slot.state == "expired" or (slot.state == "out" and WEBSITE not in slot.post.channels):
            hint = "take it down where it stands"
            raise SiteGenError(f"{post_id} has gone out at {_shown(slot.at, site)}", hint=hint)
        if slot.hold is not None and slot.state == "held":
            raise SiteGenError(f"{post_id} is held already, by {slot.hold.by}: {slot.hold.reason}")
        hold = Hold(since=now.astimezone(datetime.UTC).replace(microsecond=0), by=by, reason=reason)
        return _save(root, slot.post, holds=(*slot.post.holds, hold), now=now)


def resume_post(root: Path, post_id: str, *, by: str | None, date: str | None, now: datetime.datetime) -> Held:
    """Let a post go on that somebody stopped, at another date if one is given.

    Without one it goes out as planned, or, where that hour has passed, on the next free day at the same time.

    Raises:
        SiteGenError: no such post, nobody holds it, or the date is none, has passed, or is not before it expires.
    """
    with _locked(root):
        site, slot = _find(root, post_id, now)
        post = slot.post
        if not post.holds or post.holds[-1].resumed_at is not None:
            hint = f"the alert {slot.alert.slug} holds it: it goes on when that ends" if slot.alert else ""
            raise SiteGenError(f"nobody holds {post_id}", hint=hint)
        changes = {} if date is None else {"date": _new_date(date, post, site, now)}
        at = now.astimezone(datetime.UTC).replace(microsecond=0)
        was = slot.planned.astimezone(datetime.UTC) if changes and slot.planned is not None else None
        last = msgspec.structs.replace(post.holds[-1], resumed_at=at, resumed_by=by, was=was)
        return _save(root, post, holds=(*post.holds[:-1], last), now=now, **changes)


def read_past(root: Path, when: datetime.datetime | datetime.date) -> Past:
    """Give what was held, moved and replaced, by whom and why, as of an instant, or the end of a day where the site is.

    Raises:
        SiteGenError: no site that loads.
    """
    site, practice, unread = _read(root)
    now = when if isinstance(when, datetime.datetime) else _end_of(when, site)
    return Past(history(_slots(root, site, practice, now), now), zoneinfo.ZoneInfo(site.time_zone), unread)


def _save(root: Path, post: Post, *, now: datetime.datetime, **changes: object) -> Held:
    data = read_file(root, post.path)
    wanted = msgspec.structs.replace(post, **changes)
    edited = edit_post(data, wanted)
    if read_file(root, post.path) != data:
        raise SiteGenError(f"{post.path} was changed meanwhile, nothing was written", hint="try again")
    replace_durably(root / post.path, edited)
    return Held(post.path, _find(root, post.slug, now)[1])


def _find(root: Path, post_id: str, now: datetime.datetime) -> tuple[Site, Slot]:
    site, practice, _unread = _read(root)
    slots = {slot.post.slug: slot for slot in _slots(root, site, practice, now)}
    if post_id in slots:
        return site, slots[post_id]
    path = f"{POSTS}/{post_id}.md"
    if (root / path).is_file():
        read = parse_post(read_file(root, path), path, site.default_language)
        if isinstance(read, list):
            first = read[0]
            raise SiteGenError(f"{path}:{first.line}: {first.message}", hint=first.hint or "mend the file first")
    near = difflib.get_close_matches(post_id, slots, n=1)
    hint = f"did you mean {near[0]}?" if near else f"posts are the files of {POSTS}, without .md"
    raise SiteGenError(f"no post {post_id}", hint=hint)


def _read(root: Path) -> tuple[Site, Practice, tuple[str, ...]]:
    refuse_no_site(root)
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        first = site[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint=first.hint or "mend the file first")
    findings: list[Finding] = []
    practice = load_practice(root, site.default_language, (), findings)
    return site, practice, tuple(dict.fromkeys(one.path for one in findings))


def _slots(root: Path, site: Site, practice: Practice, now: datetime.datetime) -> tuple[Slot, ...]:
    alerts = may_stand(practice.alerts, site, today(root, now))
    return slots_of(practice.posts, alerts, now, site.time_zone, site.default_language)


def _end_of(day: datetime.date, site: Site) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.max, zoneinfo.ZoneInfo(site.time_zone))


def _new_date(date: str, post: Post, site: Site, now: datetime.datetime) -> str:
    """Give a date as it is written into the file: with the offset of the site, where nothing says which zone."""
    hint = "write it with a time, such as 2026-12-01T09:00"
    try:
        msgspec.convert(date, PostDate)
        at = parse_date("--date", date)
    except (ValueError, msgspec.ValidationError) as error:
        raise SiteGenError(f"--date {date} is no day and time", hint=hint) from error
    if "T" not in date:
        raise SiteGenError(f"--date {date} has no time", hint=hint)
    if at.tzinfo is None:
        at = at.replace(tzinfo=zoneinfo.ZoneInfo(post.zone or site.time_zone))
        date = date if post.zone else at.isoformat()
    if at <= now:
        raise SiteGenError(f"--date {date} has passed", hint="give an hour that is to come")
    expires = post.expires_at(site.time_zone)
    if expires is not None and expires <= at:
        raise SiteGenError(f"--date {date} is not before it expires, {post.expires}", hint="change expires first")
    return date


def _shown(at: datetime.datetime | None, site: Site) -> str:
    return (
        f"{at.astimezone(zoneinfo.ZoneInfo(site.time_zone)):%Y-%m-%d %H:%M}" if at else "an hour that it does not say"
    )


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the lock under which posts are changed; whoever comes second waits."""
    refuse_no_site(root)
    with waiting_lock(root / _LOCK):
        yield
