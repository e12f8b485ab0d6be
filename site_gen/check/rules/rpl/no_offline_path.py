"""A reply to three stars or fewer says whom to call: the provider's full name, the specialty, and the right phone.

Why: Nothing can be settled in public. Who wants to talk must know with whom, and under which number.

Fails:
    review:
      rating: 2
      reply: {status: approved, text: We are sorry to read this. Please call us.}

Fails:
    review:
      rating: 1
      reply:
        status: approved
        text: Please call the office of Dr. Ana Diaz, General dentistry, at 312-555-0199.

Passes:
    review:
      rating: 2
      reply: {status: approved, text: "Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."}

Passes:
    provider: {locations: [{location: downtown, accepting_new_patients: true, phone: "+442079460018"}]}
    review:
      rating: 2
      reply: {status: approved, text: "Please call the office of Dr. Ana Diaz, General dentistry, at 312-555-0100."}

Passes:
    review:
      rating: 4
      reply: {status: approved, text: We are sorry about the wait.}

Limits: The number is one of those on the profile, its locations, or the practice's own; that somebody answers is not
known. A review without a rating counts as neither low nor high.
"""

from __future__ import annotations

import phonenumbers

from site_gen.check.placeholders import national, phones_of, specialty_names
from site_gen.check.replies import AT, public_reply
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.tokens import fold
from site_gen.findings import Severity
from site_gen.model.counting import stars_of
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_LOW = 3
_POSSIBLE = phonenumbers.Leniency.POSSIBLE


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    reply = public_reply(review)
    if reply is None:
        return
    stars = stars_of(review.rating)
    if stars is None or stars > _LOW:
        return
    phones = phones_of(provider, around)
    text = " ".join(fold(reply.text).split())
    written = _numbers_in(reply.text, phones)
    lacks = [
        *(["the provider's full name"] if not _names(text, provider) else []),
        *(["the specialty"] if not _has_specialty(text, provider) else []),
        *(["a phone number"] if not written else []),
    ]
    hint = f"name {provider.name.spoken}, the specialty, and {national(phones[0])}"
    if lacks:
        yield Issue(message=f"a reply to {review.rating} stars lacks {' and '.join(lacks)}", at=AT, hint=hint)
    for number in sorted(written.difference(phones)):
        yield Issue(message=f'the reply says "{national(number)}", which is not on the profile', at=AT, hint=hint)


def _names(text: str, provider: Provider) -> bool:
    name = provider.name
    return any(fold(one) in text for one in (name.plain, f"{name.given} {name.family}"))


def _has_specialty(text: str, provider: Provider) -> bool:
    """Tell whether a specialty is named as the profile has it, as its translations do, or as the table does."""
    return not provider.specialties or any(fold(one) in text for one in specialty_names(provider))


def _numbers_in(text: str, phones: tuple[str, ...]) -> frozenset[str]:
    """Give the phone numbers in a text in E.164 form.

    One without a country code is of a country of `phones`: the one where it is one of them, else the first.
    """
    regions = dict.fromkeys(map(_region_of, phones))
    found = [one for region in regions for one in phonenumbers.PhoneNumberMatcher(text, region, leniency=_POSSIBLE)]
    taken: list[phonenumbers.PhoneNumberMatch] = []
    for match in sorted(found, key=lambda one: _e164(one) not in phones):
        if all(match.end <= one.start or one.end <= match.start for one in taken):
            taken.append(match)
    return frozenset(map(_e164, taken))


def _region_of(phone: str) -> str | None:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return None


def _e164(match: phonenumbers.PhoneNumberMatch) -> str:
    return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)


RULE = Rule(
    code="RPL708",
    name="no-offline-path",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    review=_in_review,
)
