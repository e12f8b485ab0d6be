"""Placeholders in prepared responses: which there are, what a provider's profile puts in their place.

A placeholder is a word in braces: `{name}` is the provider's full name, `{specialty}`, `{phone}`, and `{practice}` the
name of the site. Any other brace is a slip.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import phonenumbers

from site_gen.check.rule import Around
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.specialty import specialty_for_name
from site_gen.model.topics import specialty_topics

REQUIRED = ("name", "specialty", "phone")
"""What every response holds: nobody is left without a person to ask for, and a number."""
PLACEHOLDERS = (*REQUIRED, "practice")

NEUTRAL = {"name": "Dr. Doe", "specialty": "the office", "phone": "555-0100", "practice": "this office"}
"""Words that stand for any provider's when a response is read by rules."""

_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")


class Slip(NamedTuple):
    """Something in braces that is no placeholder, as written; its line in the text, from 0; what was meant, if near."""

    written: str
    line: int
    near: str


def fill(response: Response, provider: Provider, around: Around, *, location: str | None = None) -> str:
    """Give the text of a response for one provider, a paragraph a line with an empty line between them.

    `location` is the one that the review names: its phone is given if the provider works there. What is no placeholder
    stays as it is: RSP911 finds it.
    """
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", response.body.strip())]
    text = "\n\n".join(part for part in paragraphs if part)
    return fill_text(text, contact_of(provider, around, response.language, location))


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Give a text with values in place of the placeholders that have one; values are not looked into again."""
    return _BRACES.sub(lambda match: values.get(match[1] or "", match[0]), text)


def missing(text: str) -> list[str]:
    """Give the placeholders that a response needs and this text does not have."""
    found = {match[1] for match in _BRACES.finditer(text)}
    return [f"{{{name}}}" for name in REQUIRED if name not in found]


def slips(text: str) -> Iterator[Slip]:
    """Give what stands in braces, or is a brace, and is no placeholder."""
    for match in _BRACES.finditer(text):
        if match[1] not in PLACEHOLDERS:
            near = difflib.get_close_matches((match[1] or "").strip().lower(), PLACEHOLDERS, n=1)
            yield Slip(match[0], text.count("\n", 0, match.start()), f"{{{near[0]}}}" if near else "")


def contact_of(provider: Provider, around: Around, language: str, location: str | None = None) -> dict[str, str]:
    """Give what each placeholder stands for: whom to call, about what, and where."""
    return {
        "name": _name(provider, language),
        "specialty": _specialty(provider, language),
        "phone": national(_phone_at(provider, around, location) or phones_of(provider, around)[0]),
        "practice": around.site.name,
    }


def specialty_names(provider: Provider) -> tuple[str, ...]:
    """Give what a provider's specialties are called: in the profile, in its translations, and in the table.

    Those of taxonomy codes count where the profile names none.
    """
    written = [*provider.specialties, *(one for each in provider.i18n.values() for one in each.specialties or ())]
    known = [specialty.term.values() for one in written if (specialty := specialty_for_name(one)) is not None]
    coded = [topic.names.values() for topic in specialty_topics(provider)]
    return tuple(dict.fromkeys((*written, *(name for names in (*known, *coded) for name in names))))


def phones_of(provider: Provider, around: Around) -> tuple[str, ...]:
    """Give the numbers under which a profile shows the provider, then the practice's own."""
    own = [practice.phone or around.phones.get(practice.location) for practice in provider.locations]
    return (*dict.fromkeys(phone for phone in own if phone), around.site.organization.phone)


def national(phone: str) -> str:
    """Give a number as people of its country write it, or as it is where it is none."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def _phone_at(provider: Provider, around: Around, location: str | None) -> str | None:
    practices = (one for one in provider.locations if one.location == location)
    return next((one.phone or around.phones.get(one.location) for one in practices), None)


def _name(provider: Provider, language: str) -> str:
    """Give the full name; in Spanish a woman is no `Dr.`, as far as the profile tells."""
    name = provider.name
    is_doctora = name.prefix == "Dr." and provider.gender == "female" and language.split("-")[0] == "es"
    return f"Dra. {name.plain}" if is_doctora else name.spoken


def _specialty(provider: Provider, language: str) -> str:
    """Give the first specialty in a language; a profile without one has its kind, in English."""
    topics = specialty_topics(provider)
    if not topics:
        return provider.kind.replace("-", " ")
    return topics[0].names.get(language) or topics[0].label(language.split("-")[0])
