"""A rule's page: what it says, why, what fails and what passes, its limits, and the law or standard behind it.

The page is the docstring of the rule's module, in sections. Examples are YAML: what to change in a clean site so that
the rule fails, or just does not; every one is run as a test.
"""

from __future__ import annotations

import re

import msgspec

from site_gen.check.rule import Rule

FAMILIES = {
    "INT": "Integrity: what is shown is what was received",
    "MOD": "Fairness: low ratings and complaints are treated like all others, shown, counted, in an honest order",
    "PRV": "Provenance: where reviews come from, and who was asked for them",
    "DIS": "What readers are told beside the reviews",
    "EMB": "Markup for search engines says what the page shows",
    "GOO": "Terms of search engines and other platforms",
    "RPL": "Replies: what the practice says in public to a review",
    "RSP": "Prepared responses: whom to call, approved, in force",
    "CNT": "What the practice writes: plain, brief, and no advice that nobody answers for",
    "CAL": "The content calendar: every post at its hour, approved, and not on top of another",
    "AUD": "Audiences and channels: posts go where the people are whom they are for",
    "MED": "Pictures and films: everybody can take them in, and whoever is in them agreed",
    "POL": "Policies: whole, in force, and known to whoever works under them",
    "TEA": "The team: every duty has somebody, and somebody who stands in",
    "ALR": "Alerts: whose word they are, until when, and that they still hold",
    "NAP": "Name, address, phone",
    "PAG": "Built pages",
    "SRC": "Content files",
}
"""What the rules of a family are about, by the first part of their codes."""

_SECTIONS = ("Why", "Fails", "Passes", "Limits", "Basis")
_HEADING = re.compile(rf"^({'|'.join(_SECTIONS)}):[ ]?(.*)$")


class RulePage(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a page. `fails` and `passes` are examples."""

    summary: str
    why: str = ""
    fails: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    limits: str = ""
    basis: str = ""


def page_of(rule: Rule) -> RulePage:
    """Read the page of a rule."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in (rule.page or "").strip("\n").splitlines():
        heading = _HEADING.match(line)
        if heading is None:
            sections[-1][1].append(line)
        else:
            sections.append((heading[1], [heading[2]]))
    return RulePage(
        summary=_prose(sections, ""),
        why=_prose(sections, "Why"),
        fails=_examples(sections, "Fails"),
        passes=_examples(sections, "Passes"),
        limits=_prose(sections, "Limits"),
        basis=_prose(sections, "Basis"),
    )


def page_markdown(rule: Rule) -> str:
    """Give a rule's page as Markdown."""
    page = page_of(rule)
    parts = [f"# {rule.code} {rule.name}", f"{rule.severity.capitalize()} · since {rule.since}", page.summary]
    parts += [f"## Why\n\n{page.why}"] if page.why else []
    parts += [*_example_markdown("Fails", page.fails), *_example_markdown("Passes", page.passes)]
    parts += [f"## Limits\n\n{page.limits}"] if page.limits else []
    parts += [f"## Basis\n\n{page.basis}\n\nNamed for orientation; no legal advice."] if page.basis else []
    return "\n\n".join(parts) + "\n"


def split_basis(basis: str) -> tuple[str, ...]:
    """Give the laws and standards that a rule names, one by one."""
    return tuple(filter(None, (part.strip() for part in basis.split(";"))))


def _prose(sections: list[tuple[str, list[str]]], name: str) -> str:
    found = ["\n".join(line.strip() for line in lines).strip() for heading, lines in sections if heading == name]
    return "\n\n".join(found)


def _examples(sections: list[tuple[str, list[str]]], name: str) -> tuple[str, ...]:
    """Give the examples of a section, without their indentation."""
    return tuple(_unindented(lines) for heading, lines in sections if heading == name)


def _example_markdown(heading: str, examples: tuple[str, ...]) -> list[str]:
    if not examples:
        return []
    return [f"## {heading}", *(f"```yaml\n{example.rstrip()}\n```" for example in examples)]


def _unindented(lines: list[str]) -> str:
    kept = [line for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in kept if line.startswith(" ")), default=0)
    return "\n".join(line[margin:] if line.startswith(" ") else line for line in kept) + "\n"
