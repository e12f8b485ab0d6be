"""What providers are found by: the groups they fall into, and the static filters that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from site_gen.model.location import Location
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import Topic, condition_topics, insurance_topics, specialty_topics
from site_gen.render.addresses import NEW_PATIENTS, topic_path
from site_gen.render.compose.provider import topic_lang
from site_gen.render.compose.words import gender_word
from site_gen.render.edition import Edition
from site_gen.render.views.listing import FacetView
from site_gen.render.views.page import LinkView

MOST_FACET_LINKS = 12
"""How many links one filter shows; behind the last of them are all."""

_NAMED_IN_ANY_LANGUAGE = ("languages", "gender")
"""Kinds whose topics every edition has its own words for."""


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
    insurance: list[Group]
    genders: list[Group]
    new_patients: list[ProviderSummary]
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
        _groups(everybody, insurance_topics),
        _groups(everybody, _stated),
        [summary for summary in everybody if takes_new_patients(summary)],
        [(edition.ground.locations[slug], members) for slug, members in sorted(by_place.items())],
    )


def _spoken(summary: ProviderSummary) -> tuple[Topic, ...]:
    return tuple(Topic(slug=tag.lower(), name=tag) for tag in summary.languages)


def _stated(summary: ProviderSummary) -> tuple[Topic, ...]:
    return (Topic(slug=summary.gender, name=summary.gender),) if summary.gender else ()


def takes_new_patients(summary: ProviderSummary) -> bool:
    """Tell whether a provider is here and takes new patients at one place at least."""
    return summary.status == "active" and any(place.accepting for place in summary.places)


def _groups(ordered: Sequence[ProviderSummary], topics_of: Callable[[ProviderSummary], Sequence[Topic]]) -> list[Group]:
    groups: dict[str, Group] = {}
    for summary in ordered:
        for topic in topics_of(summary):
            group = groups.get(topic.slug)
            if group is None:
                group = groups[topic.slug] = Group(topic, [])
            if summary.status != "departed":
                group.members.append(summary)
            if topic.names and not group.topic.names:
                groups[topic.slug] = Group(topic, group.members)
    return [groups[slug] for slug in sorted(groups)]


def facets(
    edition: Edition, index: Index, *, without: Collection[str] = (), plural: bool = False
) -> tuple[FacetView, ...]:
    """Give the static filters: the largest groups of each kind but those `without`, and a link to all of them.

    Headings are singular, as of a filter, or `plural`, as of a list.
    """
    most = MOST_FACET_LINKS
    _ = edition.gettext
    views = []
    for kind, single, several, all_label, links in (
        (
            "specialties",
            _("Specialty"),
            _("Specialties"),
            _("All specialties"),
            topic_links(edition, "specialties", index.specialties),
        ),
        ("locations", _("Location"), _("Locations"), _("All locations"), location_links(edition, index)),
        (
            "languages",
            _("Language"),
            _("Languages"),
            _("All languages"),
            topic_links(edition, "languages", index.languages),
        ),
        (
            "conditions",
            _("Condition"),
            _("Conditions"),
            _("All conditions"),
            topic_links(edition, "conditions", index.conditions),
        ),
        ("new-patients", _("New patients"), _("New patients"), "", new_patient_links(edition, index)),
        (
            "insurance",
            _("Insurance"),
            _("Insurance"),
            _("All insurance plans"),
            topic_links(edition, "insurance", index.insurance),
        ),
        ("gender", _("Gender"), _("Gender"), "", topic_links(edition, "gender", index.genders)),
    ):
        if links and kind not in without:
            largest = sorted(links, key=lambda link: -(link.count or 0))[:most]
            every = LinkView(label=all_label, url=edition.href(f"{kind}/"), count=len(links))
            shown = tuple(sorted(largest, key=lambda link: link.label.casefold()))
            heading = several if plural else single
            views.append(FacetView(heading=heading, links=shown, all=every if len(links) > most else None))
    return tuple(views)


def topic_label(edition: Edition, kind: str, topic: Topic) -> str:
    """Name a topic in the edition's language."""
    if kind == "languages":
        return edition.locale.language_name(topic.name)
    return gender_word(edition.locale, topic.name) if kind == "gender" else topic.label(edition.language)


def new_patient_links(edition: Edition, index: Index) -> tuple[LinkView, ...]:
    """Give the link to those who take new patients, if there are any."""
    if not index.new_patients:
        return ()
    label = edition.gettext("Accepting new patients")
    return (LinkView(label=label, url=edition.href(NEW_PATIENTS), count=len(index.new_patients)),)


def topic_links(edition: Edition, kind: str, groups: Sequence[Group]) -> tuple[LinkView, ...]:
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
                lang="" if plain or kind in _NAMED_IN_ANY_LANGUAGE else topic_lang(edition, group.topic),
                url=edition.href(topic_path(kind, group.topic.slug)),
                count=len(group.members),
            )
        )
    return tuple(sorted(links, key=lambda link: (link.label.casefold(), link.url)))


def location_links(edition: Edition, index: Index) -> tuple[LinkView, ...]:
    """Give links to all locations, in order of their slugs."""
    return tuple(
        LinkView(
            label=location.name,
            url=edition.href(topic_path("locations", location.slug)),
            count=len(members),
            note=location.address.locality,
        )
        for location, members in index.locations
    )
