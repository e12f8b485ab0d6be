"""Which findings of two packs are the same ones.

A finding is still there if its rule, severity, file, review and message are; failing that, if all of these but the
message are. Lines do not count: they move with every edit above them. A warning that became an error is a new error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from site_gen.findings import Finding


class Parted(NamedTuple):
    """The findings of two packs; of those that are still there, as the newer one has them."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    still: tuple[Finding, ...]


def part_findings(old: Sequence[Finding], new: Sequence[Finding]) -> Parted:
    """Part the findings of both packs into new, gone and still there; of the last, those of `new`."""
    still: list[Finding] = []
    gone, fresh = list(old), list(new)
    for key in (_exact_key, _loose_key):
        gone, fresh = _match(gone, fresh, key, still)
    return Parted(tuple(sorted(fresh)), tuple(sorted(gone)), tuple(sorted(still)))


def _match(
    old: Sequence[Finding], new: Sequence[Finding], key: Callable[[Finding], Hashable], still: list[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Move the findings of `new` that have their like in `old` to `still`; give what is left of both."""
    waiting: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding in old:
        waiting[key(finding)].append(finding)
    left = []
    for finding in new:
        like = waiting[key(finding)]
        if like:
            like.pop(0)
            still.append(finding)
        else:
            left.append(finding)
    return [finding for rest in waiting.values() for finding in rest], left


def _exact_key(finding: Finding) -> Hashable:
    return (*_loose_key(finding), finding.message)


def _loose_key(finding: Finding) -> tuple[Hashable, ...]:
    return (finding.code, finding.severity, finding.path, finding.provider, finding.review)
