"""What stands where in Google's files of reviews, and how they are told from others.

Source: as in `google`.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.files import ExportFile

RESOURCE = re.compile(r"(?:accounts/[^/]+/)?(?P<place>locations/[^/]+)(?:/reviews/(?P<id>[^/]+))?")
"""The name of a review, or of a location."""
_REVIEW_KEYS = frozenset({"starRating", "createTime"})
_PAGE_KEYS = frozenset({"averageRating", "totalReviewCount"})
_FOLDER = re.compile(r"(?:^|/)location-(?P<place>[0-9A-Za-z_-]+)/reviews[^/]*\.json$")
_ACCOUNT = re.compile(r"(?:^|/)account-(?P<account>[^/]+)/")
_WRITTEN_BY_ME = frozenset({"five_star_rating_published", "review_text_published", "Star Rating", "Review Comment"})
_MAPS = re.compile(r"(?:^|/)Maps(?: \([^/]*\))?/Reviews\.json$", re.I)


class Item(NamedTuple):
    """What stands where a review stands, and the resource that its list gives with it."""

    value: Any
    resource: str = ""


def recognizes_api(file: ExportFile) -> bool:
    """Tell whether a file is a page of the API, or several."""
    reviews = _reviews(file)
    if reviews:
        return any("reviewId" in one for one in reviews)
    return any(isinstance(page, dict) and page.keys() >= _PAGE_KEYS for page in pages_of(file))


def recognizes_takeout(file: ExportFile) -> bool:
    """Tell whether a file is a page of reviews out of Takeout."""
    reviews = _reviews(file)
    if reviews:
        return not any("reviewId" in one for one in reviews)
    return file.json == {"reviews": []} and _FOLDER.search(file.name) is not None


def _reviews(file: ExportFile) -> list[dict[str, Any]]:
    """Give the reviews of a file, none for one of another kind."""
    return [item.value for item in items_of(file) if _is_review(item.value)]


def _is_review(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= _REVIEW_KEYS


def items_of(file: ExportFile) -> list[Item]:
    """Give what stands where reviews stand, whatever it is: in pages, or in a plain list."""
    pages = pages_of(file)
    if any(map(_is_review, pages)):
        return [Item(value) for value in pages]
    items: list[Item] = []
    for page in pages:
        if isinstance(page, dict):
            if isinstance(found := page.get("reviews"), list):
                items.extend(map(Item, found))
            if isinstance(found := page.get("locationReviews"), list):
                items.extend(map(_of_location, found))
    return items


def _of_location(value: Any) -> Item:
    if not isinstance(value, dict):
        return Item(value)
    return Item(value.get("review"), str(value.get("name") or ""))


def pages_of(file: ExportFile) -> list[Any]:
    """Give the pages of a file, whatever they are."""
    return file.json if isinstance(file.json, list) else [file.json]


def refuse_written_by_me(file: ExportFile) -> None:
    """Refuse the look-alike: what an account's owner wrote about other places.

    Raises:
        UnreadableError: it is such a file.
    """
    value = file.json
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        return
    known = (one.get("properties") for one in features if isinstance(one, dict))
    if _MAPS.search(file.name) or any(isinstance(one, dict) and not _WRITTEN_BY_ME.isdisjoint(one) for one in known):
        raise UnreadableError(
            f"{file.name} holds the reviews that this account wrote about other places",
            hint='the reviews about yours are in Takeout under "Google Business Profile", not under "Maps"',
        )


def account_of(file: ExportFile) -> str:
    """Give the account whose folder a file of Takeout stands in: one location may stand under several."""
    folder = _ACCOUNT.search(file.name)
    return folder["account"] if folder else ""


def place_of(resource: str, file: ExportFile) -> str:
    """Give what was reviewed, as Google's APIs call it; by the folder of a file where nothing else tells."""
    match = RESOURCE.fullmatch(resource)
    if match is not None:
        return match["place"]
    folder = _FOLDER.search(file.name)
    return f"locations/{folder['place']}" if folder else ""
