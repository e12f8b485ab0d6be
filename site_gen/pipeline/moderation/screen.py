"""A review of the queue as its page in the browser shows it: every word ready, nothing left to decide there."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from site_gen.model.reasons import REASONS, is_for_part
from site_gen.model.review import HiddenSegment, Reason
from site_gen.pipeline.moderation.marks import preview, still_visible
from site_gen.pipeline.moderation.views import PendingReview, Piece, Refusal
from site_gen.pipeline.moderation.words import (
    age_words,
    day_words,
    field_words,
    method_words,
    read_reason,
    verification_words,
    visible_words,
)
from site_gen.report.printable import printable
from site_gen.reviewlog.identifiers import Span
from site_gen.serve.moderation.screens import Around, Hiding, Obstacle, Part, Run, Shown

_USUAL: Reason = "third-party-privacy"
"""What a name or a number is nearly always hidden for; it stands in the form until another one is chosen."""

_PUNCTUATION = " \t\n\r.,;:!?…'\"()-–—"
"""A part of nothing but these has nothing to hide."""


@functools.cache
def _reasons_for(field: str) -> tuple[Reason, ...]:
    """Give what a part of the text, or a `field`, may be hidden for."""
    return tuple(one.code for one in REASONS if is_for_part(one.code, field=field))


def screen_of(view: PendingReview, around: Around, hiding: Hiding, *, place: int, total: int) -> Shown:
    """Give the page of a review; `place` of `total` is where it stands in the queue, from 1."""
    hidden = _hidden(view, hiding)
    marks = preview([segment.text for segment in view.segments], view.identifiers, hidden)
    return Shown(
        around=around,
        id=view.id,
        digest=view.digest,
        place=place,
        total=total,
        provider=printable(view.provider_name),
        source=view.source,
        received=day_words(view.received_at),
        age=age_words(view.age_days),
        collected=f"{method_words(view.method)} · {verification_words(view.verification)}",
        rating=_rating(view),
        title=_marked(view.title or "", view.titled),
        text=_marked(view.text, view.identifiers),
        covered=tuple(run for piece in marks.pieces for run in _covered(piece)),
        parts=tuple(_parts(view, hiding)),
        fields=tuple(_fields(view, hiding)),
        remarks=tuple(_remarks(view)),
        blocked=_obstacles(view.blocked),
        refusals=_obstacles(view.refusals),
        along=tuple(printable(one.along) for one in marks.covered if one.along),
        percent=marks.percent,
        cautions=marks.cautions,
        visible=visible_words(still_visible(view, [one.segment for one in hidden], hiding.fields)),
    )


def _hidden(view: PendingReview, hiding: Hiding) -> list[HiddenSegment]:
    """Give what of the text the form hides, as far as there is such a part and such a reason."""
    numbers = {str(segment.number): segment.number for segment in view.segments}
    return [
        HiddenSegment(segment=numbers[name], reason=reason)
        for name, text in hiding.parts.items()
        if name in numbers and (reason := read_reason(text)) is not None
    ]


def _rating(view: PendingReview) -> str:
    if view.is_rating_hidden:
        return "the rating is hidden until you decide"
    return f"rated {view.rating}" if view.rating else "without a rating"


def _marked(text: str, spans: Sequence[Span]) -> tuple[Run, ...]:
    runs = []
    at = 0
    for start, end in spans:
        runs += [Run(printable(text[at:start])), Run(printable(text[start:end]), is_marked=True)]
        at = end
    return tuple(run for run in (*runs, Run(printable(text[at:]))) if run.text)


def _covered(piece: Piece) -> Iterator[Run]:
    """Give a run as readers see it; the spaces around hidden words stay."""
    text = printable(piece.text)
    if piece.reason is None:
        yield Run(text)
        return
    said = text.strip()
    before, _, after = text.partition(said) if said else (text, "", "")
    yield from (Run(before), Run(said, reason=piece.reason), Run(after))


def _parts(view: PendingReview, hiding: Hiding) -> Iterator[Part]:
    for segment in view.segments:
        name = str(segment.number)
        reason = hiding.parts.get(name, _USUAL if segment.is_identifier else "")
        text = printable(segment.text).strip()
        if text.strip(_PUNCTUATION):
            yield Part(name, "", text, segment.is_identifier, name in hiding.parts, reason, _reasons_for(""))


def _fields(view: PendingReview, hiding: Hiding) -> Iterator[Part]:
    for field in view.fields:
        value = printable(field.value) or "hidden until you decide"
        reason = hiding.fields.get(field.name, "")
        is_hidden, reasons = field.name in hiding.fields, _reasons_for(field.name)
        yield Part(field.name, field_words(field.name), value, False, is_hidden, reason, reasons)


def _remarks(view: PendingReview) -> Iterator[str]:
    if view.supersedes:
        yield f"Its author changed {view.supersedes}; once this is published it replaces that one."
    for caution in (*view.suspects, *view.cautions):
        yield printable(caution)


def _obstacles(refusals: Sequence[Refusal]) -> tuple[Obstacle, ...]:
    return tuple(Obstacle(printable(one.message), printable(one.hint), one.reason or "") for one in refusals)
