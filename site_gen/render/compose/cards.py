"""What stands on the cards for links that are shared: the same words as on the page."""

from __future__ import annotations

from site_gen.model.card import SIZES, Card, card_file
from site_gen.model.provider import Provider
from site_gen.model.standing import Standing
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import specialty_topics
from site_gen.render.compose.ratings import average_view
from site_gen.render.compose.words import kind_word
from site_gen.render.edition import Edition
from site_gen.render.views.page import ImageView


def provider_card(edition: Edition, who: Provider | ProviderSummary, standing: Standing) -> Card:
    """Give a provider's card; without a rating as long as the page shows none."""
    topics = specialty_topics(who)
    words = [topic.plain.get(edition.language) or topic.label(edition.language) for topic in topics[:2]]
    media = edition.ground.media.get(who.photo.file) if who.photo else None
    portrait = media.keys["square"] if media and media.keys else ""
    average = average_view(edition, standing)
    return Card(
        name=who.name.spoken,
        credentials=who.name.suffix,
        specialty=", ".join(words) or kind_word(edition.locale, who.kind),
        rating=average.summary if average.value else "",
        site=edition.site.name,
        color=edition.ground.theme.color,
        initials=(who.name.given[:1] + who.name.family[:1]).upper(),
        photo=media.name if media and portrait else "",
        portrait=portrait,
    )


def site_card(edition: Edition) -> Card:
    """Give the card of every page that is no provider's."""
    return Card(
        name=edition.site.name,
        specialty=edition.site.description or "",
        site=edition.site.name,
        color=edition.ground.theme.color,
    )


def card_image(edition: Edition, card: Card, stem: str) -> ImageView | None:
    """Give a card as a page names it, with its whole address; nothing where the site has none."""
    if not edition.site.pictures.share:
        return None
    width, height = SIZES["wide"]
    file = share_file(edition, card, stem)
    return ImageView(url=edition.addresses.absolute(file), alt=card.alt, width=width, height=height)


def share_file(edition: Edition, card: Card, stem: str) -> str:
    """Give the file of a card; `stem` is a provider's slug, or `site`."""
    return card_file(card, f"{stem}-{edition.language.lower()}", edition.ground.recipe)
