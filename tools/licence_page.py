"""Writes docs/reference/licences.md from build/sbom.json: which licence each locked package says to have."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from generated import REPOSITORY, table

PAGE = REPOSITORY / "docs" / "reference" / "licences.md"
SBOM = REPOSITORY / "build" / "sbom.json"
BEGIN = "<!-- Written by tools/licence_page.py (make licences): from here on, nothing is written by hand. -->\n"
_PREFIX = "License :: OSI Approved :: "


def normal(name: str) -> str:
    """Give a package's name as registries compare it (PEP 503)."""
    return name.lower().replace("_", "-").replace(".", "-")


def direct() -> set[str]:
    """Give the packages that pyproject.toml names for running."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(one.partition(">")[0].strip()) for one in project["dependencies"]}


def licences(component: dict[str, object]) -> str:
    """Give what a package says of its licence: an SPDX expression or id before a classifier."""
    found = component.get("licenses") or []
    assert isinstance(found, list), component
    exact = [one["expression"] if "expression" in one else one["license"].get("id", "") for one in found]
    named = [one["license"].get("name", "").removeprefix(_PREFIX) for one in found if "license" in one]
    return "; ".join(dict.fromkeys([one for one in exact if one] or [one for one in named if one])) or "not said"


def whole(text: str, sbom: dict[str, list[dict[str, object]]]) -> str:
    """Give the page with the list as an SBOM has it; what stands above it is written by hand."""
    named = direct()
    rows = sorted(
        (normal(str(one["name"])), "yes" if normal(str(one["name"])) in named else "", licences(one))
        for one in sbom["components"]
        if normal(str(one["name"])) != "site-gen"
    )
    return text.partition(BEGIN)[0] + BEGIN + "\n" + table(("package", "direct", "licence"), rows) + "\n"


def main() -> int:
    """Write the page; give the exit code."""
    if not SBOM.is_file():
        print("there is no build/sbom.json: make sbom", file=sys.stderr)
        return 2
    wanted = whole(PAGE.read_text(encoding="utf-8"), json.loads(SBOM.read_text(encoding="utf-8")))
    Path(PAGE).write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
