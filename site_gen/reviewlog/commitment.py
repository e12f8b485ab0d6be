"""From a received review, a reply or an export to the entry that commits to it, and the disclosures that open it.

Which facts stand in an entry in clear and which as digests is fixed in `review-log.md`, "Entries". Salts come from the
caller and are 16 fresh random bytes for every item; nothing here is random.
"""

from __future__ import annotations

import datetime
import typing
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from site_gen.model.base import Month, Precision, Slug
from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.review import Authorization, Review
from site_gen.reviewlog.canonical import Value
from site_gen.reviewlog.disclosure import Salts, digest, digests_of, make_decoy, make_field, make_segment
from site_gen.reviewlog.entries import ImportEntry, ReplyEntry, ReviewEntry, SegmentDigest, format_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import (
    SEALED_NAMES,
    Opening,
    compare_text,
    entry_of,
    opened_segments,
    opened_values,
)
from site_gen.reviewlog.rating import LoggedRating, logged_rating, model_rating
from site_gen.reviewlog.segments import split_text

REPLY_NAME = "reply"
EXPORT_NAME = "sha256"

_TYPES = typing.get_type_hints(Review, include_extras=True)


class ReplyContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What a reply's disclosure holds: the reply as it is shown. `role` is who answers for it."""

    text: str
    published_on: datetime.date
    role: Slug
    outcome: Literal["none", "change-planned", "change-made"]


def commit_review(
    review: Review,
    *,
    provider: Slug,
    logged: Month,
    salts: Salts,
    display: Literal["here", "elsewhere"] | None = None,
    precision: Precision = "month",
    supersedes: int | None = None,
    segments: Sequence[str] | None = None,
    moved_from: Opening | None = None,
) -> Opening:
    """Give the entry of a review and the disclosures that open it, without a place in the log yet.

    `provider` is the permanent id; `segments` replaces the default splitter. `display` is `elsewhere` for texts that
    the site has no right to show, by default those of Google and Yelp. A copy under the right provider takes the text
    disclosures of `moved_from`, so that anybody sees that both entries have the same segments (`moved_to`).

    Raises:
        LogError: segments that are not the text, a salt that is short or comes twice, a batch or import whose id is not
            random, a rating outside its scale, or more than fits an entry.
    """
    salt = _once(salts)
    fields = {name: make_field(salt(), name, value) for name, value in sealed_values(review).items()}
    texts = _copied_text(review, moved_from) if moved_from else _commit_text(review, segments, salt)
    entry = ReviewEntry(
        logged=logged,
        provider=provider,
        display=display or ("elsewhere" if review.source in SHOWN_ELSEWHERE else "here"),
        received=review.received_month if precision == "month" else review.received_month[:4],
        source=review.source,
        method=review.method,
        rating=logged_rating(review.rating),
        batch=review.batch,
        import_=review.import_,
        supersedes=supersedes,
        text=tuple([SegmentDigest(digest=one) for one in digests_of(texts)]),
        sd=tuple(sorted([*digests_of(fields.values()), make_decoy(salt())])),
    )
    return Opening(id=review.id, entry=format_entry(entry), fields=fields, segments=tuple(texts))


def sealed_values(review: Review) -> dict[str, Value]:
    """Give what a review seals, by name, in the order of `SEALED_NAMES`; None for what it does not have.

    An opening of the same review gives equal values (`opened_values`). The instant of receipt is in UTC; an
    authorization holds what it says, without what it leaves open.
    """
    values: dict[str, Value] = {
        "id": review.id,
        "author": review.author,
        "title": review.title,
        "language": review.language,
        "experienced": review.experienced,
        "received_at": review.received_at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z"),
        "location": review.location,
        "aspects": review.aspects or None,
        "verification": review.verification,
        "incentive": review.incentive,
        "relationship": review.relationship,
        "completeness": review.completeness,
        "authorization": None if review.authorization is None else _authorization(review.authorization),
        "source_id": review.source_id,
        "contact": review.contact,
    }
    return {name: values[name] for name in SEALED_NAMES}


