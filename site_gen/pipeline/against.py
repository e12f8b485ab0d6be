"""A directory export beside the site, for `check --against`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_gen.errors import SiteGenError
from site_gen.intake.directory.addresses import address_key
from site_gen.model.listing import Directory, Listing
from site_gen.model.location import Location
from site_gen.model.provider import Provider
from site_gen.pipeline.directory import guess_kind, read_directory, read_mapping


def load_directory(source: Path, map_file: Path | None, locations: Mapping[str, Location]) -> Directory:
    """Read an export of any kind that `new provider` reads; the columns of a roster are guessed without a mapping.

    Raises:
        UnreadableError: the export cannot be read, or is of no known kind.
        SiteGenError: the mapping does not load.
    """
    mapping = read_mapping(map_file) if map_file else None
    if isinstance(mapping, list):
        first = mapping[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint="mend the mapping, or leave it out")
    draft = read_directory(guess_kind(source), source, mapping)
    places = {one.slug: one for one in draft.locations}
    return Directory(
        file=source.name,
        listings={one.npi: _listing(one, places) for one in draft.providers if one.npi is not None},
        places={slug: address_key(one.address) for slug, one in locations.items()},
    )


def _listing(provider: Provider, locations: Mapping[str, Location]) -> Listing:
    phones: list[str] = []
    places: dict[str, str] = {}
    for practice in provider.locations:
        location = locations[practice.location]
        address = location.address
        phones += filter(None, (practice.phone or location.phone,))
        shown = ", ".join(filter(None, (address.street, address.locality, address.region, address.postal_code)))
        places[address_key(address)] = shown
    return Listing(name=provider.name, phones=tuple(dict.fromkeys(phones)), places=places)
