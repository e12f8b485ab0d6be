"""The lists that a provider's reviews stand in: the newest on the provider's page, all of them on static pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from site_gen.model.placed import Placed
from site_gen.model.provider import Provider
from site_gen.model.standing import Standing
from site_gen.render.addresses import archive_path
from site_gen.render.compose.pager import near_pages, page_links
from site_gen.render.compose.ratings import (
    aspect_means,
    average_view,
    bar_views,
    count_views,
    elsewhere_view,
    withheld_views,
    year_views,
)
from site_gen.render.compose.reviews import (
    archive_slices,
    newest_first,
    permalink,
    received_words,
    review_view,
)
from site_gen.render.compose.words import link_word
from site_gen.render.edition import Edition
from site_gen.render.views.page import LinkView, Pager
from site_gen.render.views.reviews import CountView, ReviewListView, ReviewView


class ArchivePage(NamedTuple):
    """One static page: the reviews that it shows in their order, how many it does not show, and the link to it."""

    shown: Sequence[Placed]
    gaps: int
    link: LinkView


class ReviewPages(NamedTuple):
    """The reviews of one provider in one language, sorted out once for all pages that they stand on.

    `newest` are all that are shown in their order, `archive` are the static pages, the oldest first. `views` are those
    that were made, by the places of their reviews.
    """

    newest: Sequence[Placed]
    archive: Sequence[ArchivePage]
    views: dict[int, ReviewView]


def review_pages(edition: Edition, provider: Provider, placed: Sequence[Placed]) -> ReviewPages:
    """Sort out what stands on which page: a static page has a fixed range of places, whatever happens to later ones."""
    per_page = edition.site.reviews.per_page
    newest = newest_first(placed, drafts=edition.ground.drafts)
    count = max((one.index for one in newest), default=-1) // per_page + 1
    shown = archive_slices(newest, count, per_page)
    months = [[one.received for one in there] for there in archive_slices(placed, count, per_page)]
    archive = [
        ArchivePage(
            on_page,
            len(covered) - len(on_page),
            LinkView(
                label=edition.gettext("Page %(number)s") % {"number": number},
                url=edition.href(archive_path(provider.slug, number)),
                note=_months(edition, min(covered), max(covered)) if covered else "",
            ),
        )
        for number, (on_page, covered) in enumerate(zip(shown, months, strict=True), start=1)
    ]
    return ReviewPages(newest, archive, {})


def newest_list(edition: Edition, provider: Provider, standing: Standing, pages: ReviewPages) -> ReviewListView:
    """Give the reviews part of the provider's page: everything in numbers, and the newest reviews."""
    _ = edition.gettext
    per_page = edition.site.reviews.per_page
    return ReviewListView(
        heading=_("Reviews"),
        average=average_view(edition, standing),
        bars=bar_views(edition, standing),
        years=year_views(edition, standing),
        aspects=aspect_means(edition, standing),
        collection_note=_("Our rule: every review we receive is shown or counted here, the unfavorable ones too."),
        reviews=_review_views(edition, provider, pages.newest[:per_page], pages.views),
        empty_note=_empty_note(edition, pages.newest),
        gap=None,
        pager=None,
        archive=_archive_links(pages) if len(pages.newest) > per_page else (),
        older=_older(edition, provider, pages.newest[per_page]) if len(pages.newest) > per_page else None,
        counts=count_views(edition, standing),
        reasons=withheld_views(edition, standing),
        elsewhere=elsewhere_view(edition, standing),
        links_elsewhere=tuple(LinkView(label=link_word(name), url=url) for name, url in sorted(provider.links.items())),
    )


def archive_list(
    edition: Edition, provider: Provider, newest: ReviewListView, pages: ReviewPages, number: int
) -> ReviewListView:
    """Give one static page of reviews, with the numbers of `newest`; `number` counts from 1, the oldest."""
    _ = edition.gettext
    count = len(pages.archive)
    shown, gaps, _link = pages.archive[number - 1]
    links = _archive_links(pages, current=number)
    pager = Pager(
        previous=_step(edition, provider, _("Newer reviews"), number + 1) if number < count else None,
        next=_step(edition, provider, _("Older reviews"), number - 1) if number > 1 else None,
        pages=links,
        label=_("Pages of reviews"),
    )
    gap = edition.ngettext(
        "%(count)s review of this page is not shown: withheld, replaced or waiting for a decision.",
        "%(count)s reviews of this page are not shown: withheld, replaced or waiting for a decision.",
        gaps,
    ) % {"count": edition.locale.number(gaps)}
    return msgspec.structs.replace(
        newest,
        heading=_("Reviews, page %(number)s of %(pages)s") % {"number": number, "pages": count},
        reviews=_review_views(edition, provider, shown, pages.views),
        empty_note=_empty_note(edition, shown),
        gap=CountView(name="gap", value=gaps, text=gap) if gaps else None,
        pager=pager,
        archive=links,
        older=None,
    )


def _review_views(
    edition: Edition, provider: Provider, shown: Sequence[Placed], made: dict[int, ReviewView]
) -> tuple[ReviewView, ...]:
    for one in shown:
        if one.index not in made:
            made[one.index] = review_view(edition, provider, one)
    return tuple([made[one.index] for one in shown])


def _empty_note(edition: Edition, shown: Sequence[Placed]) -> str:
    return "" if shown else edition.gettext("No review has been published yet.")


def _older(edition: Edition, provider: Provider, first: Placed) -> LinkView:
    """Give the link to the `first` review that is not among the newest, on its page that never changes."""
    return LinkView(
        label=edition.gettext("Older reviews: %(month)s and before")
        % {"month": received_words(edition, first.received)},
        url=permalink(edition, provider, first),
    )


def _archive_links(pages: ReviewPages, current: int = 0) -> tuple[LinkView, ...]:
    """Give links to the static pages, of many to some, newest first, each with the months that it covers."""
    count = len(pages.archive)
    links = {number: pages.archive[number - 1].link for number in near_pages(current or count, count)}
    return page_links(links, current)[::-1]


def _months(edition: Edition, first: str, last: str) -> str:
    start, end = received_words(edition, first), received_words(edition, last)
    return start if start == end else f"{start} – {end}"


def _step(edition: Edition, provider: Provider, label: str, number: int) -> LinkView:
    return LinkView(label=label, url=edition.href(archive_path(provider.slug, number)))
