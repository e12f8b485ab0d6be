"""Which prepared responses fit a review or a question, best first, and why. Nothing is sent anywhere.

A review or question is looked at by its language, its rating and its words; each response by its own `words`, its topic
and what it is for. The same text always gets the same proposals in the same order.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from site_gen.check.replies import read_text
from site_gen.check.ripeness import stars_or_none
from site_gen.check.tokens import fold
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.pipeline.replies.severity import LOW
from site_gen.pipeline.replies.views import Proposal

BEST = 3
"""So many proposals at most."""

_WORD = 10
_MORE_WORDS = 5
_THANKS = 12
_SORRY = 8
_ANY_QUESTION = 4
_NO_WORDS = 30
_SECOND_NOTE = 15
_CHANGED = 40
_URGENT = 1_000
_OTHER_OFFICE = 500
_ASKS = re.compile(r"\?|¿|\b(?:should i|can i|is it|debo|puedo|es normal)\b", re.IGNORECASE)
_SMALL = {
    "en": "i me my you your we our the a an is are was do does can how who where why what to of in it best",
    "es": "yo me mi mis su el la los las un una es son esta tengo tiene quiero puedo puede como quien donde por que de "
    "en con para muy no se y excelente doctora gracias hola",
}
"""Words by which a text of one line is known."""
_NO_WORD = re.compile(r"[^\w]+")


class Asked(NamedTuple):
    """What is to be answered: a review, or a question where `stars` is None and `is_question` holds.

    `others` are names of people of the site who are somebody else than the one who is reviewed.
    """

    text: str
    language: str
    is_question: bool = False
    stars: float | None = None
    urgent: tuple[str, ...] = ()
    is_second: bool = False
    has_changed: bool = False
    others: tuple[str, ...] = ()


class Ranked(NamedTuple):
    """A response that fits, how well, and why."""

    response: Response
    points: int
    reasons: tuple[str, ...]


def asked_by(review: Review, language: str, urgent: tuple[str, ...], others: tuple[str, ...]) -> Asked:
    """Give a review, without what is hidden of it, as what is to be answered."""
    return Asked(
        text=" ".join(part for part in (review.title, review.text) if part),
        language=language,
        stars=stars_or_none(review.rating),
        urgent=urgent,
        is_second=review.supersedes is not None,
        has_changed=review.reply is not None and review.reply.outcome == "change-made",
        others=others,
    )


def language_of(text: str, declared: str | None, known: Sequence[str]) -> str:
    """Give the language to answer in: the declared one, else the likeliest of the text, else the site's first."""
    wanted = declared
    if wanted is None and text.strip():
        reading = read_text(text, None)
        wanted = reading.readings[0][0].tag if reading and len(reading.readings) == 1 else _likeliest(text, known)
    primary = (wanted or known[0]).split("-")[0]
    return next((tag for tag in known if tag == wanted), None) or next(
        (tag for tag in known if tag.split("-")[0] == primary), wanted or known[0]
    )


def rank(asked: Asked, responses: Sequence[Response]) -> tuple[Ranked, ...]:
    """Give the responses that fit, best first; those in another language only where none is in the wanted one."""
    primary = asked.language.split("-")[0]
    own = [one for one in responses if one.language.split("-")[0] == primary]
    why = () if own else (f"there is none in {asked.language}",)
    ranked = [
        Ranked(one, points, (*reasons, *why))
        for one in own or responses
        if _fits(one, asked)
        for points, reasons in [_judge(one, asked)]
        if points > 0
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.points, one.response.slug, one.response.language)))


def proposal_of(response: Response, text: str, reasons: tuple[str, ...] = ()) -> Proposal:
    """Give a response with its filled text as it is proposed."""
    return Proposal(
        slug=response.slug,
        language=response.language,
        title=response.title,
        topic=response.topic,
        text=text,
        reasons=reasons,
    )


