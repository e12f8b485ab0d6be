"""Tasks out of what a check found: which duty mends which family of rules.

Messages of findings stay out, since they may quote a review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from site_gen.findings import Finding, Severity, count_of
from site_gen.model.team import Duty
from site_gen.report.team.today import MOST_ITEMS, Task, Urgency

_BY_FAMILY: Mapping[str, Duty] = MappingProxyType(
    {
        "INT": "seal",
        "MOD": "moderate",
        "PRV": "intake",
        "DIS": "policies",
        "EMB": "deploy",
        "GOO": "profiles",
        "RPL": "reply",
        "RSP": "answer-questions",
        "CNT": "posts",
        "CAL": "posts",
        "AUD": "posts",
        "MED": "posts",
        "ALR": "alerts",
        "POL": "policies",
        "TEA": "policies",
        "NAP": "profiles",
        "PAG": "deploy",
        "SRC": "profiles",
    }
)
_BY_CODE: Mapping[str, Duty] = MappingProxyType({"PRV323": "privacy", "PRV324": "privacy", "POL962": "privacy"})
_URGENCY: Mapping[Severity, Urgency] = MappingProxyType({Severity.ERROR: "now", Severity.WARNING: "today"})


def tasks_of_findings(findings: Iterable[Finding]) -> Iterator[Task]:
    """Give a task for every rule that found errors, and one for every rule with warnings; notices are none."""
    counted = [one for one in findings if one.severity in _URGENCY]
    counted.sort(key=lambda one: (one.code, _URGENCY[one.severity], one.path, one.line))
    for (code, urgency), group in groupby(counted, key=lambda one: (one.code, _URGENCY[one.severity])):
        found = list(group)
        places = [f"{one.path}:{one.line}" if one.line else one.path for one in found]
        yield Task(
            duty=duty_of(code),
            urgency=urgency,
            what=f"{code} {found[0].name}: {count_of(len(found), 'finding')}",
            items=tuple(dict.fromkeys(places))[:MOST_ITEMS],
            count=len(set(places)),
            command=f"check --select {code}",
        )


def duty_of(code: str) -> Duty:
    """Give who sees to what a rule finds."""
    return _BY_CODE.get(code) or _BY_FAMILY[code[:3]]
