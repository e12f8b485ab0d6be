"""Postal codes of the United States and where they are.

Source: the library `zipcodes`, whose positions are those of GeoNames (CC BY 4.0).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from typing import Any

from site_gen.model.location import Location
from site_gen.model.nearby import Nearby, Position

RADIUS_MILES = 60
"""How far from a location a postal code may be for its readers to be offered the distance."""
_DIGITS = 5
_Row = dict[str, Any]


def postal_codes_version() -> str:
    """Give the version of the table of postal codes."""
    return metadata.version("zipcodes")


def read_nearby(locations: Iterable[Location]) -> Nearby:
    """Give where the locations in the US are and which postal codes are near one; others are left out."""
    positions = {}
    codes: dict[str, tuple[float, float]] = {}
    for location in locations:
        position = _position(location)
        if position is None:
            continue
        positions[location.slug] = position
        for row in _near(position):
            if row["active"]:
                codes[row["zip_code"]] = (round(float(row["lat"]), 2), round(float(row["long"]), 2))
    return Nearby(positions, dict(sorted(codes.items())))


def _position(location: Location) -> Position | None:
    if location.address.country != "US":
        return None
    if location.geo is not None:
        return Position(location.geo.latitude, location.geo.longitude)
    code = (location.address.postal_code or "").strip()[:_DIGITS]
    rows = _of(code) if len(code) == _DIGITS and code.isascii() and code.isdigit() else []
    known = [row for row in rows if row["lat"] and row["long"]]
    return Position(float(known[0]["lat"]), float(known[0]["long"]), approximate=True) if known else None


def _near(position: Position) -> list[_Row]:
    import zipcodes

    rows: list[_Row] = zipcodes.filter_by_coordinates(  # type: ignore[no-untyped-call]
        position.latitude, position.longitude, RADIUS_MILES
    )
    return rows


def _of(code: str) -> list[_Row]:
    import zipcodes

    rows: list[_Row] = zipcodes.matching(code)  # type: ignore[no-untyped-call]
    return rows
