"""Writes the lists of docs/guide/plain-words.md, from the glossary that ships. `--check` only compares."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from generated import REPOSITORY, table

PAGE = Path(REPOSITORY, "docs/guide/plain-words.md")
GLOSSARY = Path(REPOSITORY, "site_gen/data/jargon.json")
BEGIN = "<!-- Written by tools/glossary_page.py from site_gen/data/jargon.json: from here on, change it there. -->\n"
HEADS = {"en": ("word of the trade", "plainly"), "es": ("palabra técnica", "en palabras sencillas")}
NAMES = {"en": "English", "es": "Spanish"}


def whole(text: str) -> str:
    """Give the page with the lists as the glossary has them; what stands above them is written by hand."""
    words: dict[str, dict[str, str]] = json.loads(GLOSSARY.read_text(encoding="utf-8"))
    lists = [f"## {NAMES[tag]}\n\n{table(HEADS[tag], sorted(found.items()))}\n" for tag, found in words.items()]
    return text.partition(BEGIN)[0] + BEGIN + "\n" + "\n".join(lists)


def main() -> int:
    """Write the page, or with `--check` tell whether it is as it should be; give the exit code."""
    found = PAGE.read_text(encoding="utf-8")
    wanted = whole(found)
    if "--check" not in sys.argv:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if found != wanted:
        print(f"{PAGE.name} is out of date: python tools/glossary_page.py writes it", file=sys.stderr)
    return int(found != wanted)


if __name__ == "__main__":
    sys.exit(main())
