"""Every sealed original is the one that the signed log holds at its place, its entry and all that this commits to.

Why: What a page shows is opened with the original. One that does not lead to the signed root proves nothing.

Fails:
    after seal:
      openings: {r-000000000001: {fields: {author: WyJBQUFBQUFBQUFBQUFBQUFBQUFBQUFBIiwiYXV0aG9yIiwiV2FsdCJd}}}

Passes:
    after seal:
      review: {reply: {status: approved, written_at: 2026-03-13T12:00:00Z, text: Thank you for writing.}}

Limits: Whether the log is the one that others see is for witnesses, and for INT106.
"""

from __future__ import annotations

from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import verify_digests

_HINT = "restore log/openings from the repository; it belongs to the rest of log/"


def _in_originals(originals: Originals, around: Around) -> Said:
    if not originals.states and originals.provider.id is not None:
        return  # renamed, and the log does not know yet: SRC015 says so
    states = {state.index: state for state in originals.states}
    for opening in originals.openings:
        if opening.index is None:
            continue
        state = states.get(opening.index)
        if state is None:
            yield Issue(message=f"leaf {opening.index} is no review of this provider", hint=_HINT)
        elif state.leaf != leaf_hash(opening.entry):
            yield Issue(message=f"the entry of {opening.id} is not the one at leaf {opening.index}", hint=_HINT)
        else:
            try:
                verify_digests(opening)
            except LogError as error:
                yield Issue(message=error.message, hint=_HINT)


RULE = Rule(
    code="INT104",
    name="inclusion-bad",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    originals=_in_originals,
)
