"""What a directory says of a person, as far as the site says the same: name, telephone numbers, addresses."""

from __future__ import annotations

import msgspec

from site_gen.model.provider import Name


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One person in a directory export. `places` gives each address as it is shown, by what makes two the same."""

    name: Name
    phones: tuple[str, ...]
    places: dict[str, str]


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """A directory export: its file, its people by NPI, and what makes addresses the same for the site's locations."""

    file: str
    listings: dict[str, Listing]
    places: dict[str, str]
