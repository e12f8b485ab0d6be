"""Who has a profile, and whose reviews lie here without one."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from site_gen.findings import Finding, Severity
from site_gen.load.folder import PROVIDERS, list_files, list_folders


def list_providers(root: Path, findings: list[Finding]) -> tuple[str, ...]:
    """Give the slugs of all profiles, in order."""
    listing = list_files(root, PROVIDERS, ".yaml")
    findings.extend(listing.findings)
    slugs = tuple(stamp.path.rpartition("/")[2].removesuffix(".yaml") for stamp in listing.files)
    folders, folder_findings = list_folders(root, "content/reviews")
    findings.extend(folder_findings)
    known = set(slugs)
    findings.extend(
        Finding(
            path=f"content/reviews/{folder}",
            code="SRC003",
            name="dangling-reference",
            severity=Severity.ERROR,
            message=f"reviews of {folder}, who has no profile",
            hint=_orphan_hint(folder, slugs),
        )
        for folder in folders
        if folder not in known
    )
    return slugs


def _orphan_hint(folder: str, slugs: Sequence[str]) -> str:
    near = difflib.get_close_matches(folder, slugs, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"add content/providers/{folder}.yaml; for somebody who left, with status: departed"
