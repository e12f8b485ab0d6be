"""The changes between two packs for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from site_gen.findings import Finding
from site_gen.report.compliance.compare import Changes
from site_gen.report.compliance.pack import Exclusion, PolicyFacts
from site_gen.report.printable import printable
from site_gen.report.text import Paint, format_finding, plain

_SHORT_HASH = 12


def format_changes_json(changes: Changes) -> str:
    """Give the changes as one JSON object."""
    return msgspec.json.format(msgspec.json.encode(changes), indent=2).decode() + "\n"


def format_changes(changes: Changes, paint: Paint = plain) -> str:
    """Give the changes for people; the last line says what got worse.

    Packs can come from anybody, so that nothing in them controls a terminal.
    """
    lines = [
        f"{changes.new.site}: {changes.old.as_of} → {changes.new.as_of}",
        *(f"note: {note}" for note in changes.notes),
        "",
        *_overview(changes),
    ]
    text = printable("\n".join(lines))
    for title, findings in (("new", changes.findings_new), ("gone", changes.findings_gone)):
        if findings:
            text += f"\n\n{paint(f'{title}:', 'bold')}\n" + _listed(findings, paint)
    if changes.worse:
        return f"{text.rstrip()}\n\n{paint('worse', 'red')}: {printable('; '.join(changes.worse))}\n"
    return f"{text.rstrip()}\n\nnothing got worse\n"


def _listed(findings: Sequence[Finding], paint: Paint) -> str:
    clean = (
        msgspec.structs.replace(
            one,
            path=printable(one.path),
            code=printable(one.code),
            name=printable(one.name),
            message=printable(one.message),
            hint=printable(one.hint),
        )
        for one in findings
    )
    return "".join(format_finding(finding, paint) for finding in clean).rstrip("\n")


def _overview(changes: Changes) -> Iterator[str]:
    old, new = changes.old.version, changes.new.version
    yield f"tool        {new if old == new else f'{old} → {new}'}"
    yield f"log         {changes.log.message}"
    if changes.policy is not None:
        yield f"policy      {_policy(changes.policy.old)} → {_policy(changes.policy.new)}"
    else:
        yield "policy      the same"
    for key, (was, now) in changes.settings.items():
        yield f"setting     {key}: {was} → {now}"
    yield f"rules       {_added_and_removed(changes.rules_added, changes.rules_removed)}"
    turns: dict[str, list[str]] = {}
    for one in changes.outcomes:
        turns.setdefault(f"{one.old} → {one.new}", []).append(one.code)
    for turn, codes in sorted(turns.items()):
        yield f"outcome     {turn}: {', '.join(codes)}"
    counts = [len(changes.findings_new), len(changes.findings_gone), len(changes.findings_still)]
    yield f"findings    {counts[0]:,} new, {counts[1]:,} gone, {counts[2]:,} still there"
    for order in changes.exclusions_added:
        yield f"exclusion   added: {_order(order)}"
    for order in changes.exclusions_removed:
        yield f"exclusion   removed: {_order(order)}"
    if not changes.exclusions_added and not changes.exclusions_removed:
        yield "exclusions  the same"
    for name, change in changes.counts.items():
        yield f"count       {name}: {change.old:,} → {change.new:,}"
    if not changes.counts:
        yield "counts      the same"


def _added_and_removed(added: Sequence[str], removed: Sequence[str]) -> str:
    parts = [f"{len(codes)} {what}: {', '.join(codes)}" for codes, what in ((added, "added"), (removed, "removed"))]
    return "; ".join(part for part, codes in zip(parts, (added, removed), strict=True) if codes) or "the same"


def _policy(policy: PolicyFacts | None) -> str:
    if policy is None:
        return "none"
    version = f"version {policy.version}" if policy.version else "no version"
    sealed = "sealed" if policy.is_sealed else "not sealed"
    return f"{version} ({sealed}, SHA-256 {policy.sha256[:_SHORT_HASH]}…)"


def _order(order: Exclusion) -> str:
    where = f" in {', '.join(order.paths)}" if order.paths else ""
    return f"{order.code}{where} until {order.until} ({order.reason})"
