"""No entry of the log contradicts those before it.

Why: Every review has exactly one state, which anybody can work out from the log. A decision about nothing, or about
what was erased, is a mistake or a trick.

Fails:
    after seal:
      entries: [{type: decision, subject: 0, action: publish}]

Fails:
    after seal:
      entries: [{type: genesis, origin: harbor.example/review-log}]

Passes:
    after seal:
      entries: [{type: decision, about: r-000000000001, action: publish}]

Limits: What the log contradicts outside of it, such as the files, is for other rules. An entry that cannot be read is
INT120, an earlier month INT118.
"""

from __future__ import annotations

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.reviewlog.states import ConflictKind

_OF_OTHER_RULES = (ConflictKind.UNREADABLE, ConflictKind.LOGGED_BACK)


def _in_log(log: LogView, around: Around) -> Said:
    for conflict in log.replay.conflicts:
        if conflict.kind not in _OF_OTHER_RULES:
            yield Issue(
                message=conflict.message,
                hint="an entry stays; say on the site what happened, and seal what is right",
            )


RULE = Rule(
    code="INT111",
    name="state-conflict",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    log=_in_log,
)
