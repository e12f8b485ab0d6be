"""Lists of providers: the directory, and the pages of specialties, locations, languages and conditions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from site_gen.model.location import Location
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import Topic, condition_topics, specialty_topics
from site_gen.render.addresses import FIND, topic_path
from site_gen.render.compose.frame import find_trail, frame_view
from site_gen.render.compose.places import place_view
from site_gen.render.compose.provider import card_view, topic_lang
from site_gen.render.edition import Edition
from site_gen.render.pages.rendered import Rendered
from site_gen.render.schema_org import location_graph, page_graph
from site_gen.render.views.listing import FacetView, ListingView
from site_gen.render.views.page import LinkView, Pager, TopicGroup, TopicListView
from site_gen.render.views.provider import PlaceView

CARDS_PER_PAGE = 100
"""How many providers one page of a list holds."""

_MOST_FACET_LINKS = 12
_IN_NAVIGATION = ("specialties",)
"""Kinds whose overview every page links to; another one's is left out where it would be empty and linked nowhere."""


class Group(NamedTuple):
    """A topic and its providers, in the order of their names; none where only departed ones name it."""

    topic: Topic
    members: list[ProviderSummary]


class Index(NamedTuple):
    """All providers and what they are found by; each group and each list is in its own order, the same everywhere."""

    everybody: list[ProviderSummary]
    specialties: list[Group]
    conditions: list[Group]
    languages: list[Group]
    locations: list[tuple[Location, list[ProviderSummary]]]


def index_of(edition: Edition, summaries: Sequence[ProviderSummary]) -> Index:
    """Sort the providers into groups. Departed providers keep their page, which links to topics, and are in no list."""
    ordered = sorted(summaries, key=lambda summary: (summary.name.sort_key, summary.slug))
    everybody = [summary for summary in ordered if summary.status != "departed"]
    by_place: dict[str, list[ProviderSummary]] = {slug: [] for slug in edition.ground.locations}
    for summary in everybody:
        for slug in dict.fromkeys(place.location for place in summary.places):
            by_place[slug].append(summary)
    return Index(
        everybody,
        _groups(ordered, specialty_topics),
        _groups(ordered, condition_topics),
        _groups(ordered, _spoken),
        [(edition.ground.locations[slug], members) for slug, members in sorted(by_place.items())],
    )


def _spoken(summary: ProviderSummary) -> tuple[Topic, ...]:
    return tuple(Topic(slug=tag.lower(), name=tag) for tag in summary.languages)


def _groups(ordered: Sequence[ProviderSummary], topics_of: Callable[[ProviderSummary], Sequence[Topic]]) -> list[Group]:
    groups: dict[str, Group] = {}
    for summary in ordered:
        for topic in topics_of(summary):
            group = groups.setdefault(topic.slug, Group(topic, []))
            if summary.status != "departed":
                group.members.append(summary)
            if topic.names and not group.topic.names:
                groups[topic.slug] = Group(topic, group.members)
    return [groups[slug] for slug in sorted(groups)]


def list_pages(edition: Edition, index: Index) -> Iterator[Rendered]:
    """Give the directory, every topic's page, every location's page, and the overviews of each kind."""
    yield from _directory(edition, index)
    _ = edition.gettext
    changed_on = newest_change(index.everybody)
    kinds = [
        ("specialties", _("Specialties"), index.specialties, _("All specialties of %(site)s")),
        ("conditions", _("Conditions"), index.conditions, _("Conditions that our providers treat")),
        ("languages", _("Languages"), index.languages, _("Languages that our providers speak")),
    ]
    for kind, title, groups, intro in kinds:
        if groups or kind in _IN_NAVIGATION:
            links = _links(edition, kind, groups)
            yield _overview(edition, kind, title, intro % {"site": edition.site.name}, links, changed_on)
        for group in groups:
            yield from _topic(edition, kind, title, group)
    yield from _location_pages(edition, index)


