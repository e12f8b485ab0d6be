"""Step 5: one review on a page against what its disclosures open and what the log says in clear.

Source: `review-log.md`, "Verifying" and "In the page".
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.html.words import numbers_in, template
from site_gen.reviewlog.examine import Opened
from site_gen.reviewlog.states import ReviewState
from site_gen.verify.claims import Claim, Fails
from site_gen.verify.html import Graphic
from site_gen.verify.phrases import compare_phrases
from site_gen.verify.review_node import Mark, Part, ShownReview
from site_gen.verify.wording import Notes, note_date

_FIELD_NAMES = frozenset({"rating", "author", "title", "received", "experienced", "label", "reply"})
_LABELLED_UNLESS_NONE = ("incentive", "relationship")
_BEST_ANSWER = 5
_EXACT = {"author": Claim.FIELDS, "title": Claim.FIELDS, "reply": Claim.REPLIES}
"""Fields of which every word is the log's, so that nothing else can stand in them."""


def compare_review(
    shown: ShownReview, opened: Opened, review: ReviewState, earlier: ReviewState | None, words: Notes
) -> Fails:
    """Give everything in which a shown review is not the logged one.

    `earlier` is the version that its author changed. `words` takes note of how values are worded.
    """
    if shown.id != f"review-{opened.id}":
        yield Claim.SHOWN, f"its id on the page is {shown.id}, in the log {opened.id}"
    for message in shown.odd:
        yield Claim.TEXT, message
    for field in shown.fields:
        if field.name not in _FIELD_NAMES:
            yield Claim.FIELDS, f"shows a field {field.name[:60]!r} that no review has"
        elif field.name in _EXACT:
            if field.graphics:
                yield _EXACT[field.name], f"draws something in its {field.name}"
        elif field.name != "rating":
            words.note(f"graphic {field.name} {field.label}".strip(), "", "".join(one.shape for one in field.graphics))
    yield from _compare_text(shown, opened, review, words)
    yield from _compare_rating(shown, review, words)
    yield from _compare_names(shown, opened, review, words)
    yield from _compare_months(shown, opened, review, words)
    yield from _compare_labels(shown, opened, review, words)
    yield from _compare_aspects(shown, opened, words)
    yield from _compare_reply(shown, opened)
    yield from compare_phrases(shown, opened, review, earlier, words)


def _compare_text(shown: ShownReview, opened: Opened, review: ReviewState, words: Notes) -> Fails:
    expected: list[Part] = []
    reasons = {one.segment: one.reason for one in review.hidden}
    for place, text in enumerate(opened.segments):
        if place in reasons:
            expected.append(Mark(str(place), reasons[place], ""))
        elif text is None:
            return  # its disclosure failed, which is said already
        elif expected and isinstance(expected[-1], str):
            expected[-1] += text
        else:
            expected.append(text)
    if len(shown.texts) != bool(expected):
        found = f"{len(shown.texts)} texts" if len(shown.texts) > 1 else ("a text" if shown.texts else "no text")
        yield Claim.TEXT, f"shows {found}, in the log it has {'one' if expected else 'none'}"
        return
    parts = shown.texts[0] if shown.texts else ()
    for part in parts:
        if isinstance(part, Mark):
            words.note("mark", part.reason, part.text)
    found_parts = [Mark(part.segment, part.reason, "") if isinstance(part, Mark) else part for part in parts]
    if found_parts != expected:
        yield Claim.TEXT, _difference(found_parts, expected)


def _difference(found: list[Part], expected: list[Part]) -> str:
    for one, other in zip(found, expected, strict=False):
        if one != other:
            return f"the page says {_short(one, other)}, logged {_short(other, one)}"
    if len(found) > len(expected):
        return f"the page goes on with {_short(found[len(expected)], '')}, the log does not"
    return f"the page ends before {_short(expected[len(found)], '')}"


def _short(part: Part, other: Part) -> str:
    """Give the first difference between two texts with a little around it."""
    if isinstance(part, Mark):
        return f"[segment {part.segment} hidden: {part.reason}]"
    if not isinstance(other, str):
        return repr(part[:40])
    at = next((at for at, (a, b) in enumerate(zip(part, other, strict=False)) if a != b), min(len(part), len(other)))
    start = max(0, at - 15)
    return f"{'…' if start else ''}{part[start : at + 25]!r}"


def _compare_rating(shown: ShownReview, review: ReviewState, words: Notes) -> Fails:
    fields = shown.named("rating")
    rating = review.rating
    if len(fields) != (rating is not None):
        yield Claim.RATING, f"shows {len(fields)} ratings, in the log it has {'one' if rating else 'none'}"
        return
    if rating is None:
        return
    field = fields[0]
    if rating.binary is not None:
        expected = str(rating.binary).lower()
        if (field.value, field.best) != (expected, ""):
            yield Claim.RATING, f"shows the recommendation {field.value}, logged {expected}"
        if field.graphics or numbers_in(field.text):
            yield Claim.RATING, "shows a number or stars, logged a recommendation"
        words.note("recommendation", field.value, field.text)
        return
    if (field.value, field.best) != (str(rating.value), str(rating.best)):
        yield Claim.RATING, f"shows {field.value} of {field.best}, logged {rating.value} of {rating.best}"
    if sorted(numbers_in(field.text)) != sorted((rating.value or 0, rating.best or 0)):
        yield Claim.RATING, f"reads {field.text.strip()!r}, logged {rating.value} of {rating.best}"
    words.note("rating", f"{rating.value} of {rating.best}", field.text)
    words.note("phrase rating", "", template(field.text))
    if rating.value != rating.best:
        first = "value" if numbers_in(field.text)[:1] == [rating.value] else "best"
        words.note("order of a rating", "", first)
    for message in _drawing_faults(field.graphics, rating.value or 0, rating.best or 1, words, "rating"):
        yield Claim.RATING, message


