"""Lists of providers: the directory, and the pages of specialties, locations, languages and conditions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from site_gen.model.alert import EVERYTHING, NO_SUBJECT, Subject
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
from site_gen.render.compose.places import place_view
from site_gen.render.edition import Edition
from site_gen.render.pages.listing import CARDS_PER_PAGE, Cards, listing, newest_change
from site_gen.render.pages.rendered import Drawing, Rendered
from site_gen.render.schema_org import page_graph
from site_gen.render.views.page import LinkView, TopicGroup, TopicListView

_IN_NAVIGATION = ("specialties",)
"""Kinds whose overview every page links to; another one's is left out where it would be empty and linked nowhere."""


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
    edition.templates.forget()  # the cards of everybody take much memory, and pages that follow show few of them


def _directory(edition: Edition, index: Index, cards: Cards) -> Iterator[Rendered]:
    _ = edition.gettext
    yield from listing(
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
    yield from listing(
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
    yield from listing(
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
        yield from listing(
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
