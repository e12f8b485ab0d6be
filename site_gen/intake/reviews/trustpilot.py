"""Trustpilot: service reviews out of the API, out of "Download reviews", and the API's fields as a table.

The API has `reviews` of `id, stars, title, text, language, createdAt, updatedAt, experiencedAt, consumer.displayName,
companyReply {text, createdAt, updatedAt}, source, isVerified, status, businessUnit, location`; the download calls them
`Review Id`, `Review Stars`, `Review Created (UTC)` and so on. Times are in UTC. E-mail addresses and reference numbers
are in both, and are not read.

`source` says how a review came about, not who else was asked. Only Trustpilot's automatic invitations, which go out
for every sale that the shop system reports, count as `invited-all`; reviews by other invitations were collected by an
outside service, and are noted. `isVerified` means that Trustpilot sent an automatic invitation to an address that it
got from the business, which is `email`, or that it saw some document, which is nothing that can be checked here.

Source: Trustpilot, Service Reviews API; Help Center, "Trustpilot's review labels", "The Service Reviews page", "Why
are some reviews marked Verified?". The values of `source` are documented nowhere; these were seen in answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from site_gen.intake.reviews.cells import (
    MORE_CELLS,
    filled,
    has_more,
    id_in,
    instant_in,
    is_empty,
    is_yes,
    rating_in,
    visit_in,
    without_contact,
    words_in,
)
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.details import LeftOut, detail, spoken_in
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.received import OwnerReply, Reading, Received, Rows
from site_gen.intake.reviews.shapes import items_in, plain_name, shape_of
from site_gen.model.review import Method

SOURCE = "trustpilot"
_UTC = ZoneInfo("UTC")
_METHODS: dict[str, Method] = {
    "organic": "organic",
    "afsv1": "invited-all",
    "afsv2": "invited-all",
    "automaticinvitation": "invited-all",
    "domainlink": "redirected",
    "redirected": "redirected",
    "businessdomainlink": "redirected",
}
"""AFS is the Automatic Feedback Service; a domain link stands on the business's own pages."""
_INVITED = frozenset(
    {
        "basiclink", "basicinvitation", "invitationapi", "invitationlinkapi", "invitationscript", "manualinvitation",
        "manual", "generatedlink", "businessgeneratedlink", "kickstart", "embeddedreviewform", "embeddedform",
        "invited",
    }
)  # fmt: skip
_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("reviewid", "id"),
    "stars": ("reviewstars", "stars"),
    "title": ("reviewtitle", "title"),
    "text": ("reviewcontent", "reviewtext", "text"),
    "language": ("reviewlanguage", "language"),
    "created": ("reviewcreatedutc", "reviewcreated", "createdat"),
    "updated": ("reviewupdatedutc", "reviewupdated", "updatedat"),
    "experienced": ("dateofexperience", "experienceddate", "experiencedat"),
    "author": ("reviewusername", "consumerdisplayname"),
    "source": ("sourceofreview", "reviewsource", "source"),
    "verified": ("isverified", "verified", "reviewverified"),
    "status": ("reviewstatus", "status"),
    "place": ("locationname", "domainurl", "businessunitidentifyingname", "webshopname", "businessunitdisplayname"),
    "reply": ("companyreply", "companyresponse", "companyreplytext"),
    "replied": ("companyreplydateutc", "companyreplydate", "companyreplyupdatedat", "companyreplycreatedat"),
}
"""What the columns of tables are called, by letters and digits alone; the first that is filled counts."""


class _Row(NamedTuple):
    """A review by the names of `_COLUMNS`, nothing for an empty row; or what is wrong with the row as a whole."""

    where: str
    values: Mapping[str, Any]
    fault: str = ""


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    found = [row for file in files for row in (_json_rows(file) if file.json is not None else _table_rows(file))]
    dates = [row.values.get(key) for row in found if row.values for key in ("created", "updated", "replied")]
    style = options.style(dates, _UTC)
    rows = Rows(ids_are_unique=True)
    for row in found:
        _take(rows, row, style)
    has_replies = any(file.json is not None or _has_reply_column(file) for file in files)
    return rows.reading(SOURCE, SOURCE, has_replies=has_replies)


def _has_reply_column(file: ExportFile) -> bool:
    return any(plain_name(name) in _COLUMNS["reply"] for name in file.header)


