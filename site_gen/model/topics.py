"""What providers are found by: specialties and conditions, each with a slug and its words in each language."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import msgspec
from slugify import slugify

from site_gen.model.location import Location
from site_gen.model.provider import Practice, Provider
from site_gen.model.specialty import specialty_for_code, specialty_for_name
from site_gen.model.summary import ProviderSummary

_DOCTORS = frozenset({"physician", "dentist", "optometrist"})
"""Kinds for whom a field's plain words, often "… doctor", are true; a nurse in family medicine is no family doctor."""

_SLUGS_KEPT = 4096


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic. `name` is as the profile says it; `names` and `plain` hold other languages' and patients' words.

    `schema` is the member of schema.org's MedicalSpecialty, where one fits.
    """

    slug: str
    name: str
    names: dict[str, str] = {}
    plain: dict[str, str] = {}
    schema: str | None = None

    def label(self, language: str) -> str:
        """Give the name in a language, or as the profile says it."""
        return self.names.get(language, self.name)


@functools.lru_cache(_SLUGS_KEPT)
def topic_slug(text: str) -> str:
    """Give the slug of a free-text topic: `High blood pressure` is `high-blood-pressure`."""
    return slugify(text, max_length=80, word_boundary=True) or "other"


def specialty_topics(provider: Provider | ProviderSummary) -> tuple[Topic, ...]:
    """Give the specialties a provider names, or, when none is named, those of the taxonomy codes."""
    if not provider.specialties:
        coded = dict.fromkeys(found.slug for code in provider.taxonomy if (found := specialty_for_code(code)))
        known = [found for slug in coded if (found := specialty_for_name(slug))]
        return tuple(
            Topic(slug=one.slug, name=one.term["en"], names=one.term, plain=one.plain, schema=one.schema)
            for one in known
        )
    translated = {language: words.specialties for language, words in provider.i18n.items()}
    own_fields = {found.slug for code in provider.taxonomy if (found := specialty_for_code(code))}
    topics = []
    for index, name in enumerate(provider.specialties):
        found = specialty_for_name(name)
        own = _names_at(index, len(provider.specialties), translated)
        if found:
            others = {language: term for language, term in found.term.items() if language != "en"} | own
            says_doctor = provider.kind not in _DOCTORS and found.slug not in own_fields
            plain = {} if says_doctor else found.plain
            topics.append(Topic(slug=found.slug, name=name, names=others, plain=plain, schema=found.schema))
        else:
            topics.append(Topic(slug=topic_slug(name), name=name, names=own))
    return _first_of_each(topics)


def specialty_slugs(provider: Provider | ProviderSummary) -> frozenset[str]:
    """Give the slugs of `specialty_topics`, quicker: a build with alerts asks for those of every provider."""
    if provider.specialties:
        return frozenset(map(specialty_slug, provider.specialties))
    return frozenset(found.slug for code in provider.taxonomy if (found := specialty_for_code(code)))


@functools.cache
def specialty_slug(name: str) -> str:
    """Give the slug of a specialty as profiles name it, in whichever language: the end of its page's address."""
    found = specialty_for_name(name)
    return found.slug if found else topic_slug(name)


def condition_topics(provider: Provider | ProviderSummary) -> tuple[Topic, ...]:
    """Give the conditions a provider treats, in the order of the profile."""
    translated = {language: words.conditions for language, words in provider.i18n.items()}
    topics = [
        Topic(slug=topic_slug(name), name=name, names=_names_at(index, len(provider.conditions), translated))
        for index, name in enumerate(provider.conditions)
    ]
    return _first_of_each(topics)


def insurance_topics(summary: ProviderSummary) -> tuple[Topic, ...]:
    """Give the insurance plans a provider accepts, as they are written."""
    return _first_of_each([Topic(slug=topic_slug(name), name=name) for name in summary.insurance])


def accepted_insurance(provider: Provider, locations: Mapping[str, Location]) -> tuple[str, ...]:
    """Give the plans that a provider accepts anywhere: those of all places, of the profile where there is no place."""
    practices = [practice for practice in provider.locations if practice.location in locations]
    if not practices:
        return provider.insurance
    named = (
        name for practice in practices for name in insurance_there(provider, practice, locations[practice.location])
    )
    return tuple(dict.fromkeys(named))


def insurance_there(provider: Provider, practice: Practice, location: Location) -> tuple[str, ...]:
    """Give the plans that a provider accepts at one place.

    What the profile names for the place counts first, then what it names for the person, then what the place accepts.
    """
    return practice.insurance or provider.insurance or location.insurance


def _first_of_each(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Give `topics` in their order, without those whose slug came before."""
    first: dict[str, Topic] = {}
    for topic in topics:
        first.setdefault(topic.slug, topic)
    return tuple(first.values())


def _names_at(index: int, count: int, translated: Mapping[str, Sequence[str] | None]) -> dict[str, str]:
    """Give the translations of one entry; a translated list of another length cannot be matched and is passed over."""
    return {language: names[index] for language, names in translated.items() if names and len(names) == count}
