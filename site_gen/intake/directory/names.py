"""People's names as they stand on a door, out of registries that write in CAPITALS.

Only the case of letters changes, and the dot after an initial: a name is never respelled. Text that has both cases is
left as it was written. Some capitals cannot be known (`DELUCA` may be Deluca or DeLuca): the first letter is then the
only one, and a person corrects it.

Source: 45 CFR 162.408 leaves the spelling to the provider; NPPES stores capitals. Full names are split by `nameparser`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import nameparser

from site_gen.intake.directory.credentials import case_credentials
from site_gen.intake.directory.vocabulary import (
    AFTER_MAC,
    AFTER_O,
    ARTICLES,
    GENERATIONS,
    PARTICLES,
    PREFIXES,
    SHORT_NAMES,
)
from site_gen.model.provider import Name

_INITIALS = re.compile(r"(?:\w\.)+")


def clean(text: str) -> str:
    """Give `text` in NFC on one line: no control or invisible characters, single spaces, none at the ends."""
    kinds = ((each, unicodedata.category(each)) for each in text)
    plain = "".join(" " if kind in ("Cc", "Zl", "Zp") else each for each, kind in kinds if kind not in ("Cf", "Cs"))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def is_one_case(text: str) -> bool:
    """Tell whether all letters are capitals, or all small, so that nobody has chosen their case."""
    return text in (text.upper(), text.lower())


def case_family(text: str) -> str:
    """Case a family name: `MCDONALD-O'BRIEN` gives `McDonald-O'Brien`, `VAN DER VOORT` gives `van der Voort`."""
    text = clean(text).strip(" ,;")
    if not is_one_case(text):
        return text
    words = text.lower().split(" ")
    return " ".join(
        word if _is_small(words, place) else "-".join(_piece(piece) for piece in word.split("-"))
        for place, word in enumerate(words)
    )


def case_given(text: str) -> str:
    """Case given or middle names: `J MICHAEL` gives `J. Michael`, `A.E.` stays, `EJ` stays, `JO` gives `Jo`."""
    text = clean(text).strip(" ,;")
    if not is_one_case(text):
        return " ".join(f"{word}." if len(word) == 1 and word.isalpha() else word for word in text.split(" "))
    return " ".join(_given_word(word) for word in text.split(" "))


def case_prefix(text: str) -> str:
    """Give `DR` as `Dr.`, or nothing when `text` is not a form of address."""
    words = [PREFIXES.get(word.strip(".").lower(), "") for word in clean(text).split(" ")]
    return " ".join(words) if all(words) else ""


def case_generation(text: str) -> str:
    """Give `JR.` as `Jr.` and `3RD` as `III`, or nothing when `text` names no generation (`--` in the registry)."""
    return GENERATIONS.get(clean(text).strip(" .,").lower(), "")


def make_name(
    *, given: str, family: str, middle: str = "", prefix: str = "", generation: str = "", credentials: str = ""
) -> Name:
    """Put a name together from raw parts; `Vergo, Jr.` as a family name gives its generation away.

    Credentials may stand in `generation` and the other way round, as forms are filled in. Whether given and family
    name are there is for the caller to check (`draft.unfit`).
    """
    family, found = _without_generation(clean(family))
    raw = [generation, credentials]
    generations = [case_generation(generation), found]
    letters = case_credentials(part for part in raw if not case_generation(part) and part.strip("- "))
    suffix = [next((each for each in generations if each), ""), *letters]
    return Name(
        prefix=case_prefix(prefix),
        given=case_given(given),
        middle=case_given(middle),
        family=case_family(family),
        suffix=", ".join(part for part in suffix if part),
    )


def split_name(text: str, *, credentials: str = "") -> Name:
    """Split a full name in either order: `Okafor, Amara, MD` and `Dr. Amara Okafor MD`; nicknames are left out.

    A name of one word has no family name, or no given name: the caller refuses it.
    """
    parsed = nameparser.parse(clean(text))
    words = re.split(r"[\s,]+", parsed.suffix)
    generations = [word for word in words if case_generation(word)]
    letters = parsed.suffix
    for word in generations:
        letters = re.sub(rf"(?<!\S){re.escape(word)}(?![^\s,])", "", letters)
    return make_name(
        prefix=parsed.title,
        given=parsed.given,
        middle=parsed.middle,
        family=parsed.family,
        generation=generations[0] if generations else "",
        credentials=", ".join(_distinct([letters, credentials])),
    )


def name_key(name: Name) -> str:
    """Give what is the same for two people of one name: given, middle and family name and generation, without case."""
    generation = name.suffix.partition(", ")[0]
    return f"{name.plain} {generation if case_generation(generation) else ''}".casefold()


def _distinct(parts: Iterable[str]) -> list[str]:
    """The parts that say something, in order."""
    return [part for part in parts if part.strip(" ,")]


def _without_generation(family: str) -> tuple[str, str]:
    """A family name without a generation at its end, and the generation; `I` and `V` alone may be initials."""
    words = re.split(r"[\s,]+", family)
    last = words[-1].strip(".").lower()
    if len(words) > 1 and len(last) > 1 and last in GENERATIONS:
        return family[: family.rindex(words[-1])].strip(" ,"), GENERATIONS[last]
    return family, ""


def _is_small(words: list[str], place: int) -> bool:
    """Whether the word is a particle that people write small inside a family name."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    before = words[place - 1] if place else ""
    if not following:
        return False
    if word in ("van", "de"):
        return following in ARTICLES or following in ("der", "den", "de")
    return word in PARTICLES or (word in ARTICLES and before == "de")


def _given_word(word: str) -> str:
    """One word of given names, in one case."""
    if _INITIALS.fullmatch(word):
        return word.upper()
    if len(word) == 1 and word.isalpha():
        return f"{word.upper()}."
    if len(word) == 2 and word.isupper() and word.lower() not in SHORT_NAMES:
        return word
    return "-".join(_piece(piece) for piece in word.lower().split("-"))


def _piece(word: str) -> str:
    """One part of a name, small letters in, with capitals at its start and after `Mc`, `Mac`, `O` and apostrophes."""
    if "'" in word or "’" in word:
        parts = re.split(r"(['’])", word)
        return "".join(part if part in ("s", "'", "’") else _piece(part) for part in parts)
    for start, rests in (("mc", None), ("mac", AFTER_MAC), ("o", AFTER_O)):
        rest = word.removeprefix(start)
        if word.startswith(start) and (rest in rests if rests is not None else len(rest) > 1):
            return start.capitalize() + rest.capitalize()
    return word[:1].upper() + word[1:]
