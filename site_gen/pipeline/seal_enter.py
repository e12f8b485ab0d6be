"""Enters reviews into the log: each once, an original before the copy that its `moderation.moved_to` names.

The copy takes over the disclosures of the original's text, so that both entries have the same `text`: with salts of its
own nobody could see that it says the same. That is decided when it enters, and never afterwards; what does not agree is
therefore refused while nothing is appended yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.review import Review
from site_gen.pipeline.seal_moves import Filed, find_moves
from site_gen.pipeline.seal_steps import Draft, Sealable, Step, state_of
from site_gen.reviewlog.commitment import commit_review, compare_copy
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import Opening, entry_of, opened_segments, opened_values, place_entry
from site_gen.reviewlog.rating import logged_rating
from site_gen.reviewlog.states import ReviewState

_CONFLICT = ("INT111", "state-conflict")
_COPY = "a copy is a file of its own under the right provider, with the rating and the text of this one, exactly"
_WITHOUT = "take moved_to out: the review is withheld as wrong-provider without it"


class Entering:
    """The reviews and openings of all providers while a seal is planned."""

    def __init__(self, draft: Draft, content: Sealable) -> None:
        self._draft = draft
        self._content = content
        self._originals, self._copies = find_moves(content.reviews) if content.has_moves else ({}, {})
        self._moved = {*self._copies, *(filed.review.id for filed in self._originals.values())}
        self._homes: dict[str, str] = {}
        self._nowhere = [filed for ident, filed in self._originals.items() if self._is_nowhere(ident)]
        self._openings: dict[str, dict[str, Opening]] = {}
        self._placed: dict[str, Opening] = {}
        self._passing: list[int] = []
        self._tried: dict[str, set[str]] = {}
        self._inside: list[str] = []
        self._agreed: dict[str, bool] = {}
        self._sources: dict[str, dict[tuple[str, str], str]] = {}

    def openings_of(self, provider: str) -> dict[str, Opening]:
        """Give the openings of a provider by review id, to be changed in place until its turn is over."""
        if provider not in self._openings:
            self._openings[provider] = self._content.originals.of(provider)
        return self._openings[provider]

    def finish(self, provider: str) -> None:
        """End a provider's turn: openings that changed go into the plan, and only what moves is remembered."""
        openings = self._openings.pop(provider, {})
        if openings != self._content.originals.of(provider):
            self._draft.openings[provider] = tuple(openings.values())
        self._tried[provider] = self._tried.pop(provider, set()) & self._moved
        self._draft.made.clear()
        for index in self._passing:
            del self._draft.replay.reviews[index]
        self._passing.clear()

    def enter(self, provider: str, review: Review) -> Opening | None:
        """Give the opening of a review at its place in the log, appended if it is new; None where it is refused.

        Raises:
            LogError: a private opening that is not of the entry at its place in the log.
        """
        known = self._placed.get(review.id) if self._homes.get(review.id) == provider else None
        known = known or self.openings_of(provider).get(review.id)
        if known is not None and known.index is not None:
            return known
        if review.id in self._inside:
            message = f"moderation: moved_to leads from {review.id} back to itself"
            self._draft.refuse(review, *_CONFLICT, message, "one of the two is the original")
        tried = self._tried.setdefault(provider, set())
        if review.id in tried:
            return None
        tried.add(review.id)
        self._inside.append(review.id)
        placed = self._enter(provider, review)
        self._inside.pop()
        return placed

    def enter_copy(self, review: Review, state: ReviewState, opening: Opening) -> int | None:
        """Give the leaf index of the copy that a review names, appended if it is new; None where it is refused.

        Where the copy was erased since, that of the log's decision stands.
        """
        ident = review.moderation.moved_to
        assert ident is not None, "the review names a copy"
        if self._is_nowhere(ident) and self._is_copy_erased(state):
            return state.moved_to
        if not self._agree(state.provider, review, opening):
            return None
        copy = self._logged(ident) or self.enter(*self._copies[ident])
        return copy.index if copy else None

    def _enter(self, provider: str, review: Review) -> Opening | None:
        original = None
        if (filed := self._originals.get(review.id)) is not None:
            original = self.enter(*filed)
            if original is None or not self._agree(*filed, original):
                return None
        elif any(self._may_be_copy(review, one) for one in self._nowhere):
            return None
        openings = self.openings_of(provider)
        if not self._may_enter(provider, review, openings):
            return None
        draft = self._draft
        opening = openings.get(review.id) if original is None else None
        if opening is None:
            opening = self._content.originals.fresh(provider, review.id) if original is None else None
            draft.made.add(review.path)
        opening = opening or commit_review(
            review,
            provider=provider,
            logged=draft.logged,
            salts=draft.salts,
            precision=self._content.site.reviews.received_precision,
            moved_from=original,
        )
        supersedes = openings[review.supersedes].index if review.supersedes else None
        index = draft.replay.size
        placed, entry = place_entry(opening, index=index, logged=draft.logged, supersedes=supersedes)
        step = Step("review", review.id, f"about {provider}, received {review.received_month}")
        draft.append(placed.entry, entry, step)
        openings[review.id] = placed
        self._homes[review.id] = provider
        if review.id in self._moved:
            self._placed[review.id] = placed
        else:
            self._passing.append(index)
        return placed

    def _may_enter(self, provider: str, review: Review, openings: Mapping[str, Opening]) -> bool:
        """Tell whether a review may be logged as a new one; it could never be taken out again."""
        earlier = openings.get(review.supersedes) if review.supersedes else None
        erased = self._content.erased
        if erased.holds(review_id=review.id, source=review.source, source_id=review.source_id):
            message = f"review {review.id} was erased: its file must not come back"
            self._draft.refuse(review, "INT112", "erasure-incomplete", message, "remove the file")
        elif (self._home_of(review.id) or provider) != provider:
            message = f"review {review.id} is sealed under another provider"
            hint = (
                "put the file back and withhold it as wrong-provider; a copy under the right one gets an id of its "
                "own, which moderation.moved_to names"
            )
            self._draft.refuse(review, "SRC004", "duplicate-id", message, hint)
        elif (same := self._first_of(provider, review, openings)) != review.id:
            message = f"source_id: {same} is the same review of {review.source}, and came in first"
            hint = "remove the file of the second, which two people or two branches took in"
            self._draft.refuse(review, "SRC004", "duplicate-id", message, hint)
        elif earlier is not None and earlier.index is not None and self._is_edited(earlier.index):
            message = f"supersedes: {review.supersedes} has a later version already"
            hint = "remove one of the two files, which two people or two branches took in, or name the later version"
            self._draft.refuse(review, "INT116", "revision-unlinked", message, hint)
        elif review.supersedes and (earlier is None or earlier.index is None):
            message = f"supersedes: {review.supersedes} is not in the log"
            hint = "an author's edit is of the same provider, and was received later than what it edits"
            self._draft.refuse(review, "INT116", "revision-unlinked", message, hint)
        elif earlier is not None and _is_of_another(review, earlier):
            message = f"supersedes: {review.supersedes} is another review of its source: it has another id there"
            hint = "an author's edit keeps the id at the source; take supersedes out, or mend source_id"
            self._draft.refuse(review, "INT116", "revision-unlinked", message, hint)
        else:
            return True
        return False

    def _is_edited(self, index: int) -> bool:
        return self._draft.replay.reviews[index].superseded_by is not None

    def _first_of(self, provider: str, review: Review, openings: Mapping[str, Opening]) -> str:
        """Give the id of the review that has the source's id first: one that is sealed, else the first file."""
        if not review.source_id or review.supersedes is not None:
            return review.id
        if self._sources.get(provider) is None:
            firsts: dict[tuple[str, str], str] = {}
            reviews = self._content.reviews.get(provider, ())
            is_sealed = {one.id for one in reviews if (known := openings.get(one.id)) and known.index is not None}
            for one in sorted(reviews, key=lambda one: (one.id not in is_sealed, one.sequence_key)):
                if one.source_id and one.supersedes is None:
                    firsts.setdefault((one.source, one.source_id), one.id)
            self._sources = {provider: firsts}
        return self._sources[provider].get((review.source, review.source_id), review.id)

    def _agree(self, provider: str, review: Review, opening: Opening) -> bool:
        """Tell whether a review and the copy that it names say the same; refused once if not."""
        if review.id not in self._agreed:
            fault = self._fault(provider, review.moderation.moved_to or "", opening)
            self._agreed[review.id] = not fault
            if fault:
                self._draft.refuse(review, *fault)
        return self._agreed[review.id]

    def _fault(self, provider: str, ident: str, opening: Opening) -> tuple[str, ...]:
        """Give code, name, message and hint of what is wrong with the copy `ident` of a review of `provider`."""
        names = f"moderation: moved_to names {ident}"
        logged, filed = self._logged(ident), self._copies.get(ident)
        home = self._home_of(ident) if logged else filed.provider if filed else None
        if home is None:
            hint = f"{_COPY}; until it is named no other new review with these words is entered"
            return "SRC003", "dangling-reference", f"{names}, and there is no such review", hint
        if home == provider:
            return *_CONFLICT, f"{names}, which is under the same provider", _COPY
        try:
            if logged:
                compare_copy(opening, entry_of(logged).rating, "".join(opened_segments(logged)))
            elif filed:
                compare_copy(opening, logged_rating(filed.review.rating), filed.review.text)
        except LogError as error:
            return *_CONFLICT, f"{names}, which is no copy: {error.message}", _WITHOUT if logged else _COPY
        if logged and state_of(self._draft, logged).content != state_of(self._draft, opening).content:
            message = f"{names}, which was sealed before it was named: the log cannot show that both texts are the same"
            return *_CONFLICT, message, _WITHOUT
        return ()

    def _is_nowhere(self, ident: str) -> bool:
        """Tell whether an id that a review names is that of no file and of no opening."""
        return ident not in self._copies and self._home_of(ident) is None

    def _is_copy_erased(self, state: ReviewState) -> bool:
        """Tell whether the copy that the log's decision names was erased since, and has no id any more."""
        return state.moved_to is not None and self._draft.replay.reviews[state.moved_to].erasure is not None

    def _may_be_copy(self, review: Review, original: Filed) -> bool:
        """Tell whether a new review may be the copy of an original that names nothing; once entered it could not be."""
        first = original.review
        if review.text is None or review.moderation.moved_to is not None or first.source in SHOWN_ELSEWHERE:
            return False
        if (review.text, logged_rating(review.rating)) != (first.text, logged_rating(first.rating)):
            return False
        logged = self._logged(first.id)
        return logged is None or not self._is_copy_erased(state_of(self._draft, logged))

    def _home_of(self, ident: str) -> str | None:
        """Give the provider under whom a review is in the log, in this plan, or waits with an opening."""
        return self._homes.get(ident) or self._content.originals.home_of(ident)

    def _logged(self, ident: str) -> Opening | None:
        """Give the opening of a review that is in the log, or in this plan, by its id."""
        home = self._home_of(ident)
        known = self._placed.get(ident) or (self.openings_of(home).get(ident) if home else None)
        return known if known and known.index is not None else None


def _is_of_another(review: Review, earlier: Opening) -> bool:
    """Tell by source and id there whether a review cannot be an edit of another one."""
    source_id = opened_values(earlier)["source_id"]
    is_other = bool(review.source_id and source_id) and review.source_id != source_id
    return is_other or review.source != entry_of(earlier).source
