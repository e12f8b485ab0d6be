"""What the compliance pack says in words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from site_gen.findings import Severity, count_of
from site_gen.report.compliance.pack import Outcome, Pack, RuleResult

LIMITS = (
    "It is no legal advice. Laws and standards are named so that a reader finds them; whether one applies, and "
    "whether it is kept, is for a lawyer to say.",
    "A rule that passed found nothing in the files. That is less than proof: each rule sees only what is in the "
    "content, the review log and the pages, and site-gen explain CODE prints its limits.",
    "A rule that has nothing to look at passes, too: one for another country, or one about replies where there are "
    "none.",
    "Not checked is not passed. Where a rule could not look at everything, the reason stands with it.",
    "It does not show that every review was logged when it arrived, that everybody is shown the same log, or that an "
    "author is a real, unpaid patient.",
    "It was made by the practice on its own computer. Anybody can check the published site and its log without "
    "trusting the practice: site-gen verify, with the log's verifier key from a source that they trust.",
    "Two packs show whether the log grew. That nothing before was rewritten is shown by site-gen log diff, or by "
    "verify --since with a checkpoint that was kept.",
    "It holds no review, no author and no contact of a patient. Words that a finding quotes are covered; site-gen "
    "check prints them to the people of the practice.",
)
"""What the pack does not show, in plain words."""

_COUNTED = {
    Outcome.PASSED: "passed",
    Outcome.FINDINGS: "with findings",
    Outcome.SET_ASIDE: "set aside",
    Outcome.NOT_CHECKED: "not checked",
}


def count_outcomes(outcomes: Mapping[str, int]) -> str:
    """Say in one line of how many rules which outcome came."""
    counts = ", ".join(f"{outcomes.get(one, 0)} {word}" for one, word in _COUNTED.items())
    return f"{count_of(sum(outcomes.values()), 'rule')}: {counts}"


def outcome_words(rule: RuleResult) -> str:
    """Say what came of a rule."""
    if rule.outcome is Outcome.FINDINGS:
        return count_of(rule.findings, "finding")
    return _COUNTED[rule.outcome]


def verdict(pack: Pack) -> str:
    """Say in one sentence how the site stands; never that all is well where something was not looked at."""
    errors = sum(1 for finding in pack.findings if finding.severity is Severity.ERROR)
    found = f"{count_of(errors, 'error')} to mend" if errors else "No errors"
    others = len(pack.findings) - errors
    more = f", {count_of(others, 'other finding')}" if others else ""
    unseen = pack.outcomes.get(Outcome.NOT_CHECKED, 0)
    rest = f"; {count_of(unseen, 'rule')} could not be checked in full" if unseen else ""
    return f"{found}{more}{rest}."
