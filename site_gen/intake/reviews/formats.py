"""Every format that `intake` understands, in one list, and which of them a file is of."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews import (
    csv_map,
    formspree,
    google,
    netlify_forms,
    site_reviews,
    staticman,
    trustpilot,
    yaml_files,
    yelp,
)
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format
from site_gen.intake.reviews.google_files import refuse_written_by_me

FORMATS: tuple[Format, ...] = (
    *google.formats(),
    *yelp.formats(),
    *trustpilot.formats(),
    *site_reviews.formats(),
    *netlify_forms.formats(),
    *formspree.formats(),
    *staticman.formats(),
    yaml_files.FORMAT,
    csv_map.FORMAT,  # takes any table, so it stands last
)

SOURCES: tuple[str, ...] = tuple(dict.fromkeys(one.source for one in FORMATS))
"""The collectors by name, in the order of the guide."""

ANY = "auto"
"""Stands for a collector where the files are to tell."""


def find_format(source: str, files: Sequence[ExportFile]) -> tuple[Format, tuple[ExportFile, ...]]:
    """Give the format of an export and those of its files that are of it; what else lies beside them is not read.

    Raises:
        SiteGenError: no such collector.
        UnreadableError: no file is of it, with what they look like, or two formats stand side by side.
    """
    if source not in (*SOURCES, ANY):
        near = difflib.get_close_matches(source, SOURCES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(SOURCES)}; {ANY} looks at the files"
        raise SiteGenError(f"no source {source}", hint=hint)
    candidates = [one for one in FORMATS if source in (one.source, ANY)]
    known = [(file, next((one for one in candidates if one.recognizes(file)), None)) for file in files]
    found = {one.name: one for _, one in known if one is not None}
    if len(found) > 1:
        found = {name: one for name, one in found.items() if not one.is_last_resort}
    if len(found) > 1:
        titles = " and ".join(one.title for one in found.values())
        raise UnreadableError(f"these are {titles}", hint="give them one after the other")
    if not found:
        raise _unknown(source, files)
    chosen = next(iter(found.values()))
    return chosen, tuple(file for file, one in known if one is chosen)


def _unknown(source: str, files: Sequence[ExportFile]) -> UnreadableError:
    for file in files:
        refuse_written_by_me(file)
    first = files[0]
    other = format_of(first)
    if other is None and first.kind == "text" and not _is_utf8(first.data):
        first.text  # noqa: B018 - raises, and says where the bytes are of another encoding
    what = other.title if other else first.kind
    known = f"known: {', '.join(SOURCES)}"
    if source == ANY:
        return UnreadableError(f"{first.name} looks like {what}, and is the export of no known collector", hint=known)
    hint = f"site-gen intake {other.source} …" if other else f"site-gen intake {ANY} … looks at the files; {known}"
    return UnreadableError(f"{first.name} looks like {what}, expected an export of {source}", hint=hint)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def format_of(file: ExportFile) -> Format | None:
    """Give the format of a file by its content, or None."""
    return next((one for one in FORMATS if one.recognizes(file)), None)
