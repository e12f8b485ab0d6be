"""Every decision was made under a policy that anybody can read.

Why: A decision in the log names its policy by a hash. Without the text behind it nobody can tell whether the decision
follows the site's own rules.

Fails:
    after seal:
      file: {log/policies: null}

Passes:
    after seal:
      policy: Some reviews are not shown. This is what the next version says.

Limits: That the decision follows the policy is for people to judge. A site without a log does not say under which
policy a decision was made, and is not checked.

Basis: CMA208; 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.summary import ProviderSummary


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if around.sealed_policies is None:
        if any(summary.handling.days for summary in summaries):
            yield Unchecked("without a log a decision does not say under which policy it was made")
        return
    for sha256 in around.decided_under:
        if sha256 not in around.sealed_policies:
            yield Issue(
                message=f"decisions name the policy {sha256[:12]}…, whose text is not kept",
                path=f"log/policies/{sha256}.md",
                hint="restore the file from the repository; sealing keeps every version there",
            )


RULE = Rule(
    code="MOD203",
    name="policy-unpublished",
    severity=Severity.ERROR,
    since="0.1",
    basis="CMA208; 16 CFR 465.7(b)",
    page=__doc__,
    site=_in_site,
)
