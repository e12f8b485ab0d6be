r"""The checkpoint is a note in its form, of this site's log, and signed with the key that `site.yaml` names.

Why: The signature is what nobody else can make. Without it the log is a heap of files.

Fails:
    after seal:
      file: {log/checkpoint: "harbor.example/review-log\n"}

Fails:
    after seal:
      site: {log: {origin: harbor.example/other-log}}

Fails:
    after seal:
      file: {log/checkpoint: null}

Passes:
    after seal:
      cosigned: {days_ago: 1}

Limits: Whether the key is in the right hands is not known. That the sample's key, which anybody has, signs no real site
is checked.

Basis: C2SP signed-note; C2SP tlog-checkpoint.
"""

from __future__ import annotations

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Rule, Said, issues_of
from site_gen.findings import Severity

_HINT = "put the key back into site.yaml that signed it, or restore log/ from the repository; it is never made again"


def _in_log(log: LogView, around: Around) -> Said:
    yield from issues_of(log.bad_checkpoint, _HINT)


RULE = Rule(
    code="INT105",
    name="checkpoint-bad",
    severity=Severity.ERROR,
    basis="C2SP signed-note; C2SP tlog-checkpoint",
    since="0.1",
    page=__doc__,
    log=_in_log,
)
