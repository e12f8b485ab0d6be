"""Files that stand for the whole site and that programs read: feeds, sitemap, llms.txt, what hosts want."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from site_gen.model.page import Page
from site_gen.model.site import key_file
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import ATOM, HOME, JSON_FEED, POSTAL_CODES, archive_path, provider_path
from site_gen.render.compose.near import postal_codes
from site_gen.render.data.feeds import atom_feed, json_feed, newest_entries
from site_gen.render.data.hosts import OUTPUT_MARK, headers, manifest, redirects
from site_gen.render.data.llms import llms
from site_gen.render.data.sitemap import SitemapEntry, robots, sitemap_files
from site_gen.render.edition import Edition
from site_gen.render.pages.rendered import Rendered


def machine_files(
    edition: Edition,
    summaries: Sequence[ProviderSummary],
    pages: Sequence[Page],
    in_sitemap: Mapping[str, Mapping[str, Rendered]],
) -> Iterator[Rendered]:
    """Give the files that no reader opens; `in_sitemap` has the pages of the site level by path and language."""
    entries = newest_entries(summaries)
    base = edition.addresses.absolute(HOME)
    yield Rendered(ATOM, atom_feed(edition, entries))
    yield Rendered(JSON_FEED, json_feed(edition, entries))
    for file, data in sitemap_files(base, list(_sitemap(edition, summaries, in_sitemap))):
        yield Rendered(file, data)
    yield Rendered("robots.txt", robots(base))
    yield Rendered("llms.txt", llms(edition, pages))
    yield Rendered("site.webmanifest", manifest(edition))
    yield Rendered("_headers", headers(edition.site))
    yield Rendered("_redirects", redirects(edition.site))
    if edition.ground.nearby is not None:
        yield Rendered(POSTAL_CODES, postal_codes(edition))
    yield Rendered(".nojekyll", OUTPUT_MARK.encode())
    if edition.site.hosting.cname:
        yield Rendered("CNAME", f"{edition.site.hosting.cname}\n".encode())
    if edition.site.indexnow:
        yield Rendered(key_file(edition.site.indexnow.key), f"{edition.site.indexnow.key}\n".encode())


def _sitemap(
    edition: Edition, summaries: Sequence[ProviderSummary], in_sitemap: Mapping[str, Mapping[str, Rendered]]
) -> Iterator[SitemapEntry]:
    """Give every page that may be listed, in every language, with what changed it last and its pictures.

    A date is the newest one that the content of the page names: decisions about reviews, replies, `verified_on`,
    `updated_on`, for lists those of their members. Never when a file was written or the site was built.
    """
    for path, languages in in_sitemap.items():
        yield from _entries(
            edition, path, {language: (one.changed_on, one.images) for language, one in languages.items()}
        )
    everywhere = edition.site.languages
    for summary in summaries:
        photo = edition.image(summary.photo, shape="square")
        row = (summary.changed_on, (photo.url,) if photo else ())
        yield from _entries(edition, provider_path(summary.slug), dict.fromkeys(everywhere, row))
        for number, changed_on in enumerate(summary.archive_changed_on, 1):
            path = archive_path(summary.slug, number)
            yield from _entries(edition, path, dict.fromkeys(everywhere, (changed_on, ())))


def _entries(
    edition: Edition, path: str, rows: Mapping[str, tuple[datetime.date | None, tuple[str, ...]]]
) -> Iterator[SitemapEntry]:
    """Give the entries of one page in all its languages, which name each other."""
    addresses = edition.addresses
    urls = [(language, addresses.absolute(path, language)) for language in rows]
    alternates = (*urls, ("x-default", addresses.absolute(path))) if len(urls) > 1 else ()
    for language, (changed_on, images) in rows.items():
        whole = tuple(addresses.origin + image for image in images)
        yield SitemapEntry(addresses.absolute(path, language), changed_on, alternates, whole)
