"""SRC009."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, location_rule
from site_gen.findings import Severity
from site_gen.model.location import Location

_WITH_REGION = frozenset({"US", "CA", "AU"})


@location_rule("SRC009", "address-incomplete", severity=Severity.WARNING, since="0.1")
def address_incomplete(location: Location, around: Around) -> Iterator[Issue]:
    """An address without postal code, or without state or province where addresses have one."""
    address = location.address
    missing = []
    if address.region is None and address.country in _WITH_REGION:
        missing.append("region")
    if address.postal_code is None:
        missing.append("postal_code")
    if missing:
        yield Issue(message=f"the address lacks {' and '.join(missing)}", at=("address",))
