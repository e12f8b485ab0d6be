"""Loads what every page of a build stands on: settings, theme, locations, media, the owner's pages."""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_gen.calendar.events import public_events
from site_gen.check.log_view import LogView
from site_gen.check.rule import Around
from site_gen.errors import UnreadableError
from site_gen.findings import Finding, Severity
from site_gen.load.assets import load_static
from site_gen.load.documents import (
    SITE_FILE,
    keep,
    parse_location,
    parse_site,
    read_file,
    stem,
)
from site_gen.load.folder import CONTENT, linked_folders, list_files
from site_gen.load.locate import locate
from site_gen.load.log_folder import LOG
from site_gen.load.theme import load_theme
from site_gen.model.acknowledged import facts_of
from site_gen.model.alert import active_alerts
from site_gen.model.authorizations import Register
from site_gen.model.location import Location
from site_gen.model.news import has_begun, news_of, slots_of
from site_gen.model.page import LANGUAGE_ASSISTANCE
from site_gen.model.records import Records
from site_gen.model.site import Site
from site_gen.pictures.recipe import recipe
from site_gen.pipeline.alert_gate import may_stand
from site_gen.pipeline.cache_folder import CACHE, cache_folder
from site_gen.pipeline.log_assets import log_assets
from site_gen.pipeline.media import load_shelf
from site_gen.pipeline.media_gate import without_refused_media
from site_gen.pipeline.nearby import nearby_of
from site_gen.pipeline.options import BuildOptions, moment
from site_gen.pipeline.own_pages import load_pages, load_policy_pages, sealed_policies
from site_gen.pipeline.page_gate import without_refused
from site_gen.pipeline.people import list_providers
from site_gen.pipeline.post_gate import may_go_out
from site_gen.pipeline.records import (
    load_authorizations,
    load_forms,
    load_invitations,
    load_manifests,
    load_practice,
    load_responses,
    load_wordings,
)
from site_gen.pipeline.site_content import Loaded, SiteContent
from site_gen.pipeline.site_log import SiteLog, load_site_log
from site_gen.render.ground import Ground
from site_gen.render.locale import is_known_language


def load_ground(options: BuildOptions, *, whole_log: bool = False) -> Loaded:
    """Read everything of the site level; with `whole_log` every entry of the log, too, even if it is known already.

    Raises:
        UnreadableError: no theme of the name that `site.yaml` gives, or no content at all.
    """
    root = options.root
    _refuse_no_content(root)
    settings = read_file(root, SITE_FILE)
    site = parse_site(settings)
    if isinstance(site, list):
        return Loaded(None, tuple(site))
    if options.base_url is not None:
        site = msgspec.structs.replace(site, base_url=options.base_url)
    findings: list[Finding] = [*_unknown_languages(site, settings)]
    theme = load_theme(root, site.theme)
    if isinstance(theme, list):
        return Loaded(None, (*findings, *theme))
    location_files, locations = load_locations(root, findings)
    own_pages = load_pages(root, site, findings)
    authorizations = load_authorizations(root, findings)
    shelf = without_refused_media(
        load_shelf(root, _cache(root), full=options.full), site, authorizations, options.as_of
    )
    assets = (*load_static(theme), *shelf.assets)
    providers = list_providers(root, findings)
    findings.extend(shelf.findings)
    if any(finding.path == SITE_FILE for finding in findings):
        return Loaded(None, tuple(findings))
    log: SiteLog | None = None
    log_view: LogView | None = None
    if site.log is not None:
        findings.extend(linked_folders(root, LOG))
        log, log_view = load_site_log(root, site, providers, _cache(root), full=options.full or whole_log)
        assets = (*assets, *log_assets(root, log.size if log else 0))
    policies, policy_pages = load_policy_pages(root, site, log, findings)
    pages = (*without_refused(own_pages, site, options.as_of), *policy_pages)
    practice = load_practice(root, site.default_language, policies, findings)
    invitations = load_invitations(root, findings)
    wordings = load_wordings(root, invitations, findings)
    records = Records(
        invitations=invitations,
        manifests=load_manifests(root, findings),
        policies=policies,
        authorizations=authorizations,
        forms=load_forms(root, site.default_language, findings),
        wordings={file: data.decode("utf-8", "replace") for file, data in wordings.items()},
        sealed_policies=sealed_policies(root) if log else None,
        decided_under=tuple(sorted(log.settings.policies_named)) if log else (),
        team=facts_of(practice, site.default_language, options.as_of),
    )
    at = moment(options, site)
    alerts = may_stand(practice.alerts, site, options.as_of)
    ground = Ground(
        site=site,
        theme=theme,
        locations=locations,
        location_files=location_files,
        assets={asset.name: asset.file for asset in assets if asset.file.startswith("assets/")} | shelf.names(),
        media=dict(shelf.pictures),
        recipe=recipe(),
        pages=tuple(msgspec.structs.replace(page, body="", infographics={}) for page in pages),
        as_of=options.as_of,
        drafts=options.drafts,
        alerts=active_alerts(alerts, at),
        nearby=nearby_of(locations, _cache(root)) if site.near_me else None,
        bytecode=_bytecode_folder(root),
    )
    responses = load_responses(root, site.default_language, findings)
    around = msgspec.structs.replace(
        make_around(ground, records),
        responses=responses.loaded,
        response_ids=frozenset(responses.ids),
        response_files=frozenset(responses.files),
        practice=practice,
        media_files=shelf.files,
        providers=frozenset(providers),
        at=at,
    )
    posts = may_go_out(around)
    slots = slots_of(posts, alerts, at, site.time_zone, site.default_language)
    content = SiteContent(
        msgspec.structs.replace(ground, has_news=has_begun(slots, drafts=options.drafts)),
        around,
        records,
        pages,
        (*own_pages, *policy_pages),
        assets,
        shelf,
        providers,
        log,
        log_view,
        responses.digest,
        practice,
        posts,
        slots,
        news_of(slots, posts, drafts=options.drafts),
        public_events(slots, site.base_url, at),
    )
    return Loaded(content, tuple(findings))


