"""Who of the team has read which policy, as a document: one HTML file that needs nothing else."""

from __future__ import annotations

from site_gen.report.environment import report_environment
from site_gen.report.policies.coverage import Coverage, said


def format_coverage_page(coverage: Coverage) -> str:
    """Give the coverage as HTML."""
    return report_environment().get_template("policy_coverage.html").render(coverage=coverage, said=said)
