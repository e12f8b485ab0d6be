"""What reports say about each rule of the registry."""

from __future__ import annotations

from site_gen.check.page import FAMILIES, page_markdown, page_of, split_basis
from site_gen.check.rule import Rule
from site_gen.check.rules import RULES
from site_gen.report.sarif import RuleHelp


def known_rules() -> dict[str, Rule]:
    """Give every rule by code, in order."""
    return {rule.code: rule for rule in RULES}


def rule_help() -> dict[str, RuleHelp]:
    """Give what a code host shows beside a finding, by code."""
    return {code: _help(rule) for code, rule in known_rules().items()}


def _help(rule: Rule) -> RuleHelp:
    page = page_of(rule)
    parts = [page.summary, page.why, f"Limits: {page.limits}" if page.limits else ""]
    parts += [f"Basis: {page.basis}"] if page.basis else []
    return RuleHelp(
        name=rule.name,
        severity=rule.severity,
        summary=" ".join(page.summary.split()),
        why=" ".join(page.why.split()),
        text="\n\n".join(filter(None, parts)),
        markdown=page_markdown(rule),
        tags=(FAMILIES.get(rule.code[:3], rule.code[:3]).partition(":")[0].lower(), *split_basis(rule.basis)),
    )
