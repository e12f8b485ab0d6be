"""What is claimed of all other pages: no review, no wrong number, and no way around the providers' pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from site_gen.reviewlog.tally import Tally
from site_gen.verify import markup
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.feeds import check_feeds, feed_faults
from site_gen.verify.hosts import host_faults
from site_gen.verify.names import Profiles, compare_names
from site_gen.verify.numbers import compare_cards
from site_gen.verify.page import Page, read_page
from site_gen.verify.settings import SITE_FILE, SiteFile
from site_gen.verify.source import INDEX, LOG_PREFIX, MOST_PAGE, MissingFileError, Source
from site_gen.verify.whole import total_pages
from site_gen.verify.wording import Wording

_PAGES = (".htm", ".html", ".shtml", ".xht", ".xhtml")
"""How the names of files end that browsers show as pages."""
_PROVIDERS = "providers"
"""The folder of providers' pages in each language."""
_AT_ONCE = 8
"""Pages that are looked at in one go."""

Look: TypeAlias = Callable[[Sequence[str]], tuple[Checks, Wording]]
Each: TypeAlias = Callable[[Callable[[], Look], Sequence[Sequence[str]]], Iterable[tuple[Checks, Wording]]]
"""Does what the first gives on each of the second, in any process; the results come in their order."""


class Others(NamedTuple):
    """A site whose other pages are to be checked. `tallies` are by permanent id, `slugs` those of all providers.

    `profiles` tell where links lead and what providers are called. What is found goes into the rest.
    """

    source: Source
    site: SiteFile
    tallies: Mapping[str, Tally]
    slugs: Collection[str]
    profiles: Profiles
    wording: Wording
    checks: Checks


def check_others(others: Others, known: Collection[str], each: Each) -> None:
    """Check every page that is not a provider's own, and what the host does before it shows a page.

    `known` are the pages that were looked at already.
    """
    source, site, _tallies, _slugs, _profiles, wording, checks = others
    files = source.files()
    if files is None:
        checks.skip(Claim.STRAY, "a web server does not list its pages; verify the folder to look at all of them")
        return
    checks.look(Claim.STRAY)
    check_feeds(source, known, site.base_path, wording, checks)
    own = {path + INDEX for path in known}
    totals = {path + INDEX for path in total_pages(site)}
    needed = {*own, f"{LOG_PREFIX}checkpoint", *(path for path in totals if path.count("/") > 0)}
    for path, message in host_faults(source, files, needed, site.base_path):
        checks.fail(Claim.STRAY, message, page=path)
    pages = [path for path in files if path not in own and path.lower().endswith(_PAGES)]
    tasks = [pages[start : start + _AT_ONCE] for start in range(0, len(pages), _AT_ONCE)]
    for found, words in each(lambda: partial(_look, others, totals), tasks):
        checks.add(found)
        wording.follow(words)


def _look(others: Others, totals: Collection[str], paths: Sequence[str]) -> tuple[Checks, Wording]:
    """Look at some pages."""
    checks, wording = Checks(), Wording()
    for path in paths:
        checks.look(Claim.STRAY)
        try:
            page = read_page(others.source.read(path, MOST_PAGE))
        except MissingFileError as error:
            checks.fail(Claim.STRAY, f"cannot be looked at: {error.message}", page=path)
            continue
        language = others.site.language_of(path)
        stray = (*_stray(page), *_astray(page, path, language, others.slugs))
        for message in (*stray, *feed_faults(page.feeds, path, others.site)):
            checks.fail(Claim.STRAY, message, page=path)
        for message in page.odd if page.numbers and path not in totals else ():
            checks.fail(Claim.COUNTS, message, page=path)
        wording.language, wording.page = language, path
        for claim, message in (
            *compare_cards(page.numbers, others.tallies, wording, totals=path in totals),
            *compare_names(page.numbers, others.profiles, language, path),
        ):
            checks.fail(claim, message, page=path)
    return checks, wording


def _stray(page: Page) -> Iterator[str]:
    for review in page.reviews:
        yield f"shows a review as leaf {review.index[:20]}"
    if page.unreadable:
        yield f"cannot be read in one way only: {page.unreadable}"
    yield from (*page.strays, *page.unreadable_markup)
    if what := markup.speaks_of_reviews(page.json_ld):
        yield f"its markup has {what}"


def _astray(page: Page, path: str, language: str, slugs: Collection[str]) -> Iterator[str]:
    """Say why a page may be taken for one that should have been checked as a provider's, in some language."""
    parts = [part.partition(".")[0] for part in path.lower().split("/")]
    named = next((slug for one, slug in pairwise(parts) if one == _PROVIDERS and slug in slugs), page.provider)
    if named:
        yield f"is a page of {named[:80]} besides those in {SITE_FILE}"
    if page.language != language and (page.language or page.numbers):
        yield f"is in {page.language[:20] or 'no language'}, expected {language}"
