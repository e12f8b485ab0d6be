"""Whether the consent of somebody in a picture counts on a day."""

from __future__ import annotations

import datetime

from site_gen.check.rule import Around
from site_gen.model.authorizations import Signed
from site_gen.model.media import Person
from site_gen.reviewlog.decisions import WEB_SCOPE


def lack_of_consent(person: Person, around: Around) -> str:
    """Say why a patient's consent does not count; nothing where it does."""
    if person.consent is None:
        return "no consent is on record"
    ended = person.consent_expires_on
    if ended is not None and ended < around.as_of:
        return f"the consent {person.consent} ended on {ended.isoformat()}"
    forms = [entry.signed for entry in around.register.with_reference(person.consent)]
    return min((_lapse_of(form, around.as_of) for form in forms), key=bool, default="")


def _lapse_of(form: Signed, as_of: datetime.date) -> str:
    if form.revoked_on is not None and form.revoked_on <= as_of:
        return f"the consent {form.reference} was revoked on {form.revoked_on.isoformat()}"
    if form.expires_on is not None and form.expires_on < as_of:
        return f"the consent {form.reference} ended on {form.expires_on.isoformat()}"
    if form.signed_on > as_of:
        return f"the consent {form.reference} is signed on {form.signed_on.isoformat()}"
    if not WEB_SCOPE.intersection(form.scope):
        return f"the consent {form.reference} covers {', '.join(form.scope)}, not the website"
    return ""
