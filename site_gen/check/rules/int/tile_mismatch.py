"""The stored entries and hashes lead to the signed root, and the sealed originals can be read.

Why: One changed byte anywhere in the log shows here.

Fails:
    after seal:
      file: {log/tile: null}

Fails:
    after seal:
      file: {log/openings/ana-diaz.jsonl: "{}"}

Passes:
    after seal:
      file: {log/tile/entries/x001/readme.txt: Files that are no part of the tree are not looked at.}

Limits: `check` reads every entry; `build` reads only what has changed since the last build.

Basis: RFC 9162; C2SP tlog-tiles.
"""

from __future__ import annotations

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Rule, Said, issues_of
from site_gen.findings import Severity


def _in_log(log: LogView, around: Around) -> Said:
    yield from issues_of(log.bad_tree, "restore log/ from the repository; it is never made again")


RULE = Rule(
    code="INT107",
    name="tile-mismatch",
    severity=Severity.ERROR,
    basis="RFC 9162; C2SP tlog-tiles",
    since="0.1",
    page=__doc__,
    log=_in_log,
)