def compare_copy(original: Opening, rating: LoggedRating | None, text: str | None) -> None:
    """Check that a copy under another provider has the rating and the text of its original.

    Raises:
        LogError: another rating or text; the message names the first segment that differs.
    """
    if entry_of(original).rating != rating:
        raise LogError(f"its rating is another than that of {original.id}")
    compare_text(original, text, in_words=False)


def commit_reply(content: ReplyContent, *, subject: int, logged: Month, salts: Salts) -> tuple[ReplyEntry, str]:
    """Give the entry that publishes a reply to the review at leaf `subject`, and the disclosure that opens it."""
    disclosure = make_field(salts(), REPLY_NAME, msgspec.to_builtins(content))
    entry = ReplyEntry(logged=logged, subject=subject, action="publish", sd=(digest(disclosure),), sd_alg="sha-256")
    return entry, disclosure


def commit_export(
    *,
    import_id: str,
    source: Slug,
    file_format: Slug,
    rows: int,
    ratings: Mapping[str, int],
    source_total: int | None,
    export_sha256: str,
    logged: Month,
    salts: Salts,
) -> tuple[ImportEntry, str]:
    """Give the entry of an import and the disclosure that opens its one digest, of the export's SHA-256 in hexadecimal.

    `ratings` counts by value on the source's own scale, or by `true` and `false`.
    """
    disclosure = make_field(salts(), EXPORT_NAME, export_sha256)
    entry = ImportEntry(
        logged=logged,
        import_=import_id,
        source=source,
        format=file_format,
        rows=rows,
        ratings=dict(ratings),
        source_total=source_total,
        sd=(digest(disclosure),),
        sd_alg="sha-256",
    )
    return entry, disclosure


def restore_review(review: Review, opening: Opening) -> Review:
    """Give `review` with everything that its opening seals or its entry says; what people edit stays.

    Kept from `review`: path, provider, supersedes, moderation and reply.

    Raises:
        LogError: an opening whose values are no review.
    """
    entry = entry_of(opening)
    sealed = {name: value for name, value in opened_values(opening).items() if value is not None}
    sealed.setdefault("aspects", {})
    absent = {name: None for name in SEALED_NAMES if name not in sealed}
    try:
        typed = {name: msgspec.convert(value, _TYPES[name], strict=False) for name, value in sealed.items()}
    except msgspec.ValidationError as error:
        raise LogError(f"opening of {opening.id}: {error}") from error
    return msgspec.structs.replace(
        review,
        **absent,
        **typed,
        rating=model_rating(entry.rating),
        text="".join(opened_segments(opening)) or None,
        source=entry.source,
        method=entry.method,
        batch=entry.batch,
        import_=entry.import_,
    )


def _commit_text(review: Review, segments: Sequence[str] | None, salt: Salts) -> tuple[str, ...]:
    text = review.text or ""
    parts = split_text(text) if segments is None else tuple(segments)
    if "".join(parts) != text:
        raise LogError(f"review {review.id}: the segments put together are not its text")
    return tuple([make_segment(salt(), part) for part in parts])


def _copied_text(review: Review, original: Opening) -> tuple[str, ...]:
    compare_copy(original, logged_rating(review.rating), review.text)
    return original.segments


def _once(salts: Salts) -> Salts:
    """Give the same salts, refusing one that comes twice: a caller's broken source of randomness (INT119)."""
    seen: set[bytes] = set()

    def next_salt() -> bytes:
        salt = salts()
        if salt in seen:
            raise LogError("the same salt came twice, expected 16 fresh random bytes")
        seen.add(salt)
        return salt

    return next_salt


def _authorization(authorization: Authorization) -> dict[str, Value]:
    said: dict[str, Value] = msgspec.to_builtins(authorization)
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
    return {name: value for name, value in lists.items() if value is not None and value != []}
