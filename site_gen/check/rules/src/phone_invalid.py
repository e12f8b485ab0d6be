"""A phone number can be dialled: its country code and its length exist.

Why: The number is what most people come for, and a wrong one is a missed call that nobody hears of.

Fails:
    location: {phone: "+1312555"}

Fails:
    provider: {locations: [{location: downtown, accepting_new_patients: true, phone: "+999312555010"}]}

Passes:
    location: {phone: "+13125550101"}

Limits: Whether somebody answers is not known, nor whether the number was given out.

Basis: ITU-T E.164.
"""

from __future__ import annotations

from collections.abc import Iterator

import phonenumbers

from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.findings import Severity
from site_gen.model.location import Location
from site_gen.model.provider import Provider


def _in_provider(provider: Provider, around: Around) -> Said:
    for index, practice in enumerate(provider.locations):
        yield from _issues(practice.phone, ("locations", index, "phone"))


def _in_location(location: Location, around: Around) -> Said:
    yield from _issues(location.phone, ("phone",))
    yield from _issues(location.fax, ("fax",))


def _issues(phone: str | None, at: Key) -> Iterator[Issue]:
    if phone is None:
        return
    try:
        if phonenumbers.is_possible_number(phonenumbers.parse(phone)):
            return
    except phonenumbers.NumberParseException:
        pass
    yield Issue(
        message=f"{phone} is no phone number of any country",
        at=at,
        hint='write the whole number with its country code, such as "+13125550142"',
    )


RULE = Rule(
    code="SRC007",
    name="phone-invalid",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
    location=_in_location,
)
