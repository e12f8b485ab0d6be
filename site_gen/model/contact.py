"""Contact data where none belongs: told by its form, and never repeated in what is said about it."""

from __future__ import annotations

import re

_CERTAIN = re.compile(
    r"""\S@\S                                              # an e-mail address
    | \b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b                    # an address of a computer, IPv4
    | (?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}                 # or IPv6
    | \+[0-9][0-9\s().-]{6,}[0-9]                          # telephone numbers: with their country,
    | \([0-9]{3}\)\s*[0-9]{3}                              # with an area,
    | (?<![0-9])[2-9][0-9]{2}[-.\s\u2010-\u2015]{1,3}[2-9][0-9]{2}[-.\s\u2010-\u2015]{1,3}[0-9]{4}(?![0-9])""",
    re.I | re.VERBOSE,
)
_LIKELY = re.compile(
    r"""\b[0-9]{3}[-.\s\u2010-\u2015][0-9]{4}\b            # without one,
    | \b[0-9]{10,15}\b                                     # as digits alone,
    | \b0[0-9]{2,4}[\s/-][0-9]{4,}                         # as they are written in Europe, and in groups of any size,
    | (?<![\w:.-])(?!(?:19|20)[0-9]{2}[-.\s]|[0-9]{1,2}[-.\s][0-9]{1,2}[-.\s][0-9]{4})   # unless it begins as dates do
      [0-9](?:[\s().\u2010-\u2015-]{0,3}[0-9]){9,14}\b""",
    re.VERBOSE,
)
_ANY = re.compile("[0-9@:]")
"""What all of it has one of, and most names and words have not."""


class ContactError(ValueError):
    """Contact data stands where something else was expected; the message does not repeat it."""


def has_contact(value: object) -> bool:
    """Tell whether an e-mail address, a telephone number or the address of a computer is in a value."""
    text = str(value)
    if _ANY.search(text) is None:
        return False
    return _CERTAIN.search(text) is not None or _LIKELY.search(text) is not None


def is_contact(name: str) -> bool:
    """Tell whether what should be the name of a record holds contact data; of a row of digits nobody can tell.

    A name with letters and without spaces, such as `PG-2026030410`, may have digits in any groups but those of a
    whole telephone number.
    """
    if _CERTAIN.search(name) is not None:
        return True
    is_name = re.search(r"[^\W\d_]", name) is not None and re.search(r"\s", name) is None
    return _LIKELY.search(name) is not None and not is_name and not name.isalnum()


def quoted(value: object) -> str:
    """Give a value as a message may show it: its first 40 characters in quotes, or that it is contact data."""
    return "contact data" if has_contact(value) else repr(str(value).strip()[:40])
