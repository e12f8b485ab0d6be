"""A verdict for people and for machines.

Source: `formats.md`, "Report"; the last line is that of `review-log.md`, "Verifying".
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from site_gen.verify.claims import NOT_PROVEN, SAYS, ClaimResult, Failure, Outcome, Verdict, printable

_MOST_SHOWN = 20
_COLORS = {Outcome.PROVEN: "green", Outcome.FAILED: "red", Outcome.NOT_CHECKED: "yellow"}
_WORDS = {Outcome.PROVEN: "proven", Outcome.FAILED: "FAILED", Outcome.NOT_CHECKED: "not checked"}

Paint = Callable[[str, str], str]
"""Gives a text in a colour."""


def format_text(verdict: Verdict, paint: Paint) -> str:
    """Give the report for people; its last line is the verdict in one sentence."""
    width = max(len(result.claim) for result in verdict.claims)
    lines = [f"{printable(verdict.origin)}: {_count(verdict.size, 'entry', 'entries')}, root {verdict.root}"]
    if verdict.as_of:
        lines.append(f"pages as of {verdict.as_of}")
    lines += ["", *(_line(result, width, paint) for result in verdict.claims)]
    if verdict.failures:
        lines += ["", *map(_failure_line, verdict.failures[:_MOST_SHOWN])]
        if (more := len(verdict.failures) - _MOST_SHOWN) > 0:
            lines.append(f"and {more:,} more; --format json lists them")
    lines += ["", f"No check of files shows {NOT_PROVEN}.", last_line(verdict)]
    return "\n".join(lines) + "\n"


def last_line(verdict: Verdict) -> str:
    """Give the verdict in one line: a failure, nothing to check, or what is verified."""
    failed = [result for result in verdict.claims if result.outcome is Outcome.FAILED]
    if failed:
        first = failed[0]
        more = f"; {len(failed) - 1} more claims" if len(failed) > 2 else "; 1 more claim" if len(failed) == 2 else ""
        where = next((_where(one) for one in verdict.failures if one.claim is first.claim), "")
        return f"FAILED: {first.claim}: {where}{first.detail}{more}"
    where = f"{_count(verdict.providers, 'provider')}"
    if not verdict.reviews:
        return f"not checked: no published review on {where}, checkpoint size {verdict.size}"
    return f"{_count(verdict.reviews, 'review')} on {where} verified against checkpoint size {verdict.size}"


def format_json(verdict: Verdict) -> bytes:
    """Give the report for machines, with a line feed."""
    value = {
        "schema": 1,
        "origin": printable(verdict.origin),
        "size": verdict.size,
        "root": verdict.root,
        "as_of": verdict.as_of,
        "claims": [
            {"claim": one.claim, "outcome": one.outcome, "count": one.count, "detail": one.detail}
            for one in verdict.claims
        ],
        "failures": [
            {
                "claim": one.claim,
                "review": one.review,
                "provider": one.provider,
                "page": one.page,
                "message": one.message,
            }
            for one in verdict.failures
        ],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _line(result: ClaimResult, width: int, paint: Paint) -> str:
    word = paint(f"{_WORDS[result.outcome]:<11}", _COLORS[result.outcome])
    if result.outcome is Outcome.PROVEN:
        said = f"{SAYS[result.claim]} ({result.count:,})" + (f"; {result.detail}" if result.detail else "")
    else:
        said = result.detail
    return f"{word} {result.claim:<{width}}  {said}"


def _failure_line(failure: Failure) -> str:
    return f"{failure.claim}: {_where(failure)}{failure.message}"


def _where(failure: Failure) -> str:
    place = failure.page or failure.provider
    return "".join(f"{part}: " for part in (place, failure.review) if part)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
