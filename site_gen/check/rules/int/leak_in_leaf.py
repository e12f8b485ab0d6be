"""An entry of the log holds what its schema allows and nothing else: no text, name, address or date of a patient.

Why: The log is public and is never changed. What once stands in it in clear can never be taken back.

Fails:
    after seal:
      entries: [{type: erasure, about: r-000000000001, reason: erasure, note: Walt called and asked for it}]

Fails:
    invitation: {id: b-202603170001}

Fails:
    says: warning
    review: {author: walt@mail.example}

Passes:
    review:
      author: walt@mail.example
      moderation: {hidden_fields: [{field: author, reason: third-party-privacy}]}

Passes:
    invitation: {id: b-917305551842}

Limits: The schema decides: ids, codes, months, counts and digests. A name that somebody uses as a slug, such as for a
role, looks like any other. Openings that are published are made without the time of receipt and without contacts.
Contact data in a field that a page shows, such as the author, is a warning: `intake` takes none, and `seal` publishes
none, but a file may be older, or a site without a log. Titles and texts are for whoever decides to look at.

Basis: 45 CFR 164.502(a); EDPB Guidelines 02/2025.
"""

from __future__ import annotations

from collections.abc import Collection

from site_gen.check.contact_fields import contact_fields, hint_to_hide
from site_gen.check.log_view import LogView
from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.placed import SHOWN_ELSEWHERE, State
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.reviewlog.entry_values import check_random_id
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.states import ConflictKind


def _in_log(log: LogView, around: Around) -> Said:
    for conflict in log.replay.conflicts:
        if conflict.kind is ConflictKind.UNREADABLE:
            yield Issue(
                message=conflict.message,
                hint="nothing but site-gen appends entries; if it says something about a person, begin a new log",
            )


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if around.site.log is None and review.moderation.status == "published" and review.source not in SHOWN_ELSEWHERE:
        yield from _contact(review, [one.field for one in review.moderation.hidden_fields])


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    if sealed.state.state is State.PUBLISHED:
        yield from _contact(sealed.review, [one.field for one in sealed.state.hidden_fields])


def _contact(review: Review, hidden: Collection[str]) -> Said:
    for field in contact_fields(review, hidden):
        yield Issue(
            message=f"contact data stands in {field}, and is public",
            at=(field,),
            hint=hint_to_hide(review, field),
            severity=Severity.WARNING,
        )


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    yield from _id(invitation.id)


def _in_manifest(manifest: Manifest, around: Around) -> Said:
    yield from _id(manifest.id)


def _id(ident: str) -> Said:
    try:
        check_random_id(ident)
    except LogError as error:
        yield Issue(message=error.message, at=("id",), hint="give it random letters and digits before it is sealed")


RULE = Rule(
    code="INT120",
    name="leak-in-leaf",
    severity=Severity.ERROR,
    basis="45 CFR 164.502(a); EDPB Guidelines 02/2025",
    since="0.1",
    page=__doc__,
    log=_in_log,
    review=_in_review,
    sealed=_in_sealed,
    invitation=_in_invitation,
    manifest=_in_manifest,
)
