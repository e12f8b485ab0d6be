"""A provider's card in lists; on the page of a location it says what holds there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from site_gen.model.summary import PlaceSummary, ProviderSummary
from site_gen.model.topics import specialty_topics
from site_gen.render.addresses import provider_path
from site_gen.render.compose.places import accepting_anywhere, accepting_at, accepting_code
from site_gen.render.compose.provider import initials, status_note, tile, topic_lang
from site_gen.render.compose.ratings import average_view
from site_gen.render.compose.words import kind_word
from site_gen.render.edition import Edition
from site_gen.render.views.provider import CardView


class _Reached(NamedTuple):
    """What a card says of places, as its fields are called."""

    accepting: str = ""
    accepting_text: str = ""
    phone_url: str = ""
    phone_text: str = ""
    phone_place: str = ""


def card_view(edition: Edition, summary: ProviderSummary) -> CardView:
    """Give a provider as one of a list."""
    topics = specialty_topics(summary)
    places = [edition.ground.locations[place.location].name for place in summary.places]
    departed = summary.status == "departed"
    reached = _Reached() if departed else _reached(edition, summary.places)
    return CardView(
        id=summary.id,
        slug=summary.slug,
        name=summary.name.spoken,
        suffix=summary.name.suffix,
        url=edition.href(provider_path(summary.slug)),
        initials=initials(summary.name.given, summary.name.family),
        tile=tile(summary.slug),
        photo=edition.image(summary.photo, shape="square"),
        specialties=tuple(topic.label(edition.language) for topic in topics),
        plain=next((word for topic in topics if (word := topic.plain.get(edition.language, ""))), "")
        or kind_word(edition.locale, summary.kind),
        languages=tuple(edition.locale.language_name(tag) for tag in summary.languages),
        places=() if departed else tuple(places),
        at=" ".join(place.location for place in summary.places) if edition.ground.nearby and not departed else "",
        accepting=reached.accepting,
        accepting_text=reached.accepting_text,
        status=summary.status,
        status_note=status_note(edition, summary.status, summary.name.spoken),
        average=average_view(edition, summary.standing),
        phone_url=reached.phone_url,
        phone_text=reached.phone_text,
        phone_place=reached.phone_place,
        specialties_lang=next((lang for topic in topics if (lang := topic_lang(edition, topic))), ""),
    )


def card_at(edition: Edition, card: CardView, summary: ProviderSummary, location: str) -> CardView:
    """Give a card of somebody who is here as the page of a location shows it; the same one where it says the same."""
    here = [place for place in summary.places if place.location == location]
    there = msgspec.structs.replace(card, **_reached(edition, here)._asdict())
    return card if there == card else there


def _reached(edition: Edition, places: Sequence[PlaceSummary]) -> _Reached:
    """Give the number of the first place that takes new patients, or else of the first that has one.

    Its place is named where another one of these places has another number, or none.
    """
    answers = [(edition.ground.locations[place.location].name, place.accepting) for place in places]
    first = next((place for place in sorted(places, key=lambda one: not one.accepting) if place.phone), None)
    reached = _Reached(
        accepting=accepting_code(accepting_anywhere(answer for _place, answer in answers)),
        accepting_text=accepting_at(edition, answers),
    )
    if first is None:
        return reached
    is_everywhere = all(place.phone == first.phone for place in places)
    return reached._replace(
        phone_url=f"tel:{first.phone}",
        phone_text=edition.locale.phone(first.phone),
        phone_place="" if is_everywhere else edition.ground.locations[first.location].name,
    )
