"""One person's sitting at the queue in the browser: the order, what was skipped, and what can be taken back.

Files are read anew for every page and every decision; of the queue only the order is kept.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.model.base import is_slug
from site_gen.model.review import HiddenField, HiddenSegment, Reason
from site_gen.pipeline.moderation.decide import Decided, decide_at, tell_author, undo
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.queue import look_again, read_queue
from site_gen.pipeline.moderation.screen import screen_of
from site_gen.pipeline.moderation.views import Choice, PendingReview
from site_gen.pipeline.moderation.words import outcome, read_reason, remarks
from site_gen.pipeline.review_files import read_review_file
from site_gen.pipeline.site_folder import today
from site_gen.serve.moderation.screens import Around, Done, Hiding, Last, Shown

Clock = Callable[[], datetime.datetime]


class _Step(NamedTuple):
    """A decision, and how its author can be reached."""

    decided: Decided
    contact: str


class BrowserSitting:
    """A sitting of a role; see `serve.moderation.screens.Sitting`, whose promises it keeps."""

    def __init__(self, root: Path, role: str, clock: Clock) -> None:
        """Read the queue.

        Raises:
            SiteGenError: `role` is none, or there is no site that loads.
        """
        if not is_slug(role):
            hint = "a role is lower-case letters, digits and hyphens, such as compliance"
            raise SiteGenError(f'"{role}" is no role', hint=hint)
        self._root = root
        self._role = role
        self._clock = clock
        self._views: dict[str, PendingReview] = {}
        self._passed: set[str] = set()
        self._skipped: set[str] = set()
        self._steps: list[_Step] = []
        self._notes: tuple[str, ...] = ()
        self._read()

    def current(self) -> str | Done:
        """Give the id of the first review that was neither decided nor skipped; what came in meanwhile is last."""
        found = self._next()
        if found is None:
            self._read()
            found = self._next()
        return self._done() if found is None else found

    def look(self, review: str, hiding: Hiding) -> Shown | None:
        """Give the page of a review as its file is now; None where it does not wait."""
        known = self._views.get(review)
        view = look_again(self._root, known, self._clock()) if known else None
        if view is None:
            return None
        place = list(self._views).index(review) + 1
        return screen_of(view, self.around(), hiding, place=place, total=len(self._views))

    def around(self) -> Around:
        """Give what stands on every page."""
        return Around(self._role, self._last(), self._notes)

    def publish(self, review: str, digest: str, hiding: Hiding) -> None:
        """Publish a review, without what the form hides."""
        fields = tuple(
            HiddenField(field=name, reason=_reason(text))  # type: ignore[arg-type]  # decide refuses other fields
            for name, text in hiding.fields.items()
        )
        parts = tuple(HiddenSegment(segment=_number(name), reason=_reason(text)) for name, text in hiding.parts.items())
        self._decide(review, digest, Choice(action="publish", hidden=parts, hidden_fields=fields))

    def withhold(self, review: str, digest: str, reason: str, moved_to: str) -> None:
        """Withhold a review for a reason."""
        choice = Choice(action="withhold", reason=_reason(reason), moved_to=moved_to.strip() or None)
        self._decide(review, digest, choice)

    def skip(self, review: str) -> None:
        """Leave a review for later."""
        self._skipped.add(review)

    def again(self) -> None:
        """Bring back what was skipped."""
        self._skipped.clear()

    def undo(self, review: str) -> Hiding:
        """Take the last decision back, to the byte; give what it had hidden."""
        step = self._last_step(review)
        undo(self._root, step.decided, now=self._clock())
        self._steps.pop()
        self._passed.discard(review)
        moderation = step.decided.review.moderation
        return Hiding(
            {str(one.segment): one.reason for one in moderation.hidden},
            {one.field: one.reason for one in moderation.hidden_fields},
        )

    def told(self, review: str) -> None:
        """Write down that the author of what was withheld last was told today."""
        step = self._last_step(review)
        now = self._clock()
        after = tell_author(self._root, review, today(self._root, now), now=now).after
        self._steps[-1] = step._replace(decided=step.decided._replace(after=after))

    def _read(self) -> None:
        """Read the queue anew; what a colleague took back waits again."""
        queue = read_queue(self._root, self._clock())
        for view in queue.reviews:
            self._views.setdefault(view.id, view)
            self._passed.discard(view.id)
        self._notes = tuple(remarks(queue))

    def _next(self) -> str | None:
        """Give the first one that still waits; those that do not are passed, those that do not load are, too."""
        for review, view in self._views.items():
            if review in self._passed or review in self._skipped:
                continue
            try:
                if look_again(self._root, view, self._clock()) is not None:
                    return review
            except SiteGenError as error:
                self._notes = (*self._notes, f"{error.message}; left out")
            self._passed.add(review)
        return None

    def _decide(self, review: str, digest: str, choice: Choice) -> None:
        view = self._views.get(review)
        if view is None:
            raise SiteGenError(f"{review} is not in this queue", hint="begin again from its first page")
        file = read_review_file(self._root, view.path)
        decided = decide_at(Desk(self._root, self._clock()), file, choice, role=self._role, digest=digest)
        self._steps.append(_Step(decided, file.review.contact or "" if choice.action == "withhold" else ""))
        self._passed.add(review)
        self._skipped.discard(review)

    def _last_step(self, review: str) -> _Step:
        if not self._steps or self._steps[-1].decided.review.id != review:
            raise SiteGenError(f"the last decision was not about {review}", hint="go on with the queue")
        return self._steps[-1]

    def _last(self) -> Last | None:
        if not self._steps:
            return None
        decided, contact = self._steps[-1]
        review = decided.review
        is_told = review.moderation.author_told_on is not None
        is_hidden = Desk(self._root, self._clock()).site.reviews.hide_rating_until_decided
        return Last(outcome(review, is_rating_hidden=is_hidden), review.id, decided.cautions, contact, is_told)

    def _standing(self, step: _Step) -> str | None:
        """Give what was decided, or None where somebody changed that since."""
        after = step.decided.after
        try:
            present = read_review_file(self._root, after.path).review.moderation.status
        except SiteGenError:
            return None
        return present if present == after.review.moderation.status else None

    def _done(self) -> Done:
        standing = Counter(
            filter(None, map(self._standing, {one.decided.review.id: one for one in self._steps}.values()))
        )
        says = f"You published {standing['published']} and withheld {standing['withheld']}"
        has_log = Desk(self._root, self._clock()).site.log is not None
        after = "The pages show a decision once it is sealed: whoever holds the key of the log runs site-gen seal."
        skipped = len(self._skipped - self._passed)
        return Done(self.around(), says, skipped, after if has_log else "The preview shows every decision already.")


def _number(name: str) -> int:
    if not (name.isascii() and name.isdigit()):
        raise SiteGenError(f'"{name}" is no part of the text')
    return int(name)


def _reason(text: str) -> Reason:
    reason = read_reason(text)
    if reason is None:
        raise SiteGenError(f'"{text}" is no reason' if text else "no reason was chosen", hint="choose one of the list")
    return reason
