"""Compares an export with the site: which rows are new, edited, here already, erased, or not to be taken."""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen.check.characters import hidden_characters, wrong_decodings
from site_gen.intake.account import Note, Refusal
from site_gen.intake.reviews.places import About, Known, find_about, named_subject
from site_gen.intake.reviews.received import Reading, Received
from site_gen.model.contact import quoted
from site_gen.pipeline.erased import Erased, Said, said_content
from site_gen.pipeline.intake.known import KnownReview, KnownReviews, Versions
from site_gen.reviewlog.rating import logged_rating

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TEXTS = ("text", "title", "author", "incentive", "relationship")
_OLDER = "older-version"
UNMATCHED = "no-provider"
ENCODING = "encoding"


class Incoming(NamedTuple):
    """A row that becomes a review: whom it is about, and the version that it edits, if any."""

    one: Received
    about: About
    edits: Versions | None


class Stays(NamedTuple):
    """Why a row that the site knows is no new version: in a word, and in words where it says something else."""

    kind: str
    reason: str = ""


class Sorted(NamedTuple):
    """Where the rows of an export go. `replied` are reviews that got their first reply at the source since."""

    incoming: tuple[Incoming, ...]
    replied: tuple[tuple[Received, Versions], ...]
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
    newest: Mapping[str, Mapping[str, datetime.datetime]],
    *,
    accept_encoding: bool,
) -> Sorted:
    """Sort every row of an export; `known` keeps those of its reviews that the export does not have.

    `newest` is that of the manifests, by import.
    """
    incoming: list[Incoming] = []
    replied: list[tuple[Received, Versions]] = []
    refusals = list(reading.refusals)
    notes = list(reading.notes)
    unmatched: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    matched: list[tuple[Received, About]] = []
    for row in reading.received:
        one = unify(row)
        counts["line_breaks"] += one.text != row.text
        about = find_about(one, people, places, everything)
        if everything is None and one.location and one.location not in people.locations:
            notes.append(Note(one.where, "no-location", _unknown_location(one.location, people)))
        if isinstance(about, str):
            refusals.append(Refusal(one.where, UNMATCHED, about))
            unmatched[named_subject(one)] += 1
        elif erased.holds(review_id="", source=reading.source, source_id=one.source_id):
            counts["erased"] += 1
        else:
            matched.append((one, about))
    found = known.match([(one, about.provider) for one, about in matched])
    for (one, about), versions in zip(matched, found, strict=True):
        if versions is None and erased.marks and erased.holds_said(_said(one, reading.source)):
            counts["erased"] += 1
        elif versions is not None and (stays := _stays(one, versions, newest)):
            counts["known"] += 1
            if stays.reason:
                notes.append(Note(one.where, stays.kind, stays.reason))
            if stays.kind == _OLDER:
                continue
            if one.reply is not None and versions.latest.reply is None:
                replied.append((one, versions))
            elif reason := _other_reply(one, versions.latest, has_replies=reading.has_replies):
                notes.append(Note(one.where, "reply", reason))
        elif versions is not None and about.provider not in versions.providers:
            reason = f"its id is that of a review of {versions.latest.provider}, and it says something else"
            refusals.append(Refusal(one.where, "one-id-twice", reason))
        elif refusal := _refusal(one, accept_encoding=accept_encoding):
            refusals.append(refusal)
        else:
            counts["encoding"] += any(True for _ in _suspects(one))
            if versions is not None:
                about = About(provider=versions.latest.provider, location=about.location)
            incoming.append(Incoming(one, about, versions))
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


def _unknown_location(location: str, people: Known) -> str:
    near = difflib.get_close_matches(location, sorted(people.locations), n=1)
    more = f", did you mean {near[0]}?" if near else ""
    return f"the site has no location {quoted(location)}, and it was left out{more}"


def _said(one: Received, source: str) -> Said:
    content = said_content(logged_rating(one.rating), one.title, one.text)
    return Said(source, one.received_at, one.author, content, bool(one.source_id))


def _stays(one: Received, versions: Versions, newest: Mapping[str, Mapping[str, datetime.datetime]]) -> Stays | None:
    """Say why a row that the site knows is no new version, or nothing where its author changed it since."""
    latest = versions.latest
    if one.content == latest.content:
        return Stays("as-it-is")
    if (
        one.updated_at is not None
        and one.updated_at > latest.received_at
        and one.updated_at > _seen(one, versions, newest)
    ):
        return None
    if one.content.agrees(latest.content):
        names = ", ".join(name for name, _ in sorted({*one.content.answers} ^ {*latest.content.answers}))
        return Stays("answers", f"only one of this row and {latest.path} has answers to {names}; what is here stays")
    if one.updated_at is not None:
        return Stays(_OLDER, "it is older than the version that is here")
    if one.content in versions.contents:
        return Stays(_OLDER, "it says what an earlier version says, and not when it was changed")
    return None


def _other_reply(one: Received, latest: KnownReview, *, has_replies: bool) -> str:
    """Say where the practice's reply at the source is not the one that is here, which stays; nothing where it is."""
    if one.reply is None:
        is_gone = has_replies and latest.is_answered
        return (
            f"the source shows no reply to it, and {latest.path} has one that is published; it stays" if is_gone else ""
        )
    is_same = one.reply.text.split() == (latest.reply or "").split()
    return "" if is_same else f"the reply at the source differs from the one in {latest.path}, which stays as it is"


def _seen(
    one: Received, versions: Versions, newest: Mapping[str, Mapping[str, datetime.datetime]]
) -> datetime.datetime:
    """Give until when nothing newer can be than the version that is here.

    One that was edited before it came in first says only when it was written. The export that brought it had changes
    of the same place until some instant: whatever that review said earlier is older than what it had.
    """
    latest = versions.latest
    seen = newest.get(latest.import_ or "", {}).get(one.place) if latest.supersedes is None else None
    return latest.received_at if seen is None else seen


def _refusal(one: Received, *, accept_encoding: bool) -> Refusal | None:
    if control := next(_controls(one), None):
        return Refusal(one.where, "control-character", control)
    suspect = None if accept_encoding else next(_suspects(one), None)
    return Refusal(one.where, ENCODING, suspect) if suspect else None


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
