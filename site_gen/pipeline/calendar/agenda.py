"""The calendar of a site at an instant, and what stands beside it: channels, addresses, who is left out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from site_gen.calendar.events import page_url
from site_gen.calendar.outgoing import Outgoing, Refused, outgoing
from site_gen.calendar.tracking import is_own, tracked_url
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.model.audience import Channel
from site_gen.model.news import slots_of
from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE, Post
from site_gen.model.practice import Practice
from site_gen.model.site import Site
from site_gen.pipeline.alert_gate import may_stand
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.options import BuildOptions, moment


class Agenda(NamedTuple):
    """`slots` are those of posts that may go out, `all_slots` also of those that an error of their own leaves out.

    `posts` are the texts that may go out, translations too; `practice` has all.
    `media` are the files of the output by their names in content. `findings` are of files that do not load.
    """

    site: Site
    practice: Practice
    now: datetime.datetime
    posts: tuple[Post, ...]
    slots: tuple[Slot, ...]
    all_slots: tuple[Slot, ...]
    media: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The ids of posts that an error of their own leaves out."""
        kept = {slot.post.slug for slot in self.slots}
        return tuple(slot.post.slug for slot in self.all_slots if slot.post.slug not in kept)

    @property
    def channels(self) -> dict[str, Channel]:
        """The channels by id."""
        return {one.id: one for one in self.practice.channels.channels} if self.practice.channels else {}


def read_agenda(options: BuildOptions) -> Agenda:
    """Read the calendar at the instant of some options.

    Raises:
        SiteGenError: settings or theme do not load.
    """
    loaded = load_ground(options)
    if loaded.content is None:
        first = loaded.findings[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint=first.hint or "mend it first")
    content = loaded.content
    site, practice = content.ground.site, content.practice
    now = moment(options, site)
    alerts = may_stand(practice.alerts, site, options.as_of)
    return Agenda(
        site=site,
        practice=practice,
        now=now,
        posts=content.posts,
        slots=content.slots,
        all_slots=slots_of(practice.posts, alerts, now, site.time_zone, site.default_language),
        media=content.ground.assets,
        findings=tuple(one for one in loaded.findings if one.path.startswith(_FOLDERS)),
    )


def going_out(agenda: Agenda, published: frozenset[str]) -> list[Outgoing | Refused]:
    """Give what is still to go out; of pictures those that are among the `published` files of the output."""
    by_language = {(post.slug, post.language): post for post in agenda.posts}
    written = {(post.slug, post.language) for post in agenda.practice.posts}
    base = agenda.site.base_url.rstrip("/")

    def words(post: Post, channel: Channel) -> Post | Refused:
        if not channel.languages or post.language in channel.languages:
            return post
        for tag in channel.languages:
            if spoken := by_language.get((post.slug, tag)):
                return spoken
        reason = f"not in a language of the channel: {', '.join(channel.languages)}"
        if left_out := [tag for tag in channel.languages if (post.slug, tag) in written]:
            reason = f"its text in {', '.join(left_out)} is left out for an error, and check says which"
        return Refused(post.slug, channel.id, reason)

    def link(post: Post, channel: Channel) -> str:
        return link_of(post, channel, agenda.site.base_url)

    def media(post: Post) -> str:
        file = agenda.media.get(post.visual.file, "") if post.visual else ""
        return f"{base}/{file}" if file in published else ""

    return list(outgoing(agenda.slots, agenda.channels, words, link, media))


def link_of(post: Post, channel: Channel, base_url: str) -> str:
    """Give where a post on a channel leads: to its page, else to what it asks its readers to do, else nowhere."""
    if WEBSITE in post.channels:
        return tracked_url(page_url(base_url, post.slug), post, channel, base_url=base_url)
    if post.call_to_action is None:
        return ""
    url = post.call_to_action.url
    if is_own(url, base_url):
        return tracked_url(url, post, channel, base_url=base_url)
    return url if url.startswith(("https://", "http://")) else ""


_FOLDERS = ("content/posts/", "content/alerts/", "content/channels.yaml", "content/audiences.yaml")
