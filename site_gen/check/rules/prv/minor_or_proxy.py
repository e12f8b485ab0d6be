"""For a child or a relative, somebody signs who may.

Why: An authorization is the patient's, or that of a personal representative. A mother who writes about her son's teeth
signs as his representative, not as the patient.

Fails:
    site: {covered_entity: true}
    review:
      text: My son's appointment was on time. He laughed in the chair.
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, by: patient}

Passes:
    site: {covered_entity: true}
    review:
      text: My son's appointment was on time. He laughed in the chair.
      authorization:
        {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, by: personal-representative}

Passes:
    site: {covered_entity: true}
    review:
      text: My son drove me there and my wife picked me up.
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, by: patient}

Limits: Five to ten of a hundred reviews mention relatives, most of them in passing. The rule asks for words that make
the relative the patient, in English and Spanish, so it misses many and is still wrong at times: adults sign for
themselves. Of words that readers do not see only the place is said. Where no authorization is needed, or none is
there, it does not look.

Basis: 45 CFR 164.508(c)(1)(vi).
"""

from __future__ import annotations

from site_gen.check.cues import cues
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.shown import quoted_if_shown
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_CHILD = (
    r"(?:\w+[- ](?:year|month)[- ]old|"
    r"(?:little |young(?:est|er)? |old(?:est|er)? )?(?:grand)?(?:son|daughter|child|baby|toddler|kid|boy|girl))"
)
_ELDER = r"(?:mother|father|mom|mum|dad|grandmother|grandfather|parents)"
_CARE = (
    r"(?:appointment|visit|check-?up|surgery|operation|exam|test|diagnosis|treatment|acne|asthma|fever|"
    r"teeth|tooth|braces|vaccin\w+|shots|pediatrician)"
)
_PROXY = cues(
    rf"(?:my|our) (?:{_CHILD}|{_ELDER})(?:'s|’s) (?:\w+ )?{_CARE}\b",
    rf"(?:took|brought|bring|take) (?:my|our) (?:{_CHILD}|{_ELDER}) (?:here|in\b|to (?:see|dr))",
    rf"(?:saw|treated|examined|diagnosed|operated on|let|listened to) (?:my|our) (?:{_CHILD}|{_ELDER})\b",
    rf"(?:spoke|talked|talk|explained)(?: \w+){{0,2}} (?:with|to) (?:my|our) (?:{_CHILD}|{_ELDER})\b",
    r"(?:llev[oé]|traje|traigo|atendió|atiende|trató|trata) a mi "
    r"(?:hij[oa]|bebé|niet[oa]|mamá|papá|madre|padre)\b",
    r"(?:llev[oé]|traje|traigo) a mis (?:\w+ )?hij[oa]s\b",
    r"a mi (?:hij[oa]|bebé|niñ[oa]|mamá|papá|madre|padre) (?:y )?le (?:habla|explica|puso|quitó|hizo)\b",
)


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    authorization = around.authorization_of(review)
    if not around.site.covered_entity or authorization is None or authorization.basis != "signed":
        return
    if authorization.by not in (None, "patient"):
        return
    if phrase := quoted_if_shown(_PROXY, review, "text"):
        yield Issue(
            message=f"signed by the patient, and the text seems to be about somebody else: {phrase}",
            at=("text",),
            hint="if so, ask for an authorization by the personal representative, and say by: personal-representative",
        )


RULE = Rule(
    code="PRV324",
    name="minor-or-proxy",
    severity=Severity.WARNING,
    since="0.1",
    basis="45 CFR 164.508(c)(1)(vi)",
    page=__doc__,
    review=_in_review,
)
