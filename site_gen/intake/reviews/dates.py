"""Dates as exports write them, read strictly: what could be two days is not guessed.

ISO 8601, RFC 3339, RFC 5322, seconds and milliseconds since 1970, months in English words, and numbers between slashes,
dots or hyphens, with or without a time of 12 or 24 hours. Which of two numbers is the day follows from all the dates of
an export, from the site's jurisdiction or from the person who imports.

Sources: RFC 3339; RFC 5322, section 3.3, and section 4.3 for what EST to PDT mean.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Order = Literal["day-first", "month-first"]

_LONGEST = 80
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?[ap]\.? ?m\.?)?"
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"(?: ?(?P<half>[ap])\.? ?m\.?)?",
    re.I,
)
_ZONE = re.compile(
    r"(?P<rest>.*:[0-9]{2}.*?) ?(?P<zone>Z|UTC|GMT|[ECMP][SD]T|(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2})", re.I
)
_COMMENT = re.compile(r"(.*) \([^()]*\)")
_US_ZONES = {"E": -5, "C": -6, "M": -7, "P": -8}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.,]{4,20}", re.I)
_COMPACT = re.compile(r"(?P<date>[0-9]{8})(?P<time>[0-9]{6})?")
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<mark>[/.-])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})"
    rf"(?:,? (?P<time>{_CLOCK}))?",
    re.I,
)
_SPLIT = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[/.-])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
    rf"(?:,? (?P<time>{_CLOCK}))?",
    re.I,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"(?P<word>[a-z]{3,9})\.?,? (?=[a-z0-9])", re.I)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_WORDED = re.compile(
    rf"(?:(?P<day>{_DAY})[ .-]{{1,2}}(?P<month>[a-z]{{3,9}})|(?P<month2>[a-z]{{3,9}})[ .-]{{1,2}}(?P<day2>{_DAY}))"
    rf"\.?,?[ -](?P<year>[0-9]{{4}}|[0-9]{{2}})(?:,? (?:at )?(?P<time>{_CLOCK}))?",
    re.I,
)
_MONTH = re.compile(
    r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})|(?P<month2>[0-9]{1,2})[-/](?P<year2>[0-9]{4})"
    r"|(?P<word>[a-z]{3,9})\.?,?[ -](?P<year3>[0-9]{4})",
    re.I,
)
_EPOCH_MS = re.compile(r"[0-9]{12,13}")
_EPOCH = re.compile(r"[0-9]{9,10}(?:\.[0-9]{1,6})?")
_SAY_WHICH = "say which number is the day: --day-first or --month-first, or dates: day-first in a mapping"
_CENTURY = 80
"""Years of two digits below it are of this century, the others of the last."""


class Style(NamedTuple):
    """How the dates of an export are read: which number is the day, and the zone of those that name none.

    An order `is_given` where a person says it; then it counts for dates with dots, and for years of two digits, too.
    """

    zone: ZoneInfo
    order: Order | None = None
    is_given: bool = False


def find_order(texts: Iterable[str], *, fallback: Order | None = None) -> Order | None:
    """Give which of two numbers is the day in dates such as 3/4/2026, where the dates themselves show it.

    Dates with dots show nothing: dots stand between numbers only where the day comes first, unless a person says
    otherwise. Nor do three numbers of two digits with hyphens, of which the first may be the year.

    Raises:
        ValueError: some dates show one order and some the other.
    """
    shown: dict[Order, str] = {}
    for text in texts:
        match = _SPLIT.match(text.strip())
        if match is None or match["mark"] == "." or _may_begin_with_year(match):
            continue
        order = _shown_order(int(match["one"]), int(match["two"]))
        if order is not None:
            shown.setdefault(order, match[0])
    if len(shown) > 1:
        raise ValueError(f"{shown['day-first'][:40]} has the day first and {shown['month-first'][:40]} the month")
    return next(iter(shown), fallback)


def read_instant(value: object, how: Style) -> datetime.datetime:
    """Give an instant with its offset; a date without a time is noon of that day in the export's zone.

    A time that a change of clocks repeats is the first of the two; one that it skips counts by the clock before.

    Raises:
        ValueError: no date, one that could be two days, or one before 1990 or after 2100.
    """
    text = str(value) if value is not None else ""
    shown = " ".join(text[:_LONGEST].split())
    if not shown:
        raise ValueError("no date")
    text = " ".join(text.split()) if len(text) <= 4 * _LONGEST else ""
    at = _instant(text, how) if len(text) <= _LONGEST else None
    if at is None:
        raise ValueError(f"{shown[:40]!r} is no date")
    if not 1990 <= at.year <= 2100:
        raise ValueError(f"{shown[:40]!r} is in the year {at.year}")
    return at if at.tzinfo is not None else at.replace(tzinfo=how.zone)


def read_month(value: object, how: Style) -> str:
    """Give the month of a date or of a month (`2026-03`, `3/2026`, `March 2026`) as `YYYY-MM`.

    Raises:
        ValueError: as in `read_instant`.
    """
    text = " ".join(str(value)[:_LONGEST].split())
    match = _MONTH.fullmatch(text)
    if match is not None:
        year = int(match["year"] or match["year2"] or match["year3"])
        month = _month_number(match["word"]) if match["word"] else int(match["month"] or match["month2"])
        if month is not None and 1 <= month <= 12 and 1990 <= year <= 2100:
            return f"{year:04}-{month:02}"
        raise ValueError(f"{text[:40]!r} is no month")
    at = read_instant(value, how)
    return f"{at.year:04}-{at.month:02}"


def _instant(text: str, how: Style) -> datetime.datetime | None:
    """Give what a text says, without a zone where it names none; None for what is no date."""
    if _EPOCH_MS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(text) / 1000, datetime.UTC)
    if _EPOCH.fullmatch(text):
        return datetime.datetime.fromtimestamp(float(text), datetime.UTC)
    if ":" in text:
        if text.endswith(")") and (comment := _COMMENT.fullmatch(text)) is not None:
            text = comment[1]
        if (zoned := _ZONE.fullmatch(text)) is not None:
            at, zone = _local(zoned["rest"], how), _zone(zoned["zone"].upper())
            return at.replace(tzinfo=zone) if at is not None and zone is not None else None
    return _local(text, how)


def _zone(name: str) -> datetime.tzinfo | None:
    plain = name.removeprefix("UTC").removeprefix("GMT")
    if plain in ("", "Z"):
        return datetime.UTC
    if plain[0] in _US_ZONES:
        return datetime.timezone(datetime.timedelta(hours=_US_ZONES[plain[0]] + (plain[1] == "D")))
    hours, minutes = int(plain[1:3]), int(plain[-2:])
    if hours > 14 or minutes > 59:
        return None
    offset = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(-offset if plain[0] == "-" else offset)


def _local(text: str, how: Style) -> datetime.datetime | None:
    if _ISO.fullmatch(text):
        return _iso(text)
    if (match := _YEAR_FIRST.fullmatch(text)) is not None:
        return _combine(int(match["year"]), int(match["month"]), int(match["day"]), match["time"])
    if (match := _SPLIT.fullmatch(text)) is not None:
        one, two = int(match["one"]), int(match["two"])
        day, month = (one, two) if _order(match, how, text) == "day-first" else (two, one)
        return _combine(_year(match["year"]), month, day, match["time"])
    if (match := _COMPACT.fullmatch(text)) is not None:
        return _iso(f"{match['date']}T{match['time'] or '120000'}")
    return _worded(text)


def _iso(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text.upper().replace(",", "."))
    except ValueError:
        return None


def _worded(text: str) -> datetime.datetime | None:
    named = _WEEKDAY.match(text)
    weekday = _index(named["word"], _WEEKDAYS) if named is not None else None
    if named is not None and weekday is not None:
        text = text[named.end() :]
    match = _WORDED.fullmatch(text)
    month = _month_number(match["month"] or match["month2"]) if match is not None else None
    if match is None or month is None or (len(match["year"]) == 2 and match["day"] is None):
        return None
    day = int((match["day"] or match["day2"]).lower().rstrip("stndrh"))
    at = _combine(_year(match["year"]), month, day, match["time"])
    return at if at is not None and weekday in (None, at.weekday()) else None


def _month_number(word: str) -> int | None:
    place = _index(word, _MONTHS)
    return place + 1 if place is not None else None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    return next((place for place, name in enumerate(names) if len(word) > 2 and name.startswith(word.lower())), None)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < _CENTURY else 1900)


def _shown_order(one: int, two: int) -> Order | None:
    if one > 12 >= two:
        return "day-first"
    return "month-first" if two > 12 >= one else None


def _may_begin_with_year(match: re.Match[str]) -> bool:
    return match["mark"] == "-" and all(len(match[part]) == 2 for part in ("one", "two", "year"))


def _order(match: re.Match[str], how: Style, text: str) -> Order:
    one, two, order = int(match["one"]), int(match["two"]), how.order
    if not how.is_given and match["mark"] == ".":
        return "day-first"
    if not how.is_given and _may_begin_with_year(match):
        raise ValueError(
            f"{text[:40]!r} can begin with its day, its month or its year; write it with four digits, or {_SAY_WHICH}"
        )
    shown = _shown_order(one, two)
    if shown is not None:
        if order not in (None, shown):
            what = "day" if order == "day-first" else "month"
            raise ValueError(f"{text[:40]!r} is no date of an export that has the {what} first")
        return shown
    if one == two or one > 12 or not (one and two):
        return "day-first"
    if order is None:
        raise ValueError(f"{text[:40]!r} can be two days; {_SAY_WHICH}")
    return order


def _combine(year: int, month: int, day: int, time: str | None) -> datetime.datetime | None:
    clock = _clock(time) if time else datetime.time(12)
    try:
        return datetime.datetime.combine(datetime.date(year, month, day), clock) if clock is not None else None
    except ValueError:
        return None


def _clock(text: str) -> datetime.time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    microsecond = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    try:
        return datetime.time(hour, int(match["minute"]), int(match["second"] or 0), microsecond)
    except ValueError:
        return None
