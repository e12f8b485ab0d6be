"""Dates as exports write them, read strictly: what could be two days is not guessed.

ISO 8601, RFC 3339, seconds and milliseconds since 1970, and numbers between slashes, dots or hyphens with or without a
time of 12 or 24 hours. Which of two numbers is the day follows from all the dates of an export, from the site's
jurisdiction or from the person who imports.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Order = Literal["day-first", "month-first"]

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].{4,40})?")
_ZONED = re.compile(r"(.*?) ?(UTC|GMT|[+-][0-9]{2}:?[0-9]{2})", re.DOTALL)
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?: ?[ap]\.? ?m\.?)?"
_SPLIT = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[/.-])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
    rf"(?:,? +(?P<time>{_CLOCK}))?",
    re.I,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})[/.](?P<month>[0-9]{{1,2}})[/.](?P<day>[0-9]{{1,2}})(?: +(?P<time>{_CLOCK}))?", re.I
)
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?(?: ?(?P<half>[ap])\.? ?m\.?)?", re.I
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_WORDED = re.compile(
    rf"(?:(?P<day>{_DAY})[ .-]+(?P<month>[a-z]{{3,9}})|(?P<month2>[a-z]{{3,9}})[ .]+(?P<day2>{_DAY}))"
    rf"\.?,?[ -]+(?P<year>[0-9]{{4}})(?:,? +(?:at +)?(?P<time>{_CLOCK}))?",
    re.I,
)
_EPOCH_MS = re.compile(r"[0-9]{12,13}")
_EPOCH = re.compile(r"[0-9]{9,10}(?:\.[0-9]{1,6})?")


class Style(NamedTuple):
    """How the dates of an export are read: which number is the day, and the zone of those that name none."""

    zone: ZoneInfo
    order: Order | None = None


def find_order(texts: Iterable[str], *, fallback: Order | None = None) -> Order | None:
    """Give which of two numbers is the day in dates such as 3/4/2026, where the dates themselves show it.

    Raises:
        ValueError: some dates show one order and some the other.
    """
    shown: dict[Order, str] = {}
    for text in texts:
        match = _SPLIT.fullmatch(text.strip())
        if match is None:
            continue
        one, two = int(match["one"]), int(match["two"])
        if one > 12 >= two:
            shown.setdefault("day-first", text.strip())
        elif two > 12 >= one:
            shown.setdefault("month-first", text.strip())
    if len(shown) > 1:
        raise ValueError(f"{shown['day-first']} has the day first and {shown['month-first']} the month")
    return next(iter(shown), fallback)


def read_instant(value: object, how: Style) -> datetime.datetime:
    """Give an instant with its offset; a date without a time is noon of that day in the export's zone.

    Raises:
        ValueError: no date, one that could be two days, or one before 1990 or after 2100.
    """
    text = " ".join(str(value).split()) if value is not None else ""
    if not text:
        raise ValueError("no date")
    at = _instant(text, how)
    if not 1990 <= at.year <= 2100:
        raise ValueError(f"{text!r} is in the year {at.year}")
    return at if at.tzinfo is not None else at.replace(tzinfo=how.zone)


def _instant(text: str, how: Style) -> datetime.datetime:
    if _EPOCH_MS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(text) / 1000, datetime.UTC)
    if _EPOCH.fullmatch(text):
        return datetime.datetime.fromtimestamp(float(text), datetime.UTC)
    if _ISO.fullmatch(text):
        return _iso(text)
    if (match := _YEAR_FIRST.fullmatch(text)) is not None:
        return _combine(int(match["year"]), int(match["month"]), int(match["day"]), match["time"], text)
    if (match := _SPLIT.fullmatch(text)) is not None:
        one, two = int(match["one"]), int(match["two"])
        order = _order(one, two, match["mark"], how.order, text)
        day, month = (one, two) if order == "day-first" else (two, one)
        year = int(match["year"])
        return _combine(year if year > 99 else 2000 + year, month, day, match["time"], text)
    if (match := _WORDED.fullmatch(text)) is not None:
        word = (match["month"] or match["month2"])[:3].lower()
        if word in _MONTHS:
            day = int((match["day"] or match["day2"]).rstrip("stndrhSTNDRH"))
            return _combine(int(match["year"]), _MONTHS.index(word) + 1, day, match["time"], text)
    raise ValueError(f"{text[:40]!r} is no date")


def _iso(text: str) -> datetime.datetime:
    offset = ""
    if len(text) > 10 and (match := _ZONED.fullmatch(text[10:])) is not None:
        text, offset = text[:10] + match[1], match[2].replace("UTC", "+00:00").replace("GMT", "+00:00")
    try:
        at = datetime.datetime.fromisoformat(text.strip() + offset)
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is no date") from error
    return at.replace(hour=12) if len(text) == 10 else at


def _order(one: int, two: int, mark: str, order: Order | None, text: str) -> Order:
    if one > 12 >= two:
        return "day-first"
    if two > 12 >= one:
        return "month-first"
    if one == two or mark == ".":
        return "day-first"  # dots stand between numbers only where the day comes first
    if order is None:
        raise ValueError(f"{text!r} can be two days; say which number is the day")
    return order


def _combine(year: int, month: int, day: int, time: str | None, text: str) -> datetime.datetime:
    hour, minute, second = _clock(time, text) if time else (12, 0, 0)
    try:
        return datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone comes after
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is no date") from error


def _clock(time: str, text: str) -> tuple[int, int, int]:
    match = _TIME.fullmatch(time.strip())
    if match is None:
        raise ValueError(f"{text[:40]!r} is no date")
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text[:40]!r} is no date")
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return hour, int(match["minute"]), int(match["second"] or 0)
