"""What the guides show as said by a command is what it says about the sample site, line for line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli.typed import run
from docs.guides import DOCS, blocks

from conftest import AS_OF, REPOSITORY


def shown_after(page: str, command: str) -> list[str]:
    """Give the lines that a guide shows below the block in which a command is typed; lines may be left out there."""
    found = list(blocks(DOCS / "guide" / page))
    at = next(number for number, block in enumerate(found) if block.text == f"{command}\n")
    assert found[at + 1].language in ("", "text"), f"{page} shows nothing below {command}"
    return found[at + 1].text.splitlines()


def missing(shown: list[str], said: list[str]) -> list[str]:
    """Give the shown lines that were not said, or not in this order."""
    lost, at = [], 0
    for line in shown:
        if line in said[at:]:
            at = said.index(line, at) + 1
        else:
            lost.append(line)
    return lost


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown") / "sample"
    folder.mkdir()
    for name in ("content", "log", "themes"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "site.yaml", folder)
    return folder


@pytest.mark.parametrize(
    ("page", "command"),
    [
        ("checks.md", "site-gen check"),
        ("compliance-report.md", "site-gen report compliance"),
        ("transparency-report.md", "site-gen report transparency"),
    ],
)
def test_a_guide_shows_what_the_command_says(page, command, sample, monkeypatch):
    monkeypatch.chdir(sample)
    said = run(*command.split()[1:], "--as-of", AS_OF.isoformat())
    assert said.code == 0, said.err
    assert missing(shown_after(page, command), f"{said.out}{said.err}".splitlines()) == []


def test_the_mistake_of_the_first_guide_is_said_as_it_is_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "keys"))
    assert run("init", "my-site").code == 0
    settings = tmp_path / "my-site" / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("name:", "nmae:", 1), encoding="utf-8")
    said = run("-C", "my-site", "check")
    shown = next(block for block in blocks(DOCS / "guide" / "first-site.md") if "SRC002" in block.text)
    assert missing(shown.text.splitlines(), said.out.splitlines()) == []


def test_a_line_that_is_not_said_or_comes_too_early_is_found():
    assert missing(["b", "a", "c"], ["a", "b", "d"]) == ["a", "c"]
    assert missing(["a", "d"], ["a", "b", "d"]) == []
