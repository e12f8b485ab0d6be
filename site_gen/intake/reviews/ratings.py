"""Ratings as exports write them: numbers, words, stars, parts of a scale, recommendations."""

from __future__ import annotations

import re
from decimal import Decimal

from site_gen.model.review import Rating, Stars

BEST = 5
_LONGEST = 60
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5}
_YES = frozenset({"recommended", "recommends", "recommend", "positive", "yes", "thumbs up", "👍", "true"})
_NO = frozenset(
    {
        "not recommended", "does not recommend", "doesn't recommend", "doesn’t recommend", "negative", "no",
        "thumbs down", "👎", "false",
    }
)  # fmt: skip
_NONE = frozenset(
    {"", "n/a", "na", "none", "null", "-", "–", "—", "star_rating_unspecified", "no rating", "not rated", "unrated"}
)
_UNIT = r"(?: ?(?:stars?|estrellas?|★|⭐️?))?"
_OF = re.compile(
    rf"(?P<value>[0-9]{{1,4}}(?:[.,][0-9]{{1,6}})?) ?(?:/|out of|of|von|de|sur) ?(?P<best>[0-9]{{1,4}}){_UNIT}"
)
_NUMBER = re.compile(rf"(?P<value>[0-9]{{1,4}}(?:[.,][0-9]{{1,6}})?){_UNIT}")
_WORD = re.compile(rf"(?P<word>[a-z]{{3,6}}){_UNIT}")
_STARS = re.compile(r"(?P<full>(?:★|⭐️?){1,20})(?P<half>½?)(?P<empty>☆{0,20})")


def read_rating(value: object, *, best: int = BEST, worst: int = 1) -> Stars | Rating | None:
    """Give a rating, or None where there is none; a number counts on a scale from `worst` to `best`.

    `4`, `4.0`, `"4/5"`, `"FIVE"`, `"4 stars"` and `"★★★★☆"` are stars; 8 of 10 stays on its scale, as does four and a
    half of five; `"recommended"` is a recommendation. A scale that the rating names begins with 1, unless it ends with
    `best`.

    Raises:
        ValueError: anything else, or a value outside its scale.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return Rating(binary=value)
    text = " ".join(str(value)[: 4 * _LONGEST].split()).casefold()
    if text in _NONE:
        return None
    if text in _YES or text in _NO:
        return Rating(binary=text in _YES)
    if len(text) <= _LONGEST:
        if (match := _NUMBER.fullmatch(text)) is not None:
            return _on_scale(_decimal(match["value"]), best, worst)
        if (match := _OF.fullmatch(text)) is not None:
            named = int(match["best"])
            return _on_scale(_decimal(match["value"]), named, worst if named == best else 1)
        if (match := _STARS.fullmatch(text)) is not None:
            full, half = len(match["full"].replace("\ufe0f", "")), len(match["half"])
            named = full + half + len(match["empty"]) if match["empty"] else BEST
            return _on_scale(Decimal(full) + Decimal(half) / 2, named, 1)
        if (match := _WORD.fullmatch(text)) is not None and match["word"] in _WORDS:
            return _on_scale(Decimal(_WORDS[match["word"]]), BEST, 1)
    raise ValueError(f"{text[:40]!r} is no rating")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _on_scale(value: Decimal, best: int, worst: int) -> Stars | Rating:
    if not 2 <= best <= 1000:
        raise ValueError(f"a scale up to {best} is not known")
    if not worst <= value <= best:
        raise ValueError(f"{value.normalize():f} is outside {worst} to {best}")
    if value == int(value):
        return int(value) if (best, worst) == (BEST, 1) else Rating(value=int(value), best=best, worst=worst)
    tenths = value * 10
    if tenths != int(tenths):
        raise ValueError(f"{value:f} has more than one decimal, and is an average rather than a rating")
    if best * 10 > 1000:
        raise ValueError(f"{value:f} of {best} is not known")
    return Rating(value=int(tenths), best=best * 10, worst=worst * 10, scale=10)
