"""What platforms take: how long a text may be there, and in which sizes they show pictures.

`site_gen/data/platforms.json`, where each figure has its source and the day on which it was read. What posting tools
take is another matter (`site_gen/calendar/`).
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from importlib import resources
from typing import Literal

import msgspec

from site_gen.model.audience import Platform
from site_gen.model.text_length import Unit, fits_gsm, text_length

PictureForm = Literal["wide", "square", "tall", "story"]


class TextLimit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a text may be, counted in a unit.

    An address counts as `link` characters, as it is where that is None. `otherwise` is the limit of a text message with
    characters outside its small alphabet.
    """

    most: int
    unit: Unit
    link: int | None = None
    otherwise: int | None = None

    def used(self, text: str) -> int:
        """Give how much of the limit a text takes."""
        return text_length(text, self.unit, link=self.link)

    def room(self, text: str) -> int:
        """Give the limit that holds for a text."""
        return self.most if self.otherwise is None or fits_gsm(text) else self.otherwise


class PictureSize(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which size a platform shows pictures, in pixels."""

    form: PictureForm
    width: int
    height: int


class PlatformSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where figures stand, and the day on which they were read there."""

    name: str
    url: str
    read_on: datetime.date


class PlatformLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one platform takes: `text` and `title` (in characters) are None where no limit is known.

    `visual` says whether a post there must have a picture or film, or is better for one. `pictures` are the sizes, the
    usual one first.
    """

    name: str
    text: TextLimit | None = None
    title: int | None = None
    visual: Literal["needed", "helps", "none"]
    pictures: tuple[PictureSize, ...] = ()
    sources: tuple[PlatformSource, ...] = ()


@functools.cache
def platforms() -> Mapping[Platform, PlatformLimits]:
    """Give what every platform of `channels.yaml` takes."""
    data = resources.files("site_gen").joinpath("data/platforms.json").read_bytes()
    return msgspec.json.decode(data, type=dict[Platform, PlatformLimits])
