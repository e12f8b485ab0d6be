"""The guides as a reader follows them: blocks to type and files to write, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, its text, and the line of its first line in the page."""

    language: str
    text: str
    line: int


def pages() -> list[Path]:
    """Give every Markdown file of the docs and of the repository's root."""
    return sorted([*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")])


def blocks(page: Path) -> Iterator[Block]:
    """Give the fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        yield Block(found[2], found[3], text.count("\n", 0, found.start()) + 2)


def file_of(block: Block) -> str | None:
    """Give the path of the file that a block shows: a YAML block whose first line is a comment with its path."""
    first = block.text.partition("\n")[0]
    return first[2:] if block.language == "yaml" and re.fullmatch(r"# [a-z0-9/._-]+\.yaml", first) else None


def written(old: str, block: Block) -> str:
    """Give a file after its reader wrote what a block shows: the block's keys, and what was there beside them."""
    keys = re.findall(r"^(\w+):", block.text, re.MULTILINE)
    kept = re.sub(rf"^(?:{'|'.join(keys)}):.*\n(?:[ \t#-].*\n)*", "", old, flags=re.MULTILINE)
    return f"{kept}{block.text}"
