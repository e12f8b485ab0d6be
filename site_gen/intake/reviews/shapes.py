"""What a file of an export holds, told by the names of what it says about the first review or submission in it.

There is one answer for every file, so none is of two formats; what holds a review of Google's is Google's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from site_gen.intake.reviews.files import ExportFile

Shape = Literal["google", "yelp", "trustpilot", "site-reviews", "netlify-forms", "formspree", "staticman"]

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_TRUSTPILOT_ALSO = frozenset({"consumer", "businessUnit", "isVerified", "companyReply"})
_NETLIFY_ALSO = frozenset({"form_name", "form_id", "human_fields", "ordered_human_fields", "number", "site_url"})
_FLAGS = frozenset({"is_approved", "is_pinned", "is_verified", "assigned_posts", "assigned_terms", "assigned_users"})
_VISITOR = frozenset({"ip", "useragent", "referrer"})
_FLATTENED = frozenset({"consumerdisplayname", "consumerid", "businessunitid", "isverified"})


@lru_cache(maxsize=1)  # every format asks about one file before any asks about the next
def shape_of(file: ExportFile) -> Shape | None:
    """Give what a file holds; None for anything that these formats do not know, such as a table with a mapping."""
    if file.json is not None:
        shapes = [shape for shape in map(_item_shape, _candidates(file.json)) if shape]
        return "google" if "google" in shapes else next(iter(shapes), None)
    document = file.yaml if file.front_matter is None else file.front_matter[0]
    if isinstance(document, dict):
        return "staticman" if _is_uuid(document.get("_id")) else None
    return _table_shape(file.header)


def items_in(file: ExportFile, key: str) -> list[Any]:
    """Give the records of a JSON file: those under `key` of its page or pages, else its list, else itself."""
    value = file.json
    if isinstance(value, dict):
        return value[key] if isinstance(value.get(key), list) else [value]
    pages = [one[key] for one in value or () if isinstance(one, dict) and isinstance(one.get(key), list)]
    return [item for page in pages for item in page] if pages else list(value or ())


def pages_in(file: ExportFile) -> list[Mapping[str, Any]]:
    """Give the pages of a JSON file, each a mapping."""
    value = file.json
    return [page for page in (value if isinstance(value, list) else [value]) if isinstance(page, dict)]


def plain_name(name: str) -> str:
    """Give a column's name by its letters and digits alone: `Review Created (UTC)` is `reviewcreatedutc`."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _candidates(value: Any) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            for key in ("reviews", "submissions", "locationReviews"):
                if isinstance(one.get(key), list):
                    yield from (item for item in one[key] if isinstance(item, dict))


def _item_shape(item: Mapping[str, Any]) -> Shape | None:
    keys = item.keys()
    if {"starRating", "createTime"} <= keys or {"averageRating", "totalReviewCount"} <= keys:
        return "google"
    if isinstance(item.get("review"), dict) and "starRating" in item["review"]:
        return "google"
    if {"time_created", "rating"} <= keys or (isinstance(item.get("reviews"), list) and "possible_languages" in keys):
        return "yelp"
    if {"stars", "createdAt"} <= keys and not _TRUSTPILOT_ALSO.isdisjoint(keys):
        return "trustpilot"
    if isinstance(item.get("data"), dict) and "created_at" in keys and not _NETLIFY_ALSO.isdisjoint(keys):
        return "netlify-forms"
    if "_date" in keys or (isinstance(item.get("submissions"), list) and isinstance(item.get("fields"), list)):
        return "formspree"
    return "staticman" if _is_uuid(item.get("_id")) else None


def _table_shape(header: tuple[str, ...]) -> Shape | None:
    exact, names = {name.casefold() for name in header}, {plain_name(name) for name in header}
    if {"reviewid", "reviewstars"} <= names or ({"stars", "createdat"} <= names and not _FLATTENED.isdisjoint(names)):
        return "trustpilot"
    if {"rating", "date"} <= exact and len(_FLAGS & exact) >= 2:
        return "site-reviews"
    if "_date" in header:
        return "formspree"
    return "netlify-forms" if "createdat" in names and len(_VISITOR & names) >= 2 else None


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None
