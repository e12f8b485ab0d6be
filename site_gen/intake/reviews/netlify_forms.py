"""Netlify Forms: submissions out of the API, or downloaded as a table.

A submission of the API has `id, number, form_name, created_at` and its fields under `data`, to which Netlify adds
`ip, user_agent, referrer`; what it guesses (`name, email, title, summary, body`) is not read. Verified submissions and
spam are two lists, asked for apart (`?state=spam`), in which nothing says which is which: the list of spam is known by
`spam` in its file's name. In a table the fields are columns beside `created_at` and what Netlify adds; no document
names these columns, so a table counts by them.

Source: Netlify API, `GET /forms/{id}/submissions`; Netlify docs, "Form submissions".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from site_gen.intake.reviews.cells import MORE_CELLS, has_more
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
from site_gen.intake.reviews.shapes import items_in, plain_name, shape_of

SOURCE = "netlify-forms"
_OF_NETLIFY = frozenset(
    {"id", "number", "ip", "useragent", "referrer", "createdat", "formname", "formid", "siteurl", "state", "spam"}
)


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    found = [one for file in files for one in (_items(file) if file.json is not None else _rows(file))]
    rows = Rows()
    note_missing_spam_list(rows, files[0].name, found)
    style = options.style(one.at for one in found)
    return read_submissions(found, rows, style, SOURCE)


def _items(file: ExportFile) -> Iterator[Submission]:
    is_spam = is_spam_list(file.name)
    for number, item in enumerate(items_in(file, "submissions"), 1):
        where = f"{file.name}, submission {number}"
        if not isinstance(item, dict):
            yield Submission(where, item)
            continue
        data = item.get("data")
        form = str(item.get("form_name") or item.get("form_id") or "")
        yield Submission(
            where,
            data if isinstance(data, dict) or not item else ["no data"],
            item.get("created_at") or "",
            item.get("id"),
            form,
            _page(data.get("referrer")) if isinstance(data, dict) else "",
            is_spam or is_marked_spam(item, "state", "spam"),
        )


def _rows(file: ExportFile) -> Iterator[Submission]:
    is_spam = is_spam_list(file.name)
    names = {plain_name(name): name for name in file.header}
    fields = [name for name in file.header if plain_name(name) not in _OF_NETLIFY]
    for where, cells in file.rows():
        service = {plain: cells[name] for plain, name in names.items() if plain in _OF_NETLIFY}
        yield Submission(
            where,
            {name: cells[name] for name in fields} if any(cell.strip() for cell in cells.values()) else None,
            service.get("createdat"),
            service.get("id"),
            service.get("formname") or service.get("formid") or file.name,
            _page(service.get("referrer")),
            is_spam or is_marked_spam(service, "state", "spam"),
            MORE_CELLS if has_more(cells, file.header) else "",
        )


def _page(referrer: Any) -> str:
    """Give the path of the page on which a form stood."""
    try:
        return urlsplit(referrer).path.strip() if isinstance(referrer, str) else ""
    except ValueError:
        return ""


def formats() -> Iterator[Format]:
    """Give the format of Netlify's submissions, as JSON and as a table."""
    yield Format(
        source=SOURCE,
        name=SOURCE,
        title="submissions of Netlify Forms",
        recognizes=lambda file: shape_of(file) == "netlify-forms",
        read=_read,
    )
