"""Everybody who is in the log has a profile.

Why: Reviews that were received stay, and so does the page that they are on. Who deletes a profile deletes its reviews.

Fails:
    after seal:
      file:
        content/providers/ana-diaz.yaml: null
        content/reviews/ana-diaz: null

Passes:
    after seal:
      provider: {status: departed, locations: []}

Limits: A profile that was never sealed may go.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _in_log(log: LogView, around: Around) -> Said:
    for ident, entry in sorted(log.replay.providers.items()):
        if entry.slug not in log.slugs:
            yield Issue(
                message=f"{ident} is in the log and has no profile any more",
                path=f"content/providers/{entry.slug}.yaml",
                hint="somebody who left keeps the profile with status: departed; a renamed file says id: "
                f"{ident} and is sealed before it is built",
            )


RULE = Rule(
    code="SRC015",
    name="provider-deleted",
    severity=Severity.ERROR,
    basis="16 CFR 465.7(b)",
    since="0.1",
    page=__doc__,
    log=_in_log,
)
