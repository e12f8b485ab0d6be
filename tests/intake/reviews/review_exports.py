"""Exports of reviews as collectors hand them out, made up: fictional people, 555-01xx numbers, .example addresses."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from site_gen.intake.reviews.dates import Order
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import find_format
from site_gen.intake.reviews.received import Reading
from site_gen.load.yaml_reader import read_plain

EMAIL = "pat.doe@mail.example"
PHONE = "312-555-0142"
IP = "203.0.113.77"
MOJIBAKE = "The cafÃ© next door is nice; Dr. OkaforÂ’s team too"
"""Text that was encoded twice before it was exported."""
TEXTS = (
    "Listened to me and explained every step.",
    None,
    "Waited 50 minutes; nobody said why.",
    None,
    MOJIBAKE,
    None,
    "Muy amable.\nLa recepción también.",
    None,
    '=1+1 is how the bill adds up, "they" say, or so',
    None,
)
"""Half of the reviews have stars and no words."""


def options(zone: str = "America/Chicago", order: Order | None = None) -> Options:
    return Options(zone=ZoneInfo(zone), order=order)


def file(name: str, data: bytes) -> ExportFile:
    return ExportFile(name, data, read_plain)


def json_file(name: str, value: Any) -> ExportFile:
    return file(name, json.dumps(value).encode())


def table(rows: Sequence[Mapping[str, Any]], *, delimiter: str = ",", bom: bool = False) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode()


def read(source: str, files: Iterable[ExportFile], how: Options | None = None) -> Reading:
    """Read an export as intake does: which format it is, and then all files of it."""
    chosen, known = find_format(source, tuple(files))
    return chosen.read(known, how or options())


def refused(reading: Reading) -> dict[str, int]:
    return dict(Counter(one.kind for one in reading.refusals))


def passed_over(reading: Reading) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in reading.passed_over:
        counts[one.kind] += one.count
    return dict(counts)


def noted(reading: Reading) -> dict[str, int]:
    return dict(Counter(one.kind for one in reading.notes))


def by_id(reading: Reading) -> dict[str, Any]:
    return {one.source_id: one for one in reading.received if one.source_id}


def everything_said(reading: Reading) -> str:
    """Give all that goes on from a reading, as text."""
    return msgspec.json.encode(reading).decode()


def yelp_review(number: int, business: str, **changes: Any) -> dict[str, Any]:
    ident = f"yr-{number:020}"
    return {
        "id": ident,
        "url": f"https://www.yelp.com/biz/{business}?adjust_creative=x&hrid={ident}&utm_medium=api_v3_business_reviews",
        "text": (TEXTS[number % 10] or "Nice place, parking is hard to")[:157] + "...",
        "rating": number % 5 + 1,
        "time_created": f"2026-{number % 9 + 1:02}-{number % 28 + 1:02} 19:{number % 60:02}:07",
        "user": {
            "id": f"u{number}",
            "profile_url": f"https://www.yelp.com/user_details?userid=u{number}",
            "image_url": None,
            "name": f"Robin {chr(65 + number % 26)}.",
        },
        **changes,
    }


def yelp_files() -> list[ExportFile]:
    """Give the answers about fifteen businesses, 45 rows: a null, one that is no review, one that came twice."""
    files = []
    for place in range(15):
        business = f"harbor-family-health-chicago-{place}"
        reviews: list[Any] = [yelp_review(place * 3 + number, business) for number in range(3)]
        if place == 1:
            reviews[1] = None
        if place == 2:
            reviews[0]["user"] = {}
        if place == 3:
            reviews[2]["rating"] = EMAIL
        if place == 4:
            reviews[1] = {**reviews[0], "rating": 2}
        page = {"reviews": reviews, "total": 40 if place == 0 else 3, "possible_languages": ["en", "es"]}
        files.append(json_file(f"yelp/{business}.json", page))
    files.append(json_file("yelp/closed.json", {"reviews": [], "total": 0, "possible_languages": ["en"]}))
    return files


_SOURCES = ("Organic", "AFSv2", "InvitationLinkApi", "DomainLink", "BasicLink", "SomethingNew")


def trustpilot_review(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"6a{number:022x}",
        "links": [{"href": "https://api.trustpilot.example", "method": "GET", "rel": "self"}],
        "consumer": {"id": f"c{number}", "displayName": f"Sam {number}", "numberOfReviews": 1},
        "businessUnit": {"id": "5c", "identifyingName": "harbor.example", "displayName": "Harbor Family Health"},
        "location": {"id": "l1", "name": "Downtown", "urlFormattedName": "downtown"} if number % 2 else None,
        "stars": number % 5 + 1,
        "title": f"Visit {number}",
        "text": TEXTS[number % 10],
        "language": ("en", "es", "EN_us", "English")[number % 4],
        "createdAt": f"2026-03-{number % 28 + 1:02}T03:15:{number % 60:02}",
        "experiencedAt": "2026-02-27T00:00:00.000Z",
        "updatedAt": None,
        "companyReply": None,
        "isVerified": number % 6 in (1, 2),
        "source": _SOURCES[number % 6],
        "status": "active",
        "referralEmail": EMAIL,
        "referenceId": "MRN 0042",
        **changes,
    }


def trustpilot_pages() -> list[ExportFile]:
    """Give three pages, 46 rows: an edit that stands on two pages, replies, a null, an empty one, two unreadable."""
    reviews: list[Any] = [trustpilot_review(number) for number in range(42)]
    reviews[3]["companyReply"] = {
        "text": "Thank you for telling us.",
        "createdAt": "2026-03-09T10:00:00",
        "updatedAt": None,
    }
    reviews[5]["consumer"] = {"displayName": EMAIL}
    reviews[6]["status"] = "reported"
    edited = trustpilot_review(7, stars=1, text="Edited: worse than I thought.", updatedAt="2026-03-20T09:00:00")
    reviews += [edited, None, {}, trustpilot_review(90, stars=PHONE)]
    pages = [reviews[:20], reviews[20:40], reviews[40:]]
    return [json_file(f"page-{n}.json", {"links": [], "reviews": page}) for n, page in enumerate(pages, 1)]


def trustpilot_table() -> bytes:
    """Give a download of 42 rows, with a mark at its start: one row is empty, one from an unknown time."""
    rows = []
    for number in range(42):
        one = trustpilot_review(number)
        rows.append(
            {
                "Domain URL": "harbor.example",
                "Webshop Name": "Harbor Family Health",
                "Review Id": one["id"],
                "Review Created (UTC)": one["createdAt"].replace("T", " "),
                "Review Consumer User Id": f"c{number}",
                "Review Username": one["consumer"]["displayName"],
                "Review User Email": EMAIL,
                "Review Title": one["title"],
                "Review Content": one["text"] or "",
                "Review Stars": one["stars"],
                "Source Of Review": ("Organic", "Automatic invitation", "Manual invitation", "Generated link")[
                    number % 4
                ],
                "Reference Id": "MRN 0042",
                "Company Reply Date (UTC)": "2026-04-01 08:00:00" if number == 4 else "",
                "Company Reply": "Thank you." if number == 4 else "",
                "Location Name": "Downtown" if number % 2 else "",
            }
        )
    rows[11] = dict.fromkeys(rows[0], "")
    rows[12]["Review Created (UTC)"] = "last week"
    return table(rows, bom=True)


def site_reviews_rows() -> list[dict[str, Any]]:
    """Give 44 rows of the plugin: eleven not approved, replies, a 0, a formula, an empty row, a bad date."""
    rows: list[dict[str, Any]] = []
    for number in range(44):
        text = TEXTS[number % 10] or ""
        rows.append(
            {
                "date": f"2026-03-{number % 28 + 1:02} 21:30:{number % 60:02}",
                "date_gmt": f"2026-03-{number % 28 + 1:02} 02:30:{number % 60:02}"
                if number % 3
                else "0000-00-00 00:00:00",
                "title": f"Visit {number}" if number % 2 else "",
                "content": "'" + text if text.startswith("=") else text,
                "rating": number % 5 + 1,
                "name": "" if number == 8 else f"Lee {number}",
                "email": EMAIL,
                "avatar": "https://avatar.example/0a1b",
                "ip_address": IP,
                "is_approved": 0 if number % 4 == 3 else 1,
                "is_pinned": 0,
                "is_verified": 1 if number == 10 else 0,
                "score": 0,
                "terms": 1,
                "author_id": 0,
                "assigned_posts": ("page:amara-okafor", "17", "page:amara-okafor,page:luis-ortega", "")[number % 4],
                "assigned_terms": "",
                "assigned_users": "",
                "response": "<p>Thank you.</p>" if number == 4 else "",
                "custom_visit_month": "2026-02" if number == 6 else "",
            }
        )
    rows[20]["rating"] = 0
    rows[21] = dict.fromkeys(rows[0], "")
    rows[22].update(date="13/13/2026", date_gmt="")
    rows[23]["name"] = f"Lee, {PHONE}"
    return rows


def submission(number: int, **changes: Any) -> dict[str, Any]:
    """Give the fields of a form for reviews, as a visitor filled them in."""
    return {
        "provider": ("amara-okafor", "Dr. Luis Ortega", "")[number % 3],
        "rating": str(number % 5 + 1),
        "comment": TEXTS[number % 10] or "",
        "name": f"Kim {number}" if number % 7 else "",
        "email": EMAIL,
        "phone": PHONE,
        "visit-month": "2026-02" if number % 2 else "",
        "batch": "b-77qdm2k3v9xa" if number % 10 == 0 else "",
        **changes,
    }


def netlify_item(number: int, **changes: Any) -> dict[str, Any]:
    fields = submission(number)
    return {
        "number": number,
        "title": fields["name"],
        "email": EMAIL,
        "name": fields["name"],
        "summary": f"<strong>{fields['name']}</strong>",
        "body": fields["comment"],
        "data": {
            **fields,
            "ip": IP,
            "user_agent": "Mozilla/5.0",
            "referrer": "https://harbor.example/providers/luis-ortega/review/?utm=1",
        },
        "created_at": f"2026-03-{number % 28 + 1:02}T22:05:{number % 60:02}.{number:03}Z",
        "human_fields": {"Name": fields["name"], "Email": EMAIL},
        "ordered_human_fields": [{"title": "Email", "name": "email", "value": EMAIL}],
        "id": f"61{number:022x}",
        "form_id": "6143ec35",
        "site_url": "https://harbor.example",
        "form_name": "review",
        **changes,
    }


def netlify_items() -> list[Any]:
    """Give 45 rows: two of a contact form, a null, one that stands there twice, one with nothing, one unreadable."""
    items: list[Any] = [netlify_item(number) for number in range(40)]
    contact = {"name": "Kim", "email": EMAIL, "message": "My results are not in the portal.", "ip": IP}
    items += [
        netlify_item(40, form_name="contact", data=contact),
        netlify_item(41, form_name="contact", data=contact),
        None,
        netlify_item(7),
        netlify_item(44, data={**submission(44), "rating": "", "comment": " "}),
    ]
    items[33]["data"]["rating"] = IP
    return items


def netlify_spam() -> list[Any]:
    """Give the list of spam: rows like the others, and nothing in them says so."""
    return [
        netlify_item(number, data=submission(number, rating=str(rating)))
        for number, rating in ((60, 1), (61, 1), (62, 5))
    ]


def netlify_rows() -> list[dict[str, Any]]:
    return [
        {
            **submission(number),
            "ip": IP,
            "user_agent": "Mozilla/5.0",
            "referrer": "https://harbor.example/review/",
            "created_at": f"2026-03-{number % 28 + 1:02} 22:05:{number % 60:02} UTC",
        }
        for number in range(41)
    ]


def formspree_items(count: int = 42) -> list[dict[str, Any]]:
    return [
        {
            "_date": f"2026-03-{number % 28 + 1:02}T01:28:{number % 60:02}.707632",
            "_id": number + 1,
            **submission(number),
            "_status": {EMAIL: {"delivered": True}},
        }
        for number in range(count)
    ]


def formspree_value(items: Sequence[Any]) -> dict[str, Any]:
    return {"fields": ["_id", "_date", *submission(0), "_status"], "submissions": list(items)}


def staticman_id(number: int) -> str:
    """Give a UUID of the first version, made on 2018-11-23 at 16:52:11 UTC."""
    return str(uuid.UUID(fields=(0xB6DC0000 + number, 0xEF3F, 0x11E8, 0x80, 0x00, 0x0123456789AB)))


def staticman_files() -> list[ExportFile]:
    """Give 42 files in two folders: YAML as js-yaml writes it, JSON, front matter; dates of three kinds, and none."""
    files = []
    for number in range(42):
        fields = {name: value for name, value in submission(number).items() if value != "" and name != "phone"}
        folder = f"_data/reviews/{('amara-okafor', 'luis-ortega')[number % 2]}"
        date = (1773871500 + number * 1000, 1773871500000 + number * 1000, f"2026-03-18T22:05:{number:02}.000Z")[
            number % 3
        ]
        item = {"_id": staticman_id(number), **fields, "email": "d41d8cd98f00b204e9800998ecf8427e", "date": date}
        if number == 41:
            del item["date"]
        if number % 5 == 0:
            files.append(json_file(f"{folder}/entry{number}.json", item))
        elif number % 5 == 1 and "comment" in item:
            text = item.pop("comment")
            files.append(file(f"{folder}/entry{number}.md", f"---\n{_yaml(item)}---\n{text}\n".encode()))
        else:
            files.append(file(f"{folder}/entry{number}.yml", _yaml(item).encode()))
    return files


def _yaml(item: Mapping[str, Any]) -> str:
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in item.items())


def every_file() -> dict[str, list[ExportFile]]:
    """Give the files of each format."""
    return {
        "yelp": yelp_files(),
        "trustpilot": [*trustpilot_pages(), file("reviews.csv", trustpilot_table())],
        "site-reviews": [file("site-reviews.csv", table(site_reviews_rows()))],
        "netlify-forms": [
            json_file("submissions.json", netlify_items()),
            json_file("spam.json", netlify_spam()),
            file("review.csv", table(netlify_rows())),
        ],
        "formspree": [
            json_file("formspree.json", formspree_value(formspree_items())),
            file("formspree.csv", table(formspree_items())),
        ],
        "staticman": staticman_files(),
    }
