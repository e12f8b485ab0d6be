"""A rating as an entry says it: in integers, with its scale."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import Count
from site_gen.model.review import Rating
from site_gen.reviewlog.fault import LogError

STARS = (5, 1)
"""The best and the worst of the usual scale, which says no `worst`."""


class LoggedRating(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """`{"best":5,"value":4}`; any other scale says its `worst` too, and `scale` 10 where values are tenths.

    A recommendation is `{"binary":true}` and nothing else.
    """

    value: Count | None = None
    best: Annotated[int, Meta(ge=2, le=1000)] | None = None
    worst: Count | None = None
    scale: Literal[10] | None = None
    binary: bool | None = None

    def __post_init__(self) -> None:
        if self.binary is not None:
            if any(part is not None for part in (self.value, self.best, self.worst, self.scale)):
                raise LogError("a recommendation has no value, best, worst or scale")
            return
        if self.value is None or self.best is None:
            raise LogError("expected value and best, or binary")
        if self.worst is None:
            if self.best != 5 or self.scale is not None:
                raise LogError("a scale other than 1 to 5 says its worst")
        elif (self.best, self.worst) == STARS and self.scale is None:
            raise LogError("the scale 1 to 5 goes without worst")
        if not self.lowest <= self.value <= self.best or self.lowest == self.best:
            raise LogError(f"value {self.value} outside {self.lowest} to {self.best}")

    @property
    def lowest(self) -> int:
        """The worst value of the scale."""
        return STARS[1] if self.worst is None else self.worst


def logged_rating(rating: int | Rating | None) -> LoggedRating | None:
    """Give the one spelling of a rating in an entry."""
    if rating is None:
        return None
    if isinstance(rating, int):
        return LoggedRating(value=rating, best=STARS[0])
    if rating.binary is not None:
        return LoggedRating(binary=rating.binary)
    is_stars = (rating.best, rating.worst) == STARS and rating.scale is None
    return LoggedRating(
        value=rating.value, best=rating.best, worst=None if is_stars else rating.worst, scale=rating.scale
    )


def model_rating(rating: LoggedRating | None) -> int | Rating | None:
    """Give the rating as content says it: stars as a plain number."""
    if rating is None:
        return None
    if rating.binary is not None:
        return Rating(binary=rating.binary)
    if rating.worst is None:
        return rating.value
    return Rating(value=rating.value, best=rating.best, worst=rating.worst, scale=rating.scale)