def make_around(ground: Ground, records: Records) -> Around:
    """Give what rules may look up, out of the ground of a build and the records of the site."""
    media = frozenset(name for name in ground.assets if name.startswith("media/"))
    phones = {slug: location.phone for slug, location in ground.locations.items() if location.phone is not None}
    language = ground.site.default_language
    return Around(
        ground.site,
        frozenset(ground.location_files),
        media,
        ground.as_of,
        phones=phones,
        invitations={one.id: one for one in reversed(records.invitations)},
        manifests={one.id: one for one in reversed(records.manifests)},
        wordings=records.wordings,
        policies={one.slug: one for one in records.policies if one.language == language},
        sealed_policies=None if records.sealed_policies is None else frozenset(records.sealed_policies),
        decided_under=records.decided_under,
        register=Register(records.authorizations),
        team=records.team,
        assistance=frozenset(page.language for page in ground.pages if page.slug == LANGUAGE_ASSISTANCE),
    )


def load_locations(root: Path, findings: list[Finding]) -> tuple[tuple[str, ...], dict[str, Location]]:
    """Give the slugs of all files, and the locations that load, by slug."""
    listing = list_files(root, "content/locations", ".yaml")
    findings.extend(listing.findings)
    locations = {}
    for stamp in listing.files:
        location = keep(parse_location(read_file(root, stamp.path), stamp.path), findings)
        if location is not None:
            locations[location.slug] = location
    return tuple(stem(stamp.path) for stamp in listing.files), locations


def _unknown_languages(site: Site, data: bytes) -> list[Finding]:
    return [
        Finding(
            path=SITE_FILE,
            line=(at := locate(data, ("languages", place))).line,
            column=at.column,
            code="SRC002",
            name="wrong-type",
            severity=Severity.ERROR,
            message=f"languages: {language} is not a language that dates and numbers can be written in",
            hint="use a BCP 47 tag such as en, es or zh-Hans",
        )
        for place, language in enumerate(site.languages)
        if not is_known_language(language)
    ]


def _refuse_no_content(root: Path) -> None:
    """Make sure that the content is there: a share that is not mounted must not become a site without people."""
    folder = root / CONTENT
    if not folder.is_dir() or not any(folder.iterdir()):
        raise UnreadableError(
            f"{folder} is {'empty' if folder.is_dir() else 'missing'}; the output is as it was",
            hint="put the content back from the repository or a backup, or mount where it lies",
        )


def _cache(root: Path) -> Path:
    return cache_folder(root / CACHE)


def _bytecode_folder(root: Path) -> str:
    return str(cache_folder(root / CACHE / "templates"))
