"""Staticman: one file for each submission, as YAML, as JSON or as front matter.

A file has the fields of the form, `_id`, a UUID of the first version, and mostly a date that Staticman made, in
seconds, in milliseconds or as ISO 8601, under a name that the site chose. Where none is found the time is that of
`_id`. What follows front matter is the text, and a folder is the page that a submission is about. With
`moderation: true` a submission waits in a pull request: one that was closed there is in no file, so nothing here can
tell how many there were.

Source: Staticman 3, `lib/Staticman.js`; `staticman.sample.yml`.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.form_fields import by_field
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.forms import Submission, read_submissions
from site_gen.intake.reviews.received import Reading, Rows
from site_gen.intake.reviews.shapes import shape_of

SOURCE = "staticman"
_UUID_EPOCH = datetime.datetime(1582, 10, 15, tzinfo=datetime.UTC)


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    found = [one for file in files for one in _submissions(file)]
    style = options.style(one.at for one in found)
    return read_submissions(found, Rows(), style, SOURCE)


def _submissions(file: ExportFile) -> Iterator[Submission]:
    items = _records(file)
    for number, item in enumerate(items, 1):
        where = file.name if len(items) == 1 else f"{file.name}, submission {number}"
        if not isinstance(item, Mapping):
            yield Submission(where, item)
            continue
        fields = {str(name): value for name, value in item.items() if not str(name).startswith("_")}
        ident = str(item.get("_id") or "")
        at = by_field(fields).get("received_at") or _time_of(ident)
        yield Submission(where, fields or None, at, ident or None, page=PurePosixPath(file.name).parent.name)


def _records(file: ExportFile) -> list[Any]:
    if file.json is not None:
        return file.json if isinstance(file.json, list) else [file.json]
    if file.front_matter is None:
        return [file.yaml]
    fields, text = file.front_matter
    return [{**fields, "text": text.removesuffix("\n")}]


def _time_of(ident: str) -> str:
    """Give the time that is in a UUID of the first version, in ISO 8601; nothing for any other."""
    try:
        found = uuid.UUID(ident)
        if found.version != 1:
            return ""
        return (_UUID_EPOCH + datetime.timedelta(microseconds=found.time // 10)).isoformat()
    except (ValueError, OverflowError):
        return ""


def formats() -> Iterator[Format]:
    """Give the format of Staticman's files."""
    yield Format(
        source=SOURCE,
        name=SOURCE,
        title="submissions of Staticman",
        recognizes=lambda file: shape_of(file) == "staticman",
        read=_read,
    )
