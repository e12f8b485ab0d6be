"""Google Business Profile: the API's `reviews.list` and `batchGetReviews`, and the same reviews out of Google Takeout.

A review has `name` (`accounts/A/locations/L/reviews/R`), `reviewId`, `reviewer {displayName, isAnonymous}`,
`starRating` from ONE to FIVE, `comment`, `createTime`, `updateTime`, `reviewMediaItems` and `reviewReply {comment,
updateTime, reviewReplyState}`; Takeout leaves out id and photo, and in old archives the name. A page of the API has
`reviews`, `averageRating`, `totalReviewCount` and, unless it is the last, `nextPageToken`; a page of several locations
has `locationReviews [{name, review}]`. Takeout has `account-A/location-L/reviews.json` and further pages beside it as
`reviews-TOKEN.json`. One location may stand under two accounts: what follows `locations/` is the same in both.

Half of the reviews may have stars and no words. A comment may be wrapped, `(Translated by Google) … (Original) …`, with
either part first; it is kept as it came. What a reply says counts once Google shows it.

Source: Business Profile APIs, `accounts.locations.reviews` and `accounts.locations.batchGetReviews` (v4); for Takeout,
which Google does not document, what public readers of it agree on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from site_gen.intake.reviews.cells import id_in, instant_in, rating_in, without_contact
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.google_files import (
    RESOURCE,
    Item,
    account_of,
    items_of,
    pages_of,
    place_of,
    recognizes_api,
    recognizes_takeout,
)
from site_gen.intake.reviews.received import OwnerReply, Reading, Received, Rows
from site_gen.model.contact import has_contact

SOURCE = "google-business-profile"
_NOBODY = "a google user"
"""How Google calls those who hide their name."""
_UNSHOWN = frozenset({"PENDING", "REJECTED"})


def _read(files: Sequence[ExportFile], options: Options, *, name: str) -> Reading:
    rows = Rows(ids_are_unique=True)
    totals: dict[str, int] = {}
    seen: Counter[object] = Counter()
    for file in files:
        for number, item in enumerate(items_of(file), 1):
            _take(rows, f"{file.name}, review {number}", item, file, options, seen)
        for place, total in _totals(file):
            totals[place] = max(totals.get(place, 0), total)
    reading = rows.reading(SOURCE, name, has_replies=True)
    found = Counter(one.place for one in reading.received)
    reading = msgspec.structs.replace(reading, places=tuple(sorted(found.keys() | totals.keys())))
    if not totals or found.keys() - totals.keys():
        return reading
    is_whole = all(found[place] >= total for place, total in totals.items())
    return msgspec.structs.replace(reading, source_total=sum(totals.values()), is_whole=is_whole)


def _totals(file: ExportFile) -> Iterator[tuple[str, int]]:
    """Give the places that the pages of a file are about, with the number of reviews that Google counts there."""
    for page in pages_of(file):
        total = page.get("totalReviewCount") if isinstance(page, dict) else None
        reviews = page.get("reviews") if isinstance(page, dict) else None
        if isinstance(total, int) and isinstance(reviews, list):
            names = [str(one.get("name") or "") for one in reviews if isinstance(one, dict)]
            place = next((place_of(name, file) for name in names if RESOURCE.fullmatch(name)), place_of("", file))
            if place or names:
                yield place, total


def _take(rows: Rows, where: str, found: Item, file: ExportFile, options: Options, seen: Counter[object]) -> None:
    """Take what stands in place of a review; `seen` counts those without an id, by account, place, day and author."""
    item = found.value
    if item is None or item == {}:
        rows.pass_over("empty", "rows without anything in them")
        return
    if not isinstance(item, dict):
        rows.refuse(where, "no-review", "expected a review, found something else")
        return
    style = Style(options.zone)
    try:
        created = instant_in(item.get("createTime"), style)
        updated = instant_in(item["updateTime"], style) if item.get("updateTime") else None
        rating = rating_in(item.get("starRating"))
        text = _text(item.get("comment"))
        reply = _reply(item.get("reviewReply"), style)
    except ValueError as error:
        rows.refuse(where, "unreadable", str(error))
        return
    if updated is not None and updated > created:
        rows.note(where, "edited", "its author changed it after it was written")
    if item.get("reviewMediaItems"):
        rows.note(where, "pictures", "its pictures stay at the source")
    if isinstance(item.get("reviewReply"), dict) and item["reviewReply"].get("reviewReplyState") in _UNSHOWN:
        rows.note(where, "reply-not-shown", "Google does not show the reply to it, which was left out")
    name = str(item.get("name") or "")
    author = _author(item.get("reviewer"))
    if has_contact(author):
        rows.note(where, "contact-left-out", "the author's name holds contact data, and is left out")
        author = None
    place = place_of(name if RESOURCE.fullmatch(name) else found.resource, file)
    one = Received(
        where=where,
        source_id=without_contact(id_in, _source_id(item.get("reviewId"), name)),
        place=place,
        received_at=created,
        updated_at=updated,
        rating=rating,
        text=text,
        author=author,
        method="imported",
        reply=reply,
    )
    copy = (place, created, author)
    of_account = (account_of(file), *copy)
    seen[of_account] += 1
    rows.take(one, (*copy, seen[of_account]))


def _source_id(ident: Any, name: str) -> str | None:
    resource = RESOURCE.fullmatch(name)
    return str(ident or (resource["id"] if resource else None) or "") or None


def _text(value: Any) -> str | None:
    """Give the words of a review as they are.

    Raises:
        ValueError: something else stands in their place.
    """
    if value is not None and not isinstance(value, str):
        raise ValueError("the comment is no text")
    return value if value and value.strip() else None


def _author(reviewer: Any) -> str | None:
    """Give the name that Google shows; an empty reviewer and one who hid the name have none."""
    name = reviewer.get("displayName") if isinstance(reviewer, dict) and not reviewer.get("isAnonymous") else None
    if not isinstance(name, str) or name.strip().casefold() in ("", _NOBODY):
        return None
    return name


def _reply(value: Any, style: Style) -> OwnerReply | None:
    if not isinstance(value, dict) or value.get("reviewReplyState") in _UNSHOWN:
        return None
    text, at = _text(value.get("comment")), value.get("updateTime")
    return OwnerReply(text, instant_in(at, style) if at else None) if text else None


def formats() -> Iterator[Format]:
    """Give the two formats in which Google hands out reviews."""
    yield Format(
        source=SOURCE,
        name="google-api",
        title="reviews out of Google's Business Profile API",
        recognizes=recognizes_api,
        read=lambda files, options: _read(files, options, name="google-api"),
    )
    yield Format(
        source=SOURCE,
        name="google-takeout",
        title="reviews of a Business Profile out of Google Takeout",
        recognizes=recognizes_takeout,
        read=lambda files, options: _read(files, options, name="google-takeout"),
    )
