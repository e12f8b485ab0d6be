"""What a compliance pack says of each page with reviews in its markup: whether it may earn stars in Google."""

from __future__ import annotations

import enum

import msgspec


class Verdict(enum.StrEnum):
    """What holds for a page. No page of a practice's own site is ever eligible."""

    NOT_ELIGIBLE = "not-eligible"
    NO_REVIEWS = "no-reviews"
    NOT_VALID = "not-valid"
    NOT_CHECKED = "not-checked"


WORDS = {
    Verdict.NOT_ELIGIBLE: "valid, not eligible for stars in Google: self-controlled reviews",
    Verdict.NO_REVIEWS: "valid, nothing that could be eligible: no average and no review in the markup",
    Verdict.NOT_VALID: "not valid, and not eligible for stars in Google: self-controlled reviews",
    Verdict.NOT_CHECKED: "not checked, and not eligible for stars in Google: self-controlled reviews",
}
"""The verdicts in words."""


class PageEligibility(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one page and its reason.

    `page` is its path in the output, `types` are those of the node that carries the reviews. `average` and `ratings`
    are what the markup says, nothing below the minimum. `codes` are the rules that found something in its markup.
    """

    page: str
    provider: str
    verdict: Verdict
    said: str
    reason: str
    types: tuple[str, ...]
    average: str = ""
    ratings: int = 0
    codes: tuple[str, ...] = ()
