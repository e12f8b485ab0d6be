"""Steps 5 to 9 for one provider: its pages in every language against its part of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from site_gen.reviewlog.states import ReviewState
from site_gen.reviewlog.tally import Tally, aspect_means, tally_reviews
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.number_node import Number
from site_gen.verify.opened import open_reviews
from site_gen.verify.place import Place, Shared
from site_gen.verify.settings import SITE_FILE, provider_pages
from site_gen.verify.source import MOST_PAGE, MissingFileError, Source
from site_gen.verify.twin import TWIN, compare_twin
from site_gen.verify.visit import Compared, Visit
from site_gen.verify.wording import Wording


class ProviderTask(msgspec.Struct, frozen=True, kw_only=True):
    """One provider as the log has it, by permanent id; `pages` are the paths that the site gives, by language."""

    provider: str
    slug: str
    reviews: tuple[ReviewState, ...]
    pages: Mapping[str, tuple[str, ...]]


class ProviderResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one provider: checks, its tally, how values are worded, its pages and the ids of its reviews.

    `cards` are the numbers of others on its pages, and those in cards, by language and page; `names`
    are what its profiles call it, by language.
    """

    provider: str
    pages: tuple[str, ...]
    checks: Checks
    tally: Tally
    wording: Wording
    ids: tuple[str, ...]
    cards: dict[tuple[str, str], tuple[Number, ...]]
    names: dict[str, str]


def check_provider(source: Source, shared: Shared, task: ProviderTask) -> ProviderResult:
    """Read a provider's openings and pages, and hold them against the log.

    Raises:
        UnreadableError: a file could not be read now.
    """
    checks = Checks()
    words = Wording()
    tally = tally_reviews(task.reviews, shared.display, shared.site.month)
    opened = open_reviews(source, task.provider, task.reviews, shared.log_size, checks)
    place = Place(task.provider, task.reviews, shared)
    lowest = {
        f"review-{one.id}": rating.lowest
        for index, one in opened.items()
        if (rating := place.by_index[index].rating) is not None
    }
    means = aspect_means(task.reviews, opened, shared.display, shared.site.month)
    if more := sorted(task.pages.keys() - set(shared.site.languages)):
        message = f"has pages in {', '.join(more[:3])}, which is no language of the site"
        checks.fail(Claim.VANISHED, message, provider=task.provider, page=SITE_FILE)
    pages: list[str] = []
    compared: dict[int, Compared] = {}
    cards: dict[tuple[str, str], tuple[Number, ...]] = {}
    names: dict[str, str] = {}
    for language in shared.site.languages:
        paths = provider_pages(shared.site, language, task.slug, place.archive_pages)
        if task.pages.get(language, ()) != paths:
            listed = ", ".join(task.pages.get(language, ())[:3]) or "none"
            message = f"its pages in {language} are {listed} there; by the log there are {len(paths)}: {paths[0]} …"
            checks.fail(Claim.VANISHED, message, provider=task.provider, page=SITE_FILE)
        pages += paths
        for number, path in enumerate(paths):
            words.language, words.page = language, path
            visit = Visit(
                checks, words, place, tally, means, opened, lowest, task.slug, language, path, number, compared, names
            )
            if others := visit.look(source):
                cards[language, path] = others
    _check_twin(source, shared, task, tally, pages, checks)
    return ProviderResult(
        provider=task.provider,
        pages=tuple(pages),
        checks=checks,
        tally=tally,
        wording=words,
        ids=tuple(sorted(one.id for one in opened.values())),
        cards=cards,
        names=names,
    )


def _check_twin(
    source: Source, shared: Shared, task: ProviderTask, tally: Tally, pages: Sequence[str], checks: Checks
) -> None:
    """Check the data beside the profile in the first language, which may be missing."""
    own = [path for path in pages if path.startswith(profile := pages[0])]
    try:
        data = source.read(profile + TWIN, MOST_PAGE)
    except MissingFileError:
        return
    for claim, message in compare_twin(data, tally, task.slug, own, shared.site):
        checks.fail(claim, message, provider=task.provider, page=profile + TWIN)
