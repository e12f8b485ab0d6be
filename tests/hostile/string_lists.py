"""Lists of hostile strings: JSON arrays of texts, or text files with one a line."""

from __future__ import annotations

import json
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


def read_lists(folder: Path) -> list[str]:
    """Give the strings of all lists in a folder, each once."""
    files = sorted(file for file in folder.iterdir() if file.suffix in (".json", ".txt"))
    return list(dict.fromkeys(one for file in files for one in read_list(file)))
