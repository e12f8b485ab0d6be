r"""A vendor's table of reviews, read as a mapping file says: Press Ganey, NRC Health, rater8 and every other.

A row is one review. Cells are kept exactly as they are. What a database writes for nothing (`NULL`, `\N`) is nothing.

Source: RFC 4180 for the file; the columns are whatever the mapping says (`review_map`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.cells import id_in, instant_in, reference_in, visit_in, words_in
from site_gen.intake.reviews.csv_cells import (
    ABOUT,
    NULLS,
    Words,
    about,
    author_of,
    method_of,
    npi_of,
    rating_of,
    read_aspects,
    verification_of,
    words_of,
)
from site_gen.intake.reviews.dates import Style, find_order
from site_gen.intake.reviews.details import language_of
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.private_columns import private_kind
from site_gen.intake.reviews.received import OwnerReply, Reading, Received, Rows
from site_gen.intake.reviews.remarks import Remarks
from site_gen.intake.reviews.review_map import DATES, Plan, ReviewMap, check_map, plan_of, zone_of
from site_gen.model.contact import quoted

T = TypeVar("T")
_HINT = "site-gen intake csv FILE --map MAPPING.yaml --draft-mapping writes a mapping to look over"


def _recognizes(file: ExportFile) -> bool:
    return len(file.header) > 1


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    mapping = options.mapping
    if mapping is None:
        raise UnreadableError(f"{files[0].name} is a table, and no mapping says what its columns hold", hint=_HINT)
    check_map(mapping)
    plans = [(file, plan_of(mapping, file.cells_of_header(mapping.delimiter), file.name)) for file in files]
    style = _style(plans, mapping, options)
    words = words_of(mapping)
    rows, remarks = Rows(), Remarks()
    for file, plan in plans:
        for name in plan.unread:
            kind = private_kind(name)
            reason = f"looks like {kind}, and is never read" if kind else "the mapping does not name it"
            rows.note(f"{file.name}, column {quoted(name)}", "private" if kind else "unmapped", reason)
        for where, cells in file.cells(mapping.delimiter or file.delimiter):
            _take(rows, remarks, where, cells, plan, mapping, words, style)
    rows.notes.extend(remarks.notes())
    return rows.reading(mapping.source, "csv", has_replies="reply" in mapping.columns.values())


def _style(plans: Sequence[tuple[ExportFile, Plan]], mapping: ReviewMap, options: Options) -> Style:
    zone = zone_of(mapping.time_zone, mapping.path or "the mapping") if mapping.time_zone else options.zone
    if mapping.dates is not None:
        return Style(zone, mapping.dates, is_given=True)
    try:
        return Style(zone, find_order(_dates(plans, mapping), fallback=options.order), options.order is not None)
    except ValueError as error:
        hint = "say in the mapping dates: day-first or month-first; rows with other dates are refused then"
        raise UnreadableError(f"dates of {plans[0][0].name} do not agree: {error}", hint=hint) from error


def _dates(plans: Sequence[tuple[ExportFile, Plan]], mapping: ReviewMap) -> Iterator[str]:
    for file, plan in plans:
        places = [place for place, field in plan.fields if field in DATES]
        for _, cells in file.cells(mapping.delimiter or file.delimiter):
            yield from (cells[place] for place in places if place < len(cells))


def _take(
    rows: Rows,
    remarks: Remarks,
    where: str,
    cells: Sequence[str],
    plan: Plan,
    mapping: ReviewMap,
    words: Words,
    style: Style,
) -> None:
    filled = _filled(cells, plan)
    aspects = read_aspects(where, cells, plan, words, mapping.scale, remarks)
    if len(cells) > plan.width and any(cell.strip() for cell in cells[plan.width :]):
        rows.refuse(where, "columns", f"the row has more cells than the {plan.width} columns")
        return
    if not filled and not aspects:
        rows.pass_over("empty", "rows without anything in the columns of the mapping")
        return
    row: dict[str, str] = {**mapping.constants, **filled}  # type: ignore[dict-item]
    try:
        rating = rating_of(row.get("rating"), mapping, words)
        received_at = instant_in(row.get("received_at"), style)
        updated_at = instant_in(row["updated_at"], style) if "updated_at" in row else None
        method = method_of(row.get("method"), words) or mapping.method
    except ValueError as error:
        rows.refuse(where, "unreadable", str(error))
        return
    if rating is None and "text" not in row and "title" not in row:
        rows.pass_over("no-answer", "rows with neither a rating nor words, whatever else they answer")
        return

    def optional(field: str, read: Callable[[str], T | None]) -> T | None:
        if field not in row:
            return None
        try:
            return read(row[field])
        except ValueError as error:
            remarks.add(where, field, f"{error}; {field} was left out")
            return None

    whom = {field: cell for field in ABOUT if (cell := optional(field, words_in)) is not None}
    slug, location, place = about(whom, words, has_npi="npi" in row)
    if location == "" and "location" in whom and place != whom["location"].strip():
        remarks.add(where, "location", f"{quoted(whom['location'])} is no location of the mapping; left out")
    rows.take(
        Received(
            where=where,
            source_id=optional("source_id", id_in),
            slug=slug,
            npi=npi_of(row["npi"]) if "npi" in row else "",
            location=location,
            place=place,
            received_at=received_at,
            updated_at=updated_at,
            rating=rating,
            aspects=aspects,
            title=row.get("title"),
            text=row.get("text"),
            author=optional("author", author_of),
            language=optional("language", language_of),
            experienced=optional("experienced", lambda cell: visit_in(cell, style)),
            method=method,
            verification=optional("verification", lambda cell: verification_of(cell, words)) or mapping.verification,
            batch=optional("batch", _words),
            incentive=optional("incentive", _words),
            relationship=optional("relationship", _words),
            authorization=optional("authorization", reference_in),
            reply=OwnerReply(row["reply"], optional("replied_at", lambda cell: instant_in(cell, style)))
            if "reply" in row
            else None,
        )
    )


def _filled(cells: Sequence[str], plan: Plan) -> dict[str, str]:
    """Give the cells with something in them; of several texts all, a line between."""
    row: dict[str, str] = {}
    for place, field in plan.fields:
        cell = cells[place] if place < len(cells) else ""
        if (plain := cell.strip()) and plain not in NULLS:
            row[field] = f"{row[field]}\n\n{cell}" if field in row else cell
    return row


def _words(cell: str) -> str | None:
    return words_in(cell.strip())


FORMAT = Format(
    source="csv",
    name="csv",
    title="a table of reviews",
    recognizes=_recognizes,
    read=_read,
    is_last_resort=True,
)
