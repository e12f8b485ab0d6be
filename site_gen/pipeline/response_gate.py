"""The gate of prepared responses: one with an error of its own is not offered, and the rest of the site is built."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.check.engine import Results, check_responses
from site_gen.check.gates import leaves_out_response
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.model.response import Response


def offered(responses: Iterable[Response], around: Around) -> tuple[Response, ...]:
    """Give the responses that may be offered. What keeps the others is reported by `check`."""
    return tuple(one for one in responses if not _is_refused(one, around))


def _is_refused(response: Response, around: Around) -> bool:
    results = Results(lambda path, at: (0, 0))
    check_responses((response,), around, results)
    ignores = around.site.checks.ignore
    return any(leaves_out_response(one) and not is_set_aside(one, ignores, around.as_of) for one in results.findings)
