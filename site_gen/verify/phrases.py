"""Step 5: the words around a review's fields, which a theme chooses, against what they may say about it.

A verifier does not know a theme's words. It knows which phrases there are, where each belongs, which numbers it may
name, and that it reads the same everywhere.
"""

from __future__ import annotations

from site_gen.html.words import numbers_in, template
from site_gen.model.placed import State
from site_gen.reviewlog.examine import Opened
from site_gen.reviewlog.states import ReviewState
from site_gen.verify.claims import Claim, Fails
from site_gen.verify.review_node import ShownReview
from site_gen.verify.wording import Notes, note_date

_NAMES = frozenset(
    {"heading", "received", "experienced", "edited", "question", "reply", "replied", "outcome", "link", "report"}
)
_ABOUT_REPLY = ("reply", "replied", "outcome")


def compare_phrases(
    shown: ShownReview, opened: Opened, review: ReviewState, earlier: ReviewState | None, words: Notes
) -> Fails:
    """Give every phrase that has no business here, or says something else than the log."""
    for phrase in shown.phrases:
        if phrase.name not in _NAMES:
            yield Claim.TEXT, f"has the phrase {phrase.name!r}, which no review has: {phrase.text[:60]!r}"
        words.note(f"graphic phrase {phrase.name[:20]}", "", "".join(one.shape for one in phrase.graphics))
    yield from _compare_edited(shown, review, earlier, words)
    yield from _compare_questions(shown, words)
    yield from _compare_reply(shown, opened, words)
    author = shown.named("author")
    for name in ("heading", "received", "experienced", "link", "report"):
        phrases = shown.phrased(name)
        if len(phrases) > 1:
            yield Claim.TEXT, f"has the phrase {name!r} {len(phrases)} times"
        if name == "experienced" and phrases and not shown.named(name):
            yield Claim.FIELDS, "speaks of a visit and shows no month"
        for phrase in phrases:
            text = phrase.text
            if name == "heading" and author:
                text = text.replace(" ".join(author[0].value.split()), "{author}")
            words.note(f"phrase {name}", "", text)


def _compare_edited(shown: ShownReview, review: ReviewState, earlier: ReviewState | None, words: Notes) -> Fails:
    phrases = shown.phrased("edited")
    if review.supersedes is None or earlier is None or earlier.state is not State.REPLACED:
        if phrases and (review.supersedes is None or earlier is None):
            yield Claim.RATING, "is said to be edited by its author, the log has no earlier version"
        return  # else nothing is left of the earlier one, not even a rating to name
    if len(phrases) != 1:
        yield Claim.RATING, f"replaces the review at leaf {earlier.index}, and does not say so"
        return
    before = earlier.rating
    is_rated = before is not None and before.binary is None
    expected = sorted((before.value or 0, before.best or 0)) if before is not None and is_rated else []
    if sorted(numbers_in(phrases[0].text)) != expected:
        logged = f"{expected[0]} of {expected[-1]}" if expected else "no stars"
        yield Claim.RATING, f"says {phrases[0].text[:80]!r}, logged before: {logged}"
    words.note("phrase edited", "rated" if expected else "", template(phrases[0].text))


def _compare_questions(shown: ShownReview, words: Notes) -> Fails:
    questions = shown.phrased("question")
    if [question.value for question in questions] != [answer.name for answer in shown.aspects]:
        yield Claim.FIELDS, "its questions are not those of its answers, in their order"
    for question in questions:
        words.note("phrase question", question.value, question.text)


def _compare_reply(shown: ShownReview, opened: Opened, words: Notes) -> Fails:
    reply = opened.reply
    if reply is None:
        if any(shown.phrased(name) for name in _ABOUT_REPLY):
            yield Claim.REPLIES, "speaks of a reply, in the log there is none"
        return
    day, dates = reply.published_on, shown.phrased("replied")
    if [date.instant for date in dates] != [day.isoformat()]:
        said = ", ".join(date.instant for date in dates) or "no day"
        yield Claim.REPLIES, f"its reply is of {said}, logged {day}"
    for date in dates:
        parts = {"year": day.year, "month": day.month, "day": day.day}
        if not note_date(words, "day of a month", date.text, parts):
            yield Claim.REPLIES, f"its reply is of {date.text!r}, logged {day}"
        words.note("day", date.instant, date.text)
    outcomes = shown.phrased("outcome")
    if [one.value for one in outcomes] not in ([], [reply.outcome]):
        yield Claim.REPLIES, f"its reply names the outcome {outcomes[0].value!r}, logged {reply.outcome!r}"
    for outcome in outcomes:
        words.note("phrase outcome", outcome.value, outcome.text)
    for heading in shown.phrased("reply"):
        words.note("phrase reply", "", heading.text)
    if len(shown.phrased("reply")) > 1:
        yield Claim.REPLIES, "has two headings for its reply"
