"""Every relative link in the docs leads to a file that is there, and to a heading that is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from guides import pages

from conftest import REPOSITORY

_CODE = re.compile(r"^( *)```.*?^\1```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_OUTSIDE = ("https://", "http://", "mailto:")


def targets(text: str) -> list[str]:
    return [link for link in _LINK.findall(_CODE.sub("", text)) if not link.startswith(_OUTSIDE)]


def anchors(text: str) -> set[str]:
    """Give the anchors of a page's headings as Git hosts make them."""
    heads = re.findall(r"^#+ (.+)$", re.sub(_CODE.pattern.partition("|")[0], "", text, flags=_CODE.flags), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def wrong(page: Path) -> list[str]:
    found = []
    for link in targets(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_file() or not file.is_relative_to(REPOSITORY):
            found.append(f"{link}: no such file")
        elif anchor and anchor not in anchors(file.read_text(encoding="utf-8")):
            found.append(f"{link}: no such heading")
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path):
    assert wrong(page) == []


def test_a_broken_link_is_found(tmp_path):
    page = REPOSITORY / "docs" / "guide" / "first-site.md"
    assert "#1-install" in {f"#{one}" for one in anchors(page.read_text(encoding="utf-8"))}
    assert targets("[a](b.md#c) `[d](e.md)` [f](https://g.example)\n```sh\n[h](i.md)\n```\n") == ["b.md#c"]
