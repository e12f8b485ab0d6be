"""What fits what as a document: one HTML file, for screen and paper, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from site_gen.model.fit import Verdict
from site_gen.report.channels.overview import (
    CSV_FILE,
    JSON_FILE,
    OUTCOME_FILE,
    FitCell,
    Outcome,
    OutcomeCell,
    Overview,
    PostChannel,
    PostLine,
)
from site_gen.report.environment import report_environment

_WORDS: dict[Verdict, str] = {
    "good": "fits",
    "some": "in part",
    "poor": "misses",
    "unknown": "no figures",
    "language": "other language",
}


class Square(NamedTuple):
    """A cell of the picture: how it is coloured, its number, and its word."""

    look: str
    number: str
    word: str
    width: int


class Row(NamedTuple):
    """A line of a table with its cells, None where nothing stands."""

    line: object
    cells: tuple[Square | None, ...]


class SourceLine(NamedTuple):
    """Whose figures count for which channels, and until when they were measured."""

    name: str
    url: str
    measured_on: str
    channels: tuple[str, ...]
    is_stale: bool


class Came(NamedTuple):
    """What came of a channel in a group, in texts; `below` stand in lines of their own."""

    number: str
    below: tuple[str, ...]


class OutcomeRow(NamedTuple):
    """A group's outcome by channel; None where there are no rows."""

    group: str
    cells: tuple[Came | None, ...]


def format_page(overview: Overview) -> bytes:
    """Give `channels.html`."""
    used = tuple(one for one in overview.channels if one.posts or one.platform != "website")
    outcome = overview.outcome
    return (
        report_environment()
        .get_template("channels.html")
        .render(
            overview=overview,
            grid=_grid(overview),
            used=used,
            posts=tuple(Row(post, tuple(_of_post(post, one.id) for one in used)) for post in overview.posts),
            links=[(post, one) for post in overview.posts for one in post.channels if one.link],
            missing=sum(1 for post in overview.posts if _misses(post)),
            without=sum(1 for post in overview.posts if not post.audiences),
            missed=sum(1 for post in overview.posts if post.missed),
            sources=_sources(overview),
            outcome=outcome,
            outcome_channels=_channels_in(outcome.cells) if outcome else (),
            by_ages=_outcome_rows(outcome, "ages") if outcome else (),
            by_audience=_outcome_rows(outcome, "audience") if outcome else (),
            money=lambda amount: money(amount, outcome.currency if outcome else None),
            csv_file=CSV_FILE,
            json_file=JSON_FILE,
            outcome_file=OUTCOME_FILE,
        )
        .encode()
    )


def money(amount: Decimal | None, currency: str | None) -> str:
    """Write an amount in full, to the cent that was given; a dash where there is none."""
    return "–" if amount is None else f"{amount:,f} {currency or ''}".strip()


def _grid(overview: Overview) -> tuple[Row, ...]:
    cells = {(one.channel, one.audience): one for one in overview.grid}
    return tuple(
        Row(channel, tuple(_square(cells[channel.id, audience.id]) for audience in overview.audiences))
        for channel in overview.channels
    )


def _square(cell: FitCell) -> Square:
    if cell.percent is None or cell.verdict == "language":
        return Square(cell.verdict, "–", _WORDS[cell.verdict], 0)
    return Square(cell.verdict, f"{cell.percent} %", _WORDS[cell.verdict], cell.percent)


def _of_post(post: PostLine, channel: str) -> Square | None:
    found = next((one for one in post.channels if one.channel == channel), None)
    if found is None:
        return None
    if found.verdict is None:
        return Square("unknown", "–", "no audience", 0)
    best = next(one for one in found.fits if one.verdict == found.verdict)
    return _square(best)


def _misses(post: PostLine) -> bool:
    return any(_is_miss(one) for one in post.channels)


def _is_miss(one: PostChannel) -> bool:
    return one.verdict in ("poor", "language")


def _sources(overview: Overview) -> tuple[SourceLine, ...]:
    found: dict[tuple[str, str, str, bool], list[str]] = {}
    for channel in overview.channels:
        for figure in channel.figures:
            key = (figure.source, figure.url, figure.measured_on.isoformat(), figure.is_stale)
            if channel.name not in found.setdefault(key, []):
                found[key].append(channel.name)
    return tuple(
        SourceLine(name, url, day, tuple(channels), stale) for (name, url, day, stale), channels in found.items()
    )


def _channels_in(cells: Iterable[OutcomeCell]) -> tuple[str, ...]:
    return tuple(sorted({one.channel for one in cells}))


def _outcome_rows(outcome: Outcome, kind: str) -> tuple[OutcomeRow, ...]:
    cells = [one for one in outcome.cells if one.kind == kind]
    channels = _channels_in(outcome.cells)
    by_place = {(one.group, one.channel): one for one in cells}
    groups = dict.fromkeys(one.group for one in cells)
    return tuple(
        OutcomeRow(
            group or "in no audience", tuple(_outcome(by_place.get((group, one)), outcome.currency) for one in channels)
        )
        for group in groups
    )


def _outcome(cell: OutcomeCell | None, currency: str | None) -> Came | None:
    if cell is None:
        return None
    if cell.is_hidden:
        return Came("hidden", ())
    visits = "" if cell.visits is None else f"of {cell.visits:,} visits"
    paid = "" if cell.revenue is None else money(cell.revenue, currency)
    return Came(f"{cell.conversions:,}", tuple(filter(None, (visits, paid, "a band hidden" * cell.is_partial))))
