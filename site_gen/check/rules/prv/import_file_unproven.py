"""An imported review names the import, whose file is known by its hash.

Why: The hash of an export and the version of what read it let anybody who has the file make the reviews again, and see
that nothing was added, left out or changed. A manifest without them does not load (SRC002).

Fails:
    review: {source: press-ganey, source_id: pg-17, method: imported}

Passes:
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 1}

Limits: The export itself is not in the content, so the hash is not recomputed. Reviews of other methods may have come
in a file too; only the method tells.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    unproven = [
        review
        for review in reviews
        if review.method == "imported" and review.import_ is None and review.source_id is not None
    ]
    if unproven:
        sources = ", ".join(sorted({review.source for review in unproven}))
        yield Issue(
            message=f"no import is named by {count_of(len(unproven), 'imported review')} ({sources}), the first is "
            f"{unproven[0].id}",
            at=("method",),
            path=unproven[0].path,
            hint="write content/imports/ for the next export; what was sealed without it stays so",
        )


RULE = Rule(
    code="PRV304",
    name="import-file-unproven",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    reviews=_in_reviews,
)
