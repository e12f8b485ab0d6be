"""Where to leave a review, in words that say the same to everybody: the page of the site, and printed cards."""

from __future__ import annotations

from typing import NamedTuple

from site_gen.model.location import Location
from site_gen.model.review_sites import ReviewLink, asked_links
from site_gen.render.addresses import HOW, place_anchor, topic_path
from site_gen.render.compose.places import address_lines
from site_gen.render.edition import Edition
from site_gen.render.views.listing import AskedPlaceView, ReviewUsView
from site_gen.render.views.page import LinkView


class CardWords(NamedTuple):
    """What a printed card says in one language."""

    language: str
    direction: str
    question: str
    ask: str


def review_us_view(edition: Edition) -> ReviewUsView:
    """Give the page; locations stand in order of their names, links as they were written, the own form first."""
    _ = edition.gettext
    locations = sorted(edition.ground.locations.values(), key=lambda one: (one.name.casefold(), one.slug))
    return ReviewUsView(
        title=_("Leave a review"),
        intro=_invitation(edition),
        rules=(
            _("Nobody has to write a review, and your care does not depend on it."),
            _("Everybody can read what you write. Say only what you want to be public."),
        ),
        places=tuple(_place(edition, one) for one in locations if asked_links(edition.site, one)),
        how_url=edition.href(HOW),
    )


def card_words(edition: Edition) -> CardWords:
    """Give what a card says in the language of the edition."""
    _ = edition.gettext
    return CardWords(
        language=edition.language,
        direction=edition.locale.direction,
        question=_("How was it?"),
        ask=_invitation(edition),
    )


def _invitation(edition: Edition) -> str:
    """Say what the place itself does; whom a practice asks is known only to the practice."""
    return edition.gettext("Anybody may leave a review here. Any rating is welcome, high or low.")


def _place(edition: Edition, location: Location) -> AskedPlaceView:
    return AskedPlaceView(
        anchor=place_anchor(location.slug),
        name=location.name,
        url=edition.href(topic_path("locations", location.slug)),
        address_lines=address_lines(location.address),
        links=tuple(_link(edition, link) for link in asked_links(edition.site, location)),
    )


def _link(edition: Edition, link: ReviewLink) -> LinkView:
    label = link.site.name if link.site else edition.gettext("Our own form")
    return LinkView(label=label, url=link.url)
