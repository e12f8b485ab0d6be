"""What an erasure appends: entries of versions that are not in the log yet, then the end of every version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from site_gen.load.log_folder import read_openings
from site_gen.model.base import Month, Precision
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.log_write import Portion
from site_gen.pipeline.originals import fresh_salts
from site_gen.pipeline.versions import Version
from site_gen.reviewlog.commitment import commit_review
from site_gen.reviewlog.entries import ErasureEntry, format_entry
from site_gen.reviewlog.openings import Opening, entry_of, place_opening

Reason = Literal["erasure", "authorization-revoked"]


def ending(
    root: Path,
    log: OpenLog,
    provider: str,
    versions: Sequence[Version],
    reason: Reason,
    logged: Month,
    precision: Precision,
) -> Portion:
    """Give what is appended about some versions of one review of a provider, sealed ones first.

    Raises:
        LogError: a file that waits cannot be committed to.
    """
    sealed = {each.id: each.opening for each in versions if each.state is not None and each.opening is not None}
    edited = {each.before for each in versions if each.state is not None}
    placed: dict[str, Opening] = {}
    for each in versions:
        if each.state is not None:
            continue
        opening = each.opening or _committed(each, provider, logged, precision)
        before = (sealed | placed).get(each.before or "")
        is_link = before is not None and each.before not in edited and _is_same_source(before, opening)
        supersedes = before.index if before is not None and is_link else None
        edited.add(each.before)
        placed[each.id] = place_opening(opening, index=log.size + len(placed), logged=logged, supersedes=supersedes)
    everything = sorted((*sealed.values(), *placed.values()), key=lambda opening: opening.index or 0)
    ends = [
        format_entry(ErasureEntry(logged=logged, subject=opening.index, reason=reason))
        for opening in everything
        if opening.index is not None
    ]
    if not placed:
        return Portion(ends)
    kept = [opening for opening in read_openings(root, provider, log.size) if opening.id not in placed]
    return Portion([*(opening.entry for opening in placed.values()), *ends], {provider: [*kept, *placed.values()]})


def _committed(version: Version, provider: str, logged: Month, precision: Precision) -> Opening:
    assert version.review is not None, "what waits has an opening or a file"
    return commit_review(version.review, provider=provider, logged=logged, salts=fresh_salts(), precision=precision)


def _is_same_source(one: Opening, other: Opening) -> bool:
    return entry_of(one).source == entry_of(other).source
