"""The site level of the content, as one value."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.calendar.events import Event
from site_gen.check.log_view import LogView
from site_gen.check.rule import Around
from site_gen.findings import Finding
from site_gen.model.assets import Asset
from site_gen.model.news import NewsPost
from site_gen.model.page import Page
from site_gen.model.plan import Slot, edges_of
from site_gen.model.post import Post
from site_gen.model.practice import NO_PRACTICE, Practice
from site_gen.model.records import Records
from site_gen.pipeline.media import Shelf
from site_gen.pipeline.site_log import SiteLog
from site_gen.render.ground import Ground


class SiteContent(NamedTuple):
    """The site level of the content: the ground for pages, the owner's pages with their text, assets, providers.

    `around` has the prepared responses, too, which are no part of the ground: no page depends on them. `pages` are
    those that are published, policies too; `written_pages` all that the owner wrote.
    `assets` are published as they are. `practice` has all alerts that load; those that stand on pages now are in the
    ground. `posts` are those that may go out, translations too, and `slots` when they do on all channels, as of now;
    `news` are those that stand on the site. `events` are those of the public calendar.
    """

    ground: Ground
    around: Around
    records: Records
    pages: tuple[Page, ...]
    written_pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    shelf: Shelf
    providers: tuple[str, ...]
    log: SiteLog | None
    log_view: LogView | None = None
    responses_digest: bytes = b""
    practice: Practice = NO_PRACTICE
    posts: tuple[Post, ...] = ()
    slots: tuple[Slot, ...] = ()
    news: tuple[NewsPost, ...] = ()
    events: tuple[Event, ...] = ()

    def edges(self) -> Iterator[datetime.datetime]:
        """Give the instants at which an alert begins or ends, and at which a post goes out, ends, or is stopped.

        Also those at which a post that is left out would have gone out: what keeps it away may look at its hour.
        """
        zone = self.ground.site.time_zone
        yield from edges_of(self.slots, zone)
        yield from (at for post in self.practice.posts if (at := post.goes_out_at(zone)) is not None)
        for alert in self.practice.alerts:
            yield alert.starts_at
            if alert.ends_at is not None:
                yield alert.ends_at


class Loaded(NamedTuple):
    """`content` is None when the findings leave nothing to build on."""

    content: SiteContent | None
    findings: tuple[Finding, ...]
