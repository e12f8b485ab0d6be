"""Words, dates, numbers and phones of one language."""

from __future__ import annotations

import datetime
import functools
import gettext
import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import babel
import phonenumbers
from babel import dates, lists, numbers
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_TERRITORY = 2
_CATALOGUE = "LC_MESSAGES/messages.po"


class Locale:
    """One language: its catalogue and its way to write dates, numbers and phones.

    `folders` are the `translations/` folders of the theme and its parents, nearest first; English, the language of
    the source texts, needs no catalogue. The home country decides which phone numbers are written without a prefix.
    """

    def __init__(self, tag: str, folders: Sequence[Path] = (), home_country: str = "US") -> None:
        self.tag = tag
        self.catalogue, self.digest = _catalogue(tag, folders)
        self.gettext = self.catalogue.gettext
        self.ngettext = self.catalogue.ngettext
        self._babel = babel.Locale.parse(tag, sep="-")
        self._home = home_country
        self.direction = direction_of(tag)
        self._comma = self.gettext(", ")
        self._point = numbers.get_decimal_symbol(self._babel)
        self.date = functools.cache(self._date)
        self.short_date = functools.cache(self._short_date)
        self.month = functools.cache(self._month)
        self.weekday = functools.cache(self._weekday)
        self.time = functools.cache(self._time)
        self.number = functools.cache(self._number)
        self.percent = functools.cache(self._percent)
        self.phone = functools.cache(self._phone)
        self.language_name = functools.cache(self._language_name)

    def _date(self, day: datetime.date) -> str:
        """Write a date out: November 24, 2026."""
        return dates.format_date(day, "long", locale=self._babel)

    def _short_date(self, day: datetime.date, this_year: int) -> str:
        """Write a date with its day of the week, and with its year where that is not this one: Thu, Nov 26."""
        skeleton = "MMMEd" if day.year == this_year else "yMMMEd"
        return dates.format_skeleton(skeleton, day, locale=self._babel)

    def _month(self, month: str) -> str:
        """Write `2026-03` as March 2026."""
        day = datetime.date(int(month[:4]), int(month[5:7]), 1)
        return dates.format_skeleton("yMMMM", day, locale=self._babel)

    def _weekday(self, day: int) -> str:
        """Name a day of the week, 0 for Monday, as it stands inside a sentence: Monday, lunes."""
        name: str = dates.get_day_names("wide", context="stand-alone", locale=self._babel)[day]
        return name

    def _time(self, hhmm: str) -> str:
        """Write `08:00` as 8:00 AM; `24:00` is midnight."""
        hour, minute = int(hhmm[:2]) % 24, int(hhmm[3:])
        return dates.format_time(datetime.time(hour, minute), "short", locale=self._babel).replace("\u202f", " ")

    def _number(self, value: int) -> str:
        """Write a whole number with its separators."""
        return numbers.format_decimal(value, locale=self._babel)

    def tenths(self, value: int) -> str:
        """Write a number of tenths with one decimal: 46 is 4.6, or 4,6."""
        whole, tenth = divmod(value, 10)
        return f"{whole}{self._point}{tenth}"

    def _percent(self, part: int, whole: int) -> str:
        """Write a share, rounded to whole percent."""
        return numbers.format_percent(part / whole if whole else 0, locale=self._babel)

    def join(self, parts: Sequence[str]) -> str:
        """Write a list: a, b, and c."""
        return lists.format_list(list(parts), locale=self._babel)

    def listed(self, parts: Iterable[str]) -> str:
        """Write what stands side by side without a last "and": a, b, c."""
        return self._comma.join(parts)

    def _language_name(self, tag: str) -> str:
        """Name a language in this language; an unknown one keeps its tag."""
        try:
            name = babel.Locale.parse(tag, sep="-").get_display_name(self._babel)
        except (babel.UnknownLocaleError, ValueError):
            name = None
        return (name[:1].upper() + name[1:]) if name else tag

    def _phone(self, e164: str) -> str:
        """Write a phone number as people at home write it: (312) 555-0142."""
        number = phonenumbers.parse(e164)
        at_home = phonenumbers.country_code_for_region(self._home) == number.country_code
        style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)


def own_name(tag: str) -> str:
    """Name a language in itself: Español."""
    try:
        name = babel.Locale.parse(tag, sep="-").get_display_name()
    except (babel.UnknownLocaleError, ValueError):
        return tag
    return (name[:1].upper() + name[1:]) if name else tag


@functools.cache
def direction_of(tag: str) -> str:
    """Give the direction in which a language is written, rtl or ltr; an unknown one runs from left to right."""
    try:
        order = babel.Locale.parse(tag, sep="-").character_order
    except (babel.UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


@functools.cache
def open_graph_locale(tag: str, country: str) -> str:
    """Write a language as `language_TERRITORY`: es_US where Spanish is written in that country, else as most write it.

    Source: Open Graph protocol, `og:locale`.
    """
    language, _, rest = tag.replace("-", "_").partition("_")
    if len(rest) == _TERRITORY and rest.isupper():
        return f"{language}_{rest}"
    if babel.localedata.exists(f"{language}_{country}"):
        return f"{language}_{country}"
    likely = str(get_global("likely_subtags").get(tag.replace("-", "_")) or get_global("likely_subtags").get(language))
    territory = likely.rpartition("_")[2]
    return f"{language}_{territory}" if len(territory) == _TERRITORY else language


def is_known_language(tag: str) -> bool:
    """Tell whether dates and numbers can be written in a language."""
    try:
        babel.Locale.parse(tag, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return False
    return True


def _catalogue(tag: str, folders: Sequence[Path]) -> tuple[gettext.NullTranslations, bytes]:
    """Read the catalogues of a language, nearest theme first, each falling back to the next and then to English.

    Gives them with a digest of the files.
    """
    digest = hashlib.blake2b(digest_size=16)
    first: gettext.NullTranslations | None = None
    for folder in folders:
        try:
            data = (folder / tag.replace("-", "_") / _CATALOGUE).read_bytes()
        except FileNotFoundError:
            continue
        digest.update(data)
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(data), locale=tag.replace("-", "_")))
        compiled.seek(0)
        found = gettext.GNUTranslations(compiled)
        if first is None:
            first = found
        else:
            first.add_fallback(found)
    return first or gettext.NullTranslations(), digest.digest()
