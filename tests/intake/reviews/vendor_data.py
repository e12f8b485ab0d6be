"""A made-up table of a survey vendor: 48 rows with what such tables have been seen to hold."""

from __future__ import annotations

import csv
import io

COLUMNS = (
    "Survey ID", "Received Date", "Provider NPI", "Provider Name", "Clinic", "Overall Rating",
    "How well did they listen?", "Wait Time", "Comments", "Display Name", "Invited By", "Patient Email", "Cell Phone",
    "Remote IP", "DOB", "MRN",
)  # fmt: skip
NPI = "1234567893"
RATINGS = ("5", "4.0", "4/5", "★★★★☆", "FIVE", "3 stars", "2", "", "1", "Recommended")
DATES = (
    "3/{day}/2026 10:05 PM",
    "2026-03-{day:02}T22:05:00Z",
    "3.{day}.2026 22:05",
    "17738715{day:02}000",
    "Mar {day}, 2026",
)
COMMENTS = (
    'She said "call me any time" and meant it; nobody does that.',
    "Line one\r\nLine two",
    "Muy amable &amp; paciente, pero esperé",
    "NULL",
)


def row(number: int) -> list[str]:
    """Give one row: every second one is stars alone; ids and dates differ."""
    comment = COMMENTS[number // 2 % len(COMMENTS)] if number % 2 else ""
    return [
        f"S-{number}",
        DATES[number % len(DATES)].format(day=number % 16 + 13),
        NPI,
        "Okafor, Amara MD",
        "Northgate Clinic" if number % 3 else "Downtown",
        RATINGS[number % len(RATINGS)],
        str(number % 5 + 1),
        "85" if number % 8 == 0 else str(number % 5 + 1),
        comment,
        "Anonymous" if number % 4 == 0 else f"A. {number}",
        "E-mail to all" if number % 2 else "",
        f"p{number}@mail.example",
        f"312-555-01{number:02}",
        f"192.0.2.{number}",
        "1980-01-01",
        f"MRN{number:06}",
    ]


def rows() -> list[list[str]]:
    """Give all rows: 40 reviews, one of them twice, and seven that are none or damaged."""
    good = [row(number) for number in range(40)]
    return [
        *good,
        good[3],
        [""] * len(COLUMNS),
        ["", "NULL", "null", "\\N"],
        ["S-90", "3/18/2026"],
        ["S-91", "", NPI, "", "", "5"],
        ["S-92", "13/13/2026", NPI, "", "", "5"],
        ["S-93", "3/18/2026", NPI, "", "", "7"],
        [*row(47), "and a cell too many"],
    ]


def table(delimiter: str = ",", *, mark: bool = False) -> bytes:
    """Give the table as a file, with a byte order mark if asked."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    return buffer.getvalue().encode("utf-8-sig" if mark else "utf-8")
