"""Writes the report about channels: what fits what, links and codes of posts, and what came of them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from site_gen.calendar.tracking import target_of, tracked_url
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.findings import Finding
from site_gen.intake.conversion_columns import ConversionMap
from site_gen.intake.conversions import Export, read_conversions
from site_gen.load.documents import CHANNELS, SITE_FILE, parse_site, read_file
from site_gen.model.audience import Audience, Channel
from site_gen.model.conversions import SMALLEST_SHOWN, Attribution, Cell, attribute, total
from site_gen.model.fit import (
    GOOD_FROM,
    POOR_BELOW,
    Fit,
    PostFit,
    Verdict,
    audiences_of,
    channels_of,
    fit_matrix,
    fit_of,
    staffed_channels,
)
from site_gen.model.post import Post
from site_gen.model.practice import Practice
from site_gen.model.reach import figures_of, is_stale
from site_gen.model.site import Site
from site_gen.pipeline.intake.maps import read_map
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.records import load_practice
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.report.channels.codes import format_code
from site_gen.report.channels.overview import (
    CODES,
    CSV_FILE,
    HTML_FILE,
    JSON_FILE,
    OUTCOME_FILE,
    AudienceLine,
    ChannelLine,
    Figure,
    FitCell,
    Outcome,
    OutcomeCell,
    Overview,
    PostChannel,
    PostLine,
    format_overview,
    is_overview,
)
from site_gen.report.channels.page import format_page
from site_gen.report.channels.table import format_fits, format_outcome
from site_gen.write.report_folder import drop_left, refuse_foreign_report, write_report

_BEST: tuple[Verdict, ...] = ("good", "some", "unknown", "poor", "language")
_MOST_BYTES = 64 << 20
_FIRST = 20


class Written(NamedTuple):
    """What was found, and the files; `findings` are what keeps posts, channels or audiences from loading.

    `not_read` are columns of the export that nothing was read of.
    """

    overview: Overview
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    not_read: tuple[str, ...] = ()


def write_channels(options: BuildOptions, folder: Path, export: Path | None, map_file: Path | None) -> Written:
    """Write the report into `folder`, with what came of posts where an export of appointments is given.

    Raises:
        SiteGenError: no site that loads, no channels, or a mapping that does not load.
        UnreadableError: the export is no table, or has data of patients.
        UnwritableError: `folder` is none for a report, or holds other files.
    """
    refuse_no_site(options.root)
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, is_overview)
    site = _read_site(options.root)
    findings: list[Finding] = []
    practice = load_practice(options.root, site.default_language, (), findings)
    if practice.channels is None and CHANNELS not in practice.unread:
        raise SiteGenError(f"no {CHANNELS}", hint="list there where the practice speaks: docs/guide/channels.md")
    read = None if export is None else _read_export(export, map_file)
    overview = make_overview(practice, site, options.as_of)
    if export is not None and read is not None:
        overview = msgspec.structs.replace(overview, outcome=_outcome(export.name, read, practice, site))
    links = {one.code: one.link for post in overview.posts for one in post.channels if one.code and one.link}
    contents = [
        (HTML_FILE, format_page(overview)),
        (CSV_FILE, format_fits(overview)),
        *((file, format_code(link)) for file, link in links.items()),
        *([(OUTCOME_FILE, format_outcome(overview.outcome))] if overview.outcome else []),
        (JSON_FILE, format_overview(overview)),
    ]
    drop_left(folder, (OUTCOME_FILE, f"{CODES}/*.svg"), {name for name, _ in contents})
    return Written(overview, write_report(folder, contents), tuple(findings), read.columns_not_read if read else ())


def make_overview(practice: Practice, site: Site, as_of: datetime.date) -> Overview:
    """Give what fits what: posts in the site's first language, by date, those without one last."""
    channels, audiences = channels_of(practice, site), audiences_of(practice)
    zone = site.time_zone
    posts = sorted(
        (post for post in practice.posts if post.language == site.default_language),
        key=lambda post: (at.timestamp() if (at := post.goes_out_at(zone)) else float("inf"), post.slug),
    )
    matrix = fit_matrix(posts, channels, audiences)
    return Overview(
        practice=site.name,
        as_of=as_of,
        good_from=GOOD_FROM,
        poor_below=POOR_BELOW,
        to_staff=len(staffed_channels(practice)),
        can_staff=practice.channels.can_staff if practice.channels else None,
        channels=tuple(_channel(one, matrix, as_of) for one in channels.values()),
        audiences=tuple(_audience(one, matrix) for one in audiences.values()),
        grid=tuple(_cell(fit_of(channel, one)) for channel in channels.values() for one in audiences.values()),
        posts=tuple(_post(one, channels, site) for one in matrix),
    )


