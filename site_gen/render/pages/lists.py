"""Lists of providers: the directory, and the pages of specialties, locations, languages and conditions."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence

from site_gen.model.alert import EVERYTHING, NO_SUBJECT, Subject
from site_gen.model.location import Location
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import FIND, NEW_PATIENTS, topic_path
from site_gen.render.compose.finding import (
    MOST_FACET_LINKS,
    Group,
    Index,
    facets,
    location_links,
    topic_label,
    topic_links,
)
from site_gen.render.compose.frame import find_trail, frame_view
from site_gen.render.compose.near import near_view
from site_gen.render.compose.opening import open_script
from site_gen.render.compose.pager import near_pages, page_links
from site_gen.render.compose.places import place_view
from site_gen.render.compose.provider import card_view
from site_gen.render.edition import Edition
from site_gen.render.pages.rendered import Drawing, Rendered
from site_gen.render.schema_org import location_graph, page_graph
from site_gen.render.views.listing import FacetView, ListingView, NearView
from site_gen.render.views.page import LinkView, Pager, TopicGroup, TopicListView, View
from site_gen.render.views.provider import CardView, PlaceView

CARDS_PER_PAGE = 100
"""How many providers one page of a list holds."""

_IN_NAVIGATION = ("specialties",)
"""Kinds whose overview every page links to; another one's is left out where it would be empty and linked nowhere."""


class Cards:
    """The cards of those who are in lists: each is made once, when a page is drawn that shows it."""

    def __init__(self, edition: Edition, drawing: Drawing) -> None:
        self.drawing = drawing
        self._edition = edition
        self._made: dict[str, CardView] = {}

    def of(self, summary: ProviderSummary) -> CardView:
        """Give the card of a provider."""
        known = self._made.get(summary.slug)
        if known is None:
            known = self._made[summary.slug] = card_view(self._edition, summary)
        return known


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


def list_pages(edition: Edition, index: Index, drawing: Drawing) -> Iterator[Rendered]:
    """Give the directory, every topic's page, every location's page, and the overviews of each kind."""
    cards = Cards(edition, drawing)
    yield from _directory(edition, index, cards)
    _ = edition.gettext
    changed_on = newest_change(index.everybody)
    kinds = [
        ("specialties", _("Specialties"), index.specialties, _("All specialties of %(site)s")),
        ("conditions", _("Conditions"), index.conditions, _("Conditions that our providers treat")),
        ("languages", _("Languages"), index.languages, _("Languages that our providers speak")),
        ("insurance", _("Insurance"), index.insurance, _("Insurance plans that our providers accept")),
        ("gender", _("Gender"), index.genders, _("Providers by their gender, where they state it")),
    ]
    for kind, title, groups, intro in kinds:
        if groups or kind in _IN_NAVIGATION:
            links = topic_links(edition, kind, groups)
            every = frozenset(group.topic.slug for group in groups)
            subject = Subject(specialties=every) if kind == "specialties" else NO_SUBJECT
            about = intro % {"site": edition.site.name}
            yield _overview(edition, kind, title, about, links, changed_on, subject)
        for group in groups:
            yield from _topic(edition, kind, title, group, cards)
    yield from _new_patients(edition, index, cards)
    yield from _location_pages(edition, index, cards)


def newest_change(summaries: Iterable[ProviderSummary]) -> datetime.date | None:
    """Give the newest date of change of some providers, which lists of them have, too; nothing where none is known."""
    return max((one.changed_on for one in summaries if one.changed_on is not None), default=None)


def _directory(edition: Edition, index: Index, cards: Cards) -> Iterator[Rendered]:
    _ = edition.gettext
    yield from _listing(
        edition,
        cards=cards,
        template="directory.html",
        kind="find",
        path_of=lambda number: FIND if number == 1 else f"{FIND}{number}/",
        title=_("Find care"),
        subtitle="",
        intro=_("Everybody who gives care at %(site)s, by name.") % {"site": edition.site.name},
        members=index.everybody,
        trail=[find_trail(edition)],
        facet_views=facets(edition, index),
        near=near_view(edition, index, sorts=len(index.everybody) <= CARDS_PER_PAGE),
        subject=EVERYTHING,
    )


