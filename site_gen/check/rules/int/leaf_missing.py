"""Everything that is in the log is in the content, too: the file of every review, and its sealed original.

Why: A review that was received cannot be taken back by deleting a file. What is not to be shown is withheld for a
reason, or erased, and both are counted. One that a mark in `log/private/erased` says was erased, in a branch that was
merged since, must not be written back: its end is logged here, too.

Fails:
    after seal:
      file: {content/reviews/ana-diaz/r-000000000001.yaml: null}

Fails:
    after seal:
      file: {log/openings/ana-diaz.jsonl: null}

Passes:
    after seal:
      review: {moderation: {status: withheld, reason: unrelated}}

Limits: A review that never came into the log is not known; receipts and totals of imports narrow that.

Basis: 16 CFR 255.2(d).
"""

from __future__ import annotations

from site_gen.check.log_view import Originals, hint_to_erase
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _in_originals(originals: Originals, around: Around) -> Said:
    files = {review.id: review.path for review in originals.reviews}
    by_leaf = {opening.index: opening for opening in originals.openings}
    for state in originals.states:
        if state.erasure is not None:
            continue
        opening = by_leaf.get(state.index)
        if opening is None:
            yield Issue(
                message=f"the sealed original of leaf {state.index} is missing",
                hint="restore the file from the repository; without it the review can be neither shown nor checked",
            )
        elif opening.id in originals.unended:
            yield Issue(
                message=f"the review {opening.id} (leaf {state.index}) was erased, and the log still has it",
                hint=hint_to_erase(opening.id),
                path=files.get(opening.id) or originals.path,
            )
        elif opening.id not in files and (path := _path(originals, opening.id)) not in originals.unread:
            yield Issue(
                message=f"the review {opening.id} (leaf {state.index}) has no file any more",
                hint=f"site-gen seal --restore {opening.id} writes it back; if a branch that was merged erased it, "
                f"{hint_to_erase(opening.id)}",
                path=path,
            )


def _path(originals: Originals, review_id: str) -> str:
    return f"content/reviews/{originals.provider.slug}/{review_id}.yaml"


RULE = Rule(
    code="INT101",
    name="leaf-missing",
    severity=Severity.ERROR,
    basis="16 CFR 255.2(d)",
    since="0.1",
    page=__doc__,
    originals=_in_originals,
)