def _channel(channel: Channel, matrix: Sequence[PostFit], as_of: datetime.date) -> ChannelLine:
    return ChannelLine(
        id=channel.id,
        name=channel.name,
        platform=channel.platform,
        staffed_by=channel.staffed_by,
        languages=channel.languages,
        figures=tuple(
            Figure(
                ages=one.ages,
                percent=one.percent,
                measured_on=one.measured_on,
                source=one.source.name,
                url=one.source.url,
                is_stale=is_stale(one.measured_on, as_of),
            )
            for one in figures_of(channel)
        ),
        posts=sum(channel.id in one.post.channels for one in matrix),
        misses=sum(any(fits[0].channel.id == channel.id for fits in one.missing_channels()) for one in matrix),
    )


def _audience(audience: Audience, matrix: Sequence[PostFit]) -> AudienceLine:
    return AudienceLine(
        id=audience.id,
        name=audience.name,
        ages=audience.ages,
        languages=audience.languages,
        posts=sum(audience.id in one.post.audiences for one in matrix),
        missed=sum(any(fits[0].audience.id == audience.id for fits in one.missed_audiences()) for one in matrix),
    )


def _cell(fit: Fit) -> FitCell:
    return FitCell(channel=fit.channel.id, audience=fit.audience.id, percent=fit.percent, verdict=fit.verdict)


def _post(fits: PostFit, channels: Mapping[str, Channel], site: Site) -> PostLine:
    post = fits.post
    at = post.goes_out_at(site.time_zone)
    return PostLine(
        id=post.slug,
        title=post.title,
        date=at.date() if at else None,
        status=post.status,
        audiences=post.audiences,
        channels=tuple(
            _on_channel(post, channels[name], tuple(one for one in fits.fits if one.channel.id == name), site)
            for name in dict.fromkeys(post.channels)
            if name in channels
        ),
        missed=tuple(one[0].audience.id for one in fits.missed_audiences()),
    )


def _on_channel(post: Post, channel: Channel, fits: tuple[Fit, ...], site: Site) -> PostChannel:
    is_elsewhere = channel.platform != "website"
    link = tracked_url(target_of(post, site.base_url), post, channel, base_url=site.base_url) if is_elsewhere else None
    return PostChannel(
        channel=channel.id,
        verdict=min((one.verdict for one in fits), key=_BEST.index, default=None),
        fits=tuple(map(_cell, fits)),
        link=link,
        code=f"{CODES}/{post.slug}.{channel.id}.svg" if is_elsewhere else None,
    )


def _read_export(export: Path, map_file: Path | None) -> Export:
    mapping = read_map(map_file, ConversionMap) if map_file else None
    try:
        if export.stat().st_size > _MOST_BYTES:
            raise UnreadableError(f"{export.name} has more than 64 MB", hint="export a shorter time")
        data = export.read_bytes()
    except OSError as error:
        hint = "name a CSV table with --conversions" if isinstance(error, FileNotFoundError) else ""
        raise UnreadableError(f"cannot read {export}: {error.strerror}", hint=hint) from error
    try:
        return read_conversions(data, mapping)
    except UnreadableError as error:
        raise UnreadableError(f"{export.name}: {error.message}", hint=error.hint) from error


def _outcome(file: str, read: Export, practice: Practice, site: Site) -> Outcome:
    channels, audiences = channels_of(practice, site), audiences_of(practice)
    found = attribute(read.rows, channels, audiences.values(), practice.post_ids)
    sums = total(found.by_ages)
    return Outcome(
        file=file,
        rows=None if found.rows is None else found.rows + len(read.unread),
        uncounted=found.uncounted,
        unknown=found.unknown,
        unknown_posts=found.unknown_posts,
        unread=dict(sorted(Counter(one.why for one in read.unread).items())),
        first_unread=tuple(one.row for one in read.unread[:_FIRST]),
        smallest_shown=SMALLEST_SHOWN,
        currency=read.currency,
        cells=_cells(found),
        visits=sums.visits,
        conversions=sums.conversions,
        revenue=sums.revenue,
    )


def _cells(found: Attribution) -> tuple[OutcomeCell, ...]:
    shown = {(one.channel, one.group) for one in found.by_audience}
    return (
        *(_shown("ages", one, one.group) for one in found.by_ages),
        *(OutcomeCell(kind="ages", channel=channel, group=ages, is_hidden=True) for channel, ages in found.hidden),
        *(_shown("audience", one, one.group, (one.channel, one.group) in found.partial) for one in found.by_audience),
        *(
            OutcomeCell(kind="audience", channel=channel, group=audience, is_hidden=True)
            for channel, audience in sorted(found.partial - shown)
        ),
        *(_shown("audience", one, None) for one in found.others),
    )


def _shown(kind: Literal["ages", "audience"], cell: Cell, group: str | None, is_partial: bool = False) -> OutcomeCell:
    return OutcomeCell(
        kind=kind,
        channel=cell.channel,
        group=group,
        is_partial=is_partial,
        visits=cell.visits,
        conversions=cell.conversions,
        revenue=cell.revenue,
    )


def _read_site(root: Path) -> Site:
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        first = site[0]
        raise SiteGenError(f"{SITE_FILE}:{first.line}: {first.message}", hint=first.hint or "mend it first")
    return site
