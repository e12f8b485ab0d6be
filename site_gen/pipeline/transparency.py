"""Makes the transparency report: what the review log says about all reviews, without a look at anything else."""

from __future__ import annotations

import base64
import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import site_gen
from site_gen.check.fairness import DOUBTFUL, FROM_THE_AUTHOR, table_of
from site_gen.check.statistics import fisher, hits_needed, written_p
from site_gen.model.counting import Row, add_rows, months_between, row_of, rows_of
from site_gen.model.ledger import total_rows
from site_gen.model.site import Site
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.log_tools import open_own
from site_gen.pipeline.log_write import read_site
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.report.head import is_report
from site_gen.report.transparency.figures import (
    CSV_FILE,
    HTML_FILE,
    JSON_FILE,
    KIND,
    Counts,
    LogHead,
    Others,
    ProviderCounts,
    Skew,
    Sums,
    Times,
    Transparency,
    format_json,
)
from site_gen.report.transparency.page import format_page
from site_gen.report.transparency.table import format_csv
from site_gen.report.transparency.words import LIMITS
from site_gen.reviewlog.rating import model_rating
from site_gen.reviewlog.states import Replay, ReviewState, State
from site_gen.write.report_folder import refuse_foreign_report, write_report

LEAST_SUMMED = 3
"""Fewer providers are never added up: their sum would tell the numbers of one to another, or to everybody."""

_RECEIVED = (State.PENDING, State.PUBLISHED, State.WITHHELD, State.ERASED)


class Written(NamedTuple):
    """A report and its files."""

    report: Transparency
    files: tuple[Path, ...]


def write_transparency(options: BuildOptions, folder: Path, minimum: int) -> Written:
    """Read the site's log and write the report into `folder`, which is outside of what is published or sealed.

    Of `options` only the places and the date are used. Providers with at least `minimum` received reviews are listed.

    Raises:
        SiteGenError: the site has no log.
        LogError: the log is damaged, or empty.
        UnwritableError: `folder` is none for a report, or holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, lambda data: is_report(data, KIND))
    _settings, log = open_own(options.root)
    report = make_transparency(read_site(options.root), log, options.as_of, minimum)
    data = format_json(report)
    files = ((HTML_FILE, format_page(report, data)), (CSV_FILE, format_csv(report)), (JSON_FILE, data))
    return Written(report, write_report(folder, files))


def make_transparency(site: Site, log: OpenLog, as_of: datetime.date, minimum: int) -> Transparency:
    """Give the report of a log that has entries; of `site` only name, address, and the log's name and key are used."""
    assert site.log is not None and log.checkpoint is not None, "the site has a log with entries"  # noqa: PT018
    replay = log.replay
    reviews = list(replay.reviews.values())
    sums = sum_reviews(reviews)
    by_provider = {ident: _counts(sum_reviews(known)) for ident, known in sorted(replay.by_provider().items())}
    enough = {ident for ident, counts in by_provider.items() if counts.received >= minimum}
    shown = list_providers(by_provider, minimum)
    listed = {ident: counts for ident, counts in by_provider.items() if ident in shown}
    others = [ident for ident in by_provider if ident not in listed]
    of_others = [review for review in reviews if review.provider not in listed]
    return Transparency(
        version=site_gen.__version__,
        as_of=as_of.isoformat(),
        site=site.name,
        base_url=site.base_url,
        log=LogHead(
            origin=site.log.origin,
            size=log.size,
            root=base64.b64encode(log.checkpoint.root).decode(),
            key=site.log.key,
            newest=replay.logged,
            conflicts=len(replay.conflicts),
        ),
        reviews=sums,
        months=time_reviews(reviews),
        tests=skews(sums),
        minimum=minimum,
        providers=tuple(
            ProviderCounts(id=ident, slug=_slug(replay, ident), counts=counts) for ident, counts in listed.items()
        ),
        others=Others(providers=len(others), counts=_counts(sum_reviews(of_others)), added=len(enough) - len(listed)),
        limits=LIMITS,
    )


