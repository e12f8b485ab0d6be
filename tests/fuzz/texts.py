"""Short texts out of exports and directories: dates, ratings, telephone numbers, hours, languages, addresses, names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import suppress
from zoneinfo import ZoneInfo

import msgspec

from site_gen.intake.conversions import band_of
from site_gen.intake.directory.addresses import (
    address_key,
    case_place,
    country_code,
    join_lines,
    make_address,
    postal_code,
    region_name,
    split_address,
    split_lines,
)
from site_gen.intake.directory.credentials import case_credentials, is_credential
from site_gen.intake.directory.hours import Block, hours_of
from site_gen.intake.directory.identifiers import npi_fault, plain_npi
from site_gen.intake.directory.languages import code_tag, language_tag
from site_gen.intake.directory.names import clean, make_name, split_name
from site_gen.intake.directory.phones import phone_number
from site_gen.intake.directory.slugs import as_slug
from site_gen.intake.reviews.cells import id_in, instant_in, language_in, rating_in, reference_in, visit_in, words_in
from site_gen.intake.reviews.dates import Style, find_order, read_instant, read_month
from site_gen.intake.reviews.ratings import read_rating
from site_gen.model.audience import years_of
from site_gen.model.contact import has_contact
from site_gen.model.hours import Hours, open_spans
from site_gen.model.text_length import fits_gsm, graphemes, text_length
from site_gen.reviewlog.identifiers import find_identifiers

from .target import Target

STYLES = [Style(ZoneInfo("America/Chicago"), order) for order in (None, "day-first", "month-first")]  # type: ignore[arg-type]
_WORDS = (
    b"2026-03-18", b"T22:05:07.123456Z", b"+14:00", b"-23:59", b"13/4/2026", b"4.3.26", b"March", b"marzo", b" de ",
    b"PM", b"CST", b"UTC", b"Europe/Berlin", b"24:00", b"1773871500", b"00", b"4/5", b"4,5", b"FIVE", b"stars",
    "\u2605\u2606\u00bd".encode(), "\u0664".encode(), b"(312) 555-0142", b"ext. 5", b"+1", b"x", b"@", b"://",
    b"www.", b"mon-fri", b"08:00-12:00, 13:00-17:00", b"Suite ", b"#", b"O'", b"Mc", b"van der ", b"Jr.",
    b"MD, PhD", b"60601-1234", b"es-MX", b"65+", b"18-29", "\u0130".encode(), "\u1e9e".encode(), "\ufb01".encode(),
    "\u200b".encode(), b"\t", b"\n",
)  # fmt: skip


def read_dates(data: bytes) -> None:
    """Read a date in every style; what is read has an offset, a year in range, and can be written."""
    text = data.decode("utf-8", "replace")
    with suppress(ValueError):
        find_order(text.split("\n"))
    for style in STYLES:
        with suppress(ValueError):
            at = read_instant(text, style)
            assert 1990 <= at.year <= 2100
            assert at.utcoffset() is not None
            at.isoformat()
            at.astimezone(datetime.UTC)
        with suppress(ValueError):
            assert len(read_month(text, style)) == len("2026-03")
    for read in (instant_in, visit_in):
        with suppress(ValueError):
            read(text, STYLES[1])


def read_values(data: bytes) -> None:
    """Read a text as a rating, an id, a language, a name of a place in an export."""
    text = data.decode("utf-8", "replace")
    for best, worst in ((5, 1), (10, 0), (100, 1)):
        with suppress(ValueError):
            rating = read_rating(text, best=best, worst=worst)
            assert (
                rating is None or isinstance(rating, int) or msgspec.convert(msgspec.to_builtins(rating), type(rating))
            )
    for read in (rating_in, id_in, words_in, reference_in, language_in):
        with suppress(ValueError):
            read(text)
    for read_text in (
        has_contact,
        as_slug,
        clean,
        band_of,
        npi_fault,
        plain_npi,
        language_tag,
        code_tag,
        is_credential,
    ):
        read_text(text)
    with suppress(ValueError):
        years_of(text)
    spans = find_identifiers(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert "".join(graphemes(text)) == text
    fits_gsm(text)
    for unit in ("characters", "graphemes", "weighted", "emoji-bytes", "bytes", "gsm-7"):
        assert text_length(text, unit) >= 0


def read_people(data: bytes) -> None:
    """Read a text as a person's name, credentials, a telephone number, an address, hours."""
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    split_name(text)
    make_name(given=lines[0], family=lines[-1], credentials=text)
    case_credentials(lines)
    for country in ("US", "MX", "XX"):
        number, _ = phone_number(text, country)
        assert number is None or number[1:].isdigit()
        postal_code(text, country)
    _, rest = split_lines(lines)
    join_lines(rest)
    split_address(text)
    case_place(text)
    region_name(text)
    assert len(country_code(text)) == len("US")
    with suppress(msgspec.ValidationError):
        address_key(make_address(lines, locality=lines[-1], region=lines[0], postal=text, country=text))
    blocks = [Block(tuple(line.split(",")[:-2]), line == "all", *line.split(",")[-2:]) for line in lines if "," in line]
    hours, _ = hours_of(blocks)
    open_spans(msgspec.convert(hours, Hours))


def _dates() -> Iterator[bytes]:
    yield from (
        b"2026-03-18T22:05:07.123Z", b"3/4/2026 10:05 PM", b"18. marzo 2026", b"March 4, 2026 at 5pm CST",
        b"1773871500", b"18/3/26", b"2026-03", b"Wed, 18 Mar 2026 22:05:07 -0500",
        b"2026-03-18 22:05:07 Europe/Berlin", b"3/2026",
    )  # fmt: skip


def _values() -> Iterator[bytes]:
    yield from (
        b"4/5",
        b"4.5 of 5",
        "\u2605\u2605\u2606".encode(),
        b"8 stars",
        b"recommended",
        b"r-123",
        b"en-US",
        b"65+",
    )
    yield b"Call 312-555-0142 or mk@mail.example, MRN 44712, https://x.example, @mk, 123 Main St, 03/18/1979"


def _people() -> Iterator[bytes]:
    yield from (b"Okafor, Amara N., MD PhD", b"Dr. Ana van der Berg-O'Neil Jr. DDS", b"(312) 555-0142 ext. 5")
    yield b"LAHEY CLINIC, 41 MALL ROAD STE 5\nBURLINGTON\nMA\n018050001"
    yield b"mon,tue,08:00:00,17:00:00\nfri,08:00,24:00"


TARGETS: Sequence[Target] = (
    Target("dates", read_dates, _dates, _WORDS, 256),
    Target("values", read_values, _values, _WORDS, 512),
    Target("people", read_people, _people, _WORDS, 512),
)
