"""The checks that loader, log and selection apply themselves, described as the registry describes its rules.

They have no module, so that this is all there is to say about them. A rule of the registry with the same code stands
before a row here.
"""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.findings import Severity


def _row(code: str, name: str, page: str, *, severity: Severity = Severity.ERROR, basis: str = "") -> Rule:
    return Rule(code=code, name=name, severity=severity, since="0.1", page=page, basis=basis)


BUILT_IN: tuple[Rule, ...] = (
    _row(
        "INT101",
        "leaf-missing",
        "Every sealed review still has its file and its sealed original.",
        basis="16 CFR 255.2(d)",
    ),
    _row("INT105", "checkpoint-bad", "The checkpoint is signed with a key of this site's log and names that log."),
    _row("INT107", "tile-mismatch", "Entries and tiles of the log recompute to the signed root."),
    _row("INT111", "state-conflict", "No entry of the log contradicts those before it."),
    _row("SRC001", "unreadable", "Every file can be read: UTF-8, plain YAML, of a sensible size."),
    _row("SRC002", "wrong-type", "Every key is known and has a value of its type, and none is missing."),
    _row("SRC013", "path-escape", "No link leads out of the folder of the site."),
    _row("SRC015", "provider-deleted", "Whoever is in the log keeps a profile."),
    _row(
        "SRC016",
        "ignore-stale",
        "What site.yaml sets aside is there, and its end has not come.",
        severity=Severity.WARNING,
    ),
)


def needs_log(rule: Rule) -> bool:
    """Tell whether a rule has nothing to look at as long as there is no review log."""
    return rule.sealed is not None or (rule in BUILT_IN and rule.code.startswith("INT"))


def reads_content(rule: Rule) -> bool:
    """Tell whether a rule looks into files of the content, so that one that did not load was not looked at."""
    return rule not in BUILT_IN or rule.code == "INT101"
