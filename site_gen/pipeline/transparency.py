"""Makes the transparency report: what the review log says about all reviews, without a look at anything else."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import site_gen
from site_gen.check.fairness import DOUBTFUL, FROM_THE_AUTHOR, table_of
from site_gen.check.statistics import fisher, hits_needed, written_p
from site_gen.load.log_folder import tile_reader
from site_gen.model.counting import Row, add_rows
from site_gen.model.ledger import total_rows
from site_gen.model.site import Site
from site_gen.pipeline.log_tools import own_head
from site_gen.pipeline.log_write import read_site
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.transparency_sums import add_counts, add_sums, add_times, counts_of, sum_reviews, time_reviews
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
from site_gen.reviewlog.states import Replay
from site_gen.reviewlog.stored import read_entries
from site_gen.verify.parts import LogParts, read_parts, replay_part
from site_gen.write.report_folder import refuse_foreign_report, write_report

LEAST_SUMMED = 3
"""Fewer providers are never added up: their sum would tell the numbers of one to another, or to everybody."""


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
    report = make_transparency(options.root, read_site(options.root), options.as_of, minimum)
    data = format_json(report)
    files = ((HTML_FILE, format_page(report, data)), (CSV_FILE, format_csv(report)), (JSON_FILE, data))
    return Written(report, write_report(folder, files))


def make_transparency(root: Path, site: Site, as_of: datetime.date, minimum: int) -> Transparency:
    """Give the report of a site's log; of `site` only name, address, and the log's name and keys are used.

    The log is replayed in parts, so that nobody holds all reviews at once.

    Raises:
        SiteGenError: the site has no log.
        LogError: the log is damaged, or empty.
    """
    settings, checkpoint = own_head(root, site)
    with TemporaryDirectory(prefix="site-gen-") as folder:
        entries = read_entries(checkpoint.size, checkpoint.root, tile_reader(root))
        parts = read_parts(entries, checkpoint.size, Path(folder))
        added = _add_parts(parts)
    by_provider = {ident: added.by_provider[ident] for ident in sorted(added.by_provider)}
    enough = {ident for ident, counts in by_provider.items() if counts.received >= minimum}
    shown = list_providers(by_provider, minimum)
    listed = {ident: counts for ident, counts in by_provider.items() if ident in shown}
    others = [counts for ident, counts in by_provider.items() if ident not in listed]
    return Transparency(
        version=site_gen.__version__,
        as_of=as_of.isoformat(),
        site=site.name,
        base_url=site.base_url,
        log=LogHead(
            origin=settings.origin,
            size=checkpoint.size,
            root=base64.b64encode(checkpoint.root).decode(),
            key=settings.key,
            newest=parts.settings.logged,
            conflicts=added.conflicts,
        ),
        reviews=added.sums,
        months=added.times,
        tests=skews(added.sums),
        minimum=minimum,
        providers=tuple(
            ProviderCounts(id=ident, slug=_slug(parts.settings, ident), counts=counts)
            for ident, counts in listed.items()
        ),
        others=Others(providers=len(others), counts=add_counts(others), added=len(enough) - len(listed)),
        limits=LIMITS,
    )


class _Added(NamedTuple):
    """What the parts of a log add up to; every provider in it is in `by_provider`."""

    sums: Sums
    times: Times
    by_provider: dict[str, Counts]
    conflicts: int


def _add_parts(parts: LogParts) -> _Added:
    sums, times, conflicts = Sums(), Times(), parts.conflicts.count
    by_provider = dict.fromkeys(parts.settings.providers, Counts())
    for number in range(parts.total):
        replay = replay_part(parts.folder, number)
        conflicts += len(replay.conflicts)
        reviews = list(replay.reviews.values())
        sums, times = add_sums(sums, sum_reviews(reviews)), add_times(times, time_reviews(reviews))
        by_provider |= {ident: counts_of(sum_reviews(known)) for ident, known in replay.by_provider().items()}
    return _Added(sums, times, by_provider, conflicts)


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
