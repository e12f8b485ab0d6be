"""A picture of a provider's facts, drawn for links that are shared: what stands on it, and its name."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

CARD_RECIPE = 1
"""Grows with every change of how cards are drawn, so that their names change."""
Form = Literal["wide", "square", "story"]
SIZES: dict[Form, tuple[int, int]] = {"wide": (1200, 630), "square": (1080, 1080), "story": (1080, 1920)}
"""Pixels: Open Graph, and what social networks show of a post and of a story."""
_KEY_LENGTH = 12


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on a card, in the words of one language; never a word of a review.

    `photo` is the name of a photograph and `portrait` the key of its square form, both empty where there is none;
    then `initials` stand on the accent colour. `rating` is the line of the page. `color` is the accent.
    """

    name: str
    credentials: str = ""
    specialty: str = ""
    rating: str = ""
    site: str
    color: str
    initials: str = ""
    photo: str = ""
    portrait: str = ""

    @property
    def alt(self) -> str:
        """The words of the card as its text alternative."""
        parts = (", ".join(part for part in (self.name, self.credentials) if part), self.specialty, self.rating)
        return " – ".join(part for part in (*parts, self.site if self.site != self.name else "") if part)


def card_file(card: Card, stem: str, recipe: str) -> str:
    """Give the file of a card in the output; `recipe` is what pictures depend on besides what stands on them."""
    drawn = msgspec.json.encode((card, stem, CARD_RECIPE, recipe))
    key = hashlib.sha256(drawn).hexdigest()[:_KEY_LENGTH]
    return f"assets/share-{stem}-{SIZES['wide'][0]}.{key}.jpg"
