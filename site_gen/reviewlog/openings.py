"""The private openings: what a review's entry commits to, one line a review in `log/openings/<provider>.jsonl`.

A line is RFC 8785 JSON with `id`, `entry` (its bytes in base64), `fields` (fifteen disclosures by name), `segments` (in
order), `replies` (the disclosures of logged replies, in order) and `index`. It is the sealed original and is destroyed
on erasure. Before the first seal it has no `index`, and the month and `supersedes` of its entry may still change.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from site_gen.model.base import Month
from site_gen.model.review import ReviewId
from site_gen.reviewlog import canonical
from site_gen.reviewlog.canonical import Value, Whole
from site_gen.reviewlog.disclosure import (
    Field,
    Segment,
    digests_of,
    open_field,
    open_segment,
    parse_field,
    parse_segment,
    verify_digest,
    verify_salts,
)
from site_gen.reviewlog.entries import Entry, ReviewEntry, format_entry, parse_entry
from site_gen.reviewlog.fault import LogError

PUBLIC_NAMES = (
    "id", "author", "title", "language", "experienced", "location", "aspects", "verification", "incentive",
    "relationship", "completeness",
)  # fmt: skip
"""What is disclosed of a published review, unless its decision hides it; `id` always."""

PRIVATE_NAMES = ("received_at", "authorization", "source_id", "contact")
"""What is committed to and never published."""

SEALED_NAMES = (*PUBLIC_NAMES, *PRIVATE_NAMES)
"""The names in `_sd` of every review; the sixteenth digest is a decoy."""

_ALL = frozenset(SEALED_NAMES)
_REMEMBERED = 512
"""Entries that stay read: more than one rule asks for that of a review."""


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One line: a review's entry and everything it commits to. `index` is None until it is in the log."""

    id: ReviewId
    entry: bytes
    fields: dict[str, str]
    index: Whole | None = None
    segments: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()


_DECODER = msgspec.json.Decoder(Opening)


def parse_opening(line: bytes) -> Opening:
    """Read a line without its line feed. Says nothing about any digest: `verify_opening` does.

    Raises:
        LogError: not the canonical bytes of an opening.
    """
    return canonical.decode(_DECODER, line, "opening")


def format_opening(opening: Opening) -> bytes:
    """Give the line of an opening without its line feed."""
    return canonical.encode(opening)


def entry_of(opening: Opening) -> ReviewEntry:
    """Give the entry of an opening.

    Raises:
        LogError: no entry, or one of another type.
    """
    entry = _parse_entry(opening.entry)
    if not isinstance(entry, ReviewEntry):
        raise LogError(f"opening of {opening.id}: expected the entry of a review")
    return entry


def verify_opening(opening: Opening) -> None:
    """Check that an opening opens its entry completely: every field, every segment, every salt used once.

    Raises:
        LogError: as `verify_digests`, a disclosure of another name, a salt twice, or another id inside than outside.
    """
    verify_digests(opening)
    what = f"opening of {opening.id}"
    opened: list[Field | Segment] = []
    for name, disclosure in opening.fields.items():
        field = parse_field(disclosure)
        if field.name != name:
            raise LogError(f"{what}: the disclosure of {name} is of {field.name}")
        if name == "id" and field.value != opening.id:
            raise LogError(f"{what}: the sealed id is {field.value}")
        opened.append(field)
    verify_salts([*opened, *map(parse_segment, opening.segments)])


def verify_digests(opening: Opening) -> None:
    """Check that an entry holds the digest of every disclosure, without opening any.

    Raises:
        LogError: a name too many or missing, a digest that the entry does not hold, or more or fewer segments than the
            entry has.
    """
    what = f"opening of {opening.id}"
    entry = entry_of(opening)
    if opening.fields.keys() != _ALL:
        raise LogError(f"{what}: expected the fields {', '.join(SEALED_NAMES)}, found {', '.join(opening.fields)}")
    sealed = frozenset(entry.sd)
    for name, one in zip(opening.fields, digests_of(opening.fields.values()), strict=True):
        if one not in sealed:
            raise LogError(f"{what}: the entry does not hold the digest of {name}")
    if len(opening.segments) != len(entry.text):
        raise LogError(f"{what}: {len(opening.segments)} segments, the entry has {len(entry.text)}")
    for place, (disclosure, expected) in enumerate(zip(opening.segments, entry.text, strict=True)):
        verify_digest(disclosure, expected.digest, f"{what}: segment {place}")


def opened_values(opening: Opening) -> dict[str, Value]:
    """Give the sealed value of every field, by name.

    Raises:
        LogError: something that is no disclosure of a field.
    """
    return {name: open_field(disclosure).value for name, disclosure in opening.fields.items()}


def opened_segments(opening: Opening) -> tuple[str, ...]:
    """Give the sealed segments; put together they are the text.

    Raises:
        LogError: something that is no disclosure of a segment.
    """
    return tuple([open_segment(disclosure).text for disclosure in opening.segments])


def compare_text(opening: Opening, text: str | None, *, in_words: bool = True) -> None:
    """Check that `text` is the sealed text, character for character (INT102).

    `in_words` is for texts that readers see: of the others the message repeats nothing.

    Raises:
        LogError: another text; the message names the first segment that differs, or says that all words are there.
    """
    found = text or ""
    segments = opened_segments(opening)
    whole = "".join(segments)
    if found and found != whole and found.strip() == whole.strip():
        raise LogError("every word is there, white space at its ends is not as logged; some editors strip it on saving")
    at = 0
    for place, segment in enumerate(segments):
        is_last = place == len(segments) - 1
        here = found[at:] if is_last else found[at : at + len(segment)]
        if here != segment:
            differs = f"is {_short(here)}, logged {_short(segment)}" if in_words else "is not as logged"
            raise LogError(f"segment {place} {differs}")
        at += len(segment)
    if found and not segments:
        raise LogError(f"the text is {_short(found) if in_words else 'there'}, logged without text")


def place_opening(opening: Opening, *, index: int, logged: Month, supersedes: int | None = None) -> Opening:
    """Give an opening with its place in the log: what it seals stays, its entry gets `logged` and `supersedes`.

    Raises:
        LogError: an opening that has a place already.
    """
    return place_entry(opening, index=index, logged=logged, supersedes=supersedes)[0]


def place_entry(
    opening: Opening, *, index: int, logged: Month, supersedes: int | None = None
) -> tuple[Opening, ReviewEntry]:
    """Do what `place_opening` does, and give the entry, too.

    Raises:
        LogError: an opening that has a place already.
    """
    if opening.index is not None:
        raise LogError(f"opening of {opening.id}: already in the log, as entry {opening.index}")
    entry = entry_of(opening)
    if (entry.logged, entry.supersedes) == (logged, supersedes):
        return msgspec.structs.replace(opening, index=index), entry
    dated = msgspec.structs.replace(entry, logged=logged, supersedes=supersedes)
    return msgspec.structs.replace(opening, index=index, entry=format_entry(dated)), dated


def unplace_opening(opening: Opening) -> Opening:
    """Give an opening as it waits for a place: what it seals stays, its entry names no earlier version, replies go.

    Raises:
        LogError: it holds no entry of a review.
    """
    entry = msgspec.structs.replace(entry_of(opening), supersedes=None)
    return msgspec.structs.replace(opening, index=None, entry=format_entry(entry), replies=())


@lru_cache(maxsize=_REMEMBERED)
def _parse_entry(data: bytes) -> Entry:
    return parse_entry(data)


def _short(text: str) -> str:
    return f'"{text}"' if len(text) <= 60 else f'"{text[:59]}…"'
