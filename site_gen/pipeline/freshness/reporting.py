"""Reads what of a site has a day, and writes the report about it, with drafts of letters where they are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.findings import Finding
from site_gen.load.assets import load_media
from site_gen.load.documents import keep, parse_page, parse_provider, read_file
from site_gen.load.folder import PROVIDERS, list_files, walk_files
from site_gen.model.authorizations import Register
from site_gen.model.page import Page
from site_gen.model.site import Site
from site_gen.pipeline.freshness.dated import Dated, of_media, of_pages, of_policies, of_provider, of_responses
from site_gen.pipeline.freshness.owners import Days, item_of, only_of, owners_of
from site_gen.pipeline.options import BuildOptions, Progress
from site_gen.pipeline.records import load_authorizations, load_policies, load_responses, load_team
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.site_folder import read_site
from site_gen.report.freshness.mail import Letter, format_draft, letters
from site_gen.report.freshness.page import format_page
from site_gen.report.freshness.table import format_table
from site_gen.report.freshness.work import (
    CSV_FILE,
    HTML_FILE,
    JSON_FILE,
    MAIL_FOLDER,
    Freshness,
    Item,
    format_json,
    is_freshness,
)
from site_gen.write.report_folder import drop_left, refuse_foreign_report, write_report


class Written(NamedTuple):
    """What was found, the letters where they were asked for, and the files."""

    work: Freshness
    letters: tuple[Letter, ...]
    files: tuple[Path, ...]


def write_freshness(
    options: BuildOptions, folder: Path, *, within_days: int, role: str | None, mail: bool, progress: Progress
) -> Written:
    """Write what is late or due within some days into `folder`; with `role` only what that one sees to.

    Raises:
        SiteGenError: no settings that load, or no such role.
        UnwritableError: `folder` holds other files, or is published, sealed or content.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, is_freshness)
    work = read_freshness(options.root, options.as_of, within_days=within_days, role=role, progress=progress)
    written = letters(work) if mail else ()
    contents = [
        (HTML_FILE, format_page(work)),
        (CSV_FILE, format_table(work)),
        *((one.file, format_draft(one)) for one in written),
        (JSON_FILE, format_json(work)),
    ]
    drop_left(folder, (f"{MAIL_FOLDER}/*.eml",), {name for name, _ in contents})
    return Written(work, written, write_report(folder, contents))


def read_freshness(
    root: Path, as_of: datetime.date, *, within_days: int, role: str | None, progress: Progress
) -> Freshness:
    """Give all of a site that has a day, the earliest first.

    Raises:
        SiteGenError: no settings that load, or no such role.
    """
    site = read_site(root)
    findings: list[Finding] = []
    team = load_team(root, findings)
    days = Days(as_of, within_days)
    items = tuple(sorted((item_of(one, team, days) for one in _dated(root, site, findings, progress)), key=_order))
    owners = owners_of(items, team, as_of)
    if role is not None:
        items = only_of(role, items, team)
        owners = tuple(one for one in owners if one.role == role)
    return Freshness(
        practice=site.name,
        as_of=as_of,
        within_days=within_days,
        verify_within_days=site.checks.verify_within_days,
        items=items,
        owners=owners,
        unread=tuple(dict.fromkeys(one.path for one in findings)),
    )


def _dated(root: Path, site: Site, findings: list[Finding], progress: Progress) -> Iterator[Dated]:
    listing = list_files(root, PROVIDERS, ".yaml")
    findings.extend(listing.findings)
    for done, stamp in enumerate(listing.files, start=1):
        provider = keep(parse_provider(read_file(root, stamp.path), stamp.path), findings)
        if provider is not None:
            yield from of_provider(provider, site.checks.verify_within_days)
        progress(done, len(listing.files))
    language = site.default_language
    yield from of_policies(load_policies(root, language, findings))
    yield from of_responses(load_responses(root, language, findings).loaded)
    yield from of_pages(_pages(root, language, findings))
    media = load_media(root)
    findings.extend(media.findings)
    register = Register(load_authorizations(root, findings))
    yield from of_media({one.path: one for one in media.sidecars.values()}.values(), register)


def _pages(root: Path, language: str, findings: list[Finding]) -> Iterator[Page]:
    for stamp in walk_files(root, "content/pages").files:
        page = keep(parse_page(read_file(root, stamp.path), stamp.path, language), findings)
        if page is not None:
            yield page


def _order(item: Item) -> tuple[datetime.date, str, str, str]:
    """Put what has no day first, then by the last day, file and words."""
    return (item.due_on or datetime.date.min, item.path, item.kind, item.subject)
