"""Opening hours as people read them: days in a row with the same hours on one line."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence

from site_gen.model.hours import Hours, HoursException, day_spans, open_spans
from site_gen.render.locale import Locale
from site_gen.render.views.provider import ExceptionView, OpeningView

_DAYS = 7
_WEEKS_KEPT = 512

Week = tuple[tuple[tuple[str, str], ...], ...]
"""When it opens and closes on Monday to Sunday."""


def opening_views(hours: Hours, locale: Locale, *, is_person: bool = False) -> tuple[OpeningView, ...]:
    """Give the whole week of a place, closed days too, or the days of a person; nothing when no hours are known."""
    return _opening_views(spread(hours), locale, is_person) if hours else ()


def spread(hours: Hours) -> Week:
    """Give the openings of Monday to Sunday."""
    return _spread(tuple(hours.items()))


@functools.lru_cache(_WEEKS_KEPT)
def _spread(hours: tuple[tuple[str, str], ...]) -> Week:
    by_day: list[list[tuple[str, str]]] = [[] for _ in range(_DAYS)]
    for span in open_spans(dict(hours)):
        by_day[span.day].append((span.opens, span.closes))
    return tuple(map(tuple, by_day))


@functools.lru_cache(_WEEKS_KEPT)
def _opening_views(by_day: Week, locale: Locale, is_person: bool) -> tuple[OpeningView, ...]:
    views = []
    first = 0
    for day in range(1, _DAYS + 1):
        if day == _DAYS or by_day[day] != by_day[first]:
            times = tuple(_span(locale, opens, closes) for opens, closes in by_day[first])
            if times or not is_person:
                times = times or (locale.gettext("Closed"),)
                views.append(OpeningView(days=_days(locale, first, day - 1), times=times))
            first = day
    return tuple(views)


def exception_views(
    exceptions: Sequence[HoursException],
    as_of: datetime.date,
    locale: Locale,
    lang: str = "",
    *,
    is_person: bool = False,
) -> tuple[ExceptionView, ...]:
    """Give the exceptions that are not over yet, soonest first; `lang` is for their notes, where it is another one.

    With no hours on a date, a place is closed, and a person is not there.
    """
    _ = locale.gettext
    never = _("Not here") if is_person else _("Closed")
    return tuple(
        ExceptionView(
            date=locale.short_date(one.on, as_of.year),
            date_iso=one.on.isoformat(),
            times=tuple(_span(locale, opens, closes) for opens, closes in day_spans(one.hours)) or (never,),
            note=one.note or "",
            lang=lang if one.note else "",
        )
        for one in sorted(exceptions, key=lambda one: one.on)
        if one.on >= as_of
    )


def _days(locale: Locale, first: int, last: int) -> str:
    names = {"first": locale.weekday(first), "last": locale.weekday(last)}
    text = names["first"] if first == last else locale.gettext("%(first)s to %(last)s") % names
    return text[:1].upper() + text[1:]


def _span(locale: Locale, opens: str, closes: str) -> str:
    return f"{locale.time(opens)} – {locale.time(closes)}"
