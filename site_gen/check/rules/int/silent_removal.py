"""What was received is decided about in time, and what is decided to be shown is shown.

Why: A review can vanish without a decision: it waits for one forever, or the decision to show it never reaches the log.

Fails:
    # also INT121, MOD206
    review: {moderation: null}
    after seal:
      review: {moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}}

Fails:
    # also MOD206
    says: warning
    review: {moderation: null}
    after seal: {site: {}}

Passes:
    review: {moderation: null, received_at: 2026-11-12T12:00:00Z}
    after seal: {site: {}}

Limits: The limit is `decide_within_days` of `site.yaml`. Without a log whatever is to be shown is shown. That a review
which the log publishes lost its file is INT101, that its provider lost the profile is SRC015, and what stands on the
built pages is MOD210. MOD206 counts the same backlog for the whole site.

Basis: 16 CFR 465.7(b); DMCC Act 2024 Sch. 20 para. 13.
"""

from __future__ import annotations

import datetime

from site_gen.check.contact_fields import contact_fields, hint_to_hide
from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.placed import SHOWN_ELSEWHERE, State
from site_gen.model.review import Review
from site_gen.reviewlog.decisions import page_defect


def _in_originals(originals: Originals, around: Around) -> Said:
    first_day = around.as_of - datetime.timedelta(days=around.site.reviews.decide_within_days)
    pending = {state.index for state in originals.states if state.state is State.PENDING}
    ids = {opening.id for opening in originals.openings if opening.index in pending}
    waiting = (*originals.unsealed, *(review for review in originals.reviews if review.id in ids))
    undecided: list[Review] = []
    for review in waiting:
        if review.source in SHOWN_ELSEWHERE:
            continue
        decided_at = review.moderation.decided_at
        if review.moderation.status == "pending":
            if review.received_at.date() < first_day:
                undecided.append(review)
        elif review.moderation.status == "published" and decided_at and decided_at.date() < first_day:
            yield Issue(
                message=f"decided on {decided_at.date()} to be shown, and still not shown: the log does not have it",
                at=("moderation",),
                path=review.path,
                hint=_hint(review, around),
            )
    if undecided:
        oldest = min(undecided, key=lambda review: review.sequence_key)
        yield Issue(
            message=f"{count_of(len(undecided), 'review')} of the provider without a decision since before {first_day}",
            path=oldest.path,
            hint="decide about the oldest first, which is this one",
            severity=Severity.WARNING,
        )


def _hint(review: Review, around: Around) -> str:
    """Say what brings a decision into the log: sealing, unless a seal would refuse it for want of a signed form."""
    if around.site.covered_entity and (defect := page_defect(around.authorization_of(review), around.as_of)):
        return f"site-gen seal refuses it: {defect}; withhold it as authorization-missing until there is a form"
    if shown := next(contact_fields(review, [one.field for one in review.moderation.hidden_fields]), None):
        return f"site-gen seal refuses it: contact data stands in {shown}; {hint_to_hide(review, shown)}"
    return "site-gen seal appends the decision to the log, or says why not"


RULE = Rule(
    code="INT110",
    name="silent-removal",
    severity=Severity.ERROR,
    basis="16 CFR 465.7(b); DMCC Act 2024",
    since="0.1",
    page=__doc__,
    originals=_in_originals,
)
