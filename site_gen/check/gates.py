"""Which findings stop the pages (`rules.md`, "Gate"); errors of other codes are printed and fail the command."""

from __future__ import annotations

from site_gen.findings import Finding, Severity

_FAMILIES = ("SRC", "DIS", "EMB", "NAP", "PAG")
_CODES = frozenset({*(f"INT{number}" for number in range(101, 108)), "INT109", "INT112", "INT119", "INT120"})


def blocks_pages(finding: Finding) -> bool:
    """Tell whether nothing may be published while this finding stands."""
    if finding.severity is not Severity.ERROR:
        return False
    return finding.code.startswith(_FAMILIES) or finding.code in _CODES
