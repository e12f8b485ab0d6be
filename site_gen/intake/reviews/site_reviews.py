"""Site Reviews, a plugin for WordPress: its export of reviews as a table.

Columns are `date, date_gmt, title, content, rating, name, email, avatar, ip_address, is_approved, is_pinned,
is_verified, score, terms, author_id, assigned_posts, assigned_terms, assigned_users, response` and `custom_…`, one for
each field that a form added; a review has no id of its own. A cell that a spreadsheet would take for a formula begins
with an apostrophe, which is taken off again. A rating of 0 is none.

`is_verified` is set by whoever edits the review, so it is noted and proves nothing. A review that was not approved is
one all the same, and is noted. `assigned_posts` is the page that a review is about: `post_type:slug`, or a number.

Source: Site Reviews 7, `plugin/Database/ExportManager.php` and `plugin/Commands/ExportReviews.php`; before version 6
the plugin could only import, with the same names.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from site_gen.intake.reviews.cells import (
    MORE_CELLS,
    filled,
    has_more,
    instant_in,
    is_empty,
    is_yes,
    npi_in,
    plain_slug_in,
    rating_in,
    slug_of,
    visit_in,
    without_contact,
    words_in,
)
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.details import LeftOut, answers_in, detail, spoken_in
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.form_fields import NAMES, FormField, also_filled, aspects, by_field, plain, unread
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.received import OwnerReply, Reading, Received, Rows
from site_gen.intake.reviews.shapes import shape_of
from site_gen.model.contact import has_contact, quoted

SOURCE = "site-reviews"
_CUSTOM = "custom_"
_KEPT: frozenset[FormField] = frozenset({"provider", "npi", "location", "language", "experienced"})
"""What an added field may be; all others are the plugin's own columns, and are not kept from a second place."""
_FORMULA = ("'=", "'-", "'+", "'@", "'\t", "'\r")
_NO_DATE = "0000-00-00"


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    found = [(where, _plain(row), has_more(row, file.header)) for file in files for where, row in file.rows()]
    style = options.style(row["date"] for _, row, _ in found)
    rows = Rows()
    not_kept = frozenset(NAMES) - _KEPT
    names = {name for _, row, is_damaged in found if not is_damaged for name in unread(_added(row), also=not_kept)}
    for where, row, is_damaged in found:
        if is_damaged:
            rows.refuse(where, "no-review", MORE_CELLS)
        else:
            _take(rows, where, row, style)
    if names:
        rows.note(SOURCE, "fields-not-read", f"added fields that are not kept: {', '.join(sorted(names))}")
    has_replies = any("response" in map(str.casefold, file.header) for file in files)
    return rows.reading(SOURCE, SOURCE, has_replies=has_replies)


def _plain(row: Mapping[str, str]) -> dict[str, str]:
    """Give a row by lower-case names, without the apostrophes that keep spreadsheets from calculating."""
    return {name.casefold(): cell[1:] if cell.startswith(_FORMULA) else cell for name, cell in row.items()}


def _take(rows: Rows, where: str, row: Mapping[str, str], style: Style) -> None:
    if is_empty(row.values()):
        rows.pass_over("empty", "rows without anything in them")
        return
    added = _added(row)
    custom = by_field(added)
    left_out: list[LeftOut] = []
    author = row.get("name", "")
    pages = [page for page in row.get("assigned_posts", "").split(",") if page.strip()]
    try:
        response = filled(row.get("response"))
        one = Received(
            where=where,
            slug=detail("provider", custom.get("provider"), slug_of, left_out)
            or (_slug(pages[0]) if len(pages) == 1 else ""),
            npi=npi_in(custom.get("npi")),
            location=detail("location", custom.get("location"), slug_of, left_out) or "",
            place=without_contact(words_in, ",".join(page.strip() for page in pages)) or "",
            received_at=_received_at(row, style),
            rating=rating_in(None if row["rating"].strip() == "0" else row["rating"]),
            aspects=answers_in(aspects(added), left_out),
            title=filled(row.get("title")),
            text=filled(row.get("content")),
            author=without_contact(words_in, author),
            language=detail("language", row.get("language") or custom.get("language"), spoken_in, left_out),
            experienced=detail(
                "experienced", custom.get("experienced"), lambda value: visit_in(value, style), left_out
            ),
            method="organic",
            reply=OwnerReply(response) if response else None,
        )
    except ValueError as error:
        rows.refuse(where, "unreadable", str(error))
        return
    rows.take(one)
    for kind, reason in (*left_out, *_notes(row, author), *_second(added)):
        rows.note(where, kind, reason)


def _added(row: Mapping[str, str]) -> dict[str, str]:
    """Give the fields that a form added, by their names."""
    return {name.removeprefix(_CUSTOM): cell for name, cell in row.items() if name.startswith(_CUSTOM)}


def _second(added: Mapping[str, str]) -> Iterator[LeftOut]:
    for field, name in also_filled(added):
        if field in _KEPT:
            yield "second-field", f"the field {plain(name)} is filled too, and is not taken"
    if (npi := by_field(added).get("npi")) and not npi_in(npi):
        yield "npi", f"{quoted(npi)} is no NPI; npi was left out"


def _received_at(row: Mapping[str, str], style: Style) -> datetime.datetime:
    universal = row.get("date_gmt", "").strip()
    if universal and not universal.startswith(_NO_DATE):
        return instant_in(universal, style._replace(zone=ZoneInfo("UTC")))
    return instant_in(row["date"], style)


def _slug(page: str) -> str:
    """Give the slug of `post_type:slug`."""
    return plain_slug_in(page.strip().partition(":")[2]) or ""


def _notes(row: Mapping[str, str], author: str) -> Iterator[tuple[str, str]]:
    approved = row.get("is_approved", "").strip()
    if approved and not is_yes(approved):
        yield "not-approved", "it was never approved in WordPress; it counts as received, and waits for a decision here"
    if is_yes(row.get("is_verified")):
        yield "verified-claim", "is_verified was set in WordPress, which proves nothing about the author"
    if row["rating"].strip() == "0":
        yield "rating-zero", "0 stands for no rating"
    if has_contact(author):
        yield "contact-left-out", "the author's name holds contact data, and is left out"


def formats() -> Iterator[Format]:
    """Give the format of the plugin's table."""
    yield Format(
        source=SOURCE,
        name=SOURCE,
        title="reviews out of Site Reviews, a plugin for WordPress",
        recognizes=lambda file: shape_of(file) == "site-reviews",
        read=_read,
    )