def _table_rows(file: ExportFile) -> Iterator[_Row]:
    columns = [(plain_name(name), name) for name in file.header]
    names = {
        key: [name for wanted in known for plain, name in columns if plain == wanted] for key, known in _COLUMNS.items()
    }
    for where, cells in file.rows():
        values = {
            key: next((cells[name] for name in known if cells[name].strip()), None) for key, known in names.items()
        }
        fault = MORE_CELLS if has_more(cells, file.header) else ""
        yield _Row(where, {} if is_empty(cells.values()) else values, fault)


def _json_rows(file: ExportFile) -> Iterator[_Row]:
    for number, item in enumerate(items_in(file, "reviews"), 1):
        where = f"{file.name}, review {number}"
        if not isinstance(item, dict):
            yield _Row(where, {}, "" if item is None else "expected a review, found something else")
            continue
        reply = _part(item, "companyReply")
        values = {
            "id": item.get("id"),
            "stars": item.get("stars"),
            "title": item.get("title"),
            "text": item.get("text"),
            "language": item.get("language"),
            "created": item.get("createdAt"),
            "updated": item.get("updatedAt"),
            "experienced": item.get("experiencedAt") or item.get("experiencedDate"),
            "author": _part(item, "consumer").get("displayName"),
            "source": item.get("source"),
            "verified": item.get("isVerified"),
            "status": item.get("status"),
            "place": _part(item, "location").get("name") or _part(item, "businessUnit").get("identifyingName"),
            "reply": reply.get("text"),
            "replied": reply.get("updatedAt") or reply.get("createdAt"),
        }
        yield _Row(where, values if item else {})


def _part(item: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Give a mapping inside a review, an empty one where there is none."""
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def _take(rows: Rows, row: _Row, style: Style) -> None:
    where, values, fault = row
    if fault:
        rows.refuse(where, "no-review", fault)
        return
    if not values:
        rows.pass_over("empty", "rows without anything in them")
        return
    source = plain_name(str(values["source"] or ""))
    verified = is_yes(values["verified"])
    left_out: list[LeftOut] = []
    try:
        author, reply = filled(values["author"]), filled(values["reply"])
        one = Received(
            where=where,
            source_id=without_contact(id_in, values["id"]),
            place=without_contact(words_in, values["place"]) or "",
            received_at=instant_in(values["created"], style),
            updated_at=instant_in(values["updated"], style) if values["updated"] else None,
            rating=rating_in(values["stars"]),
            title=filled(values["title"]),
            text=filled(values["text"]),
            author=without_contact(words_in, author),
            language=detail("language", values["language"], spoken_in, left_out),
            experienced=detail("experienced", values["experienced"], lambda value: visit_in(value, style), left_out),
            method=_METHODS.get(source, "imported"),
            verification="email" if verified and _METHODS.get(source) == "invited-all" else "none",
            reply=OwnerReply(reply, instant_in(values["replied"], style) if values["replied"] else None)
            if reply
            else None,
        )
    except ValueError as error:
        rows.refuse(where, "unreadable", str(error))
        return
    rows.take(one)
    for kind, reason in (*left_out, *_notes(one, source, verified, str(values["status"] or ""))):
        rows.note(where, kind, reason)
    if author != one.author:
        rows.note(where, "contact-left-out", "the author's name holds contact data, and is left out")


def _notes(one: Received, source: str, verified: bool, status: str) -> Iterator[tuple[str, str]]:
    if one.updated_at is not None and one.updated_at > one.received_at:
        yield "edited", "its author changed it after it was written"
    if verified and one.verification == "none":
        yield "verified-claim", "Trustpilot calls it verified, and says not by what"
    if source in _INVITED:
        yield "invited", "its author was invited; who else was asked is not in the export"
    elif source not in _METHODS:
        yield "source-unknown", "how it came about is not known"
    if status.casefold() not in ("", "active", "published"):
        yield "not-shown-there", "Trustpilot does not show it at present"


def formats() -> Iterator[Format]:
    """Give the format of Trustpilot's reviews, as JSON and as a table."""
    yield Format(
        source=SOURCE,
        name=SOURCE,
        title="reviews out of Trustpilot",
        recognizes=lambda file: shape_of(file) == "trustpilot",
        read=_read,
    )
