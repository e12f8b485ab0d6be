"""The witnesses that the site asks for have cosigned the checkpoint, lately.

Why: A log that one side alone signs could show two faces. Whoever relies on it relies on somebody else having seen the
same log.

Fails:
    after seal:
      site: {log: {cosigned_within_days: 7}}
      cosigned: {days_ago: 30, named: true}

Fails:
    after seal:
      cosigned: {days_ago: 1, named: true}
      entries: [{type: display, minimum_ratings: 1, received_precision: month}]

Passes:
    after seal:
      cosigned: {days_ago: 3, named: true}

Limits: Who the witnesses are stands in `log/witness-policy` (C2SP tlog-policy: logs, witnesses, groups, a quorum).
Without the file nobody is asked for, and this is not checked. How old a cosignature may be is `cosigned_within_days`
under `log:` in `site.yaml`, 30 unless said. That a witness is who it says is not known.

Basis: C2SP tlog-policy; C2SP tlog-cosignature.
"""

from __future__ import annotations

import datetime

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked, issues_of
from site_gen.findings import Severity
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note
from site_gen.reviewlog.policy import check_policy

_HINT = "site-gen log witness asks for cosignatures; do it after each seal, or on a schedule"


def _in_log(log: LogView, around: Around) -> Said:
    yield from issues_of(log.bad_witnesses, "write it as C2SP tlog-policy says, or remove it")
    if log.note is None or log.bad_witnesses or around.site.log is None:
        return
    if log.witnesses is None:
        yield Unchecked("no log/witness-policy says which witnesses are to cosign the log")
        return
    midnight = datetime.datetime.combine(around.as_of, datetime.time.min, datetime.UTC)
    oldest = midnight - datetime.timedelta(days=around.site.log.cosigned_within_days)
    try:
        accepted = check_policy(log.note, log.witnesses)
    except LogError as error:
        yield Issue(message=error.message, hint=_HINT)
        return
    late = {
        (one.witness.key.name, one.witness.key.key_id) for one in accepted.cosigned if one.seconds < oldest.timestamp()
    }
    recent = tuple(one for one in log.note.signatures if (one.name, one.key_id) not in late)
    try:
        check_policy(Note(log.note.text, recent), log.witnesses)
    except LogError:
        newest = max((one.seconds for one in accepted.cosigned), default=0)
        day = datetime.datetime.fromtimestamp(newest, datetime.UTC).date()
        yield Issue(message=f"the quorum of witnesses cosigned before {oldest.date()}, last on {day}", hint=_HINT)


RULE = Rule(
    code="INT117",
    name="witness-stale",
    severity=Severity.WARNING,
    basis="C2SP tlog-policy; C2SP tlog-cosignature",
    since="0.1",
    page=__doc__,
    log=_in_log,
)
