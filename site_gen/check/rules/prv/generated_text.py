"""A review holds no remnants of a program that wrote it.

Why: Whoever copies a generated text often copies too much. These remnants prove something; a score of style proves
nothing, and there is none here: the best published one calls a third to a half of real patients' reviews deceptive.

Fails:
    review: {text: "As an AI language model, I cannot visit a dentist, but here is a review."}

Fails:
    review: {text: "Dr. {{last_name}} was kind and on time."}

Fails:
    review: {text: "Sure! Here is a positive review for a dentist: Everybody was kind."}

Passes:
    review: {text: "She explained the language model of the new reception robot. As an engineer I liked that."}

Limits: A generated text that was cleaned up passes, and so do honest people who let a program help them.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.cues import cues, may_hold
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.shown import quoted_if_shown
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_REMNANTS = cues(
    r"as an? (?:AI|artificial intelligence|large language)(?: language)? (?:model|assistant)\b",
    r"como (?:un )?modelo de (?:lenguaje|IA)\b",
    r"\{\{ ?\w+ ?\}\}",
    r"(?:\[|<)(?:insert |your |doctor'?s? |provider'?s? |patient'?s? )(?:\w+ )?(?:name|here|city|treatment)(?:\]|>)",
    r"(?:sure|certainly|of course)[!,.] here(?:'s| is| are) (?:an? |the |your |some )?(?:\w+ ){0,3}reviews?\b",
    r"regenerate response\b",
    r"write an? (?:\w+ )?(?:5|five)[- ]star review (?:for|about|of)\b",
)
_SIGNS = ("model", "assistant", "{{", "[", "<", "sure", "certainly", "course", "regenerate", "write")
"""Each remnant has one of them."""


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    for key, text in (("title", review.title), ("text", review.text)):
        if text and may_hold(text, _SIGNS) and (phrase := quoted_if_shown(_REMNANTS, review, key)):
            yield Issue(
                message=f"its {key} holds what a program leaves behind: {phrase}",
                at=(key,),
                hint="ask the author; withhold what is believed to be fake, with that reason",
            )


RULE = Rule(
    code="PRV320",
    name="generated-text",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.2",
    page=__doc__,
    review=_in_review,
)
