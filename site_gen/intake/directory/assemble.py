"""From what a source says about people and places to files of the site: slugs, shared locations, limits checked.

A place that several people name with one key becomes one location. A telephone number that everybody at a place has
is the place's; otherwise each person keeps their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from site_gen.intake.account import Note, Refusal
from site_gen.intake.directory.addresses import address_key
from site_gen.intake.directory.draft import Profile, Taken, unfit
from site_gen.intake.directory.identifiers import kind_of, specialty_terms
from site_gen.intake.directory.known import find_known, known_place
from site_gen.intake.directory.names import name_key
from site_gen.intake.directory.people import Person, Place, Work
from site_gen.intake.directory.slugs import location_slug, provider_slug
from site_gen.model.location import Location
from site_gen.model.provider import Practice, Provider


class Assembled(msgspec.Struct, frozen=True, kw_only=True):
    """What became of people.

    `accepted` holds the `where` of those who became providers, `present` those whom the site has already, with kind
    and reason; everybody else is in `refusals`.
    """

    providers: tuple[Provider, ...]
    locations: tuple[Location, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    accepted: frozenset[str]
    present: Mapping[str, tuple[str, str]]


def taken_from(providers: Iterable[Provider], locations: Iterable[Location]) -> Taken:
    """Give what a site has, so that a second run of the same file adds nothing and old places are used again."""
    people = tuple(providers)
    places: dict[str, tuple[tuple[str, str], ...]] = {}
    for each in sorted(locations, key=lambda location: location.slug):
        key = address_key(each.address)
        places[key] = (*places.get(key, ()), (each.slug, each.name))
    named: dict[str, tuple[Profile, ...]] = {}
    for person in sorted(people, key=lambda provider: provider.slug):
        key = name_key(person.name)
        here = frozenset(practice.location for practice in person.locations)
        named[key] = (*named.get(key, ()), Profile(person.slug, person.npi, here))
    return Taken(
        providers=frozenset(each.slug for each in people),
        locations=frozenset(slug for found in places.values() for slug, _ in found),
        npis=frozenset(each.npi for each in people if each.npi),
        places=places,
        people=named,
    )


def assemble(people: Sequence[Person], taken: Taken) -> Assembled:
    """Give providers and locations sorted by slug; slugs are handed out in the order of `people`.

    A person who breaks a limit of the model is a refusal, a place that does is left out with a note. Nobody's NPI is
    compared with another's: readers do that, since only they know what their records mean.
    """
    refusals: list[Refusal] = []
    slugs = set(taken.providers)
    present, notes = find_known(people, taken)
    accepted: list[tuple[Person, Provider]] = []
    for person in people:
        if person.where in present:
            continue
        provider = _provider(person, provider_slug(person.name, person.npi, slugs))
        why = unfit(provider)
        if why is not None:
            refusals.append(Refusal(person.where, "unfit", why))
            continue
        slugs.add(provider.slug)
        accepted.append((person, provider))
        if kind_of(person.codes, person.name.suffix) is None and person.kind is None:
            notes.append(Note(person.where, "kind", "nothing says what kind of provider this is; other was written"))
    locations, at, troubles = _locations([person for person, _ in accepted], taken)
    made = {each.slug: each for each in locations}
    providers: list[Provider] = []
    for person, provider in accepted:
        practices, remarks = _practices(person, at, troubles, made)
        providers.append(replace(provider, locations=practices))
        notes += remarks
    return Assembled(
        providers=tuple(sorted(providers, key=lambda each: each.slug)),
        locations=tuple(sorted(locations, key=lambda each: each.slug)),
        refusals=tuple(refusals),
        notes=tuple(notes),
        accepted=frozenset(person.where for person, _ in accepted),
        present=present,
    )


def _provider(person: Person, slug: str) -> Provider:
    """The profile without its practices."""
    return Provider(
        path=f"content/providers/{slug}.yaml",
        slug=slug,
        name=person.name,
        kind=person.kind or kind_of(person.codes, person.name.suffix) or "other",
        npi=person.npi,
        taxonomy=person.codes,
        specialties=tuple(dict.fromkeys((*specialty_terms(person.codes), *person.specialties))),
        languages=person.languages,
        pronouns=person.pronouns,
        gender=person.gender,  # type: ignore[arg-type]  # checked with everything else by `unfit`
        credentials=person.credentials,
        affiliations=person.affiliations,
        conditions=person.conditions,
        procedures=person.procedures,
        insurance=person.insurance,
        bio=person.bio,
        links=person.links,
    )


def _locations(people: Sequence[Person], taken: Taken) -> tuple[list[Location], dict[str, str], dict[str, str]]:
    """New locations; key to slug of every place that can be used; key to what is wrong with every other."""
    stated: dict[str, list[tuple[Place, Work]]] = {}
    for person in people:
        for work in person.works:
            if work.place is not None:
                stated.setdefault(work.place.key, []).append((work.place, work))
    slugs = set(taken.locations)
    made: list[Location] = []
    at: dict[str, str] = {}
    troubles: dict[str, str] = {}
    for key, statements in stated.items():
        first = statements[0][0]
        known = known_place(first, taken)
        if known is not None:
            at[key] = known
            continue
        name = first.name or f"{first.address.street}, {first.address.locality}"
        slug = location_slug(name, first.address, slugs)
        location = Location(
            path=f"content/locations/{slug}.yaml",
            slug=slug,
            name=name,
            type=first.type,
            address=first.address,
            geo=first.geo,
            phone=first.phone or _common(work.phone for _, work in statements),
            fax=_common(place.fax for place, _ in statements),
            hours=first.hours,
            accessibility=first.accessibility,
        )
        why = unfit(location)
        if why is not None:
            troubles[key] = why
            continue
        slugs.add(slug)
        at[key] = slug
        made.append(location)
    return made, at, troubles


def _practices(
    person: Person, at: dict[str, str], troubles: dict[str, str], made: dict[str, Location]
) -> tuple[tuple[Practice, ...], list[Note]]:
    """The person's practices, one a location, the first statement before later ones; and what was left out."""
    practices: dict[str, Practice] = {}
    notes: list[Note] = []
    for work in person.works:
        key = work.place.key if work.place is not None else ""
        if key in troubles:
            notes.append(Note(person.where, "location", f"a location was left out: {troubles[key]}"))
            continue
        slug = work.at or at[key]
        shared = made[slug].phone if slug in made else None
        practice = Practice(
            location=slug,
            phone=None if work.phone == shared else work.phone,
            accepting_new_patients=work.accepting,
            hours=work.hours,
            booking_url=work.booking_url,
        )
        why = unfit(practice)
        if why is not None:
            notes.append(Note(person.where, "location", f"a practice at {slug} was left out: {why}"))
        else:
            practices[slug] = _joined(practices[slug], practice) if slug in practices else practice
    if not practices:
        notes.append(Note(person.where, "no-location", "no location is known"))
    return tuple(practices.values()), notes


def _joined(first: Practice, second: Practice) -> Practice:
    """Two statements about one practice: what the first does not say, the second does."""
    accepting = first.accepting_new_patients
    return Practice(
        location=first.location,
        phone=first.phone or second.phone,
        accepting_new_patients=second.accepting_new_patients if accepting is None else accepting,
        hours=first.hours or second.hours,
        booking_url=first.booking_url or second.booking_url,
    )


def _common(values: Iterable[str | None]) -> str | None:
    """The one value that all have, or None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
