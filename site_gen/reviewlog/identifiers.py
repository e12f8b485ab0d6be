"""What looks like an identifier in a text: a name after a title, a date, phone, e-mail, number or web address.

English and Spanish. The finder only proposes where a text may be cut, so that a part can be hidden by itself; it
decides nothing about what is hidden. It is generous with what carries digits and careful with words: "Dr." needs a name
after it, "my son Leo" stays whole. Every pattern is bounded, so no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Start and end of a part of a text, in characters."""

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre"
    "|noviembre|diciembre"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|º|°)?"
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_OF = r"(?:\s{1,2}(?:de|del|of)\s{1,2}|[\s,.-]{1,3})"

_ADDRESSES = (
    r"https?://[^\s<>\"]{1,1000}",
    r"www\.[^\s<>\"]{1,1000}",
    r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    r"(?<![\w.])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|info|health|care|clinic|example|io|es|us|uk|mx)\b"
    r"(?:/[^\s<>\"]{0,1000})?",
    r"(?<![\w@.])@\w[\w.]{1,29}",
)
_NUMBERS = (
    # dates: 2025-03-04, 03/04/2025, 4.3.25; March 4th, 2025; 4 de marzo de 2025; March 2025; on 3/4
    r"(?<![\w/])[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}(?:T[0-9:.]{4,16}(?:Z|[+-][0-9:]{2,6})?)?(?![\w/])",
    rf"(?<!\w)(?:{_MONTHS})\.?\s{{1,2}}{_DAY}(?:,?\s{{1,2}}{_YEAR})?(?!\w)",
    rf"(?<![\w.]){_DAY}{_OF}(?:{_MONTHS})(?:\.?{_OF}{_YEAR})?(?!\w)",
    rf"(?<!\w)(?:{_MONTHS})\.?{_OF}{_YEAR}(?!\w)",
    r"(?:(?<=\bon )|(?<=\bel )|(?<=\bsince )|(?<=\bdesde ))[0-9]{1,2}/[0-9]{1,2}(?![\w/])",
    # phones and other numbers of seven digits or more, written in groups
    r"(?<![\w])[+(]{0,2}[0-9](?:[ .()/\u00a0\u2010-\u2013-]{0,2}[0-9]){6,18}"
    r"(?:,?\s?(?:ext|x|extensión)\.?\s?[0-9]{1,6})?(?!\w)",
    # numbers of four digits or more, and codes with four digits in them
    r"(?<![\w])#?[0-9]{4,40}(?!\w)",
    r"(?<!\w)(?=[a-z0-9-]{0,20}?[0-9]{4})[a-z]{1,6}-?[0-9][a-z0-9-]{3,30}(?!\w)",
    r"(?:(?<=\bno\. )|(?<=\bnúm\. )|(?<=\bmrn )|(?<=\bmrn: )|#)[0-9]{1,20}(?!\w)",
)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_NUMBER = _any_of(*_NUMBERS)
_ADDRESS = _any_of(*_ADDRESSES)
_HINT_OF_ADDRESS = re.compile(r"[@/]|[^\W_]\.[^\W_]")
_DIGITS = re.compile(r"[0-9]+")
_REACH = 24
"""How far a date or a phone number goes beyond its digits: "septiembre de" before, ", extensión 1" behind."""

