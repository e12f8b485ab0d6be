"""Lists of hostile strings: JSON arrays of texts, or text files with one a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

OWN = Path(__file__).with_name("own_strings.json")
"""The list of this project: one string for each way out of a place where a text is shown."""


def read_list(file: Path) -> list[str]:
    """Give the strings of a list that hold something; bytes that are not UTF-8 are read as Latin-1."""
    if file.suffix == ".json":
        found = json.loads(file.read_bytes())
    else:
        data = file.read_bytes()
        try:
            found = data.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            found = data.decode("latin-1").split("\n")
    return [one for one in found if one.strip()]


def read_lists(folder: Path) -> dict[str, list[str]]:
    """Give the strings of all lists in a folder by the names of the lists, each where it stands first."""
    known: set[str] = set()
    found = {}
    for file in sorted(file for file in folder.iterdir() if file.suffix in (".json", ".txt")):
        found[file.stem] = [one for one in dict.fromkeys(read_list(file)) if one not in known]
        known.update(found[file.stem])
    return found


def without_blanks(text: str) -> str:
    """Give a text as it is compared: pages fold blanks, and a table ends lines as it likes."""
    return "".join(text.replace("\ufeff", "").split())


def table_of(lists: Mapping[str, Sequence[str]], places: Mapping[str, set[str]]) -> str:
    """Give a Markdown table of how many strings of each list are in each place, word for word."""
    rows = [("list", "strings", *places), ("---",) * (len(places) + 2)]
    for name, strings in [*lists.items(), ("all", [one for found in lists.values() for one in found])]:
        counts = (sum(without_blanks(one) in found for one in strings) for found in places.values())
        rows.append((name, f"{len(strings):,}", *(f"{count:,}" for count in counts)))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