def _fits(response: Response, asked: Asked) -> bool:
    """Tell whether a response is for this use and rating. A question has no rating."""
    if response.use not in ("both", "question" if asked.is_question else "reply"):
        return False
    if asked.is_question or response.ratings == "any":
        return True
    if asked.stars is None:
        return response.topic not in ("sorry", "thanks")
    return response.ratings == ("low" if asked.stars <= LOW else "high")


def _judge(response: Response, asked: Asked) -> tuple[int, tuple[str, ...]]:
    parts = [part for part in _parts(response, asked) if part[0]]
    return sum(points for points, _ in parts), tuple(reason for _, reason in parts)


def _parts(response: Response, asked: Asked) -> Iterator[tuple[int, str]]:
    topic, is_low = response.topic, asked.stars is not None and asked.stars <= LOW
    is_high = asked.stars is not None and asked.stars > LOW
    if topic == "emergency" and asked.urgent:
        yield (1 if is_high else _URGENT), f"an emergency may be behind {_listed(asked.urgent)}"
    if topic == "wrong-provider" and asked.others:
        yield _OTHER_OFFICE, f"it names {_listed(asked.others)}, somebody else of the practice"
    found = _found(response.words, asked.text)
    if found:
        points = sum(_WORD + _MORE_WORDS * one.count(" ") for one in found)
        if topic == "clinical-question" and not _ASKS.search(asked.text):
            points //= 4
        if topic == "wrong-provider":
            points += _OTHER_OFFICE
        if topic == "emergency" and is_high:
            points = 1
        yield points, f"it says {_listed(found)}"
    if topic == "thanks" and is_high and response.ratings == "high" and (found or not response.words):
        yield _THANKS, "four stars or more"
    yield from _by_use(response, asked, is_low=is_low)


def _by_use(response: Response, asked: Asked, *, is_low: bool) -> Iterator[tuple[int, str]]:
    topic = response.topic
    if not asked.text.strip() and topic == "thanks" and response.ratings == "any":
        yield _NO_WORDS, "stars without words"
    if topic == "thanks" and asked.stars is None and not asked.is_question and response.ratings == "any":
        yield 1, "it has no rating"
    if topic == "sorry" and is_low:
        yield _SORRY, "three stars or fewer"
    if topic == "question-general" and asked.is_question:
        yield _ANY_QUESTION, "it fits any question"
    if topic == "follow-up" and asked.is_second:
        yield _SECOND_NOTE, "the author wrote before"
    if topic == "change-made" and asked.has_changed:
        yield _CHANGED, "a change was made"


def _found(words: Sequence[str], text: str) -> tuple[str, ...]:
    """Give the words of a response that stand in a text, a plural counted as its word; longer ones cover shorter."""
    folded = f" {' '.join(_NO_WORD.sub(' ', fold(text)).split())} "
    found: list[str] = []
    for word in sorted(words, key=lambda one: (-one.count(" "), -len(one), one)):
        key = _key(word)
        match = re.search(rf" {re.escape(key)}(?:s|es)?(?= )", folded)
        if match and key:
            found.append(word)
            folded = f"{folded[: match.start()]} ~ {folded[match.end() :]}"
    return tuple(sorted(found))


@functools.lru_cache(maxsize=4096)
def _key(word: str) -> str:
    return " ".join(_NO_WORD.sub(" ", fold(word)).split())


def _likeliest(text: str, known: Sequence[str]) -> str:
    """Give the language of a text of few words: the one that has more of its small words, else the first."""
    words = [_key(word) for word in text.split()]
    if re.search("[ñ¿¡áéíóú]", text.casefold()):
        words.append("que")
    counts = {}
    for tag in known:
        small = _SMALL.get(tag.split("-")[0], "").split()
        counts[tag] = sum(word in small for word in words)
    return max(known, key=lambda tag: counts[tag])


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f'"{one}"' for one in words[:BEST])
