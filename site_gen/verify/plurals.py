"""Which numbers of things a language speaks of in one way: 2 stars and 41 stars, but 1 star.

Source: Unicode CLDR, "Language Plural Rules". What is told apart here may have one form there, not the other way round.
"""

from __future__ import annotations

_BY_LAST_DIGITS = frozenset(
    {
        "ar", "be", "br", "bs", "ceb", "cs", "cy", "dsb", "fil", "ga", "gd", "gv", "he", "hr", "hsb", "is", "iu", "iw",
        "kw", "lt", "lv", "mk", "mo", "mt", "naq", "pl", "prg", "ro", "ru", "sat", "se", "sh", "shi", "sk", "sl", "sma",
        "smj", "smn", "sms", "sr", "tl", "tzm", "uk",
    }
)  # fmt: skip
"""Languages in which numbers above 1 have more than one form, mostly by their last two digits."""
_MILLION = 1_000_000
_SMALL = 200
"""Numbers below stand for themselves where the last digits count."""


def plural(language: str, count: int) -> str:
    """Give a name for the numbers of which a language speaks as of this one; `language` is a BCP 47 tag."""
    if count <= 1 or not count % _MILLION:
        return str(count)
    if language.partition("-")[0] not in _BY_LAST_DIGITS:
        return "many"
    last = count % 100
    return f"…{last:02}" if last and count >= _SMALL else str(count)
