"""Where locations and the postal codes around them are, for whoever looks for the nearest."""

from __future__ import annotations

import msgspec


class Position(msgspec.Struct, frozen=True):
    """A position in WGS 84 degrees; `approximate` where it is that of a postal code."""

    latitude: float
    longitude: float
    approximate: bool = False


class Nearby(msgspec.Struct, frozen=True):
    """`positions` are by slug of a location, `codes` are latitude and longitude by postal code, to a hundredth."""

    positions: dict[str, Position]
    codes: dict[str, tuple[float, float]]
