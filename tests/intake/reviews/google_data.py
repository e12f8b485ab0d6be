"""Made-up exports of Google: pages of the API and a Takeout, with what real ones have been seen to hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")
COMMENTS = (
    "Dr. Okafor took her time and drew me a picture of the valve.",
    "(Translated by Google) Very kind, but I waited an hour.\n\n(Original)\nMuy amable, pero esperé una hora.",
    "Sehr freundlich.\n\n(Translated by Google)\nVery friendly.",
    "Parking &amp; stairs are hard with a walker 🙂",
    "Line one\r\nline two",
)
TAKEOUT = "Takeout/Google Business Profile"


def review(number: int, location: str = "222", account: str = "111", **changes: Any) -> dict[str, Any]:
    """Give one review as the API has it: every second one is stars alone, every seventh anonymous."""
    ident = f"AbFvOq{number:03}Tk"
    day = f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}"
    one: dict[str, Any] = {
        "name": f"accounts/{account}/locations/{location}/reviews/{ident}",
        "reviewId": ident,
        "reviewer": {"displayName": f"Ada {number}", "profilePhotoUrl": f"https://photos.example/{number}"},
        "starRating": WORDS[number % 5],
        "createTime": f"{day}T10:15:30.123456Z",
        "updateTime": f"{day}T10:15:30.123456Z",
    }
    if number % 2:
        one["comment"] = COMMENTS[number % len(COMMENTS)]
    if number % 7 == 0:
        one["reviewer"] = {} if number % 2 else {"isAnonymous": True, "displayName": "A Google user"}
    if number % 6 == 0:
        one["reviewReply"] = {"comment": "Thank you for writing.", "updateTime": f"{day}T18:00:00Z"}
    if number % 10 == 3:
        one["updateTime"] = "2026-11-01T08:00:00.5Z"
    return {key: value for key, value in {**one, **changes}.items() if value is not ...}


def page(reviews: Sequence[Any], total: int, token: str | None = None) -> bytes:
    """Give a page of `reviews.list`."""
    value = {"reviews": list(reviews), "averageRating": 3.4, "totalReviewCount": total}
    return json.dumps({**value, "nextPageToken": token} if token else value, ensure_ascii=False).encode()


def takeout_review(number: int, location: str = "222", account: str = "111", **changes: Any) -> dict[str, Any]:
    """Give one review as Takeout has it: without id and photo."""
    one = review(number, location, account, reviewId=..., **changes)
    if isinstance(one.get("reviewer"), dict):
        one["reviewer"] = {key: value for key, value in one["reviewer"].items() if key == "displayName"}
    return one


def takeout() -> dict[str, bytes]:
    """Give a whole Takeout: two locations, one of them under two accounts and in two pages, 47 rows in all."""
    first = [takeout_review(number) for number in range(20)]
    second = [*(takeout_review(number) for number in range(20, 34)), None]
    other = [takeout_review(number, "333") for number in range(40, 50)]
    again = [
        takeout_review(5, account="999", comment="I changed my mind.", updateTime="2026-11-02T09:00:00Z"),
        takeout_review(6, account="999", comment="Older words.", updateTime="2025-01-01T00:00:00Z"),
    ]
    folder = f"{TAKEOUT}/account-111"
    files: Mapping[str, Any] = {
        "Takeout/archive_browser.html": "<!doctype html><html></html>",
        f"{TAKEOUT}/businessPersonalization.json": {"preferences": []},
        f"{folder}/data.json": {"accountName": "Harbor Family Health"},
        f"{folder}/location-222/additionalData.json": {"attributes": []},
        f"{folder}/location-222/data.json": {"title": "Harbor Family Health"},
        f"{folder}/location-222/reviews.json": {"reviews": first},
        f"{folder}/location-222/reviews-ABHRLX_x-y.json": {"reviews": second},
        f"{folder}/location-222/media-1.json": {"sourceUrl": "https://photos.example/1"},
        f"{folder}/location-222/photo-1.jpg": "xl/ is in this picture",
        f"{folder}/location-333/reviews.json": {"reviews": other},
        f"{TAKEOUT}/account-999/location-222/reviews.json": {"reviews": again},
        f"{TAKEOUT}/account-999/location-444/reviews.json": {"reviews": []},
    }
    return {
        name: (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).encode()
        for name, value in files.items()
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Give a ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


WRITTEN_BY_ME = {
    "type": "FeatureCollection",
    "features": [
        {
            "geometry": {"coordinates": [-87.6, 41.8], "type": "Point"},
            "properties": {
                "date": "2025-01-07T23:00:13.001902Z",
                "five_star_rating_published": 1,
                "google_maps_url": "https://maps.example/1",
                "location": {"name": "A bakery"},
            },
            "type": "Feature",
        }
    ],
}
