"""What changed between two compliance packs: rules, findings, counts, exclusions, policy, log, and what got worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Literal

import msgspec

from site_gen.findings import Finding, Severity, count_of
from site_gen.report.compliance.matching import part_findings
from site_gen.report.compliance.pack import KIND, Exclusion, LogHead, Outcome, Pack, PolicyFacts
from site_gen.report.head import TOOL

SCHEMA = 1

LogChangeKind = Literal["none", "same", "grown", "shrunk", "forked", "other", "begun", "gone"]
_BAD_FOR_A_LOG = frozenset({"shrunk", "forked", "other", "gone"})


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two packs: which tool looked at which site, by which date."""

    version: str
    as_of: str
    site: str
    base_url: str


class LogChange(msgspec.Struct, frozen=True, kw_only=True):
    """How the checkpoints relate. Two packs show sizes and roots; that nothing was rewritten, only the log shows."""

    kind: LogChangeKind
    message: str


class OutcomeChange(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that both packs have and of which something else came."""

    code: str
    name: str
    old: Outcome
    new: Outcome


class PolicyChange(msgspec.Struct, frozen=True, kw_only=True):
    """Another review policy is in force, or there is one, or none, now."""

    old: PolicyFacts | None
    new: PolicyFacts | None


class CountChange(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is another one."""

    old: int
    new: int


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All that changed. `worse` says in words what got worse; `notes` what to know before reading the rest."""

    schema: int = SCHEMA
    tool: str = TOOL
    report: str = f"{KIND}-changes"
    old: Side
    new: Side
    notes: tuple[str, ...]
    log: LogChange
    policy: PolicyChange | None
    settings: dict[str, tuple[str, str]]
    rules_added: tuple[str, ...]
    rules_removed: tuple[str, ...]
    outcomes: tuple[OutcomeChange, ...]
    counts: dict[str, CountChange]
    exclusions_added: tuple[Exclusion, ...]
    exclusions_removed: tuple[Exclusion, ...]
    findings_new: tuple[Finding, ...]
    findings_gone: tuple[Finding, ...]
    findings_still: tuple[Finding, ...]
    worse: tuple[str, ...]


def compare_packs(old: Pack, new: Pack) -> Changes:
    """Give what changed from `old` to `new`."""
    parted = part_findings(old.findings, new.findings)
    before, after = ({rule.code: rule for rule in pack.rules} for pack in (old, new))
    log = _log_change(old.log, new.log)
    outcomes = tuple(
        OutcomeChange(code=code, name=rule.name, old=before[code].outcome, new=rule.outcome)
        for code, rule in after.items()
        if code in before and before[code].outcome is not rule.outcome
    )
    removed = tuple(code for code in before if code not in after)
    return Changes(
        old=_side(old),
        new=_side(new),
        notes=tuple(_notes(old, new)),
        log=log,
        policy=PolicyChange(old=old.policy, new=new.policy) if old.policy != new.policy else None,
        settings=_settings(old, new),
        rules_added=tuple(code for code in after if code not in before),
        rules_removed=removed,
        outcomes=outcomes,
        counts=_counts(old, new),
        exclusions_added=_without(new.exclusions, old.exclusions),
        exclusions_removed=_without(old.exclusions, new.exclusions),
        findings_new=parted.new,
        findings_gone=parted.gone,
        findings_still=parted.still,
        worse=tuple(_worse(parted.new, log, removed, outcomes)),
    )


def _worse(
    new: Sequence[Finding], log: LogChange, removed: Sequence[str], outcomes: Sequence[OutcomeChange]
) -> list[str]:
    weights = Counter(finding.severity for finding in new)
    worse = [count_of(weights[one], f"new {one}") for one in (Severity.ERROR, Severity.WARNING) if weights[one]]
    if log.kind in _BAD_FOR_A_LOG:
        worse.append(f"the log: {log.message}")
    if removed:
        worse.append(f"{count_of(len(removed), 'rule')} less: {', '.join(removed)}")
    for outcome, what in ((Outcome.NOT_CHECKED, "not checked any more"), (Outcome.SET_ASIDE, "now set aside")):
        codes = [one.code for one in outcomes if one.new is outcome and one.old is Outcome.PASSED]
        if codes:
            worse.append(f"passed before, {what}: {', '.join(codes)}")
    hidden = [one.code for one in outcomes if one.old is Outcome.FINDINGS and one.new is Outcome.SET_ASIDE]
    if hidden:
        worse.append(f"findings before, now set aside: {', '.join(hidden)}")
    return worse


def _notes(old: Pack, new: Pack) -> list[str]:
    notes = []
    if (old.site.name, old.site.base_url) != (new.site.name, new.site.base_url):
        notes.append(
            f"two sites: {old.site.name} ({old.site.base_url}) and {new.site.name} ({new.site.base_url})",
        )
    if old.as_of > new.as_of:
        notes.append(f"NEW is the older one: it judges by {new.as_of}, OLD by {old.as_of}")
    if old.version != new.version:
        notes.append(f"another site-gen looked: {old.version} and {new.version}; its rules can have changed")
    return notes


def _log_change(old: LogHead | None, new: LogHead | None) -> LogChange:
    if old is None:
        if new is None:
            return LogChange(kind="none", message="there is none in either pack")
        return LogChange(kind="begun", message=f"there was none, now {_entries(new.size)}")
    if new is None:
        return LogChange(kind="gone", message=f"there were {_entries(old.size)}, now there is none")
    if old.origin != new.origin:
        return LogChange(kind="other", message=f"another log: {old.origin}, now {new.origin}")
    if old.size == new.size:
        if old.root == new.root:
            return LogChange(kind="same", message=f"the same {_entries(old.size)}")
        return LogChange(kind="forked", message=f"forked: two different logs of {_entries(old.size)}")
    if old.size > new.size:
        return LogChange(kind="shrunk", message=f"shrunk from {old.size:,} to {_entries(new.size)}")
    grown = new.size - old.size
    return LogChange(kind="grown", message=f"grown by {grown:,}, from {old.size:,} to {_entries(new.size)}")


def _entries(size: int) -> str:
    return f"{size:,} {'entry' if size == 1 else 'entries'}"


def _settings(old: Pack, new: Pack) -> dict[str, tuple[str, str]]:
    before, after = (msgspec.to_builtins(pack.site) for pack in (old, new))
    return {key: (_setting(before[key]), _setting(after[key])) for key in after if before[key] != after[key]}


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else "none" if value is None else str(value)


def _counts(old: Pack, new: Pack) -> dict[str, CountChange]:
    before, after = _numbers(old), _numbers(new)
    keys = [*after, *(key for key in before if key not in after)]
    pairs = ((key, before.get(key, 0), after.get(key, 0)) for key in keys)
    return {key: CountChange(old=was, new=now) for key, was, now in pairs if was != now}


def _numbers(pack: Pack) -> dict[str, int]:
    reviews, checked = pack.reviews, pack.checked
    return {
        "providers": checked.providers,
        "review files": checked.reviews,
        "pages": checked.pages,
        "received": reviews.received,
        "shown": reviews.shown,
        "redacted": reviews.redacted,
        "withheld": reviews.withheld_count,
        **{f"withheld as {reason}": count for reason, count in reviews.withheld.items()},
        "pending": reviews.pending,
        "erased": reviews.erased,
        "replaced": reviews.replaced,
        "elsewhere": reviews.elsewhere,
    }


def _without(orders: Sequence[Exclusion], others: Sequence[Exclusion]) -> tuple[Exclusion, ...]:
    known = {_order_key(one) for one in others}
    return tuple(one for one in orders if _order_key(one) not in known)


def _order_key(one: Exclusion) -> Hashable:
    return (one.code, one.paths, one.reason, one.until)


def _side(pack: Pack) -> Side:
    return Side(version=pack.version, as_of=pack.as_of, site=pack.site.name, base_url=pack.site.base_url)
