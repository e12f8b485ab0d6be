"""Fields that pages show and in which contact data stands, as files from before intake looked for it may have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from site_gen.model.contact import has_contact
from site_gen.model.review import Review

_FIELDS = ("author", "incentive", "relationship")


def contact_fields(review: Review, hidden: Collection[str] = ()) -> Iterator[str]:
    """Give the fields of a review, but hidden ones, in which contact data stands; also in the names of aspects."""
    for field in _FIELDS:
        if field not in hidden and has_contact(getattr(review, field) or ""):
            yield field
    if "aspects" not in hidden and any(map(has_contact, review.aspects or ())):
        yield "aspects"


def hint_to_hide(review: Review, field: str) -> str:
    """Say how to publish the review without a field."""
    return f"site-gen moderate {review.id} --publish --hide-field {field}=third-party-privacy"
