"""Cards for links that are shared: drawn when a page names one that the cache lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.model.assets import Asset
from site_gen.model.card import Card, Form
from site_gen.model.media import MADE, Focus
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.cache_folder import cache_folder
from site_gen.pipeline.media import PICTURES, Shelf, in_pool, tidy
from site_gen.render.compose.cards import provider_card, share_file, site_card
from site_gen.render.edition import Edition, editions_of
from site_gen.render.ground import Ground

Named = tuple[ProviderSummary, Collection[str]]
"""A provider, and the keys in the names of pictures on its pages."""


class CardOrder(NamedTuple):
    """A card to draw into the file `place`; `photo` is the original of its portrait."""

    card: Card
    form: Form
    photo: Path | None
    focus: Focus | None
    place: Path


def make_cards(
    ground: Ground,
    shelf: Shelf,
    cache: Path,
    named: Iterable[Named],
    site_keys: Collection[str],
    tell: Callable[[int, int], None],
) -> list[Asset]:
    """Draw the cards that pages name and the cache lacks; give all of them as files of the output, in order of name.

    Raises:
        SiteGenError: a card could not be drawn.
    """
    if not ground.site.pictures.share:
        return []
    folder = cache_folder(cache / PICTURES)
    named = list(named)
    wanted = {*site_keys, *(key for _summary, keys in named for key in keys)} - shelf.keys().keys()
    there = {key: place for place in folder.iterdir() if (key := _key(place.name)) in wanted}
    missing = wanted - there.keys()
    if missing:
        new = [summary for summary, keys in named if not missing.isdisjoint(keys)]
        orders = [one for one in _orders(ground, shelf, new, folder) if _key(one.place.name) in missing]
        for done, fault in enumerate(in_pool(draw, orders), start=1):
            if fault:
                raise SiteGenError(fault, hint="build again")
            tell(done, len(orders))
        there |= {_key(one.place.name): one.place for one in orders}
        tidy(folder, {*wanted, *shelf.keys()})
    return [Asset(f"share/{place.name}", f"assets/{place.name}", place) for place in sorted(there.values())]


def card_order(card: Card, form: Form, shelf: Shelf, place: Path) -> CardOrder:
    """Give what drawing a card takes."""
    if not card.photo:
        return CardOrder(card, form, None, None, place)
    sidecar = shelf.pictures[card.photo].sidecar
    return CardOrder(card, form, shelf.root / "content" / card.photo, sidecar.focus if sidecar else None, place)


def draw(order: CardOrder) -> str:
    """Draw a card into its file; give what kept it from being drawn, if anything."""
    from site_gen.pictures.cards import draw_card
    from site_gen.pictures.files import write_whole
    from site_gen.pictures.making import encode

    try:
        image = draw_card(order.card, order.form, order.photo, order.focus)
        write_whole(order.place, encode(image, "jpg"))
    except (OSError, ValueError) as error:
        return f"{order.place.name} could not be drawn: {error}"
    return ""


def _orders(ground: Ground, shelf: Shelf, new: Iterable[ProviderSummary], folder: Path) -> Iterator[CardOrder]:
    new = list(new)
    for edition in editions_of(ground).values():
        for stem, card in _cards(edition, new):
            place = folder / Path(share_file(edition, card, stem)).name
            yield card_order(card, "wide", shelf, place)


def _cards(edition: Edition, new: Iterable[ProviderSummary]) -> Iterator[tuple[str, Card]]:
    yield "site", site_card(edition)
    for summary in new:
        yield summary.slug, provider_card(edition, summary, summary.standing)


def _key(name: str) -> str:
    found = MADE.fullmatch(f"assets/{name}")
    return found[1] if found else ""
