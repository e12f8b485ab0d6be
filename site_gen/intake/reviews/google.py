"""Google Business Profile: the API's `reviews.list`, and the same reviews out of Google Takeout.

A review has `reviewId`, `reviewer {displayName, isAnonymous}`, `starRating` from ONE to FIVE, `comment`, `createTime`,
`updateTime` and `reviewReply {comment, updateTime}`; Takeout leaves out id and photo. A page of the API has `reviews`,
`averageRating`, `totalReviewCount` and, unless it is the last, `nextPageToken`. Half of the reviews may have stars and
no words. A comment may be wrapped: `(Translated by Google) … (Original) …`; it is kept as it came.

Source: Business Profile APIs, `accounts.locations.reviews` (v4); Google Takeout, "Google Business Profile".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.dates import Style, read_instant
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.ratings import read_rating
from site_gen.intake.reviews.received import OwnerReply, Reading, Received, Rows

SOURCE = "google-business-profile"
_REVIEW_KEYS = frozenset({"starRating", "createTime"})
_RESOURCE = re.compile(r"(?:accounts/[^/]+/)?(?P<place>locations/[^/]+)/reviews/(?P<id>[^/]+)")
_FOLDER = re.compile(r"location-(?P<place>[0-9A-Za-z_-]+)")
_WRITTEN_BY_ME = frozenset({"five_star_rating_published", "Star Rating", "review_text_published"})


def _recognizes_api(file: ExportFile) -> bool:
    return any("reviewId" in one for one in _reviews(file))


def _recognizes_takeout(file: ExportFile) -> bool:
    reviews = _reviews(file)
    return bool(reviews) and not any("reviewId" in one for one in reviews)


def _reviews(file: ExportFile) -> list[Mapping[str, Any]]:
    """Give the reviews of a file, none for one of another kind."""
    return [one for one in _items(file) if isinstance(one, dict) and one.keys() >= _REVIEW_KEYS]


def _items(file: ExportFile) -> list[Any]:
    """Give what stands where reviews stand, whatever it is."""
    items: list[Any] = []
    for page in _pages(file):
        found = page.get("reviews") if isinstance(page, dict) else None
        if isinstance(found, list):
            items.extend(found)
    return items


def _pages(file: ExportFile) -> list[Any]:
    return file.json if isinstance(file.json, list) else [file.json]


def refuse_written_by_me(file: ExportFile) -> None:
    """Refuse the look-alike: what an account's owner wrote about other places.

    Raises:
        UnreadableError: it is such a file.
    """
    value = file.json
    features = value.get("features") if isinstance(value, dict) else None
    first = features[0] if isinstance(features, list) and features else None
    properties = first.get("properties") if isinstance(first, dict) else None
    if isinstance(properties, dict) and not _WRITTEN_BY_ME.isdisjoint(properties):
        raise UnreadableError(
            f"{file.name} holds the reviews that this account wrote about other places",
            hint='the reviews about yours are in Takeout under "Google Business Profile", not under "Maps"',
        )


def _read(files: Sequence[ExportFile], options: Options, *, name: str) -> Reading:
    rows = Rows()
    totals: dict[str, int] = {}
    for file in files:
        for number, item in enumerate(_items(file), 1):
            _take(rows, f"{file.name}, review {number}", item, file, options)
        for page in _pages(file):
            if isinstance(page, dict) and isinstance(page.get("totalReviewCount"), int):
                place = _place_of(page, file)
                totals[place] = max(totals.get(place, 0), page["totalReviewCount"])
    total = sum(totals.values()) if totals else None
    reading = rows.reading(SOURCE, name, source_total=total)
    is_whole = total is not None and len(reading.received) >= total
    return msgspec.structs.replace(reading, is_whole=is_whole)


def _take(rows: Rows, where: str, item: Any, file: ExportFile, options: Options) -> None:
    if item is None or item == {}:
        rows.pass_over("empty", "rows without anything in them")
        return
    if not isinstance(item, dict):
        rows.refuse(where, "no-review", "expected a review, found something else")
        return
    style = Style(options.zone)
    try:
        created = read_instant(item.get("createTime"), style)
        updated = read_instant(item["updateTime"], style) if item.get("updateTime") else None
        rating = read_rating(item.get("starRating"))
        reply = _reply(item.get("reviewReply"), style)
    except ValueError as error:
        rows.refuse(where, "unreadable", str(error))
        return
    resource = _RESOURCE.fullmatch(str(item.get("name") or ""))
    ident = item.get("reviewId") or (resource["id"] if resource else None)
    if updated is not None and updated > created:
        rows.note(where, "edited", "its author changed it after it was written")
    rows.take(
        Received(
            where=where,
            source_id=str(ident) if ident else None,
            place=_place(resource, file),
            received_at=created,
            updated_at=updated,
            rating=rating,
            text=_text(item.get("comment")),
            author=_author(item.get("reviewer")),
            method="imported",
            reply=reply,
        )
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _author(reviewer: Any) -> str | None:
    """Give the name that Google shows; an empty reviewer and one who hid the name have none."""
    if not isinstance(reviewer, dict) or reviewer.get("isAnonymous"):
        return None
    return _text(reviewer.get("displayName"))


def _reply(value: Any, style: Style) -> OwnerReply | None:
    if not isinstance(value, dict) or not _text(value.get("comment")):
        return None
    at = value.get("updateTime")
    return OwnerReply(value["comment"], read_instant(at, style) if at else None)


def _place_of(page: Any, file: ExportFile) -> str:
    """Give the place that a page of reviews is about."""
    items = page.get("reviews") if isinstance(page, dict) else None
    names = [str(one.get("name") or "") for one in items or () if isinstance(one, dict)]
    return _place(next(filter(None, map(_RESOURCE.fullmatch, names)), None), file)


def _place(resource: re.Match[str] | None, file: ExportFile) -> str:
    if resource is not None:
        return resource["place"]
    folder = _FOLDER.search(file.name)
    return f"locations/{folder['place']}" if folder else ""


def formats() -> Iterator[Format]:
    """Give the two formats in which Google hands out reviews."""
    yield Format(
        source=SOURCE,
        name="google-api",
        title="reviews out of Google's Business Profile API",
        recognizes=_recognizes_api,
        read=lambda files, options: _read(files, options, name="google-api"),
    )
    yield Format(
        source=SOURCE,
        name="google-takeout",
        title="reviews of a Business Profile out of Google Takeout",
        recognizes=_recognizes_takeout,
        read=lambda files, options: _read(files, options, name="google-takeout"),
    )
