"""The guides by person, followed line by line on a new site: all that they tell one to type works."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from guides import DOCS, blocks, file_of, written

from site_gen.cli.main import run

GUIDES = ("web-person", "marketing-person", "compliance-person")
SERVES = "site-gen serve"
"""What goes on until somebody stops it; the tests of serve start it."""


def lines_of(text: str) -> list[str]:
    """Give what is typed at once: a line, or all of a block with a file in it."""
    return [text] if "<<" in text else [line for line in text.splitlines() if line]


def typed(line: str, folder: Path) -> tuple[int, str]:
    """Type a line, ours in this process; give its exit code and what else it said."""
    words = shlex.split(line, comments=True)
    if words[0] == "site-gen":
        return run(words[1:]), ""
    done = subprocess.run(["bash", "-euc", line], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_every_line_of_the_guides_works_on_a_new_site(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("SITE_GEN_LOG_KEY", "SITE_GEN_LOG_KEY_FILE", "SITE_GEN_ROLE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path
    count = 0
    for block in (block for guide in GUIDES for block in blocks(DOCS / "guide" / f"{guide}.md")):
        path = file_of(block)
        if path is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(written(before, block), encoding="utf-8")
        for line in lines_of(block.text) if block.language == "sh" else ():
            if line.startswith("cd "):
                folder = folder / line.removeprefix("cd ")
            elif not line.startswith(SERVES):
                monkeypatch.chdir(folder)
                code, said = typed(line, folder)
                assert code == 0, f"{line}\n{capfd.readouterr()}\n{said}"
                count += 1
    assert count > 30
