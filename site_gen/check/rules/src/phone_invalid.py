"""SRC007."""

from __future__ import annotations

from collections.abc import Iterator

import phonenumbers

from site_gen.check.rule import Around, Issue, Key, location_rule, provider_rule
from site_gen.findings import Severity
from site_gen.model.location import Location
from site_gen.model.provider import Provider


@provider_rule("SRC007", "phone-invalid", severity=Severity.ERROR, since="0.1")
def phone_invalid_in_provider(provider: Provider, around: Around) -> Iterator[Issue]:
    """A number that cannot be dialled: its country code or its length does not exist."""
    for index, practice in enumerate(provider.locations):
        yield from _issues(practice.phone, ("locations", index, "phone"))


@location_rule("SRC007", "phone-invalid", severity=Severity.ERROR, since="0.1")
def phone_invalid_in_location(location: Location, around: Around) -> Iterator[Issue]:
    """A number that cannot be dialled: its country code or its length does not exist."""
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
