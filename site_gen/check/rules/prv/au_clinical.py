"""In Australia no review on a practice's own page speaks of clinical care.

Why: There a testimonial about symptoms, diagnosis, treatment or outcome may not be used in advertising a regulated
health service, true or not. Praise of the parking is fine.

Fails:
    site: {jurisdiction: AU}
    review: {text: The root canal was painless and my symptoms are gone.}

Passes:
    site: {jurisdiction: AU}
    review: {text: Easy parking. Everybody was kind and on time.}

Passes:
    site: {jurisdiction: AU}
    review: {text: "I had to wait an hour for my medication, and it is a long way to get to surgery without a car."}

Passes:
    site: {jurisdiction: US}
    review: {text: The root canal was painless and my symptoms are gone.}

Limits: Words are cues; a person decides. In real comments about two thirds of what is found speaks of clinical care,
the rest only mentions a word of it. What is hidden from the text does not count. Reviews on platforms that the
practice does not control are outside the law, and so is this rule.

Basis: Health Practitioner Regulation National Law, s133.
"""

from __future__ import annotations

import re

from site_gen.check.cues import cues, quoted
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.shown import visible_text
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_CLINICAL = cues(
    r"symptoms?\b", r"diagnos(?:is|es|ed)\b", r"misdiagnos\w+", r"surger(?:y|ies)\b",
    r"(?:the|my|an?|his|her|this|during|after) operation\b", r"operated on\b",
    r"root canals?\b", r"implants?\b", r"prescri(?:bed|ption)\b", r"medications?\b", r"pain[- ]?free\b", r"painless\b",
    r"cured?\b", r"healed\b", r"side[- ]effects?\b", r"biops(?:y|ies)\b", r"chemotherapy\b", r"treatment plan\b",
)  # fmt: skip
_SERVICE = re.compile(
    r"\bwait\w*\b[^.!?]{0,30}?\bfor (?:\w+ )?(?:medications?|prescriptions?|operation|surgery)\b"
    r"|\b(?:go|going|went|get|getting|come|came|drive|walk) to (?:the )?surgery\b"
    r"|\b(?:ring|rang|phone|phoned|call|called) the surgery\b",
    re.IGNORECASE,
)
"""What is said of waiting, and of the surgery as the place where a doctor works."""


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if around.site.jurisdiction != "AU" or review.moderation.status != "published":
        return
    if phrase := quoted(_CLINICAL, _SERVICE.sub(" ", visible_text(review))):
        yield Issue(
            message=f"it seems to speak of clinical care, which may not be advertised with: {phrase}",
            at=("text",),
            hint="decide whether it does; if not, set this finding aside with a reason and an end",
        )


RULE = Rule(
    code="PRV325",
    name="au-clinical",
    severity=Severity.ERROR,
    since="0.1",
    basis="National Law s133",
    page=__doc__,
    review=_in_review,
)
