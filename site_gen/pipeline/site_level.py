"""The site level: the pages and files that are no provider's own, written aside while others look at them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.cache import Inspected
from site_gen.pipeline.drawn import Drawn
from site_gen.pipeline.inspect import gather, is_page
from site_gen.pipeline.looks import Look, Looks, read_looks
from site_gen.pipeline.media import keys_in, shows_pictures
from site_gen.pipeline.plans import home_files
from site_gen.pipeline.site_content import SiteContent
from site_gen.pipeline.site_log import SITE_JSON, log_facts, site_json
from site_gen.render.compose.news import cancelled_title
from site_gen.render.edition import editions_of
from site_gen.render.pages.rendered import Drawing, Rendered
from site_gen.render.pages.site import site_files
from site_gen.write.stage import Stage

CALENDAR = "calendar.ics"
"""The posts of the site for calendars of readers."""


class SiteLevel(NamedTuple):
    """What was written: all files, which of them are new, the pictures that they show, and what was found on pages.

    `looks` is what was found on each page, `drawn` are digests of what lists were made of, both for the next build.
    """

    files: list[str]
    changed: list[str]
    pictures: tuple[str, ...]
    inspected: Inspected
    looks: dict[str, bytes]
    drawn: dict[str, bytes]


def write_site_level(
    content: SiteContent,
    summaries: Sequence[ProviderSummary],
    known: Looks,
    drawn: Drawn,
    digests: Mapping[str, bytes],
    stage: Stage,
    look: Callable[[Iterable[Rendered]], Iterable[Look]],
) -> SiteLevel:
    """Render the site level into the stage, with the assets.

    `look` looks at pages, in their order, while more are made: at those that were not looked at before. `digests` stand
    for the summaries, by slug.
    """
    files: list[str] = []
    changed: list[str] = []
    pictures: set[str] = set()
    has_pictures = shows_pictures(content.ground)
    looks: dict[str, bytes] = {}
    new: list[str] = []

    def write() -> Iterator[Rendered]:
        for rendered in _rendered(content, summaries, Drawing(drawn.page, digests)):
            files.append(rendered.file)
            if rendered.is_kept:
                stage.keep(rendered.file)
            elif stage.write(rendered.file, rendered.data):
                changed.append(rendered.file)
            if is_page(rendered.file):
                before = known.find(rendered)
                looks[rendered.file] = before or b""
                if before is None:
                    new.append(rendered.file)
                    yield drawn.whole(rendered)
            elif has_pictures:
                pictures.update(keys_in(drawn.whole(rendered).data))

    for place, looked in enumerate(look(write())):
        looks[new[place]] = msgspec.msgpack.encode(looked)
    found = list(read_looks(looks.values()))
    pictures.update(key for one in found for key in one.pictures)
    inspected = gather((one.looked for one in found), homes=home_files(content.ground))
    for asset in content.assets:
        files.append(asset.file)
        if stage.add(asset):
            changed.append(asset.file)
    return SiteLevel(files, changed, tuple(sorted(pictures)), inspected, looks, drawn.made_of)


def _rendered(content: SiteContent, summaries: Sequence[ProviderSummary], drawing: Drawing) -> Iterator[Rendered]:
    log = content.log
    facts = log_facts(content.ground.site, log) if log else None
    files = site_files(editions_of(content.ground), summaries, content.pages, facts, content.news, drawing)
    return chain(files, _site_json(content, summaries, drawing), _calendar(content))


def _site_json(content: SiteContent, summaries: Sequence[ProviderSummary], drawing: Drawing) -> Iterator[Rendered]:
    """Give what verifiers find pages by, on a site with a log."""
    log = content.log
    if log is not None:
        places = [(summary.slug, summary.archive_pages) for summary in summaries]
        known = [(ident, entry.slug) for ident, entry in log.settings.providers.items()]
        yield drawing.page(SITE_JSON, (places, known), functools.partial(site_json, content.ground, log, summaries))


def _calendar(content: SiteContent) -> Iterator[Rendered]:
    """Give the public calendar, where there is anything in it."""
    if content.events:
        from site_gen.calendar.ics import format_calendar  # few sites have posts, and the library takes its time

        cancelled = cancelled_title(next(iter(editions_of(content.ground).values())))
        named = (event._replace(title=event.title or cancelled) for event in content.events)
        yield Rendered(CALENDAR, format_calendar(named, content.ground.site.name))
