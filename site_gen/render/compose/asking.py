"""Whom to ask: people by condition and by specialty, as many as a page can hold, else the lists that have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from site_gen.model.emergency import emergency_number
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import specialty_topics
from site_gen.render.addresses import provider_path, topic_path
from site_gen.render.compose.finding import Group, Index, topic_links
from site_gen.render.compose.places import accepting_anywhere, accepting_at, accepting_code
from site_gen.render.compose.provider import topic_lang
from site_gen.render.compose.words import kind_word
from site_gen.render.edition import Edition
from site_gen.render.views.asking import (
    AskedPersonView,
    AskedPhoneView,
    AskedSectionView,
    AskedTopicView,
    WhoToAskView,
)
from site_gen.render.views.page import LinkView

MOST_PEOPLE = 8
"""So many people stand under one topic; a link leads to the others."""

MOST_ENTRIES = 140
"""A section with more names than this has links to lists instead: the page stays below the budget of PAG856."""

MOST_LINKS = 240
"""So many of the largest topics are linked where a section has no names; a link leads to all."""

Person = Callable[[ProviderSummary], AskedPersonView]


def who_to_ask_view(edition: Edition, index: Index) -> WhoToAskView:
    """Give the page out of the groups that the lists are made of. Only who is here and at work stands on it."""
    _ = edition.gettext
    site = edition.site
    number = emergency_number(site.jurisdiction)
    made: dict[str, AskedPersonView] = {}

    def person(summary: ProviderSummary) -> AskedPersonView:
        known = made.get(summary.slug)
        if known is None:
            known = made[summary.slug] = person_view(edition, summary)
        return known

    phone = edition.locale.phone(site.organization.phone)
    sections = (
        _section(edition, person, "conditions", _("By condition"), _("All conditions"), index.conditions),
        _section(edition, person, "specialties", _("By specialty"), _("All specialties"), index.specialties),
    )
    return WhoToAskView(
        title=_("Who to ask"),
        emergency=_("In an emergency, call %(number)s.") % {"number": number},
        emergency_call=_("Call %(phone)s") % {"phone": number},
        emergency_url=f"tel:{number}",
        intro=_("Find your condition or a specialty, and call the person who knows about it."),
        no_advice=_(
            "This page is not medical advice. Nobody can judge your health from a website or a review: "
            "please call, or ask at your visit."
        ),
        unsure=_("Not sure? Call %(site)s:") % {"site": site.name},
        phone_url=f"tel:{site.organization.phone}",
        phone_text=phone,
        sections=tuple(section for section in sections if section.topics or section.links),
    )


def person_view(edition: Edition, summary: ProviderSummary) -> AskedPersonView:
    """Give one person with the number at each place; the practice's own where no place has one."""
    topics = specialty_topics(summary)
    plain = next((word for topic in topics if (word := topic.plain.get(edition.language, ""))), "")
    answers = [(edition.ground.locations[place.location].name, place.accepting) for place in summary.places]
    return AskedPersonView(
        name=summary.name.spoken,
        suffix=summary.name.suffix,
        url=edition.href(provider_path(summary.slug)),
        plain=plain or kind_word(edition.locale, summary.kind),
        terms=tuple(term for topic in topics if (term := topic.label(edition.language)) != plain),
        terms_lang=next((lang for topic in topics if (lang := topic_lang(edition, topic))), ""),
        phones=tuple(_phones(edition, summary)),
        languages=tuple(edition.locale.language_name(tag) for tag in summary.languages),
        accepting=accepting_code(accepting_anywhere(answer for _place, answer in answers)),
        accepting_text=accepting_at(edition, answers),
    )


def _phones(edition: Edition, summary: ProviderSummary) -> list[AskedPhoneView]:
    """Give each number once, with the names of the places that it is for."""
    places: dict[str, list[str]] = {}
    for place in summary.places:
        if place.phone:
            places.setdefault(place.phone, []).append(edition.ground.locations[place.location].name)
    found = places or {edition.site.organization.phone: [edition.site.name]}
    return [
        AskedPhoneView(places=tuple(dict.fromkeys(names)), url=f"tel:{phone}", text=edition.locale.phone(phone))
        for phone, names in found.items()
    ]


def _section(
    edition: Edition, person: Person, kind: str, title: str, all_label: str, groups: Sequence[Group]
) -> AskedSectionView:
    """Give one section: people while they fit, else links with counts to the lists that have everybody."""
    present = [group._replace(members=[one for one in group.members if one.status == "active"]) for group in groups]
    present = [group for group in present if group.members]
    links = topic_links(edition, kind, present)
    if sum(min(len(group.members), MOST_PEOPLE) for group in present) > MOST_ENTRIES:
        largest = sorted(links, key=lambda link: -(link.count or 0))[:MOST_LINKS]
        every = LinkView(label=all_label, url=edition.href(f"{kind}/"), count=len(links))
        shown = tuple(sorted(largest, key=lambda link: (link.label.casefold(), link.url)))
        return AskedSectionView(
            id=kind, title=title, topics=(), links=shown, all=every if len(links) > len(shown) else None
        )
    members = {edition.href(topic_path(kind, group.topic.slug)): group.members for group in present}
    topics = tuple(_topic(edition, person, link, members[link.url]) for link in links)
    return AskedSectionView(id=kind, title=title, topics=topics, links=(), all=None)


def _topic(edition: Edition, person: Person, link: LinkView, members: Sequence[ProviderSummary]) -> AskedTopicView:
    left = len(members) - MOST_PEOPLE
    label = edition.ngettext("%(count)s more", "%(count)s more", left) % {"count": edition.locale.number(left)}
    return AskedTopicView(
        topic=link,
        people=tuple(map(person, members[:MOST_PEOPLE])),
        more=LinkView(label=label, url=link.url) if left > 0 else None,
    )