_WORD = r"[^\W\d_][\u0300-\u036f]*(?:['’-]?[^\W\d_][\u0300-\u036f]*)*"
_TITLES = (
    "dr", "dra", "drs", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "doctor", "doctora", "nurse", "sr", "sra",
    "srta", "señor", "señora", "señorita", "don", "doña", "lic", "licd", "licda", "enfermera", "enfermero", "rev",
)  # fmt: skip
_TITLE = re.compile(
    rf"(?<![\w.])(?:{'|'.join(_TITLES)})(?:\.[ \u00a0]{{0,2}}|[ \u00a0]{{1,2}})(?=[^\W\d_])", re.IGNORECASE
)
_ANY_TITLE = frozenset(_TITLES)
_LETTERS = re.compile(r"[^\W\d_]+")
_ALIKE = re.compile("[\u0130\u0131\u017f\u212a]")
"""The letters outside ASCII that `re.IGNORECASE` takes for one of ASCII."""
_INITIAL = re.compile(r"[^\W\d_][\u0300-\u036f]*\.(?:-?[^\W\d_]\.)*(?=[ \u00a0]{1,2}[^\W\d_])")
_NAME_WORD = re.compile(_WORD)
_GAP = re.compile(r"[ \u00a0]{1,2}")
_SHORT_TITLES = frozenset({"dr", "dra", "mr", "mrs", "ms", "sr", "sra", "srta"})
_PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "van", "von", "der", "den", "da", "dos", "di", "bin", "al", "el"}
)
_SMALL_WORDS = """
a about after again all also always an and any are as asked at back be because been before but by came can could did do
does down even every explained for from gave get goes got had has have he helped her here him his i if in is it its just
knew knows last listened listens made makes me more my never no not now of off office on or our really recommended
referred said saw says she should so spoke still than that the their them then there they this to told took treated very
visit visits was we well went were what when where which who will with would you your
como con de del desde dice dijo donde e el ella en era es esta está este estuvo explicó fue ha hace hizo la las le
les lo los me mi muy más no nos nunca o para pero por que quien se si siempre sin son su sus también tan tiene tuvo un
una vez y ya yo
"""
_NO_NAMES = frozenset(_SMALL_WORDS.split())
"""Words that end a name, or show that a title has none."""
_LONGEST_NAME = 4


def find_identifiers(text: str) -> list[Span]:
    """Give the spans that look like identifiers, in order, never overlapping; a title and its name are two spans."""
    addresses = _trimmed(text, _ADDRESS.finditer(text)) if _HINT_OF_ADDRESS.search(text) else ()
    numbers = _trimmed(text, (match for window in _around_digits(text) for match in _NUMBER.finditer(text, *window)))
    kept: list[Span] = []
    for span in sorted([*addresses, *numbers, *_named(text)], key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _around_digits(text: str) -> list[Span]:
    """Give the parts of a text that can hold a number or date: digits with what stands near, cut at spaces only."""
    windows: list[Span] = []
    end = 0
    for match in _DIGITS.finditer(text):
        if match.end() + _REACH <= end:
            continue
        start = max(text.rfind(" ", end, max(end, match.start() - _REACH)), end)
        behind = text.find(" ", match.end() + _REACH)
        begins = windows.pop()[0] if windows and start == end else start
        end = behind if behind >= 0 else len(text)
        windows.append((begins, end))
    return windows


def _trimmed(text: str, matches: Iterable[re.Match[str]]) -> Iterator[Span]:
    for match in matches:
        start, end = match.span()
        while end > start and text[end - 1] in ".,;:!?)]}'\"’”»":
            end -= 1
        yield start, end


def _named(text: str) -> Iterator[Span]:
    if _ANY_TITLE.isdisjoint(_LETTERS.findall(text.lower())) and not _ALIKE.search(text):
        return  # looking for the words takes a tenth of the time
    for match in _TITLE.finditer(text):
        title = match.group().rstrip(" .\u00a0")
        end = _name_end(text, match.end(), may_be_small=title in _SHORT_TITLES)
        if end > match.end():
            yield match.span()
            yield match.end(), end


def _name_end(text: str, start: int, *, may_be_small: bool) -> int:
    """Give the end of the name that begins at `start`, or `start` if none does."""
    at = end = start
    names = 0
    while names < _LONGEST_NAME:
        word = _INITIAL.match(text, at) or _NAME_WORD.match(text, at)
        if word is None:
            break
        plain = word.group().lower()
        if plain not in _PARTICLES or (word.group() != plain and plain not in _NO_NAMES):
            is_letter = names == 0 and word.group() in ("A", "E", "O", "Y")
            is_name = word.group()[0].isupper() or (may_be_small and names == 0)
            if not is_name or (plain in _NO_NAMES and not is_letter):
                break
            names += 1
            end = _without_possessive(word)
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        at = gap.end()
    return end


def _without_possessive(word: re.Match[str]) -> int:
    return word.end() - 2 if word.group()[-2:] in ("'s", "’s") else word.end()
