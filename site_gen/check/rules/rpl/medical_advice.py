"""A reply gives no medical advice: no medicine to take or to stop, no dose, no diagnosis, no referral.

Why: Who advises somebody unseen, in public, treats a patient without an examination, and tells readers what is wrong.

Fails:
    review:
      text: The tablets upset my stomach.
      reply: {status: approved, text: Please stop taking the tablets with coffee.}

Fails:
    review:
      text: Ibuprofen did not help.
      reply: {status: approved, text: Most of our callers do well with ibuprofen every six hours.}

Passes:
    review:
      reply: {status: approved, text: "In an emergency, call 911. For anything else a nurse answers until eight."}

Passes:
    review:
      reply: {status: approved, text: We take every note seriously and should have answered sooner.}

Limits: Advice is a verb such as "skip" or "cut back on" with a medicine, a food, a part of the body or a habit, a
dose, or a diagnosis such as "sounds like"; other advice is not seen. Of seven replies with advice that the rule's
authors had not seen, it found five, and it took two others for advice.

Basis: 45 CFR 164.502(a); the standard of care of the provider's own profession.
"""

from __future__ import annotations

from site_gen.check.replies import speaks
from site_gen.check.rule import Around, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    yield from speaks(review, provider, around, "advises", "gives medical advice")


RULE = Rule(
    code="RPL705",
    name="medical-advice",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.502(a)",
    page=__doc__,
    review=_in_review,
)
