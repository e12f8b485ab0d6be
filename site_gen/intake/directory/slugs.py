"""Slugs for new files: readable, unique within the site, and the same for the same input and the same site."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable

from slugify import slugify

from site_gen.model.location import Address
from site_gen.model.provider import Name

_LONGEST = 80


def provider_slug(name: Name, npi: str | None, taken: Container[str]) -> str:
    """Give a slug for a person that is not in `taken`.

    In turn: given and family name, with the middle name, with the NPI's last four digits, with the whole NPI, with a
    number. The first person of a file gets the short form, so files are read in order.
    """
    short, middle = f"{name.given} {name.family}", f"{name.given} {name.middle} {name.family}"
    digits = (f"{short} {npi[-4:]}", f"{short} {npi}") if npi else ()
    return _first_free((short, middle, *digits), taken, "provider")


def location_slug(name: str, address: Address, taken: Container[str]) -> str:
    """Give a slug for a place that is not in `taken`: its name, with the town, with the postal code, with a number."""
    town = name if address.locality.casefold() in name.casefold() else f"{name} {address.locality}"
    return _first_free((name, town, f"{town} {address.postal_code or ''}"), taken, "location")


def as_slug(text: str) -> str:
    """Give `text` in small ASCII letters, digits and hyphens, at most 80; empty when nothing is left."""
    return str(slugify(text.replace("'", "").replace("’", ""), max_length=_LONGEST))


def _first_free(texts: Iterable[str], taken: Container[str], fallback: str) -> str:
    """The first text whose slug is free, else the first text with the lowest number that is, from 2."""
    slugs = list(dict.fromkeys(slug for text in texts if (slug := as_slug(text)))) or [fallback]
    free = next((slug for slug in slugs if slug not in taken), None)
    if free is not None:
        return free
    numbered = (_with_number(slugs[0], number) for number in itertools.count(2))
    return next(slug for slug in numbered if slug not in taken)


def _with_number(slug: str, number: int) -> str:
    """`slug` with a number at its end, shortened to fit."""
    end = f"-{number}"
    return slug[: _LONGEST - len(end)].rstrip("-") + end
