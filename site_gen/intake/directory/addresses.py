"""Postal addresses in the form that pages show, out of registries that write in CAPITALS.

Abbreviations of streets stay as written (`114 Woodland St`); only `STE` before a number becomes `Suite`. Whether an
address exists is not checked.

Source: USPS Publication 28 (abbreviations, ZIP+4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from titlecase import titlecase

from site_gen.intake.directory.names import case_family, clean, is_one_case
from site_gen.intake.directory.vocabulary import PLACE_ABBREVIATIONS, PLACE_WORDS, STREET_WORDS
from site_gen.model.location import Address

_UNIT = re.compile(r"\b(suite|ste|unit|room|rm|floor|fl|apt|bldg|building|box|dept)\.?(?=#?\d)", re.IGNORECASE)
_SUITE = re.compile(r"\b(?:ste|suite)\b\.?[\s,]*(?:#\s*)?(?=[\w#]*\d|[A-Za-z]{1,2}\b(?!\.))", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_COUNTRIES = {"usa": "US", "united states": "US", "united states of america": "US", "um": "US", "u.s.": "US"}
"""UM, the uninhabited outlying islands, stands in the registry at addresses of the mainland."""

_ONE_CELL = re.compile(
    r"(?P<street>.+?)\s*,\s*(?P<locality>[^,\d]+?)\s*,\s*(?P<region>[A-Za-z]{2})\.?,?\s+(?P<postal_code>\d{5}(?:-?\d{4})?)"
)


_LONGEST = 500
"""Characters of an address; the pattern takes cubic time over blanks and commas."""


def case_place(text: str) -> str:
    """Case an address line, a town or a place's name: `263 FARMINGTON AVE` gives `263 Farmington Ave`."""
    text = clean(text).strip(" ,;").lstrip("- ")
    if not is_one_case(text):
        return text
    spaced = re.sub(r",(?=[^\s\d])", ", ", _UNIT.sub(r"\1 ", re.sub(r"# (?=\w)", "#", text.lower())))
    return str(titlecase(spaced, callback=_word)) if spaced else ""  # type: ignore[no-untyped-call]


def join_lines(lines: Iterable[str]) -> str:
    """Give the lines of a street address on one line, cased, each once: `1 Elm St, Suite 200`."""
    cased = [_SUITE.sub("Suite ", case_place(line)).strip() for line in lines]
    return ", ".join(dict.fromkeys(line for line in cased if line))


def split_lines(lines: Iterable[str]) -> tuple[str, list[str]]:
    """Tell a place's name from its street: `LAHEY CLINIC`, `41 MALL ROAD` gives `Lahey Clinic` and the second line.

    Only where the first line, or its part before a comma, has no digit and what follows begins with one; else the
    name is empty and no line is lost.
    """
    given = [line for line in map(clean, lines) if line]
    head, comma, rest = (given[0] if given else "").partition(",")
    parts = [head, rest.strip(), *given[1:]] if comma and rest.strip()[:1].isdigit() else given
    if len(parts) > 1 and parts[1][0].isdigit() and not any(each.isdigit() for each in parts[0]):
        return case_place(parts[0]), parts[1:]
    return "", given


def split_address(text: str) -> dict[str, str]:
    """Split `1 Elm St, Springfield, IL 62701` into the fields of a roster; empty when it is not so."""
    plain = clean(text)
    match = _ONE_CELL.fullmatch(plain) if len(plain) <= _LONGEST else None
    return match.groupdict() if match else {}


def country_code(text: str, default: str = "US") -> str:
    """Give a country of two capitals; `default` for what is empty or not a code (`model` refuses a wrong one)."""
    plain = clean(text)
    known = _COUNTRIES.get(plain.lower())
    return known or (plain.upper() if re.fullmatch(r"[A-Za-z]{2}", plain) else default)


def postal_code(text: str, country: str) -> str | None:
    """Give a postal code as people write it: for the US `06105-1208` out of `061051208`, with zeros put back in front.

    None when `text` is empty, or cannot be a US code. Codes of other countries are only trimmed and capitalised.
    """
    plain = clean(text).upper()
    if country != "US":
        return plain or None
    digits = re.sub(r"[\s.-]", "", plain.removesuffix(".0"))
    if not re.fullmatch(r"[0-9]{3,9}", digits) or len(digits) in (6, 7):
        return None
    digits = digits.zfill(5 if len(digits) <= 5 else 9)
    if digits[:5] == "00000":
        return None
    return digits[:5] if digits[5:] in ("", "0000") else f"{digits[:5]}-{digits[5:]}"


def region_name(text: str) -> str | None:
    """Give a state or province: codes in capitals, names cased; None when empty."""
    plain = clean(text)
    return (plain.upper() if len(plain) <= 3 else case_place(plain)) or None


def make_address(
    lines: Iterable[str], *, locality: str, region: str = "", postal: str = "", country: str = ""
) -> Address:
    """Put an address together from raw parts; an empty street or town is for the caller to check (`draft.unfit`)."""
    code = country_code(country)
    town = case_place(locality)
    return Address(
        street=join_lines(line for line in lines if clean(line).casefold() != town.casefold()),
        locality=town,
        region=region_name(region),
        postal_code=postal_code(postal, code),
        country=code,
    )


def address_key(address: Address) -> str:
    """Give what makes two addresses the same: case, punctuation, usual abbreviations and ZIP+4 do not count."""
    words = re.findall(r"[^\W_]+", f"{address.street} {address.locality}".casefold())
    shown = " ".join(STREET_WORDS.get(word, word) for word in words)
    return "|".join((shown, (address.region or "").casefold(), (address.postal_code or "")[:5], address.country))


def _word(word: str, **_options: object) -> str | None:
    """The callback of `titlecase`: a word in one case to its form, or None for the ordinary one."""
    if "/" in word and word.upper() not in PLACE_WORDS:
        parts = word.split("/")
        return "/".join(_word(part) or part[:1].upper() + part[1:] for part in parts)
    stem = word.strip("(),;#")
    bare = stem.strip(".")
    kept = PLACE_WORDS.get(stem.upper()) or PLACE_WORDS.get(bare.upper())
    if kept:
        return word.replace(stem, kept)
    if _ORDINAL.fullmatch(bare):
        return word.lower()
    if any(each.isdigit() for each in bare) or len(bare) == 1:
        return word.upper()
    if bare.endswith(("'s", "’s")):
        return word.replace(bare, bare[:1].upper() + bare[1:])
    if bare in PLACE_ABBREVIATIONS:
        return word.replace(bare, bare.capitalize())
    if bare.isalpha() and not re.search(r"[aeiouy]", bare):
        return word.upper()
    if bare.startswith(("mc", "mac", "o'", "d'")):
        return word.replace(bare, case_family(bare))
    return None
