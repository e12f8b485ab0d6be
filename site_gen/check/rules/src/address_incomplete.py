"""An address has a postal code, and a state or province where addresses have one.

Why: Maps and search engines take an address without them for another place of the same name, or drop it.

Fails:
    location: {address: {postal_code: null}}

Fails:
    location: {address: {region: null}}

Passes:
    location: {address: {region: null, country: GB}}

Limits: Whether the parts belong together is not looked up.

Basis: Universal Postal Union, S42.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.location import Location

_WITH_REGION = frozenset({"US", "CA", "AU"})


def _in_location(location: Location, around: Around) -> Said:
    address = location.address
    missing = []
    if address.region is None and address.country in _WITH_REGION:
        missing.append("region")
    if address.postal_code is None:
        missing.append("postal_code")
    if missing:
        yield Issue(message=f"the address lacks {' and '.join(missing)}", at=("address",))


RULE = Rule(
    code="SRC009",
    name="address-incomplete",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    location=_in_location,
)
