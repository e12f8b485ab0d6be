"""The transparency report: what was received, shown and withheld, how fast, and how to recompute it."""

from __future__ import annotations

import msgspec

from site_gen.model.counting import ROW_NAMES, Row
from site_gen.model.handling import Handling, median_days
from site_gen.model.standing import Standing
from site_gen.render.compose.ratings import count_views
from site_gen.render.compose.words import reason_words
from site_gen.render.edition import Edition
from site_gen.render.views.listing import LogView, MatrixRow, TransparencyView
from site_gen.render.views.reviews import CountView, LabelView


class LogFacts(msgspec.Struct, frozen=True):
    """The review log that is published with the site; `root` is in base64."""

    origin: str
    key: str
    size: int
    root: str


def transparency_view(
    edition: Edition, standing: Standing, handling: Handling, log: LogFacts | None
) -> TransparencyView:
    """Give the report; `standing` and `handling` are those of the whole site."""
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
        median=median if days is not None else "",
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


def _published(edition: Edition, standing: Standing) -> CountView | None:
    published = standing.shown + standing.hidden
    decided = published + standing.withheld_count
    text = edition.gettext("Of %(decided)s reviews that were decided, %(published)s are shown (%(share)s).") % {
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