def _drawing_faults(graphics: tuple[Graphic, ...], value: int, best: int, words: Notes, name: str) -> Iterator[str]:
    percent = 100 * value // best
    for graphic in graphics:
        words.note(f"graphic {name}", "", graphic.shape)
        if graphic.filled != percent:
            filled = "nobody knows how far" if graphic.filled is None else f"to {graphic.filled} %"
            yield f"its {name} is drawn {filled}, logged {value} of {best}"


def _compare_names(shown: ShownReview, opened: Opened, review: ReviewState, words: Notes) -> Fails:
    hidden = {one.field for one in review.hidden_fields}
    for name in ("author", "title"):
        fields = shown.named(name)
        value = None if name in hidden else opened.values.get(name)
        if name not in hidden and name not in opened.values:
            continue
        for field in fields:
            if field.text != field.value:
                yield Claim.FIELDS, f"its {name} reads {field.text!r}, and {field.value!r} is said to be exact"
        if value is not None and [field.value for field in fields] != [value]:
            found = fields[0].value if fields else "none"
            yield Claim.FIELDS, f"shows the {name} {found!r}, logged {value!r}"
        elif value is None and name == "title" and fields:
            yield Claim.FIELDS, f"shows the title {fields[0].value!r}, logged or shown: none"
        elif value is None and name == "author":
            for field in fields:
                words.note("author hidden" if name in hidden else "author absent", "", field.text)
    if len(shown.named("author")) != 1:
        yield Claim.FIELDS, f"shows {len(shown.named('author'))} authors"


def _compare_months(shown: ShownReview, opened: Opened, review: ReviewState, words: Notes) -> Fails:
    experienced = opened.values.get("experienced")
    for name, value in (("received", review.received), ("experienced", experienced)):
        fields = shown.named(name)
        expected = [] if value is None else [value]
        if [field.value for field in fields] != expected:
            found = fields[0].value if fields else "none"
            yield Claim.FIELDS, f"shows as {name} {found}, logged {value or 'none'}"
            continue
        for field in fields:
            words.note("month", field.value, field.text)
            if field.instant != field.value:
                yield Claim.FIELDS, f"{name} is {field.instant} for machines, logged {value}"
            date = dict(zip(("year", "month"), map(int, field.value.split("-")), strict=False))
            if not note_date(words, "month of a year", field.text, date):
                yield Claim.FIELDS, f"{name} reads {field.text!r}, logged {value}"


def _compare_labels(shown: ShownReview, opened: Opened, review: ReviewState, words: Notes) -> Fails:
    expected = {("method", review.method), ("source", review.source)}
    values = opened.values
    for name in ("verification", "location"):
        if values.get(name) is not None:
            expected.add((name, str(values[name])))
    for name in _LABELLED_UNLESS_NONE:
        if values.get(name) not in (None, "none"):
            expected.add((name, str(values[name])))
    if values.get("completeness") == "excerpt":
        expected.add(("completeness", "excerpt"))
    expected |= {("hidden-field", one.field) for one in review.hidden_fields}
    fields = shown.named("label")
    found = {(field.label, field.value) for field in fields}
    for name, value in sorted(expected - found):
        claim = Claim.RATING if name in ("method", "source") else Claim.FIELDS
        yield claim, f"does not show its {name} {value!r}"
    for name, value in sorted(found - expected):
        claim = Claim.RATING if name in ("method", "source") else Claim.FIELDS
        yield claim, f"shows the label {name} {value!r}, which is not in the log"
    if len(fields) != len(found):
        yield Claim.FIELDS, "shows a label twice"
    reasons: dict[str, str] = {one.field: one.reason for one in review.hidden_fields}
    for field in fields:
        reason = reasons.get(field.value, "") if field.label == "hidden-field" else ""
        words.note(f"label {field.label}", f"{field.value} {reason}".strip(), field.text)


def _compare_aspects(shown: ShownReview, opened: Opened, words: Notes) -> Fails:
    values = opened.values.get("aspects") or {}
    assert isinstance(values, dict), "the disclosures were examined"
    if sorted(answer.name for answer in shown.aspects) != sorted(values):
        named = ", ".join(answer.name for answer in shown.aspects) or "no question"
        yield Claim.FIELDS, f"shows the answers to {named}, logged {', '.join(sorted(values)) or 'none'}"
        return
    for answer in shown.aspects:
        value = values[answer.name]
        if sorted(numbers_in(answer.text)) != sorted((value, _BEST_ANSWER)):
            yield Claim.FIELDS, f"its answer to {answer.name} reads {answer.text!r}, logged {value}"
        words.note("phrase answer", "", template(answer.text))
        for message in _drawing_faults(answer.graphics, value, _BEST_ANSWER, words, "answer"):
            yield Claim.FIELDS, message


def _compare_reply(shown: ShownReview, opened: Opened) -> Fails:
    fields = shown.named("reply")
    reply = opened.reply
    if len(fields) != (reply is not None):
        yield Claim.REPLIES, f"shows {len(fields)} replies, in the log there is {'one' if reply else 'none'}"
        return
    if reply is None:
        return
    field = fields[0]
    if not field.value == field.text == reply.text:
        yield (
            Claim.REPLIES,
            f"its reply reads {_short(field.text, reply.text)}, logged {_short(reply.text, field.text)}",
        )
    if field.outcome != reply.outcome:
        yield Claim.REPLIES, f"its reply has the outcome {field.outcome!r}, logged {reply.outcome!r}"
