"""Whether a text says to call the number for emergencies."""

from __future__ import annotations

import re

from site_gen.model.emergency import EMERGENCY_NUMBERS

_IN_WORDS = {"AU": ("triple zero",)}

_VERBS = {
    "en": "call|calling|dial|dialing|ring|phone",
    "es": "llame|llamen|llama|llamar|llamando|marque|marquen|marca|marcar",
}
"""How a text says to call; in other languages the number alone is looked for."""
_BETWEEN = r"(?:[ ,:(]+(?:al|el|a|to|text|the|número|number|right|now|away|enseguida|de|inmediato|ya|or|o|\d+)){0,4}"
_NOT = r"(?<!\bnot )(?<!n't )(?<!n’t )(?<!\bno )(?<!\bnever )(?<!\bnunca )"


def says_to_call(text: str, language: str, jurisdiction: str) -> bool:
    """Tell whether a text says to call the emergency number of a jurisdiction, and not the contrary."""
    folded = " ".join(text.casefold().split())
    numbers = "|".join((*EMERGENCY_NUMBERS[jurisdiction], *_IN_WORDS.get(jurisdiction, ())))
    verbs = _VERBS.get(language.split("-")[0])
    begin = rf"{_NOT}\b(?:{verbs}){_BETWEEN}[ ,:(]+" if verbs else r"(?<![\d-])"
    return re.search(rf"{begin}(?:{numbers})(?![\d-])\b", folded) is not None
