"""The log continues the checkpoint that was sealed or seen here last: no entry gone, none changed.

Why: Two logs under one name are what this log is to make impossible. Mostly it is an accident: a second laptop, a
restored backup, a merge.

Fails:
    after seal:
      seen: {size: 99}

Fails:
    after seal:
      seen: {size: 3}

Passes:
    after seal:
      entries: [{type: display, minimum_ratings: 1, received_precision: month}]

Limits: `log/last-seen` is of this machine alone. The published checkpoint is compared by `site-gen seal --live` and
`site-gen verify --since`, which ask the network; `check` does not.

Basis: C2SP tlog-witness.
"""

from __future__ import annotations

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Rule, Said, Unchecked, issues_of
from site_gen.findings import Severity


def _in_log(log: LogView, around: Around) -> Said:
    if log.note is None:
        return
    yield Unchecked("the published checkpoint is not fetched; site-gen seal --live URL compares the log with it")
    if not log.is_seen:
        yield Unchecked("no checkpoint that was seen here before (log/last-seen) to compare the log with")
    yield from issues_of(log.fork, "bring the newest log/ here; never seal on top of an older one")


RULE = Rule(
    code="INT106",
    name="log-forked",
    severity=Severity.ERROR,
    basis="C2SP tlog-witness",
    since="0.1",
    page=__doc__,
    log=_in_log,
)
