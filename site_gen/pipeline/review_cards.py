"""Makes printed cards: whose there are, where their codes lead, and what they say in the languages of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.findings import Finding, Severity
from site_gen.load.documents import SITE_FILE
from site_gen.model.location import Location
from site_gen.model.review_sites import ReviewLink, asked_links, review_links
from site_gen.model.site import Site
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.render.addresses import REVIEW_US, addresses_of, review_us_path
from site_gen.render.compose.review_us import card_words
from site_gen.render.edition import editions_of
from site_gen.report.cards.page import INDEX_FILE, Cards, CardText, format_cards, format_index, is_index
from site_gen.write.report_folder import refuse_foreign_report, write_report

MOST_LANGUAGES = 3
"""What fits on a card in letters that can be read."""

_LETTER_COUNTRIES = ("US", "CA", "MX")


class CardOptions(NamedTuple):
    """Which cards to make: of all locations and in the first languages of the site, unless some are named.

    Without a paper each location gets that of its country.
    """

    locations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    paper: str | None = None


class MadeCards(NamedTuple):
    """The files, and the links that no card leads to, each with its location and the reason.

    `findings` are what keeps settings or locations from loading; then nothing is made.
    """

    files: tuple[Path, ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


def write_cards(options: BuildOptions, wanted: CardOptions, folder: Path) -> MadeCards:
    """Write a sheet for each location that has a place to leave a review, and a list of them, into `folder`.

    Raises:
        SiteGenError: a location or language that the site does not have, too many languages, or nowhere to ask.
        UnreadableError: there is no site.
        UnwritableError: `folder` is none for a report, or holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, INDEX_FILE, is_index)
    content, findings = load_ground(options)
    blocking = tuple(one for one in findings if one.severity is Severity.ERROR and _concerns(one.path))
    if content is None or blocking:
        return MadeCards(findings=blocking or findings)
    site, locations = content.ground.site, content.ground.locations
    chosen = _chosen(locations, wanted.locations)
    editions = editions_of(content.ground)
    texts = tuple(CardText(*card_words(editions[tag])) for tag in _languages(site, wanted.languages))
    asked = [one for one in chosen if asked_links(site, one)]
    if not asked:
        raise SiteGenError(
            "there is no place to leave a review",
            hint="add review_links to a location, or form to reviews in site.yaml",
        )
    all_cards = [_cards(site, one, texts, wanted.paper) for one in asked]
    without = tuple((one.name, reason) for one in chosen if (reason := _reason(review_links(site, one))))
    sheets = [(one.file, format_cards(one)) for one in all_cards]
    files = write_report(folder, [(INDEX_FILE, format_index(site.name, all_cards, without)), *sheets])
    return MadeCards(files, without)


def _concerns(path: str) -> bool:
    return path == SITE_FILE or path.startswith("content/locations")


def _chosen(locations: Mapping[str, Location], wanted: Sequence[str]) -> list[Location]:
    for slug in wanted:
        if slug not in locations:
            known = ", ".join(locations) or "there are none"
            raise SiteGenError(f"no location {slug}", hint=f"locations of this site: {known}")
    return [one for slug, one in sorted(locations.items()) if not wanted or slug in wanted]


def _languages(site: Site, wanted: Sequence[str]) -> Sequence[str]:
    for tag in wanted:
        if tag not in site.languages:
            raise SiteGenError(f"the site has no pages in {tag}", hint=f"its languages: {', '.join(site.languages)}")
    if len(wanted) > MOST_LANGUAGES:
        raise SiteGenError(f"{len(wanted)} languages do not fit on a card", hint=f"name at most {MOST_LANGUAGES}")
    return tuple(dict.fromkeys(wanted)) or site.languages[:MOST_LANGUAGES]


def _cards(site: Site, location: Location, texts: tuple[CardText, ...], paper: str | None) -> Cards:
    addresses, first = addresses_of(site), texts[0].language
    usual = "letter" if location.address.country in _LETTER_COUNTRIES else "a4"
    return Cards(
        slug=location.slug,
        practice=site.name,
        location=location.name,
        texts=texts,
        code=addresses.absolute(review_us_path(location.slug), first),
        typed=addresses.absolute(REVIEW_US, first),
        paper=paper or usual,
    )


def _reason(links: Sequence[ReviewLink]) -> str:
    """Say which links of a location are left out and why, or that it has none; nothing where all are used."""
    if not links:
        return "no place to leave a review: add review_links to the location"
    left = [link for link in links if not link.may_be_asked]
    return " ".join(
        f"{link.site.name} is left out: {link.site.says}" if link.site else f"{link.name} is left out: it is not known."
        for link in left
    )
