"""Steps 5 to 8 for one page of a provider: what it shows against the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from site_gen.model.counting import AspectMean
from site_gen.model.placed import State
from site_gen.reviewlog.examine import Opened
from site_gen.reviewlog.states import ReviewState
from site_gen.reviewlog.tally import Tally
from site_gen.verify import markup, numbers
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.compare import compare_review
from site_gen.verify.feeds import feed_faults
from site_gen.verify.names import has_name
from site_gen.verify.number_node import Number
from site_gen.verify.page import Page, read_page
from site_gen.verify.place import Place
from site_gen.verify.review_node import ShownReview
from site_gen.verify.settings import SITE_FILE
from site_gen.verify.source import MOST_PAGE, MissingFileError, Source
from site_gen.verify.wording import Notes, Wording

_BY_REVIEW = (Claim.RATING, Claim.FIELDS, Claim.SHOWN)


class Compared(NamedTuple):
    """A review as a page shows it, what is wrong with it, and how its values read."""

    shown: ShownReview
    fails: tuple[tuple[Claim, str], ...]
    notes: Notes


class Visit(msgspec.Struct, frozen=True):
    """One page of one provider. `compared` are the reviews of pages before it, by leaf: most are on two alike.

    `names` are what its profiles call the provider, by language.
    """

    checks: Checks
    words: Wording
    place: Place
    tally: Tally
    means: tuple[AspectMean, ...]
    opened: Mapping[int, Opened]
    lowest: Mapping[str, int]
    slug: str
    language: str
    path: str
    number: int
    compared: dict[int, Compared]
    names: dict[str, str]

    def _fail(self, claim: Claim, message: str, review: str = "") -> None:
        self.checks.fail(claim, message, provider=self.place.provider, page=self.path, review=review)

    def _fail_all(self, fails: Iterable[tuple[Claim, str]], review: str = "") -> None:
        for claim, message in fails:
            self._fail(claim, message, review)

    def look(self, source: Source) -> tuple[Number, ...]:
        """Check the page, and give the numbers on it that are not this provider's, or stand in cards."""
        self.checks.look(Claim.VANISHED)
        try:
            page = read_page(source.read(self.path, MOST_PAGE))
        except MissingFileError as error:
            self._fail(Claim.VANISHED, error.message)
            return ()
        if page.unreadable:
            for claim in (Claim.SHOWN, Claim.VANISHED):
                self._fail(claim, f"cannot be read in one way only: {page.unreadable}")
            return ()
        self._check_frame(page)
        self._check_list(page.reviews)
        for shown in page.reviews:
            self._check_review(shown)
        self._check_numbers(page)
        return tuple(one for one in page.numbers if one.card is not None or one.provider != self.place.provider)

    def _check_frame(self, page: Page) -> None:
        for message in (*page.strays, *page.odd):
            self._fail(Claim.SHOWN, message)
        for message in feed_faults(page.feeds, self.path, self.place.shared.site):
            self._fail(Claim.STRAY, message)
        for message in page.unreadable_markup:
            self._fail(Claim.MARKUP, message)
        for name, shape in page.symbols:
            self.words.note("symbol", name, shape)
        if page.provider != self.place.provider:
            self._fail(Claim.RATING, f"is the page of {page.provider or 'nobody'}")
        self._check_title(page.titles)
        if page.language != self.language:
            self._fail(Claim.VANISHED, f"is in {page.language or 'no language'}, expected {self.language}")
        self.words.note("direction", "", page.direction)
        if (alternates := set(page.alternates) - {"x-default"}) and alternates != set(self.place.shared.site.languages):
            named = ", ".join(sorted(alternates))
            self._fail(Claim.VANISHED, f"names its translations as {named}, {SITE_FILE} has others")
        if page.as_of != self.place.shared.site.as_of:
            self._fail(Claim.COUNTS, f"counts as of {page.as_of}, the site as of {self.place.shared.site.as_of}")

    def _check_title(self, titles: Sequence[str]) -> None:
        """A profile is headed by the provider's name, and the pages of its reviews have this name in their heading."""
        known = self.names.get(self.language, "")
        if len(titles) != 1 or not titles[0] or not has_name(titles[0], known):
            found = " and ".join(repr(title[:60]) for title in titles[:3]) or "nothing"
            self._fail(Claim.RATING, f"is headed by {found}, expected {known[:60] or 'the name of the provider'!r}")
        elif not self.number:
            self.names[self.language] = titles[0]

    def _check_list(self, reviews: Sequence[ShownReview]) -> None:
        """Steps 5 and 6: exactly the reviews that belong on this page, newest first."""
        found = [review.index for review in reviews]
        wanted = self.place.wanted(self.number, found)
        times, belong = Counter(found), set(wanted)
        for index in wanted:
            if index not in times:
                review_id = self.opened[int(index)].id if int(index) in self.opened else ""
                self._fail(Claim.VANISHED, f"the published review at leaf {index} is not shown", review_id)
        for review in reviews:
            if times[review.index] > 1:
                self._fail(Claim.SHOWN, f"shows leaf {review.index} more than once", review.id.removeprefix("review-"))
            elif review.index not in belong:
                self._fail(Claim.SHOWN, self.place.why_not(review.index), review.id.removeprefix("review-"))
        in_order = [index for index in found if index in belong]
        if sorted(in_order) == sorted(wanted) and not self.place.is_ordered(in_order, wanted):
            self._fail(Claim.VANISHED, "does not show the newest reviews first")

    def _check_review(self, shown: ShownReview) -> None:
        index = int(shown.index) if shown.index.isdecimal() and len(shown.index) < 16 else -1
        if self.number and self.language == self.place.shared.site.languages[0]:  # each review counts once
            for claim in _BY_REVIEW:
                self.checks.look(claim)
            self.checks.look(Claim.TEXT, bool(shown.texts))
            self.checks.look(Claim.REPLIES, len(shown.named("reply")))
        review, opened = self.place.by_index.get(index), self.opened.get(index)
        review_id = shown.id.removeprefix("review-")
        if review is None or review.state is not State.PUBLISHED:
            return  # said with the list
        if opened is None:
            self._fail(Claim.TEXT, f"nothing opens the review at leaf {index}", review_id)
            return
        said = self.compared.get(index)
        if said is None or said.shown is not shown:
            said = self.compared[index] = self._compare(shown, opened, review)
        self._fail_all(said.fails, review_id)
        self.words.note_all(said.notes)
        spoken = opened.values.get("language")
        if shown.texts and spoken is not None and (shown.language or self.language) != spoken:
            self._fail(Claim.FIELDS, f"is marked as {shown.language or self.language}, logged {spoken}", review_id)

    def _compare(self, shown: ShownReview, opened: Opened, review: ReviewState) -> Compared:
        earlier = self.place.by_index.get(review.supersedes) if review.supersedes is not None else None
        notes = Notes()
        return Compared(shown, tuple(compare_review(shown, opened, review, earlier, notes)), notes)

    def _check_numbers(self, page: Page) -> None:
        """Step 7, and step 8 for one provider."""
        self.checks.look(Claim.COUNTS)
        self.checks.look(Claim.WITHHELD)
        self.checks.look(Claim.MARKUP)
        own = [number for number in page.numbers if number.provider == self.place.provider]
        gap = self.place.gap(self.number)
        self._fail_all(numbers.compare_counts(own, self.tally, self.words, gap=gap))
        self._fail_all(numbers.compare_average(own, self.tally, self.means, self.words))
        self._fail_all(
            markup.compare_markup(
                page.json_ld,
                page.reviews,
                self.tally,
                markup.About(
                    slug=self.slug,
                    language=self.language,
                    base_path=self.place.shared.site.base_path,
                    lowest=self.lowest,
                ),
                self.words,
            )
        )
