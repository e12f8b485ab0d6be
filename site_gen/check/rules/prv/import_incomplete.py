"""Every row of an export became a review, and the export holds all that the source has.

Why: Who imports a platform's reviews and loses the bad ones on the way suppresses them, and no page shows it. The
manifest says how many rows the export had and how many reviews the source claims.

Fails:
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 3, ratings: {"4": 1, "1": 2}}

Fails:
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 1, source_total: 9}

Fails:
    says: warning
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 3, ratings: {"4": 1}, left_out: {no-provider: 2}}

Passes:
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 1, ratings: {"4": 1}, source_total: 1}

Passes:
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 5, ratings: {"4": 3}, left_out: {here-already: 2, empty: 1, other-form: 1}}

Limits: A filter that was set before the export leaves no trace but the source's own total. A source that removed
reviews after its export has fewer than the export, which is not reported. Reviews that were erased since are counted.
Refused rows are not reported any more where a later import of the source has at least as many rows, those that came in
before among them, and refuses none.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.counting import NO_ROW, ROW_NAMES, Row, sum_rows
from site_gen.model.manifest import HARMLESS, Manifest
from site_gen.model.summary import ProviderSummary

_REFUSED = "mend what kept them out, and import the export again"
_SPAM = "look through that list at the service; a review is none of it, and comes in once its mark is taken off"


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    found = sum_rows(summary.ledger.imports for summary in summaries)
    for manifest in around.manifests.values():
        row = found.get(manifest.id, NO_ROW)
        left_out = sum(manifest.left_out.values())
        if sum(row) != manifest.rows - left_out:
            besides = f", {left_out} left out" if left_out else ""
            yield Issue(
                message=f"import {manifest.id}: {_rows(manifest)}{besides}, {count_of(sum(row), 'review')} on the site"
                f"{_by_stars(manifest, row)}",
                at=("rows",),
                path=manifest.path,
                hint="import the export again: a row that is no review is reported there and changes the total",
            )
        refused = _refused(manifest)
        if refused and not _came_later(manifest, sum(row), around):
            counts = ", ".join(f"{count} {kind}" for kind, count in sorted(refused.items()))
            yield Issue(
                message=f"import {manifest.id}: rows were refused: {counts}",
                at=("left_out",),
                path=manifest.path,
                hint=_SPAM if all(kind.startswith("spam") for kind in refused) else _REFUSED,
                severity=Severity.WARNING,
            )
        if manifest.source_total is not None and manifest.source_total > manifest.rows:
            yield Issue(
                message=f"import {manifest.id}: {_rows(manifest)}, {count_of(manifest.source_total, 'review')} at "
                f"{manifest.source}",
                at=("source_total",),
                path=manifest.path,
                hint="export everything, with no filter on stars, dates or texts",
            )


def _refused(manifest: Manifest) -> dict[str, int]:
    return {kind: count for kind, count in manifest.left_out.items() if kind not in HARMLESS and count}


def _came_later(manifest: Manifest, made: int, around: Around) -> bool:
    """Tell whether a later import of the source has at least as many rows, all that came in here, and refuses none."""
    return any(
        one.source == manifest.source
        and one.taken_at > manifest.taken_at
        and one.rows >= manifest.rows
        and one.left_out.get("here-already", 0) + one.left_out.get("erased", 0) >= made
        and not _refused(one)
        for one in around.manifests.values()
    )


def _rows(manifest: Manifest) -> str:
    return f"{count_of(manifest.rows, 'row')} in the export"


def _by_stars(manifest: Manifest, row: Row) -> str:
    """Say which stars are missing, where both count the same stars and nothing was left out."""
    if not manifest.ratings or manifest.left_out or not manifest.ratings.keys() <= set(ROW_NAMES):
        return ""
    less = [(name, manifest.ratings.get(name, 0) - count) for name, count in zip(ROW_NAMES, row, strict=True)]
    missing = [f"{count} with {name}" for name, count in less if count > 0]
    return f"; missing are {', '.join(missing)} (stars)" if missing else ""


RULE = Rule(
    code="PRV303",
    name="import-incomplete",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    site=_in_site,
)
