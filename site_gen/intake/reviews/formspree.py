"""Formspree: submissions out of the API, or exported as JSON or as a table.

The API answers with `fields` and `submissions`; a submission has its fields beside `_date` and, at times, `_id` and
`_status`. `_date` has no zone and is in UTC. Spam is asked for apart (`?spam=true`): it is known by `spam` in its
file's name, or by `_spam`.

Source: Formspree Help, "Form Submissions API". That `_date` is UTC is not said there; the service's own dates are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from site_gen.intake.reviews.cells import MORE_CELLS, has_more, instant_in
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.forms import (
    Submission,
    is_marked_spam,
    is_spam_list,
    note_missing_spam_list,
    read_submissions,
)
from site_gen.intake.reviews.received import Reading, Rows
from site_gen.intake.reviews.shapes import items_in, pages_in, shape_of

SOURCE = "formspree"
_UTC = ZoneInfo("UTC")


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    found = [one for file in files for one in _submissions(file)]
    rows = Rows()
    note_missing_spam_list(rows, files[0].name, found)
    style = options.style((one.at for one in found), _UTC)
    return read_submissions(found, rows, style, SOURCE)


def _submissions(file: ExportFile) -> Iterator[Submission]:
    is_spam = is_spam_list(file.name)
    names = _names(file)
    for where, item in _items(file):
        if not isinstance(item, dict):
            yield Submission(where, item)
            continue
        yield Submission(
            where,
            {**names, **{name: value for name, value in item.items() if not name.startswith("_")}} if item else None,
            item.get("_date") or "",
            _ident(item),
            file.name,
            "",
            is_spam or is_marked_spam(item, "_spam", "spam"),
            MORE_CELLS if file.json is None and has_more(item, file.header) else "",
        )


def _ident(item: Mapping[str, Any]) -> str | None:
    """Give a name for a submission: its number, which another form of the practice may have too, with its instant.

    Where there is no number an instant with fractions of a second is one.
    """
    try:
        at = instant_in(item.get("_date"), Style(_UTC))
    except ValueError:
        return None
    number = item.get("_id")
    if number is None or number == "":
        return at.isoformat() if at.microsecond else None
    return f"{number} of {at.isoformat()}"


def _names(file: ExportFile) -> dict[str, None]:
    """Give the fields of a form as its export lists them: a submission lacks those that were left empty."""
    lists = [page.get("fields") for page in pages_in(file)]
    return {str(name): None for names in lists if isinstance(names, list) for name in names}


def _items(file: ExportFile) -> Iterator[tuple[str, Any]]:
    if file.json is None:
        yield from file.rows()
        return
    for number, item in enumerate(items_in(file, "submissions"), 1):
        yield f"{file.name}, submission {number}", item


def formats() -> Iterator[Format]:
    """Give the format of Formspree's submissions, as JSON and as a table."""
    yield Format(
        source=SOURCE,
        name=SOURCE,
        title="submissions of Formspree",
        recognizes=lambda file: shape_of(file) == "formspree",
        read=_read,
    )
