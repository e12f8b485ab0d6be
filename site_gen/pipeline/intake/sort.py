"""Compares an export with the site: which rows are new, edited, here already, erased, or not to be taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen.check.characters import hidden_characters, wrong_decodings
from site_gen.intake.account import Note, Refusal
from site_gen.intake.reviews.places import About, Known, find_about
from site_gen.intake.reviews.received import Reading, Received
from site_gen.pipeline.erased import Erased
from site_gen.pipeline.intake.known import KnownReviews, Latest

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TEXTS = ("text", "title", "author", "incentive", "relationship")
UNMATCHED = "no-provider"
ENCODING = "encoding"


class Incoming(NamedTuple):
    """A row that becomes a review: whom it is about, and the version that it edits, if any."""

    one: Received
    about: About
    edits: Latest | None


class Sorted(NamedTuple):
    """Where the rows of an export go. `replied` are reviews that got their first reply at the source since."""

    incoming: tuple[Incoming, ...]
    replied: tuple[tuple[Received, Latest], ...]
    known: int
    erased: int
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    unmatched: Mapping[str, int]
    line_breaks: int
    encoding_accepted: int


def sort_rows(
    reading: Reading,
    people: Known,
    places: Mapping[str, About],
    everything: About | None,
    known: KnownReviews,
    erased: Erased,
    *,
    accept_encoding: bool,
) -> Sorted:
    """Sort every row of an export; `known` keeps those of its reviews that the export does not have."""
    incoming: list[Incoming] = []
    replied: list[tuple[Received, Latest]] = []
    refusals = list(reading.refusals)
    notes = list(reading.notes)
    unmatched: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for row in reading.received:
        one = unify(row)
        counts["line_breaks"] += one.text != row.text
        about = find_about(one, people, places, everything)
        if isinstance(about, str):
            refusals.append(Refusal(one.where, UNMATCHED, about))
            unmatched[one.place or one.npi or one.slug or one.location] += 1
            continue
        if erased.holds(review_id="", source=reading.source, source_id=one.source_id):
            counts["erased"] += 1
            continue
        edits = known.take(one, about.provider)
        if edits is not None and edits.latest.content == one.content:
            counts["known"] += 1
            if one.reply is not None and not edits.latest.is_answered:
                replied.append((one, edits))
            continue
        if control := next(_controls(one), None):
            refusals.append(Refusal(one.where, "control-character", control))
            continue
        if suspects := tuple(_suspects(one)):
            if not accept_encoding:
                refusals.append(Refusal(one.where, ENCODING, suspects[0]))
                continue
            counts["encoding"] += 1
        if edits is not None and edits.first.provider != about.provider:
            reason = (
                f"stays with {edits.first.provider}, under whom it came in first, and is about {about.provider} now"
            )
            notes.append(Note(one.where, "moved", reason))
            about = About(provider=edits.first.provider)
        incoming.append(Incoming(one, about, edits))
    return Sorted(
        tuple(incoming),
        tuple(replied),
        counts["known"],
        counts["erased"],
        tuple(refusals),
        tuple(notes),
        dict(sorted(unmatched.items())),
        counts["line_breaks"],
        counts["encoding"],
    )


def unify(one: Received) -> Received:
    """Give a row with line feeds for line ends in its texts, their only change; white space alone is no text."""
    changed = {name: text for name, text in _texts(one) if "\r" in text or not text.strip()}
    unified = {name: _unified(text) for name, text in changed.items()}
    reply = one.reply
    if reply is not None and "\r" in reply.text:
        reply = msgspec.structs.replace(reply, text=_unified(reply.text) or "")
    return msgspec.structs.replace(one, reply=reply, **unified) if unified or reply is not one.reply else one


def _unified(text: str) -> str | None:
    return text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else None


def _controls(one: Received) -> Iterator[str]:
    for name, text in _texts(one):
        if (found := _CONTROL.search(text)) is not None:
            yield f"{name}: the control character U+{ord(found[0]):04X}, which no text has"


def _suspects(one: Received) -> Iterator[str]:
    for name, text in _texts(one):
        for found in sorted((*wrong_decodings(text), *hidden_characters(text))):
            yield f"{name}: {found.what} at character {found.at + 1}"


def _texts(one: Received) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        if (text := getattr(one, name)) is not None:
            yield name, text
