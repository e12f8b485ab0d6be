"""Signed forms in the register whose review is not there."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.check.rule import Around, Issue, Said
from site_gen.findings import Severity
from site_gen.model.authorizations import Entry
from site_gen.model.summary import ProviderSummary

_SHOWN = 5


def without_review(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    """Find forms whose review is not there; that of one that was erased is kept, and nothing is said of it."""
    linked = [entry for entry in around.register if entry.signed.is_linked]
    known = {ident for summary in summaries for ident in summary.review_ids} if linked else ()
    found = {reference for summary in summaries for reference in summary.forms}
    waiting: dict[str, list[Entry]] = {}
    for path, number, signed in linked:
        if signed.reference in around.erased_forms:
            continue
        if signed.review is not None:
            if signed.review not in known:
                yield Issue(
                    message=f"the authorization {signed.reference} is for {signed.review}, and there is no such review",
                    at=("authorizations", number, "review"),
                    path=path,
                    severity=Severity.WARNING,
                    hint="mend the id; where the review was erased, take the line out and keep the rest",
                )
        elif signed.reference in found:
            continue
        elif signed.revoked_on is not None:
            what = f"the authorization {signed.reference} was revoked"
            yield Issue(
                message=f"{what}, and no review of {signed.source} has its id",
                at=("authorizations", number, "source_id"),
                path=path,
                severity=Severity.WARNING,
                hint="its revocation takes nothing down: compare source and source_id with the file of the review",
            )
        else:
            waiting.setdefault(path, []).append(Entry(path, number, signed))
    for path, entries in waiting.items():
        yield _waits(path, entries)


def _waits(path: str, entries: Sequence[Entry]) -> Issue:
    """Say which forms of a file name an id at the source that no review has: the review may come in later."""
    names = ", ".join(entry.signed.reference for entry in entries[:_SHOWN])
    more = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    what = f"the authorization {names} names" if len(entries) == 1 else f"the authorizations {names}{more} name"
    return Issue(
        message=f"{what} an id at the source that no review has",
        at=("authorizations", entries[0].number, "source_id"),
        path=path,
        severity=Severity.NOTICE,
        hint="nothing is to be mended where the review comes in later; else compare source and source_id with its file",
    )
