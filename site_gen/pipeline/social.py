"""Pictures for social networks: square, story and wide, of each provider, with the words that describe them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError, refused
from site_gen.findings import Report
from site_gen.model.card import SIZES, Card
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.build import examine
from site_gen.pipeline.media import in_pool
from site_gen.pipeline.options import BuildOptions, Progress
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.share import card_order, draw
from site_gen.render.compose.cards import provider_card
from site_gen.render.edition import Edition
from site_gen.write.report_folder import refuse_foreign_report, write_report

INDEX_FILE = "alt-text.txt"
_HEADING = "Text alternatives of these pictures (site-gen report pictures)\n"


class MadePictures(NamedTuple):
    """The files; of whom none were made and why; and what a check said of the site."""

    files: tuple[Path, ...]
    without: tuple[tuple[str, str], ...]
    report: Report


def write_pictures(
    options: BuildOptions, wanted: Sequence[str], language: str | None, folder: Path, progress: Progress
) -> MadePictures:
    """Draw three pictures of each provider, or of those `wanted`, and write their text alternatives beside them.

    The rating is the one of the page. No word of a review is on any of them.

    Raises:
        SiteGenError: a provider or language that the site does not have.
        UnwritableError: `folder` is none for a report, or holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, INDEX_FILE, lambda data: data.startswith(_HEADING.encode()))
    examined = examine(options)
    if examined.content is None:
        return MadePictures((), (), examined.report)
    content = examined.content
    site = content.ground.site
    if language is not None and language not in site.languages:
        raise SiteGenError(f"the site has no pages in {language}", hint=f"its languages: {', '.join(site.languages)}")
    for slug in wanted:
        if slug not in content.providers:
            raise SiteGenError(f"no provider {slug}", hint="the names of files in content/providers/, without .yaml")
    by_slug = {one.slug: one for one in examined.summaries}
    edition = Edition(content.ground, language or site.default_language)
    chosen = list(dict.fromkeys(wanted)) or list(content.providers)
    without = [(slug, reason) for slug in chosen if (reason := _reason(by_slug.get(slug)))]
    left = dict(without)
    cards = [
        (slug, provider_card(edition, by_slug[slug], by_slug[slug].standing)) for slug in chosen if slug not in left
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(f"write {folder}", error) from error
    index = write_report(folder, [(INDEX_FILE, _index(cards).encode())])
    orders = [
        card_order(card, form, content.shelf, folder / f"{slug}-{form}.jpg") for slug, card in cards for form in SIZES
    ]
    for done, fault in enumerate(in_pool(draw, orders), start=1):
        if fault:
            raise SiteGenError(fault)
        progress(done, len(orders))
    texts = write_report(folder, [(f"{slug}.txt", f"{card.alt}\n".encode()) for slug, card in cards])
    return MadePictures((*index, *(one.place for one in orders), *texts), tuple(without), examined.report)


def _reason(summary: ProviderSummary | None) -> str:
    if summary is None:
        return "the profile does not load"
    return "no longer practices here" if summary.status == "departed" else ""


def _index(cards: Sequence[tuple[str, Card]]) -> str:
    return _HEADING + "".join(f"\n{slug}: {card.alt}\n" for slug, card in cards)
