"""The codes of a review in words, for whoever decides."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from site_gen.findings import count_of
from site_gen.model.reasons import REASONS
from site_gen.model.review import Reason, Review
from site_gen.pipeline.moderation.queue import rating_words
from site_gen.pipeline.moderation.views import Queue
from site_gen.report.printable import printable

_MOST_REMARKS = 3
_METHODS = {
    "invited-all": "everybody was asked",
    "invited-sample": "a random sample was asked",
    "organic": "written without being asked",
    "redirected": "came through a link on another site",
    "imported": "collected by an outside service",
    "transcribed": "typed in by staff",
}
_VERIFICATIONS = {
    "visit-match": "matched to a visit",
    "email": "e-mail confirmed",
    "phone": "phone confirmed",
    "none": "author not checked",
}
_FIELDS = {
    "experienced": "month of the visit",
    "verification": "check of the author",
    "aspects": "answers",
    "completeness": "how complete",
}


def method_words(method: str) -> str:
    """Say how a review was collected."""
    return _METHODS.get(method, method)


def verification_words(verification: str) -> str:
    """Say what was checked about the author."""
    return _VERIFICATIONS.get(verification, verification)


def field_words(name: str) -> str:
    """Name a field of a review."""
    return _FIELDS.get(name, name)


def age_words(days: int) -> str:
    """Say for how long a review has waited."""
    return f"waiting {count_of(days, 'day')}" if days else "came in today"


def read_reason(text: str) -> Reason | None:
    """Read a reason as it is typed: its number in the list from 1, its code, or a beginning that only it has."""
    word = text.strip().lower()
    if word.isascii() and word.isdigit():
        return REASONS[int(word) - 1].code if 1 <= int(word) <= len(REASONS) else None
    exact = [reason.code for reason in REASONS if reason.code == word]
    found = exact or [reason.code for reason in REASONS if word and reason.code.startswith(word)]
    return found[0] if len(found) == 1 else None


def day_words(at: datetime.datetime) -> str:
    """Give the day of an instant in UTC."""
    return at.astimezone(datetime.UTC).date().isoformat()


def outcome(review: Review, *, is_rating_hidden: bool = False) -> str:
    """Say what was decided about a review, with its rating unless that is hidden: who can undo has not decided yet."""
    rating = None if is_rating_hidden else rating_words(review.rating)
    stars = f" (rated {rating})" if rating else ""
    moderation = review.moderation
    if moderation.status == "withheld":
        return f"withheld {review.id}{stars} for {moderation.reason}"
    marks = len(moderation.hidden) + len(moderation.hidden_fields)
    hidden = f" with {marks} hidden" if marks else ""
    return f"{moderation.status} {review.id}{stars}{hidden}"


def visible_words(found: Sequence[str]) -> str:
    """Say what readers would still see that looks like an identifier; nothing where there is none."""
    names = ", ".join(f'"{" ".join(printable(one).split())}"' for one in found)
    return f"still visible, looks like an identifier: {names}" if found else ""


def remarks(queue: Queue) -> Iterator[str]:
    """Say what is wrong around the queue, before anybody decides."""
    for one in queue.findings[:_MOST_REMARKS]:
        yield f"{one.path}:{one.line}: {one.message}; what is in it waits unseen"
    if len(queue.findings) > _MOST_REMARKS:
        yield f"{count_of(len(queue.findings) - _MOST_REMARKS, 'more finding')}; site-gen check lists them"
    for hindrance in queue.hindrances:
        yield f"{hindrance.message}: {hindrance.hint}"
