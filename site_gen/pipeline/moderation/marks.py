"""Where a text names somebody, what hiding a part of it covers, and how it then reads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from site_gen.check.rules.int.redaction_heavy import heavy_redaction
from site_gen.model.provider import Name
from site_gen.model.review import HiddenSegment
from site_gen.pipeline.moderation.views import Covered, PendingReview, Piece, Preview, SegmentView
from site_gen.reviewlog.identifiers import Span, find_identifiers

_WORD = re.compile(r"[^\W\d_]+")
_END_OF_TITLE = (" ", "\u00a0", ".")
"""How only a title ends among what looks like an identifier: "Dr. "."""


def identifiers_in(text: str, provider: Name | None) -> tuple[Span, ...]:
    """Give the places in a text that name somebody or something: not bare titles, and not the provider's own name."""
    own = set(_words(provider.full)) if provider else set()
    found = []
    for start, end in find_identifiers(text):
        part = text[start:end]
        is_own = bool(words := _words(part)) and own.issuperset(words) and not re.search(r"\d", part)
        if not part.endswith(_END_OF_TITLE) and not is_own:
            found.append((start, end))
    return tuple(found)


def view_segments(segments: Sequence[str], identifiers: Sequence[Span]) -> tuple[SegmentView, ...]:
    """Give the segments of a text with their numbers; put together they are the text."""
    known = set(identifiers)
    return tuple(
        SegmentView(number, segment, (start, start + len(segment)) in known)
        for number, (start, segment) in enumerate(_placed(segments))
    )


def segments_with(segments: Sequence[str], words: str) -> tuple[int, ...]:
    """Give the numbers of the segments in which `words` stand, upper or lower case, whole or with a part of them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    if not words.split():
        return ()
    places = [found.span() for found in pattern.finditer("".join(segments))]
    return tuple(
        number
        for number, (start, segment) in enumerate(_placed(segments))
        if any(begins < start + len(segment) and ends > start for begins, ends in places)
    )


def preview(segments: Sequence[str], identifiers: Sequence[Span], hidden: Sequence[HiddenSegment]) -> Preview:
    """Give a text as it reads with `hidden` covered, whose numbers are those of segments, each once."""
    reasons = {one.segment: one.reason for one in hidden}
    pieces: list[Piece] = []
    covered = []
    size = 0
    for number, (start, segment) in enumerate(_placed(segments)):
        reason = reasons.get(number)
        if reason is not None:
            covered.append(Covered(number, segment, _along(segment, start, identifiers)))
            size += len(segment)
        if pieces and reason is None and pieces[-1].reason is None:
            pieces[-1] = Piece(pieces[-1].text + segment)
        else:
            pieces.append(Piece(segment, reason))
    percent = -(-100 * size // max(sum(map(len, segments)), 1))
    cautions = tuple(issue.message for issue in heavy_redaction(segments, hidden))
    return Preview(tuple(pieces), tuple(covered), percent, cautions)


def still_visible(view: PendingReview, parts: Collection[int], fields: Collection[str]) -> tuple[str, ...]:
    """Give what looks like a name, date, phone, address or number and is not in hidden `parts` and `fields`.

    It is looked for in the title, the text and the author's name, each thing once, as it is written there.
    """
    found = []
    if "title" not in fields:
        found += [(view.title or "")[start:end] for start, end in view.titled]
    covered = [
        (start, start + len(segment))
        for number, (start, segment) in enumerate(_placed([one.text for one in view.segments]))
        if number in parts
    ]
    for start, end in view.identifiers:
        found.append("".join(view.text[at] for at in range(start, end) if not _is_in(at, covered)))
    for field in view.fields:
        if field.name == "author" and "author" not in fields:
            found += [field.value[start:end] for start, end in identifiers_in(field.value, None)]
    return tuple(dict.fromkeys(one.strip() for one in found if re.search(r"\w", one)))


def _is_in(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _along(segment: str, start: int, identifiers: Sequence[Span]) -> str:
    """Give what a segment holds beside what names somebody, if that says anything."""
    rest = []
    at = 0
    for begins, ends in identifiers:
        if begins < start + len(segment) and ends > start:
            rest.append(segment[at : max(begins - start, at)].strip())
            at = max(ends - start, at)
    rest.append(segment[at:].strip())
    said = [part for part in rest if re.search(r"\w", part)]
    return " … ".join(said)


def _placed(segments: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for segment in segments:
        yield at, segment
        at += len(segment)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
