r"""A review is shown in its author's words, not in those of a translation machine.

Why: An export that carries a translation puts words into the author's mouth. Readers who want one have their browser.

Fails:
    review: {text: "(Translated by Google) Everybody was kind. (Original) Todos fueron amables."}

Fails:
    review: {text: "(Traducido por Google) La espera fue larga.\n\n(Original)\nThe wait was long."}

Passes:
    review: {text: "I had the leaflet (translated by Google) read to me. Everybody was kind."}

Limits: Only the marks that exports put around a translation are known, in seven languages. A translation without any
mark looks like a text.

Basis: 16 CFR 255.2(d).
"""

from __future__ import annotations

import re

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_BY = (
    "Translated by", "Traducido por", "Traduzido por", "Traduzido pelo", "Traduit par", "Übersetzt von", "Tradotto da",
    "Vertaald door",
)  # fmt: skip
_MARK = re.compile(rf"^[^\S\n]*[(\[](?:{'|'.join(_BY)}) [^)\]\n]{{1,40}}[)\]]", re.MULTILINE | re.IGNORECASE)
"""Begins a line, before the translation or between it and the original."""


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.source in SHOWN_ELSEWHERE or review.moderation.status == "withheld" or not review.text:
        return
    if _MARK.search(review.text):
        yield Issue(
            message="the text holds a machine translation",
            at=("text",),
            hint="take in the original alone, and its language; most exports have a setting or a column for it",
        )


RULE = Rule(
    code="INT114",
    name="translation-shown",
    severity=Severity.WARNING,
    basis="16 CFR 255.2(d)",
    since="0.1",
    page=__doc__,
    review=_in_review,
)
