"""What the transparency report says in words of its own."""

from __future__ import annotations

from site_gen.findings import count_of
from site_gen.report.transparency.figures import Others, Skew

LIMITS = (
    "Every number follows from the review log alone: no review file, no page and no setting of the site was read for "
    "it. Whoever has the log at this size gets the same numbers.",
    "A review that never came into the log is in no number. Receipts that authors keep, totals of imports and counts "
    "of invitations narrow that; the log itself cannot show it.",
    "The log knows months, not days: 0 months is within the month of receipt. Reviews that are older than the log, or "
    "came in from elsewhere, count from the month in which they were received.",
    "Why a review was withheld, erased or replaced is what the practice says. That a reason was given, and under which "
    "policy, is what the log shows.",
    "Few reviews prove little. The tables of the tests say how many it would take; a p value without its table says "
    "nothing.",
    "It is no legal advice. 16 CFR 465.7(b) is named so that a reader finds it.",
)
"""What the report does not show, in plain words."""


def share(part: int, whole: int) -> str:
    """Give a share in percent with one decimal, truncated as averages are; a dash of nothing."""
    if not whole:
        return "–"
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10} %"


def said_of(test: Skew) -> str:
    """Say in a sentence what came of a test."""
    if not test.p:
        return f"Nothing to test: {count_of(test.low_hit + test.other_hit, 'review')} {test.what}."
    needed = (
        "So few low ratings that even all of them alone would not give p < .05."
        if test.needed is None
        else f"{test.needed} low and no other would give p < .05."
    )
    return f"By chance alone low ratings would be {test.what} as often, or more often, with {test.p}. {needed}"


def said_of_others(others: Others, minimum: int) -> str:
    """Name the row of the providers that are not listed."""
    if others.added:
        return f"{count_of(others.providers, 'provider')} together, {others.added} of them with {minimum} or more"
    return f"{count_of(others.providers, 'provider')} with fewer than {minimum}"
