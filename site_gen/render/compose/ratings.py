"""Ratings as shown: one function for page, card and markup, so that they cannot differ."""

from __future__ import annotations

import functools

from site_gen.model.counting import written_tenths
from site_gen.model.review import Rating
from site_gen.model.standing import Standing
from site_gen.render.compose.words import KEPT, aspect_word, reason_words
from site_gen.render.edition import Edition
from site_gen.render.locale import Locale
from site_gen.render.views.reviews import AspectView, AverageView, BarView, CountView, StarsView, YearView

_BEST = 5


def average_view(edition: Edition, standing: Standing) -> AverageView:
    """Give the rating that stands under a name, on a card and at the head of the reviews."""
    locale = edition.locale
    count, tenths = standing.rating_count, standing.tenths
    if tenths is None:
        return AverageView(
            value="",
            shown="",
            percent=0,
            rating_count=count,
            minimum=standing.minimum,
            summary=_too_few(edition, standing),
        )
    shown = locale.tenths(tenths)
    parts = [
        locale.gettext("%(value)s of 5") % {"value": shown},
        locale.ngettext("%(count)s rating", "%(count)s ratings", count) % {"count": locale.number(count)},
    ]
    if standing.window_months is not None:
        months = standing.window_months
        parts.append(locale.ngettext("last month", "last %(count)s months", months) % {"count": locale.number(months)})
    return AverageView(
        value=written_tenths(tenths),
        shown=shown,
        percent=tenths * 2,
        rating_count=count,
        minimum=standing.minimum,
        summary=" · ".join(parts),
    )


def _too_few(edition: Edition, standing: Standing) -> str:
    _ = edition.gettext
    if standing.rating_count == 0:
        return _("No ratings yet")
    return _("Not enough ratings yet (%(count)s of %(minimum)s)") % {
        "count": edition.locale.number(standing.rating_count),
        "minimum": edition.locale.number(standing.minimum),
    }


def stars_view(edition: Edition, rating: int | Rating | None) -> StarsView | None:
    """Give one rating on its own scale; None for none and for recommendations."""
    if rating is None:
        return None
    if isinstance(rating, int):
        value, best = rating, _BEST
    elif rating.value is None or rating.best is None:
        return None
    else:
        value, best = rating.value, rating.best
    return _stars(edition.locale, value, best)


@functools.lru_cache(KEPT)
def _stars(locale: Locale, value: int, best: int) -> StarsView:
    text = locale.gettext("%(value)s of %(best)s") % {"value": locale.number(value), "best": locale.number(best)}
    return StarsView(value=str(value), best=str(best), text=text, percent=100 * value // best)


def bar_views(edition: Edition, standing: Standing) -> tuple[BarView, ...]:
    """Give the distribution, five stars first; nothing when there is no rating."""
    if not standing.rating_count:
        return ()
    locale = edition.locale
    longest = max(standing.bars)
    return tuple(
        BarView(
            stars=stars,
            label=locale.ngettext("%(count)s star", "%(count)s stars", stars) % {"count": stars},
            count=standing.bars[stars - 1],
            percent=100 * standing.bars[stars - 1] // longest,
        )
        for stars in range(_BEST, 0, -1)
    )


def year_views(edition: Edition, standing: Standing) -> tuple[YearView, ...]:
    """Give the ratings by year of receipt, the newest first; nothing for one year, or where none has an average."""
    if len(standing.years) <= 1 or all(year.tenths is None for year in standing.years):
        return ()
    _, ngettext = edition.gettext, edition.ngettext
    return tuple(
        YearView(
            year=one.year,
            count=one.count,
            count_text=ngettext("%(count)s rating", "%(count)s ratings", one.count)
            % {"count": edition.locale.number(one.count)},
            value="" if one.tenths is None else written_tenths(one.tenths),
            text="" if one.tenths is None else _("%(value)s of 5") % {"value": edition.locale.tenths(one.tenths)},
            percent=0 if one.tenths is None else one.tenths * 2,
        )
        for one in standing.years
    )


def aspect_means(edition: Edition, standing: Standing) -> tuple[AspectView, ...]:
    """Give the mean of each question and of how many answers; nothing as long as the average itself is not shown."""
    if standing.tenths is None:
        return ()
    locale = edition.locale
    return tuple(
        AspectView(
            name=mean.name,
            label=aspect_word(locale, mean.name),
            value=written_tenths(mean.tenths),
            text=locale.gettext("%(value)s of 5") % {"value": locale.tenths(mean.tenths)},
            percent=mean.tenths * 2,
            count=mean.count,
            count_text=locale.ngettext("%(count)s answer", "%(count)s answers", mean.count)
            % {"count": locale.number(mean.count)},
        )
        for mean in standing.aspects
    )


def count_views(edition: Edition, standing: Standing) -> tuple[CountView, ...]:
    """Give the numbers of the count sentence; those that are nought and add nothing are left out."""
    ngettext = edition.ngettext
    received, shown, hidden = standing.received, standing.shown, standing.hidden
    withheld, pending, replaced = standing.withheld_count, standing.pending, standing.replaced
    erased = standing.erased
    rows = [
        ("received", received, ngettext("%(count)s received", "%(count)s received", received)),
        ("shown", shown, ngettext("%(count)s shown in full", "%(count)s shown in full", shown)),
        ("hidden", hidden, ngettext("%(count)s partly hidden", "%(count)s partly hidden", hidden)),
        ("withheld", withheld, ngettext("%(count)s withheld", "%(count)s withheld", withheld)),
        ("pending", pending, ngettext("%(count)s waiting for a decision", "%(count)s waiting for a decision", pending)),
        ("erased", erased, ngettext("%(count)s erased", "%(count)s erased", erased)),
        (
            "replaced",
            replaced,
            ngettext("%(count)s replaced by its author", "%(count)s replaced by their authors", replaced),
        ),
    ]
    return tuple(
        CountView(name=name, value=value, text=text % {"count": edition.locale.number(value)})
        for name, value, text in rows
        if value or name in ("received", "shown", "withheld")
    )


def elsewhere_view(edition: Edition, standing: Standing) -> CountView | None:
    """Give the number of reviews that are shown on other sites; nothing when there is none."""
    count = standing.elsewhere
    text = edition.ngettext(
        "%(count)s more recorded from other sites, shown there.",
        "%(count)s more recorded from other sites, shown there.",
        count,
    ) % {"count": edition.locale.number(count)}
    return CountView(name="elsewhere", value=count, text=text) if count else None


def withheld_views(edition: Edition, standing: Standing) -> tuple[CountView, ...]:
    """Give the withheld reviews by reason, the most frequent first."""
    ranked = sorted(standing.withheld.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        CountView(
            name="withheld",
            value=count,
            text=f"{edition.locale.number(count)} {reason_words(edition.locale, reason)}",
            reason=reason,
        )
        for reason, count in ranked
    )
