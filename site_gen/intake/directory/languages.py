"""Languages that people speak: names and codes of directories to BCP 47 tags.

Sources: IANA Language Subtag Registry for the tags; the names are ours and cover what US directories list.
"""

from __future__ import annotations

import re

from site_gen.intake.directory.names import clean

_NAMES = {
    "afrikaans": "af", "akan": "ak", "albanian": "sq", "american sign language": "ase", "sign language": "ase",
    "asl": "ase", "amharic": "am", "arabic": "ar", "armenian": "hy", "bengali": "bn", "bangla": "bn", "bosnian": "bs",
    "bulgarian": "bg", "burmese": "my", "cambodian": "km", "cantonese": "yue", "catalan": "ca", "cebuano": "ceb",
    "chinese": "zh", "chinese (mandarin)": "cmn", "chinese (cantonese)": "yue", "creole": "ht", "croatian": "hr",
    "czech": "cs", "danish": "da", "dari": "prs", "dutch": "nl", "english": "en", "estonian": "et", "farsi": "fa",
    "filipino": "fil", "finnish": "fi", "french": "fr", "french creole": "ht", "german": "de", "greek": "el",
    "gujarati": "gu", "haitian creole": "ht", "haitian": "ht", "hausa": "ha", "hawaiian": "haw", "hebrew": "he",
    "hindi": "hi", "hmong": "hmn", "hungarian": "hu", "icelandic": "is", "igbo": "ig", "ilocano": "ilo",
    "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja", "kannada": "kn", "khmer": "km",
    "korean": "ko", "kurdish": "ku", "lao": "lo", "laotian": "lo", "latvian": "lv", "lithuanian": "lt",
    "macedonian": "mk", "malay": "ms", "malayalam": "ml", "mandarin": "cmn", "mandarin chinese": "cmn",
    "marathi": "mr", "mongolian": "mn", "navajo": "nv", "nepali": "ne", "norwegian": "no", "oromo": "om",
    "pashto": "ps", "persian": "fa", "polish": "pl", "portuguese": "pt", "punjabi": "pa", "panjabi": "pa",
    "romanian": "ro", "russian": "ru", "samoan": "sm", "serbian": "sr", "sinhala": "si", "slovak": "sk",
    "slovenian": "sl", "somali": "so", "spanish": "es", "español": "es", "swahili": "sw", "swedish": "sv",
    "tagalog": "tl", "taiwanese": "nan", "tamil": "ta", "telugu": "te", "thai": "th", "tigrinya": "ti",
    "tongan": "to", "turkish": "tr", "twi": "tw", "ukrainian": "uk", "urdu": "ur", "uzbek": "uz",
    "vietnamese": "vi", "welsh": "cy", "wolof": "wo", "yiddish": "yi", "yoruba": "yo", "zulu": "zu",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_KNOWN_TAGS = frozenset(_NAMES.values())


def language_tag(text: str) -> str | None:
    """Give the tag of a name (`Spanish`) or of a code of our table (`ES`, `es-MX`); None for anything else."""
    plain = clean(text)
    known = _NAMES.get(plain.casefold())
    if known is not None:
        return known
    tag = code_tag(plain)
    return tag if tag is not None and tag.partition("-")[0] in _KNOWN_TAGS else None


def code_tag(code: str) -> str | None:
    """Give a code that is said to be BCP 47 in its usual case, or None when it has not the form of one.

    Whether the subtags are registered is not checked. Source: RFC 5646, section 2.1.1.
    """
    plain = clean(code)
    if _TAG.fullmatch(plain) is None:
        return None
    first, *rest = plain.replace("_", "-").split("-")
    cased = [each.upper() if len(each) == 2 else each.capitalize() if len(each) == 4 else each.lower() for each in rest]
    return "-".join((first.lower(), *cased))
