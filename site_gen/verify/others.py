"""What is claimed of all other pages: no review, no wrong number, and no way around the providers' pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from site_gen.reviewlog.tally import Tally
from site_gen.verify import markup
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.numbers import compare_cards
from site_gen.verify.page import Page, read_page
from site_gen.verify.settings import SiteFile
from site_gen.verify.source import INDEX, MOST_PAGE, MOST_TEXT, MissingFileError, Source
from site_gen.verify.whole import total_pages
from site_gen.verify.wording import Wording

REDIRECTS = "_redirects"
HEADERS = "_headers"
_PAGES = (".htm", ".html", ".shtml", ".xht", ".xhtml")
"""How the names of files end that browsers show as pages."""
_LEADING = re.compile(r"^\s+(refresh|location|content-type|content-encoding)\s*:", re.IGNORECASE | re.MULTILINE)
_PATTERN = re.compile(r"\*|:[A-Za-z_]\w*")
"""What stands for any part of an address in `_redirects`."""
_MOST_PATTERNS = 100


def check_others(
    source: Source,
    site: SiteFile,
    tallies: Mapping[str, Tally],
    known: Collection[str],
    wording: Wording,
    checks: Checks,
) -> None:
    """Check every page that is not a provider's own, and what the host does before it shows a page.

    `tallies` are by permanent id, `known` are the pages that were looked at already.
    """
    files = source.files()
    if files is None:
        checks.skip(Claim.STRAY, "a web server does not list its pages; verify the folder to look at all of them")
        return
    checks.look(Claim.STRAY)
    for path, message in _host_faults(source, files, known, site.base_path):
        checks.fail(Claim.STRAY, message, page=path)
    own = {path + INDEX for path in known}
    totals = {path + INDEX for path in total_pages(site)}
    for path in files:
        if path in own or not path.lower().endswith(_PAGES):
            continue
        checks.look(Claim.STRAY)
        try:
            page = read_page(source.read(path, MOST_PAGE))
        except MissingFileError as error:
            checks.fail(Claim.STRAY, f"cannot be looked at: {error.message}", page=path)
            continue
        for message in _stray(page):
            checks.fail(Claim.STRAY, message, page=path)
        wording.language, wording.page = page.language, path
        for claim, message in compare_cards(page.numbers, tallies, wording, totals=path in totals):
            checks.fail(claim, message, page=path)


def _stray(page: Page) -> Iterator[str]:
    for review in page.reviews:
        yield f"shows a review as leaf {review.index[:20]}"
    if page.unreadable:
        yield f"cannot be read in one way only: {page.unreadable}"
    yield from (*page.strays, *page.unreadable_markup)
    if what := markup.speaks_of_reviews(page.json_ld):
        yield f"its markup has {what}"


def _host_faults(
    source: Source, files: Collection[str], known: Collection[str], base_path: str
) -> Iterator[tuple[str, str]]:
    """Say what leads away from a page with reviews before it is shown. Formats: Netlify and Cloudflare Pages."""
    if REDIRECTS in files:
        rules = [rule.split() for rule in _read(source, REDIRECTS).splitlines()]
        sources = [parts[0].removeprefix(base_path) for parts in rules if parts and not parts[0].startswith("#")]
        yield from ((REDIRECTS, message) for message in _led_away(sources, known))
    if HEADERS in files and (found := _LEADING.search(_read(source, HEADERS))):
        yield HEADERS, f"sets {found[1].lower()}, so that pages show something else than they hold"


def _led_away(sources: Collection[str], known: Collection[str]) -> Iterator[str]:
    """Say which pages are never shown because a rule of `_redirects` has their address as its source."""
    plain = {source.strip("/") for source in sources if not _PATTERN.search(source)}
    patterns = [source.strip("/") for source in sources if _PATTERN.search(source)]
    if len(patterns) > _MOST_PATTERNS:
        yield f"has {len(patterns):,} patterns, more than are looked at"
        return
    pattern = re.compile("|".join(_PATTERN.sub("[^\\n]*", re.escape(one).replace(r"\*", "*")) for one in patterns))
    for path in sorted(known):
        if path.strip("/") in plain or (patterns and pattern.fullmatch(path.strip("/"))):
            yield f"leads away from {path}, a page with reviews"


def _read(source: Source, path: str) -> str:
    return source.read(path, MOST_TEXT).decode("utf-8", "replace")
