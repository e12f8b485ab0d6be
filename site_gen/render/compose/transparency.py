"""The transparency report: what was received, shown and withheld, how fast, and how to recompute it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.model.counting import ROW_NAMES, WAIT_NAMES, Row, Waits
from site_gen.model.handling import FEWEST_LISTED, Handling, median_days
from site_gen.model.standing import Standing
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import provider_path
from site_gen.render.compose.ratings import count_views
from site_gen.render.compose.words import reason_words
from site_gen.render.edition import Edition
from site_gen.render.views.listing import CountRow, CountTable, LogView, MatrixRow, TransparencyView
from site_gen.render.views.reviews import CountView, LabelView

MOST_LISTED = 200
"""Providers that one page lists; where there are more, their own pages give the same counts."""


class LogFacts(msgspec.Struct, frozen=True):
    """The review log that is published with the site; `root` is in base64."""

    origin: str
    key: str
    size: int
    root: str


def transparency_view(
    edition: Edition,
    standing: Standing,
    handling: Handling,
    summaries: Sequence[ProviderSummary],
    log: LogFacts | None,
) -> TransparencyView:
    """Give the report; `standing` and `handling` are those of the whole site, `summaries` all providers."""
    _ = edition.gettext
    number = edition.locale.number
    stars = [edition.ngettext("%(count)s star", "%(count)s stars", count) % {"count": count} for count in range(1, 6)]
    days = median_days(handling)
    median = edition.ngettext(
        "Half of the decisions were made within %(count)s day.",
        "Half of the decisions were made within %(count)s days.",
        days or 0,
    ) % {"count": number(days or 0)}
    return TransparencyView(
        title=_("Transparency report"),
        counts=count_views(edition, standing),
        columns=tuple(
            LabelView(name="stars", code=code, text=text)
            for code, text in zip(ROW_NAMES, (*stars, _("no stars")), strict=True)
        ),
        rows=tuple(_row(edition, reason, row) for reason, row in handling.withheld.items()),
        published=_published(edition, standing),
        median=median if days is not None and log is None else "",
        waits=_waits(edition, handling) if handling.waits else None,
        providers=_providers(edition, summaries),
        log=_log(edition, log) if log else None,
    )


def _row(edition: Edition, reason: str, row: Row) -> MatrixRow:
    number = edition.locale.number
    counts = [
        CountView(name="withheld", value=count, text=number(count), reason=reason, by="stars", of=stars)
        for stars, count in zip(ROW_NAMES, row, strict=True)
    ]
    total = CountView(name="withheld", value=sum(row), text=number(sum(row)), reason=reason)
    return MatrixRow(label=reason_words(edition.locale, reason), reason=reason, counts=(*counts, total))


def _waits(edition: Edition, handling: Handling) -> CountTable:
    _ = edition.gettext
    months = [
        edition.ngettext("%(count)s month", "%(count)s months", count) % {"count": edition.locale.number(count)}
        for count in range(len(WAIT_NAMES) - 1)
    ]
    longest = _("%(count)s months or more") % {"count": edition.locale.number(len(WAIT_NAMES) - 1)}
    labels = {"logged": _("Entered in the log"), "published": _("Shown for the first time")}
    return CountTable(
        title=_("How long it took"),
        corner=_("After receipt"),
        columns=tuple(
            LabelView(name="months", code=code, text=text)
            for code, text in zip(WAIT_NAMES, (*months, longest), strict=True)
        ),
        rows=tuple(
            CountRow(label=labels[name], of=name, counts=_wait_counts(edition, name, waits))
            for name, waits in handling.waits.items()
        ),
        notes=(
            _("Months are counted by the log, which knows no days: 0 months is within the month of receipt."),
            _("Reviews older than the log, or from elsewhere, count from the month in which they were received."),
        ),
    )


def _wait_counts(edition: Edition, name: str, waits: Waits) -> tuple[CountView, ...]:
    return tuple(
        CountView(name=name, value=count, text=edition.locale.number(count), by="months", of=of)
        for of, count in zip(WAIT_NAMES, waits, strict=True)
    )


def _providers(edition: Edition, summaries: Sequence[ProviderSummary]) -> CountTable | None:
    """Give the counts of providers with enough reviews; nothing where there is none, or more than a page holds."""
    _ = edition.gettext
    listed = [summary for summary in summaries if summary.standing.received >= FEWEST_LISTED]
    if not 0 < len(listed) <= MOST_LISTED:
        return None
    listed.sort(key=lambda summary: (summary.name.sort_key, summary.slug))
    columns = {
        "received": _("Received"),
        "shown": _("Shown in full"),
        "hidden": _("Partly hidden"),
        "withheld": _("Withheld"),
        "published": _("Shown, of those that were decided"),
    }
    return CountTable(
        title=_("By provider"),
        corner=_("Provider"),
        columns=tuple(LabelView(name="count", code=code, text=text) for code, text in columns.items()),
        rows=tuple(
            CountRow(
                label=summary.name.spoken,
                provider=summary.id,
                url=edition.href(provider_path(summary.slug)),
                counts=_provider_counts(edition, summary.standing),
            )
            for summary in listed
        ),
        notes=(
            _("Providers with fewer than %(count)s reviews are not listed; their own pages count them.")
            % {"count": edition.locale.number(FEWEST_LISTED)},
        ),
    )


def _provider_counts(edition: Edition, standing: Standing) -> tuple[CountView, ...]:
    number = edition.locale.number
    counts = {
        "received": standing.received,
        "shown": standing.shown,
        "hidden": standing.hidden,
        "withheld": standing.withheld_count,
    }
    published, decided = _decided(standing)
    share = edition.gettext("%(published)s of %(decided)s (%(share)s)") % {
        "published": number(published),
        "decided": number(decided),
        "share": edition.locale.percent(published, decided),
    }
    plain = tuple(CountView(name=name, value=count, text=number(count)) for name, count in counts.items())
    return (*plain, CountView(name="published", value=published, text=share)) if decided else plain


def _decided(standing: Standing) -> tuple[int, int]:
    """Give how many reviews are shown, and how many were decided."""
    published = standing.shown + standing.hidden
    return published, published + standing.withheld_count


def _published(edition: Edition, standing: Standing) -> CountView | None:
    published, decided = _decided(standing)
    text = edition.gettext("Reviews decided: %(decided)s. Of these, shown: %(published)s (%(share)s).") % {
        "decided": edition.locale.number(decided),
        "published": edition.locale.number(published),
        "share": edition.locale.percent(published, decided),
    }
    return CountView(name="published", value=published, text=text) if decided else None


def _log(edition: Edition, log: LogFacts) -> LogView:
    return LogView(
        origin=log.origin,
        size=log.size,
        size_text=edition.locale.number(log.size),
        root=log.root,
        key=log.key,
        checkpoint_url=edition.addresses.href("review-log/checkpoint"),
        command=f"site-gen verify {edition.addresses.absolute('')} --key '{log.key}'",
    )