def _topic(edition: Edition, kind: str, kind_title: str, group: Group, cards: Cards) -> Iterator[Rendered]:
    _ = edition.gettext
    label = topic_label(edition, kind, group.topic)
    plain = group.topic.plain.get(edition.language, "") if kind == "specialties" else ""
    intro = {
        "specialties": _("Providers of %(site)s in %(topic)s."),
        "conditions": _("Providers of %(site)s who treat: %(topic)s."),
        "languages": _("Providers of %(site)s who speak %(topic)s."),
        "insurance": _("Providers of %(site)s who accept %(topic)s. Ask your plan whether it covers your visit."),
        "gender": _("Providers of %(site)s by gender: %(topic)s."),
    }[kind] % {"site": edition.site.name, "topic": label}
    trail = [find_trail(edition), (kind_title, f"{kind}/"), (label, topic_path(kind, group.topic.slug))]
    yield from _listing(
        edition,
        cards=cards,
        template="listing.html",
        kind="listing",
        path_of=lambda number: topic_path(kind, group.topic.slug, number),
        title=label,
        subtitle=plain,
        intro=intro,
        members=group.members,
        trail=trail,
        subject=Subject(specialties=frozenset((group.topic.slug,))) if kind == "specialties" else NO_SUBJECT,
    )


def _new_patients(edition: Edition, index: Index, cards: Cards) -> Iterator[Rendered]:
    """Give the list of those who take new patients; none while nobody does, or while it is not known."""
    if not index.new_patients:
        return
    _ = edition.gettext
    title = _("Accepting new patients")
    yield from _listing(
        edition,
        cards=cards,
        template="listing.html",
        kind="listing",
        path_of=lambda number: NEW_PATIENTS if number == 1 else f"{NEW_PATIENTS}{number}/",
        title=title,
        subtitle="",
        intro=_("Providers of %(site)s who take new patients, at one location at least.") % {"site": edition.site.name},
        members=index.new_patients,
        trail=[find_trail(edition), (title, NEW_PATIENTS)],
    )


def _location_pages(edition: Edition, index: Index, cards: Cards) -> Iterator[Rendered]:
    _ = edition.gettext
    title = _("Locations")
    changed_on = newest_change(index.everybody)
    intro = _("Where %(site)s gives care") % {"site": edition.site.name}
    links, every = location_links(edition, index), Subject(locations=frozenset(edition.ground.locations))
    yield _overview(edition, "locations", title, intro, links, changed_on, every, by_letter=False)
    for location, members in index.locations:
        path = topic_path("locations", location.slug)
        yield from _listing(
            edition,
            cards=cards,
            template="location.html",
            kind="location",
            path_of=lambda number, slug=location.slug: topic_path("locations", slug, number),  # type: ignore[misc]
            title=location.name,
            subtitle="",
            intro="",
            members=members,
            trail=[find_trail(edition), (title, "locations/"), (location.name, path)],
            place=place_view(edition, location),
            location=location,
            subject=Subject(locations=frozenset((location.slug,))),
        )


def _listing(
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
        data = cards.drawing.page(file, page, functools.partial(_draw, edition, page, cards, here))
        yield Rendered(
            file,
            data,
            path if _is_indexed(page) else None,
            newest_change(here),
            (place.photo.url,) if place and place.photo and number == 1 else (),
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
        cards=tuple(map(cards.of, members)),
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


def _overview(
    edition: Edition,
    kind: str,
    title: str,
    intro: str,
    links: Sequence[LinkView],
    changed_on: datetime.date | None,
    subject: Subject,
    *,
    by_letter: bool = True,
) -> Rendered:
    path = f"{kind}/"
    trail = [find_trail(edition), (title, path)]
    view = TopicListView(
        title=title,
        intro=intro,
        groups=_by_letter(links) if by_letter else (TopicGroup(heading="", links=tuple(links)),),
    )
    frame = frame_view(
        edition,
        path=path,
        kind="topics",
        title=title,
        description=f"{intro}.",
        trail=trail,
        json_ld=page_graph(edition, path=path, title=title, trail=trail, kind="topics"),
        subject=subject,
    )
    data = edition.templates.render("topics.html", frame=frame, view=view)
    return Rendered(edition.addresses.file(path, edition.language), data, path, changed_on)


def _by_letter(links: Sequence[LinkView]) -> tuple[TopicGroup, ...]:
    """Group links by their first letter once there are enough of them to get lost."""
    if len(links) <= 2 * MOST_FACET_LINKS:
        return (TopicGroup(heading="", links=tuple(links)),)
    letters: dict[str, list[LinkView]] = {}
    for link in links:
        letters.setdefault(link.label[:1].upper(), []).append(link)
    return tuple(TopicGroup(heading=letter, links=tuple(members)) for letter, members in letters.items())
