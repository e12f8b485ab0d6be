"""Texts as files of other programs take them: cells of tables, texts of calendars."""

from __future__ import annotations

import re

FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula; the last four are wide forms of the first."""

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def as_cell(text: str) -> str:
    """Give a cell with an apostrophe in front where a spreadsheet would run it; the others stay as they are.

    Separators and quotes inside of it are for the writer of the table (RFC 4180). Source: OWASP, "CSV Injection".
    """
    return f"'{text}" if text[:1] and text[0] in FORMULA else text


def as_event_text(text: str) -> str:
    """Give a text for a calendar: its lines end in line feeds alone, and no control is in it.

    Source: RFC 5545, section 3.3.11 (TEXT), where no value holds a control character.
    """
    return _CONTROL.sub("\ufffd", _LINE_END.sub("\n", text))
