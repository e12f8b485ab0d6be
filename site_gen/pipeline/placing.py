"""Which reviews of a provider stand on its pages, and in which state: the log's, or that of their files without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from site_gen.check.engine import Results, check_originals, check_sealed
from site_gen.check.gates import leaves_out_reply
from site_gen.check.log_view import Originals
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.findings import Finding
from site_gen.load.log_folder import openings_path, parse_openings_file
from site_gen.model.placed import Placed, State, place
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.standing import NONE_GONE, Gone
from site_gen.pipeline.erased import Erased
from site_gen.pipeline.log_cache import decode_states
from site_gen.pipeline.log_findings import damaged_opening
from site_gen.pipeline.logged import draft_placed, place_logged, published_openings
from site_gen.render.ground import Ground
from site_gen.render.pages.rendered import Rendered
from site_gen.reviewlog.decisions import lapse_of, page_defect
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.segments import split_text
from site_gen.reviewlog.states import ReviewState


class Placing:
    """Places the reviews of any provider of a site; the marks of `erased` reviews are None where they say nothing."""

    def __init__(self, ground: Ground, around: Around, erased: Erased | None) -> None:
        self._ground = ground
        self._around = around
        self._erased = erased

    def place(
        self,
        kept: bytes | None,
        log_size: int,
        provider: Provider,
        reviews: Sequence[Review],
        by_path: Mapping[str, bytes],
        results: Results,
    ) -> tuple[tuple[Placed, ...], Gone, tuple[Rendered, ...]]:
        """Give the reviews with their states, counts of those that were erased, and the file of published openings.

        `kept` are the states in a log of `log_size` entries as `log_cache` keeps them, None without a log; `by_path`
        are the provider's files.
        """
        around, precision = self._around.among(reviews), self._ground.site.reviews.received_precision
        if kept is None:
            placed = place((self._as_authorized(review, around) for review in reviews), split_text, precision)
            return self._without_kept_ratings(self._without_refused(placed, results.findings)), NONE_GONE, ()
        path = openings_path(provider.permanent_id)
        try:
            openings = parse_openings_file(by_path.get(path, b""), path, log_size)
            states = decode_states(kept)
            unread = by_path.keys() - {review.path for review in reviews}
            returned = self._returned(reviews)
            unended = self._unended(states, openings, returned)
            originals = Originals(provider, path, states, openings, tuple(reviews), returned, unended, unread)
            check_originals(originals, around, results)
            logged = place_logged(reviews, states, openings)
            check_sealed(logged.sealed, around, results)
            published = published_openings(provider.permanent_id, logged)
        except LogError as error:
            if not any(one.path == path for one in results.findings):
                results.findings.append(damaged_opening(provider, path, error))
            return (), NONE_GONE, ()
        drafts = tuple(draft_placed(logged.unsealed, len(states), precision)) if self._ground.drafts else ()
        file = f"review-log/openings/{provider.permanent_id}.json"
        placed = self._without_kept_ratings((*logged.placed, *drafts))
        return placed, logged.gone, (Rendered(file, published),)

    def _as_authorized(self, review: Review, around: Around) -> Review:
        """Give a review of a site without a log as it is shown: withheld where no authorization carries the page."""
        if review.moderation.status != "published":
            return review
        authorization, covered = around.authorization_of(review), around.site.covered_entity
        lapse = lapse_of(authorization, as_of=around.as_of, covered=covered)
        if lapse is None and covered and page_defect(authorization, around.as_of):
            lapse = "authorization-missing"
        if lapse is None:
            return review
        withheld = msgspec.structs.replace(
            review.moderation, status="withheld", reason=lapse, hidden=(), hidden_fields=()
        )
        return msgspec.structs.replace(review, moderation=withheld)

    def _returned(self, reviews: Sequence[Review]) -> frozenset[str] | None:
        """Give the ids of files whose review was erased; None where the marks of erased reviews are not here."""
        if self._erased is None or not self._erased.marks:
            return None
        return frozenset(
            one.id
            for one in reviews
            if self._erased.holds(review_id=one.id, source=one.source, source_id=one.source_id)
        )

    def _unended(
        self, states: Sequence[ReviewState], openings: Sequence[Opening], returned: frozenset[str] | None
    ) -> frozenset[str]:
        """Give the ids of reviews that a mark says were erased and whose end the log does not have."""
        if self._erased is None or returned is None:
            return frozenset()
        standing = {state.index for state in states if state.erasure is None}
        sealed = [one.id for one in openings if one.index in standing]
        return frozenset(ident for ident in sealed if ident in returned or self._erased.holds_id(ident))

    def _without_kept_ratings(self, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
        """Give the reviews of a preview without stars and answers of those whose rating is hidden until the decision.

        Nothing is reckoned with what waits, so that no number of a page changes.
        """
        if not (self._ground.drafts and self._ground.site.reviews.hide_rating_until_decided):
            return placed
        waiting = {one.review.id for one in placed if one.state is State.PENDING}

        def kept(review: Review) -> Review:
            return msgspec.structs.replace(review, rating=None, aspects={}) if review.id in waiting else review

        return tuple(
            msgspec.structs.replace(one, review=kept(one.review), earlier=kept(one.earlier) if one.earlier else None)
            for one in placed
        )

    def _without_refused(self, placed: tuple[Placed, ...], findings: Sequence[Finding]) -> tuple[Placed, ...]:
        """Give the reviews without the replies that an error keeps from the page."""
        ground = self._ground
        ignores = ground.site.checks.ignore
        refused = {
            one.review for one in findings if leaves_out_reply(one) and not is_set_aside(one, ignores, ground.as_of)
        }
        return tuple(msgspec.structs.replace(one, reply=None) if one.review.id in refused else one for one in placed)
