"""One list of providers, a hundred a page: drawn again only where something that stands on the page has changed."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence

from site_gen.model.alert import NO_SUBJECT, Subject
from site_gen.model.location import Location
from site_gen.model.summary import ProviderSummary
from site_gen.render.compose.frame import frame_view
from site_gen.render.compose.opening import open_script
from site_gen.render.compose.pager import near_pages, page_links
from site_gen.render.compose.provider_card import card_at, card_view
from site_gen.render.edition import Edition
from site_gen.render.pages.rendered import Drawing, Rendered
from site_gen.render.schema_org import location_graph, page_graph
from site_gen.render.views.listing import FacetView, ListingView, NearView
from site_gen.render.views.page import LinkView, Pager, View
from site_gen.render.views.provider import CardView, PlaceView

CARDS_PER_PAGE = 100
"""How many providers one page of a list holds."""


class Cards:
    """The cards of those who are in lists: each is made once, when a page is drawn that shows it."""

    def __init__(self, edition: Edition, drawing: Drawing) -> None:
        self.drawing = drawing
        self._edition = edition
        self._made: dict[str, CardView] = {}

    def of(self, summary: ProviderSummary, location: Location | None = None) -> CardView:
        """Give the card of a provider, on the page of a location that which holds there."""
        known = self._made.get(summary.slug)
        if known is None:
            known = self._made[summary.slug] = card_view(self._edition, summary)
        if location is None or len(summary.places) == 1:
            return known
        return card_at(self._edition, known, summary, location.slug)


class _ListPage(View, frozen=True, kw_only=True):
    """Everything that one page of a list is made of; `paths` are those of all its pages, `members` stand for cards."""

    template: str
    kind: str
    number: int
    paths: tuple[str, ...]
    title: str
    subtitle: str
    intro: str
    count: int
    members: tuple[bytes, ...]
    trail: tuple[tuple[str, str], ...]
    facet_views: tuple[FacetView, ...] = ()
    near: NearView | None = None
    place: PlaceView | None = None
    location: Location | None = None
    subject: Subject = NO_SUBJECT


def newest_change(summaries: Iterable[ProviderSummary]) -> datetime.date | None:
    """Give the newest date of change of some providers, which lists of them have, too; nothing where none is known."""
    return max((one.changed_on for one in summaries if one.changed_on is not None), default=None)


def listing(
    edition: Edition,
    *,
    cards: Cards,
    template: str,
    kind: str,
    path_of: Callable[[int], str],
    title: str,
    subtitle: str,
    intro: str,
    members: Sequence[ProviderSummary],
    trail: Sequence[tuple[str, str]],
    facet_views: tuple[FacetView, ...] = (),
    near: NearView | None = None,
    place: PlaceView | None = None,
    location: Location | None = None,
    subject: Subject = NO_SUBJECT,
) -> Iterator[Rendered]:
    """Give the pages of one list. A list of nobody still has its first page."""
    count = len(members)
    paths = tuple(path_of(number) for number in range(1, max(1, -(-count // CARDS_PER_PAGE)) + 1))
    digests = cards.drawing.digests
    for number, path in enumerate(paths, 1):
        here = members[(number - 1) * CARDS_PER_PAGE : number * CARDS_PER_PAGE]
        page = _ListPage(
            template=template,
            kind=kind,
            number=number,
            paths=paths,
            title=title,
            subtitle=subtitle,
            intro=intro,
            count=count,
            members=tuple(digests.get(summary.slug, b"") for summary in here),
            trail=tuple(trail),
            facet_views=facet_views,
            near=near,
            place=place,
            location=location,
            subject=subject,
        )
        file = edition.addresses.file(path, edition.language)
        rendered = cards.drawing.page(file, page, functools.partial(_draw, edition, page, cards, here))
        yield rendered._replace(
            path=path if _is_indexed(page) else None,
            changed_on=newest_change(here),
            images=(place.photo.url,) if place and place.photo and number == 1 else (),
        )


def _is_indexed(page: _ListPage) -> bool:
    return bool(page.count or page.place)


def _draw(edition: Edition, page: _ListPage, cards: Cards, members: Sequence[ProviderSummary]) -> bytes:
    """Draw one page of a list, with the cards of `members`, for which the digests stand."""
    _ = edition.gettext
    number, pages, path, place = page.number, len(page.paths), page.paths[page.number - 1], page.place
    count_text = edition.ngettext("%(count)s provider", "%(count)s providers", page.count) % {
        "count": edition.locale.number(page.count)
    }
    first = number == 1
    trail = page.trail if first else [*page.trail, (_("Page %(number)s") % {"number": number}, path)]
    title = page.title if first else f"{page.title}, {_('page %(number)s') % {'number': number}}"
    pager = pager_view(edition, lambda one: page.paths[one - 1], number, pages) if pages > 1 else None
    if page.location is not None and place is not None and first:
        graph = location_graph(edition, page.location, place, path=path, trail=trail)
    else:
        graph = page_graph(edition, path=path, title=title, trail=trail, kind=page.kind)
    view = ListingView(
        title=title,
        subtitle=page.subtitle,
        intro=page.intro if first else "",
        count_text=count_text,
        cards=tuple(cards.of(one, page.location) for one in members),
        pager=pager,
        facets=page.facet_views,
        place=place,
        near=page.near,
        open_script=open_script(edition, [place]) if place else None,
        empty_note="" if page.count else _("Nobody is listed here at the moment."),
    )
    frame = frame_view(
        edition,
        path=path,
        kind=page.kind,
        title=title,
        description=" ".join(
            part for part in (page.intro or f"{page.title}, {edition.site.name}.", f"{count_text}.") if part
        ),
        trail=trail,
        json_ld=graph,
        previous_url=pager.previous.url if pager and pager.previous else "",
        next_url=pager.next.url if pager and pager.next else "",
        indexed=_is_indexed(page),
        paper=place is not None,
        subject=page.subject,
    )
    return edition.templates.render(page.template, frame=frame, view=view)


def pager_view(edition: Edition, path_of: Callable[[int], str], number: int, pages: int) -> Pager:
    """Give the links between the pages of a list; `path_of` gives the path of each, `number` is the one at hand."""
    _ = edition.gettext
    links = {
        one: LinkView(label=edition.locale.number(one), url=edition.href(path_of(one)))
        for one in near_pages(number, pages)
    }
    return Pager(
        previous=LinkView(label=_("Previous page"), url=edition.href(path_of(number - 1))) if number > 1 else None,
        next=LinkView(label=_("Next page"), url=edition.href(path_of(number + 1))) if number < pages else None,
        pages=page_links(links, number),
        label=_("Pages"),
    )