def facets(
    edition: Edition, index: Index, *, without: Collection[str] = (), plural: bool = False
) -> tuple[FacetView, ...]:
    """Give the static filters: the largest groups of each kind but those `without`, and a link to all of them.

    Headings are singular, as of a filter, or `plural`, as of a list.
    """
    most = _MOST_FACET_LINKS
    _ = edition.gettext
    views = []
    for kind, single, several, all_label, links in (
        (
            "specialties",
            _("Specialty"),
            _("Specialties"),
            _("All specialties"),
            _links(edition, "specialties", index.specialties),
        ),
        ("locations", _("Location"), _("Locations"), _("All locations"), _location_links(edition, index)),
        ("languages", _("Language"), _("Languages"), _("All languages"), _links(edition, "languages", index.languages)),
        (
            "conditions",
            _("Condition"),
            _("Conditions"),
            _("All conditions"),
            _links(edition, "conditions", index.conditions),
        ),
    ):
        if links and kind not in without:
            largest = sorted(links, key=lambda link: -(link.count or 0))[:most]
            every = LinkView(label=all_label, url=edition.href(f"{kind}/"), count=len(links))
            shown = tuple(sorted(largest, key=lambda link: link.label.casefold()))
            heading = several if plural else single
            views.append(FacetView(heading=heading, links=shown, all=every if len(links) > most else None))
    return tuple(views)


def newest_change(summaries: Iterable[ProviderSummary]) -> datetime.date | None:
    """Give the newest date of change of some providers, which lists of them have, too; nothing where none is known."""
    return max((one.changed_on for one in summaries if one.changed_on is not None), default=None)


def topic_label(edition: Edition, kind: str, topic: Topic) -> str:
    """Name a topic in the edition's language."""
    return edition.locale.language_name(topic.name) if kind == "languages" else topic.label(edition.language)


def _directory(edition: Edition, index: Index) -> Iterator[Rendered]:
    _ = edition.gettext
    yield from _listing(
        edition,
        template="directory.html",
        kind="find",
        path_of=lambda number: FIND if number == 1 else f"{FIND}{number}/",
        title=_("Find care"),
        subtitle="",
        intro=_("Everybody who gives care at %(site)s, by name.") % {"site": edition.site.name},
        members=index.everybody,
        trail=[find_trail(edition)],
        facet_views=facets(edition, index),
    )


def _topic(edition: Edition, kind: str, kind_title: str, group: Group) -> Iterator[Rendered]:
    _ = edition.gettext
    label = topic_label(edition, kind, group.topic)
    plain = group.topic.plain.get(edition.language, "") if kind == "specialties" else ""
    intro = {
        "specialties": _("Providers of %(site)s in %(topic)s."),
        "conditions": _("Providers of %(site)s who treat: %(topic)s."),
        "languages": _("Providers of %(site)s who speak %(topic)s."),
    }[kind] % {"site": edition.site.name, "topic": label}
    trail = [find_trail(edition), (kind_title, f"{kind}/"), (label, topic_path(kind, group.topic.slug))]
    yield from _listing(
        edition,
        template="listing.html",
        kind="listing",
        path_of=lambda number: topic_path(kind, group.topic.slug, number),
        title=label,
        subtitle=plain,
        intro=intro,
        members=group.members,
        trail=trail,
    )


def _location_pages(edition: Edition, index: Index) -> Iterator[Rendered]:
    _ = edition.gettext
    title = _("Locations")
    changed_on = newest_change(index.everybody)
    intro = _("Where %(site)s gives care") % {"site": edition.site.name}
    yield _overview(edition, "locations", title, intro, _location_links(edition, index), changed_on, by_letter=False)
    for location, members in index.locations:
        path = topic_path("locations", location.slug)
        yield from _listing(
            edition,
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
        )


