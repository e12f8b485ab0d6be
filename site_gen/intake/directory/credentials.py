"""Letters after a name: `M.D., PH.D` gives MD and PhD, whatever the dots, spaces and separators.

Source: the free text "Provider Credential Text" of NPPES, as people fill it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_gen.intake.directory.vocabulary import COMPANIES, CREDENTIALS

_DOTTED = re.compile(r"^((?:[A-Z]\.){2,})([A-Z]{2,})$")


def case_credentials(texts: Iterable[str]) -> tuple[str, ...]:
    """Give each credential once, in the order written; single letters, numbers and companies (`PC`) are dropped."""
    found: list[str] = []
    for text in texts:
        for chunk in re.split(r"[,;&]|\s{2,}|\s/\s", text):
            found += _credentials_of(chunk)
    return tuple(dict.fromkeys(found))


def is_credential(text: str) -> bool:
    """Tell whether `text` is nothing but credentials of the table: `MD`, `PhD, RN`, but not `Medical Director`."""
    words = re.split(r"[,;\s]+", text.strip())
    return bool(_known(text)) or all(_known(word) for word in words)


def _credentials_of(chunk: str) -> list[str]:
    """The credentials of a stretch without commas, which may hold several words or one with spaces in it."""
    chunk = re.sub(r"[^\w.\s/'-]|\d+$", "", chunk).strip(" .-/")
    whole = _known(chunk)
    if whole:
        return [whole]
    words = [part for word in chunk.split() for part in _undotted(word)]
    if len(words) > 1 and any(len(word) > 6 and word.isalpha() for word in words) and not any(map(_known, words)):
        return [chunk.title() if chunk in (chunk.upper(), chunk.lower()) else chunk]
    return [shown for word in words if (shown := _known(word) or _unknown(word))]


def _undotted(word: str) -> list[str]:
    """`M.D.FAAPMR` as two words."""
    match = _DOTTED.match(word)
    return list(match.groups()) if match else [word]


def _known(text: str) -> str:
    """The usual form of a credential of the table, or nothing."""
    return CREDENTIALS.get(re.sub(r"[\W_]", "", text).upper(), "")


def _unknown(word: str) -> str:
    """Other letters: as written when somebody chose their case, in capitals when short, else as a word."""
    plain = word.replace(".", "").strip("-/'")
    if len(plain) < 2 or plain.upper() in COMPANIES or not any(each.isalpha() for each in plain):
        return ""
    if plain not in (plain.upper(), plain.lower()):
        return plain
    return plain.upper() if len(plain) <= 8 or "-" in plain else plain.capitalize()
