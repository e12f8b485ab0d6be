"""Numbers to call in an emergency, by jurisdiction, and whether a text says to call one."""

from __future__ import annotations

import re

_NUMBERS = {
    "US": ("911",),
    "UK": ("999", "112"),
    "EU": ("112",),
    "FR": ("15", "112"),
    "AU": ("000", "triple zero"),
}
"""The first is the one to name where none stands."""

_VERBS = {
    "en": "call|calling|dial|dialing|ring|phone",
    "es": "llame|llamen|llama|llamar|llamando|marque|marquen|marca|marcar",
}
"""How a text says to call; in other languages the number alone is looked for."""
_BETWEEN = r"(?:[ ,:(]+(?:al|el|a|to|text|the|número|number|right|now|away|enseguida|de|inmediato|ya|or|o|\d+)){0,4}"
_NOT = r"(?<!\bnot )(?<!n't )(?<!n’t )(?<!\bno )(?<!\bnever )(?<!\bnunca )"


def emergency_number(jurisdiction: str) -> str:
    """Give the number to call in an emergency."""
    return _NUMBERS[jurisdiction][0]


def says_to_call(text: str, language: str, jurisdiction: str) -> bool:
    """Tell whether a text says to call the emergency number of a jurisdiction, and not the contrary."""
    folded = " ".join(text.casefold().split())
    numbers = "|".join(_NUMBERS[jurisdiction])
    verbs = _VERBS.get(language.split("-")[0])
    begin = rf"{_NOT}\b(?:{verbs}){_BETWEEN}[ ,:(]+" if verbs else r"(?<![\d-])"
    return re.search(rf"{begin}(?:{numbers})(?![\d-])\b", folded) is not None