def _listing(
    edition: Edition,
    *,
    template: str,
    kind: str,
    path_of: Callable[[int], str],
    title: str,
    subtitle: str,
    intro: str,
    members: Sequence[ProviderSummary],
    trail: Sequence[tuple[str, str]],
    facet_views: tuple[FacetView, ...] = (),
    place: PlaceView | None = None,
    location: Location | None = None,
) -> Iterator[Rendered]:
    """Give the pages of one list. A list of nobody still has its first page."""
    _ = edition.gettext
    count = len(members)
    count_text = edition.ngettext("%(count)s provider", "%(count)s providers", count) % {
        "count": edition.locale.number(count)
    }
    pages = max(1, -(-count // CARDS_PER_PAGE))
    for number in range(1, pages + 1):
        path = path_of(number)
        first = number == 1
        here = trail if first else [*trail, (_("Page %(number)s") % {"number": number}, path)]
        full_title = title if first else f"{title}, {_('page %(number)s') % {'number': number}}"
        members_here = members[(number - 1) * CARDS_PER_PAGE : number * CARDS_PER_PAGE]
        pager = _pager(edition, path_of, number, pages) if pages > 1 else None
        if location is not None and place is not None and first:
            graph = location_graph(edition, location, place, path=path, trail=here)
        else:
            graph = page_graph(edition, path=path, title=full_title, trail=here, kind=kind)
        view = ListingView(
            title=full_title,
            subtitle=subtitle,
            intro=intro if first else "",
            count_text=count_text,
            cards=tuple(card_view(edition, summary) for summary in members_here),
            pager=pager,
            facets=facet_views,
            place=place,
            empty_note="" if count else _("Nobody is listed here at the moment."),
        )
        frame = frame_view(
            edition,
            path=path,
            kind=kind,
            title=full_title,
            description=" ".join(
                part for part in (intro or f"{title}, {edition.site.name}.", f"{count_text}.") if part
            ),
            trail=here,
            json_ld=graph,
            previous_url=pager.previous.url if pager and pager.previous else "",
            next_url=pager.next.url if pager and pager.next else "",
            indexed=bool(count or place),
            paper=place is not None,
        )
        data = edition.templates.render(template, frame=frame, view=view)
        yield Rendered(
            edition.addresses.file(path, edition.language),
            data,
            path if frame.indexed else None,
            newest_change(members_here),
            (place.photo.url,) if place and place.photo and first else (),
        )


def _pager(edition: Edition, path_of: Callable[[int], str], number: int, pages: int) -> Pager:
    _ = edition.gettext
    links = tuple(
        LinkView(label=edition.locale.number(one), url=edition.href(path_of(one)), current=one == number)
        for one in range(1, pages + 1)
    )
    return Pager(
        previous=LinkView(label=_("Previous page"), url=edition.href(path_of(number - 1))) if number > 1 else None,
        next=LinkView(label=_("Next page"), url=edition.href(path_of(number + 1))) if number < pages else None,
        pages=links,
        label=_("Pages"),
    )


def _overview(
    edition: Edition,
    kind: str,
    title: str,
    intro: str,
    links: Sequence[LinkView],
    changed_on: datetime.date | None,
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
    )
    data = edition.templates.render("topics.html", frame=frame, view=view)
    return Rendered(edition.addresses.file(path, edition.language), data, path, changed_on)


def _links(edition: Edition, kind: str, groups: Sequence[Group]) -> tuple[LinkView, ...]:
    """Give links to topics, in patients' words first where there are some, with the clinical term beside them."""
    links = []
    for group in groups:
        if not group.members:
            continue
        term = topic_label(edition, kind, group.topic)
        plain = group.topic.plain.get(edition.language, "")
        links.append(
            LinkView(
                label=plain or term,
                note=term if plain else "",
                lang="" if plain or kind == "languages" else topic_lang(edition, group.topic),
                url=edition.href(topic_path(kind, group.topic.slug)),
                count=len(group.members),
            )
        )
    return tuple(sorted(links, key=lambda link: (link.label.casefold(), link.url)))


def _location_links(edition: Edition, index: Index) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(
            label=location.name,
            url=edition.href(topic_path("locations", location.slug)),
            count=len(members),
            note=location.address.locality,
        )
        for location, members in index.locations
    )


def _by_letter(links: Sequence[LinkView]) -> tuple[TopicGroup, ...]:
    """Group links by their first letter once there are enough of them to get lost."""
    if len(links) <= 2 * _MOST_FACET_LINKS:
        return (TopicGroup(heading="", links=tuple(links)),)
    letters: dict[str, list[LinkView]] = {}
    for link in links:
        letters.setdefault(link.label[:1].upper(), []).append(link)
    return tuple(TopicGroup(heading=letter, links=tuple(members)) for letter, members in letters.items())
