"""Folders of the docs whose files are made from the product: writes them, or says what is out of date."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def keep(folder: str, wanted: Mapping[str, str], tool: str) -> int:
    """Make `folder` hold exactly the `wanted` texts by file name, or with `--check` only say what differs.

    `folder` is given from the repository's, `tool` is what a reader is told to run. Gives the exit code.
    """
    place = REPOSITORY / folder
    found = {file.name: file.read_text(encoding="utf-8") for file in place.glob("*.md")}
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if "--check" in sys.argv:
        for name in differing:
            print(f"{folder}/{name} is out of date: python {tool} writes it", file=sys.stderr)
        return 1 if differing else 0
    place.mkdir(parents=True, exist_ok=True)
    for name in differing:
        if name in wanted:
            (place / name).write_text(wanted[name], encoding="utf-8")
        else:
            (place / name).unlink()
    return 0


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Give a Markdown table; a line of a cell is one line."""
    lines = ["| " + " | ".join(" ".join(cell.split()) for cell in line) + " |" for line in (heads, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])


def code(text: str) -> str:
    """Give code for a line or a cell of a table."""
    return f"`{text}`".replace("|", "\\|")
