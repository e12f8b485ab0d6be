"""Yelp: the reviews that its API shows of a business, which are beginnings of texts.

A page has `reviews`, `total` and `possible_languages`; a review has `id`, `rating`, `text`, `time_created` in the
business's own time without a zone, `url` with the business in its path, and `user {id, name}`. At most a few reviews
come, and of each the first 160 characters, so no text is whole. The author's profile is not kept.

Source: Yelp Fusion (Places API), `GET /v3/businesses/{id}/reviews`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from site_gen.intake.reviews.cells import filled, id_in, instant_in, rating_in, without_contact, words_in
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.received import Reading, Received, Rows
from site_gen.intake.reviews.shapes import items_in, pages_in, shape_of
from site_gen.model.contact import has_contact

SOURCE = "yelp"
_BUSINESS = re.compile(r"https?://(?:[a-z-]+\.)*yelp\.[a-z.]+/biz/(?P<place>[^/?#\s]+)", re.I)


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    rows = Rows(ids_are_unique=True)
    totals: dict[str, int] = {}
    for file in files:
        for number, item in enumerate(items_in(file, "reviews"), 1):
            _take(rows, f"{file.name}, review {number}", item, options.style())
        for page in pages_in(file):
            total = page.get("total")
            if isinstance(total, int) and not isinstance(total, bool) and isinstance(page.get("reviews"), list):
                place = next(filter(None, map(_place, page["reviews"])), file.name)
                totals[place] = max(totals.get(place, 0), total)
    total = sum(totals.values()) if totals else None
    reading = rows.reading(SOURCE, SOURCE, source_total=total)
    is_whole = total is not None and len(reading.received) >= total
    places = tuple(sorted({one.place for one in reading.received}))
    return msgspec.structs.replace(reading, is_whole=is_whole, places=places)


def _take(rows: Rows, where: str, item: Any, style: Style) -> None:
    if item is None or item == {}:
        rows.pass_over("empty", "rows without anything in them")
        return
    if not isinstance(item, dict):
        rows.refuse(where, "no-review", "expected a review, found something else")
        return
    user = item.get("user")
    try:
        one = Received(
            where=where,
            source_id=without_contact(id_in, item.get("id")),
            place=_place(item),
            received_at=instant_in(item.get("time_created"), style),
            rating=rating_in(item.get("rating")),
            text=filled(item.get("text")),
            author=without_contact(words_in, user.get("name")) if isinstance(user, dict) else None,
            method="imported",
            completeness="excerpt",
        )
    except ValueError as error:
        rows.refuse(where, "unreadable", str(error))
        return
    rows.take(one)
    if isinstance(user, dict) and has_contact(user.get("name")):
        rows.note(where, "contact-left-out", "the author's name holds contact data, and is left out")


def _place(item: Any) -> str:
    """Give the business as Yelp's addresses call it."""
    match = _BUSINESS.match(str(item.get("url") or "")) if isinstance(item, dict) else None
    return match["place"] if match else ""


def formats() -> Iterator[Format]:
    """Give the format in which Yelp shows reviews to others."""
    yield Format(
        source=SOURCE,
        name=SOURCE,
        title="reviews out of Yelp's API",
        recognizes=lambda file: shape_of(file) == "yelp",
        read=_read,
    )
