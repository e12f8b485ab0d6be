"""The published openings, `review-log/openings/<provider>.json`: what lets anybody recompute the shown reviews.

RFC 8785 JSON, the published reviews of one provider by leaf index: the entry, which decision stands, the disclosures of
what is shown, and the reply. Only what the latest decision shows is in it; when something was received, on what ground
it may be public, and how to reach its author never are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Slug
from site_gen.model.placed import State
from site_gen.model.review import ReviewId
from site_gen.reviewlog import canonical
from site_gen.reviewlog.canonical import Whole
from site_gen.reviewlog.disclosure import digest, open_field, open_segment
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import PUBLIC_NAMES, Opening
from site_gen.reviewlog.states import ReviewState

VERSION: Literal["site-gen.openings/1"] = "site-gen.openings/1"

FieldName = Annotated[str, Meta(pattern=r"^[a-z_]{1,40}" + END)]
"""Any name: that only public ones are there is a claim to verify, not a matter of form."""
SegmentKey = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,4})" + END)]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    pass


class PublishedReply(_Strict, frozen=True, kw_only=True, gc=False):
    """The reply that is shown: the entry that published it and its disclosure."""

    index: Whole
    disclosure: str


class PublishedReview(_Strict, frozen=True, kw_only=True, gc=False):
    """A published review: `leaf` is its entry, `decision` the index of the decision that stands.

    `fields` holds disclosures by name, `segments` by place in the text, in decimal.
    """

    id: ReviewId
    index: Whole
    leaf: bytes
    decision: Whole
    fields: dict[FieldName, str]
    segments: dict[SegmentKey, str]
    reply: PublishedReply | None = None


class PublishedOpenings(_Strict, frozen=True, kw_only=True, gc=False):
    """The file of one provider, by permanent id, made when the log had `size` entries."""

    v: Literal["site-gen.openings/1"] = msgspec.field(default_factory=lambda: VERSION)
    provider: Slug
    size: Whole
    reviews: tuple[PublishedReview, ...]

    def __post_init__(self) -> None:
        indexes = [review.index for review in self.reviews]
        if indexes != sorted(set(indexes)):
            raise LogError("openings: reviews are not in order of their index, or one stands twice")


_DECODER = msgspec.json.Decoder(PublishedOpenings)


def parse_openings(data: bytes) -> PublishedOpenings:
    """Read the published openings of a provider. Says nothing about what they open: `verify_openings` does.

    Raises:
        LogError: not the canonical bytes of such a file.
    """
    return canonical.decode(_DECODER, data, "openings")


def format_openings(provider: Slug, size: int, reviews: Iterable[PublishedReview]) -> bytes:
    """Give the file of a provider; the order of `reviews` does not matter.

    Raises:
        LogError: two reviews with one index.
    """
    ordered = tuple(sorted(reviews, key=lambda review: review.index))
    return canonical.encode(PublishedOpenings(provider=provider, size=size, reviews=ordered))


def publish_opening(opening: Opening, review: ReviewState) -> PublishedReview:
    """Give what may be published of a review: what its state shows, nothing that it hides or that is private.

    Does not check that the disclosures hash into the entry: `verify_opening` does.

    Raises:
        LogError: the review is not published, the opening is of another entry, or a disclosure that state asks for is
            missing or of another name.
    """
    what = f"opening of {opening.id}"
    if review.state is not State.PUBLISHED or review.decision is None:
        raise LogError(f"{what}: the review is {review.state}, expected published")
    if opening.index != review.index or leaf_hash(opening.entry) != review.leaf:
        raise LogError(f"{what}: its entry is not the one at leaf {review.index}")
    hidden_fields = {hidden.field for hidden in review.hidden_fields}
    hidden_segments = {hidden.segment for hidden in review.hidden}
    fields = {name: _field(opening, name, what) for name in PUBLIC_NAMES if name not in hidden_fields}
    shown = [place for place in range(len(opening.segments)) if place not in hidden_segments]
    for place in shown:
        open_segment(opening.segments[place])
    return PublishedReview(
        id=opening.id,
        index=review.index,
        leaf=opening.entry,
        decision=review.decision,
        fields=fields,
        segments={str(place): opening.segments[place] for place in shown},
        reply=_reply(opening, review, what),
    )


def _field(opening: Opening, name: str, what: str) -> str:
    disclosure = opening.fields.get(name)
    if disclosure is None or open_field(disclosure).name != name:
        raise LogError(f"{what}: expected the disclosure of {name}")
    return disclosure


def _reply(opening: Opening, review: ReviewState, what: str) -> PublishedReply | None:
    if review.reply is None or review.reply_digest is None:
        return None
    for disclosure in opening.replies:
        if digest(disclosure) == review.reply_digest:
            return PublishedReply(index=review.reply, disclosure=disclosure)
    raise LogError(f"{what}: expected the disclosure of the reply in entry {review.reply}")