def list_providers(by_provider: Mapping[str, Counts], minimum: int) -> frozenset[str]:
    """Give the providers who are listed: those with enough received reviews, as far as the others can be summed.

    What one or two others add up to would be their own numbers, in a row or as the difference to the whole; then those
    with the fewest of the listed ones join them, until three have any review.
    """
    counts = sorted(by_provider.items(), key=lambda one: (-one[1].received, one[0]))
    listed = [ident for ident, one in counts if one.received >= minimum]
    summed = sum(1 for ident, one in counts if ident not in listed and one != Counts())
    while listed and 0 < summed < LEAST_SUMMED:
        listed.pop()
        summed += 1
    return frozenset(listed)


def sum_reviews(reviews: Sequence[ReviewState]) -> Sums:
    """Count reviews by state and stars, as `review-log.md`, "Counts and average", does."""
    states: dict[State, list[ReviewState]] = {state: [] for state in State}
    for review in reviews:
        states[review.state].append(review)
    published, withheld = states[State.PUBLISHED], states[State.WITHHELD]
    sources = Counter(one.source for one in states[State.ELSEWHERE] if one.superseded_by is None)
    return Sums(
        received=_row(one for state in _RECEIVED for one in states[state]),
        shown=_row(published),
        redacted=_row(one for one in published if one.is_marked),
        withheld=rows_of((one.reason, model_rating(one.rating)) for one in withheld),
        pending=_row(states[State.PENDING]),
        erased=_row(states[State.ERASED]),
        replaced=_row(states[State.REPLACED]),
        elsewhere=dict(sorted(sources.items())),
    )


def _row(reviews: Iterable[ReviewState]) -> Row:
    return row_of(model_rating(one.rating) for one in reviews)


def _counts(sums: Sums) -> Counts:
    return Counts(
        received=sum(sums.received),
        shown=sum(sums.shown),
        redacted=sum(sums.redacted),
        withheld={reason: sum(row) for reason, row in sums.withheld.items()},
        pending=sum(sums.pending),
        erased=sum(sums.erased),
        replaced=sum(sums.replaced),
        elsewhere=sum(sums.elsewhere.values()),
    )


def time_reviews(reviews: Sequence[ReviewState]) -> Times:
    """Count whole months from receipt until reviews were in the log, and until those that are shown were shown."""
    logged: dict[int, list[ReviewState]] = {}
    shown: dict[int, list[ReviewState]] = {}
    undated = 0
    for review in reviews:
        if review.state not in _RECEIVED:
            continue
        until_logged = months_between(review.received, review.logged)
        if until_logged is None:
            undated += 1
            continue
        logged.setdefault(until_logged, []).append(review)
        if review.state is State.PUBLISHED and review.first_published is not None:
            until_shown = months_between(review.received, review.first_published)
            assert until_shown is not None, "the month of receipt is known"
            shown.setdefault(until_shown, []).append(review)
    return Times(
        logged={months: _row(found) for months, found in sorted(logged.items())},
        shown={months: _row(found) for months, found in sorted(shown.items())},
        undated=undated,
    )


def skews(sums: Sums) -> tuple[Skew, ...]:
    """Give the two tables of the whole site that rule MOD204 tests, whatever comes of them."""
    gone = add_rows(_withheld(sums), add_rows(sums.erased, sums.replaced))
    return (
        _skew("withheld", _withheld(sums, FROM_THE_AUTHOR), sums.shown),
        _skew("withheld, erased or replaced", gone, sums.shown),
    )


def _withheld(sums: Sums, without: Collection[str] = ()) -> Row:
    return total_rows(row for reason, row in sums.withheld.items() if reason not in without)


def _skew(what: str, hit: Row, shown: Row) -> Skew:
    table = table_of(hit, shown)
    return Skew(
        what=what,
        low=table.low,
        low_hit=table.low_hit,
        other=table.other,
        other_hit=table.other_hit,
        p=written_p(fisher(table)) if table.is_open else "",
        needed=hits_needed(table, DOUBTFUL),
    )


def _slug(replay: Replay, ident: str) -> str:
    known = replay.providers.get(ident)
    return known.slug if known else ident
