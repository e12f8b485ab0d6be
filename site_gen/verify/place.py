"""Which reviews belong on which page of a provider, by the log alone.

Source: `formats.md`, "Output": a page of the archive holds a fixed range of places, the profile the newest reviews.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.model.placed import State
from site_gen.reviewlog.entries import DisplayEntry
from site_gen.reviewlog.states import ReviewState
from site_gen.verify.settings import SiteFile


class Shared(msgspec.Struct, frozen=True):
    """What is the same for every provider. `site` is without its list of pages."""

    site: SiteFile
    display: DisplayEntry | None
    log_size: int


class Place:
    """The places of one provider's reviews, in the order of the log; erased ones keep theirs."""

    def __init__(self, provider: str, reviews: Sequence[ReviewState], shared: Shared) -> None:
        self.provider = provider
        self.shared = shared
        self.by_index = {review.index: review for review in reviews}
        self._here = [review for review in reviews if review.state is not State.ELSEWHERE]
        last = max((at for at, one in enumerate(self._here) if one.state is State.PUBLISHED), default=-1)
        self.archive_pages = last // shared.site.per_page + 1

    def on_page(self, number: int) -> list[ReviewState]:
        """Give the reviews of a page, newest first; 0 is the profile, 1 the page of the oldest ones."""
        per_page = self.shared.site.per_page
        if number == 0:
            return _newest_first(self._here)[:per_page]
        return _newest_first(self._here[(number - 1) * per_page : number * per_page])

    def gap(self, number: int) -> int:
        """Give how many reviews at the places of an archive page are not shown; erased ones are not counted."""
        per_page = self.shared.site.per_page
        places = self._here[(number - 1) * per_page : number * per_page] if number else []
        return sum(1 for review in places if review.state not in (State.PUBLISHED, State.ERASED))

    def is_ordered(self, found: Sequence[str], wanted: Sequence[str]) -> bool:
        """Tell whether indexes stand newest first. Where the log says years only, within a year any order will do."""
        if not self._tells_years_only(wanted):
            return list(found) == list(wanted)
        years = [self.by_index[int(index)].received[:4] for index in found]
        return years == sorted(years, reverse=True)

    def wanted(self, number: int, found: Sequence[str]) -> list[str]:
        """Give the indexes that belong on a page, newest first.

        Where the log says years only, the profile may choose among the reviews of a year.
        """
        wanted = [str(review.index) for review in self.on_page(number)]
        if number == 0 and self._tells_years_only(wanted) and len(set(found)) == len(found):
            published = {str(one.index): one.received[:4] for one in self._here if one.state is State.PUBLISHED}
            years = [published[index] for index in wanted]
            if sorted((published.get(index, "") for index in found), reverse=True) == sorted(years, reverse=True):
                return list(found)
        return wanted

    def _tells_years_only(self, indexes: Sequence[str]) -> bool:
        return any(len(self.by_index[int(index)].received) == len("YYYY") for index in indexes)

    def why_not(self, index: str) -> str:
        """Say why the review at a leaf must not stand on a page."""
        known = self.by_index.get(int(index)) if index.isdecimal() and len(index) < 16 else None
        if known is None:
            return f"shows leaf {index[:20]}, which is no review of {self.provider}"
        if known.state is State.PUBLISHED:
            return f"shows leaf {index}, which belongs on another page"
        return f"shows leaf {index}, which is {known.state} in the log"


def _newest_first(reviews: Sequence[ReviewState]) -> list[ReviewState]:
    shown = [review for review in reviews if review.state is State.PUBLISHED]
    return sorted(shown, key=lambda review: (review.received, review.index), reverse=True)
