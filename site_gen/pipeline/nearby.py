"""Where the locations of a site and the postal codes around them are, looked up once and kept in the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_gen.load.postal_codes import RADIUS_MILES, postal_codes_version, read_nearby
from site_gen.model.location import Location
from site_gen.model.nearby import Nearby
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.cache_folder import write_kept

_FILE = "nearby.msgpack"


class _Kept(msgspec.Struct, frozen=True):
    """What was looked up, and a digest of what it was looked up for."""

    key: bytes
    nearby: Nearby


def nearby_of(locations: Mapping[str, Location], cache: Path) -> Nearby | None:
    """Give the positions, or None where no location has one. Reading the table takes a third of a second."""
    here = [one for _slug, one in sorted(locations.items()) if one.address.country == "US"]
    if not here:
        return None
    asked = [(one.slug, one.address.postal_code, one.geo) for one in here]
    key = hashlib.sha256(msgspec.msgpack.encode((postal_codes_version(), RADIUS_MILES, asked))).digest()
    kept = _read(cache / _FILE)
    if kept is None or kept.key != key:
        kept = _Kept(key, read_nearby(here))
        write_kept(cache / _FILE, msgspec.msgpack.encode(kept))
    return kept.nearby if kept.nearby.positions else None


def _read(place: Path) -> _Kept | None:
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=_Kept)
    except (OSError, *UNDECODABLE):
        return None
