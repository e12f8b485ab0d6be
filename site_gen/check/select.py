"""Which rules a run asks for, and which findings the owner has set aside for a while.

INT and MOD cannot be set aside: a site that proves its reviews does not choose which proof counts.
"""

from __future__ import annotations

import datetime
import difflib
import fnmatch
from collections.abc import Iterable, Sequence

from site_gen.check.engine import Locate
from site_gen.check.rules.src import ignore_stale
from site_gen.errors import SiteGenError
from site_gen.findings import Finding, Ignored, Report
from site_gen.model.site import Ignore

FAMILY_LENGTH = 3
_ALWAYS = ("INT", "MOD", "SRC001", "SRC002", "SRC013")
"""Codes, or how they begin: the proof, and files that did not load, of which there is nothing to publish."""


def parse_selection(text: str, known: Iterable[str]) -> frozenset[str]:
    """Read codes and families, such as `INT,RPL701`, into codes.

    Raises:
        SiteGenError: a code or family that no rule has.
    """
    codes = sorted(set(known))
    chosen: set[str] = set()
    for part in filter(None, (one.strip().upper() for one in text.split(","))):
        found = [code for code in codes if code == part or (len(part) == FAMILY_LENGTH and code.startswith(part))]
        if not found:
            near = difflib.get_close_matches(part, [*codes, *{code[:FAMILY_LENGTH] for code in codes}], n=1)
            hint = f"did you mean {near[0]}?" if near else "a code such as INT102, or a family such as INT"
            raise SiteGenError(f"no rule {part}", hint=hint)
        chosen.update(found)
    return frozenset(chosen)


def set_aside(
    findings: Sequence[Finding], ignores: Sequence[Ignore], site_path: str, today: datetime.date, locate: Locate
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """Part findings into those that count and those that `site.yaml` sets aside; an order past its day counts again.

    An order that sets nothing aside is a finding itself, so that none outlives its cause unseen.
    """
    counted: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[int] = set()
    for finding in findings:
        place = _order_for(finding, ignores, today)
        if place is None:
            counted.append(finding)
        else:
            used.add(place)
            ignored.append(Ignored(finding, ignores[place].reason, ignores[place].until.isoformat()))
    for place, one in enumerate(ignores):
        if one.until < today:
            says = f"ended on {one.until}"
        elif place not in used:
            says = "sets nothing aside"
        else:
            continue
        line, column = locate(site_path, ("checks", "ignore", place))
        counted.append(_stale(site_path, line, column, f"checks: ignore {one.code} {says}"))
    return tuple(counted), tuple(ignored)


def only(report: Report, codes: frozenset[str]) -> Report:
    """Give a report of the chosen codes alone."""
    return Report(
        as_of=report.as_of,
        checked=report.checked,
        findings=tuple(one for one in report.findings if one.code in codes),
        not_checked=tuple(one for one in report.not_checked if one.code in codes),
        ignored=tuple(one for one in report.ignored if one.finding.code in codes),
    )


def is_set_aside(finding: Finding, ignores: Sequence[Ignore], today: datetime.date) -> bool:
    """Tell whether `site.yaml` sets a finding aside today."""
    return _order_for(finding, ignores, today) is not None


def _order_for(finding: Finding, ignores: Sequence[Ignore], today: datetime.date) -> int | None:
    """Give the place of the order that sets a finding aside, if there is one."""
    if not ignores or finding.code.startswith(_ALWAYS):
        return None
    in_force = (at for at, one in enumerate(ignores) if one.code == finding.code and today <= one.until)
    return next((at for at in in_force if _is_at(ignores[at].paths, finding.path)), None)


def _is_at(patterns: Sequence[str], path: str) -> bool:
    return not patterns or any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def _stale(path: str, line: int, column: int, message: str) -> Finding:
    return Finding(
        path=path,
        line=line,
        column=column,
        code=ignore_stale.RULE.code,
        name=ignore_stale.RULE.name,
        severity=ignore_stale.RULE.severity,
        message=message,
        hint="remove it, or give it a new end",
    )
