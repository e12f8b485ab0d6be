"""What is wrong between the review log and the content, where a rule is found by who reads them."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.int import tile_mismatch, unsealed
from site_gen.findings import Finding
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.reviewlog.fault import LogError


def unsealed_policy(policy: Policy) -> Finding:
    """Give the finding for a policy whose present text is not in the log."""
    return _finding(
        unsealed.RULE,
        policy.path,
        "this version of the policy is not in the log yet",
        "site-gen seal appends it to the log; until then the page shows the version that was sealed last",
    )


def damaged_opening(provider: Provider, path: str, error: LogError) -> Finding:
    """Give the finding for private openings that cannot be read."""
    hint = error.hint or "restore the file from the repository; it holds the sealed originals"
    return _finding(tile_mismatch.RULE, path, error.message, hint, provider.slug)


def _finding(rule: Rule, path: str, message: str, hint: str, provider: str = "") -> Finding:
    return Finding(
        path=path,
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=message,
        hint=hint,
        provider=provider,
        basis=rule.basis,
    )
