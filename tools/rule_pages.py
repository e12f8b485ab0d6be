"""Writes docs/rules/: a page for each rule, from the docstring of its module, and an index. `--check` only compares."""

from __future__ import annotations

import sys

from generated import keep

from site_gen.check.page import FAMILIES, RulePage, page_markdown, page_of, split_basis
from site_gen.check.rule import Rule
from site_gen.check.rules import RULES

FOLDER = "docs/rules"
GENERATED = "<!-- Written by tools/rule_pages.py from the rule's own file; change it there. -->\n"


def index(rules: dict[Rule, RulePage]) -> str:
    """Give the index: by family, then by basis."""
    lines = [GENERATED, "# Rules\n", "`site-gen explain CODE` prints the same pages.\n"]
    for family, heading in FAMILIES.items():
        lines += [f"## {heading}\n", "| rule | asks | severity |", "|---|---|---|"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) {rule.name} | {_one_line(page.summary)} | {rule.severity} |"
            for rule, page in rules.items()
            if rule.code.startswith(family)
        ]
        lines.append("")
    lines += ["## By legal or technical basis\n", "| basis | rules |", "|---|---|"]
    bases: dict[str, list[str]] = {}
    for rule in rules:
        for basis in split_basis(rule.basis):
            bases.setdefault(basis, []).append(rule.code)
    for basis, codes in sorted(bases.items()):
        lines.append(f"| {basis} | {', '.join(f'[{code}]({code}.md)' for code in codes)} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Give every file of the folder, by name."""
    read = {rule: page_of(rule) for rule in RULES}
    return {"README.md": index(read), **{f"{rule.code}.md": f"{GENERATED}\n{page_markdown(rule)}" for rule in RULES}}


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(keep(FOLDER, pages(), "tools/rule_pages.py"))
