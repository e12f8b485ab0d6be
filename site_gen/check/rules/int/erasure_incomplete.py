"""Of an erased review nothing is left: no original, no file that came back, no copy in an older log.

Why: Whoever may ask for erasure gets it. The entry in the log stays, and says nothing once its original is gone.

Fails:
    after seal:
      entries: [{type: erasure, about: r-000000000001, reason: erasure}]

Fails:
    after seal:
      erase: r-000000000001
      review: {rating: 4}

Passes:
    after seal:
      erase: r-000000000001

Limits: Backups, the history of the repository, copies that others made, and what was built or published before are not
looked at; `site-gen seal --erase` says which output still holds the words. Without the marks in `log/private` a file
that came back is not recognised, and not checked.

Basis: GDPR, article 17; 45 CFR 164.508(b)(5).
"""

from __future__ import annotations

from site_gen.check.log_view import LogView, Originals
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked, issues_of
from site_gen.findings import Severity


def _in_log(log: LogView, around: Around) -> Said:
    yield from issues_of(log.left_over, "remove the line, or the whole folder of the older log")


def _in_originals(originals: Originals, around: Around) -> Said:
    erased = {state.index: state.erasure for state in originals.states if state.erasure is not None}
    for opening in originals.openings:
        if opening.index in erased:
            yield Issue(
                message=f"the sealed original of {opening.id} is still here: entry {erased[opening.index]} erases it",
                hint="site-gen seal completes an erasure that was interrupted",
            )
    if erased and originals.returned is None:
        yield Unchecked("the marks of erased reviews (log/private) are not here: a file that came back is not known")
    for review in originals.reviews:
        if review.id in (originals.returned or ()) and review.id not in originals.unended:
            yield Issue(
                message="the review was erased: its file must not come back", path=review.path, hint="remove it"
            )


RULE = Rule(
    code="INT112",
    name="erasure-incomplete",
    severity=Severity.ERROR,
    basis="GDPR Art. 17; 45 CFR 164.508(b)(5)",
    since="0.1",
    page=__doc__,
    log=_in_log,
    originals=_in_originals,
)
