"""What is installed is pinned, needed, explained, and its licence is on the list."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from conftest import REPOSITORY

LOCKS = (
    "requirements.txt",
    "requirements-dev.txt",
    "tools/supply-requirements.txt",
    "benchmarks/peers/requirements.txt",
)
NOT_IMPORTED = {"tzdata"}
"""The standard library's zoneinfo reads it."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> set[str]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.match(r"[\w.-]+", one)[0]) for one in project["dependencies"]}


def unhashed(lock: str) -> list[str]:
    """Give the packages of a lock file that are not pinned, or have no hash."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n?", "", lock, flags=re.MULTILINE).strip())
    return [
        one.split()[0] for one in entries if not re.match(r"[\w.-]+==\S+[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", one)
    ]


@pytest.mark.parametrize("file", LOCKS)
def test_every_locked_package_has_a_hash_and_no_lock_file_an_address(file):
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    assert text.count("==") > 10
    assert unhashed(text) == []
    assert "://" not in text


def test_a_package_without_a_hash_is_found():
    whole = "a==1.0 \\\n    --hash=sha256:" + "0" * 64
    assert unhashed(f"{whole}\nb==2.0\n    # via a\nc>=1 \\\n    --hash=sha256:{'1' * 64}\n") == ["b==2.0", "c>=1"]


def imported(folder: Path) -> set[str]:
    """Give the modules that the code of a folder imports, wherever in it."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                found.update(name.name.partition(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def test_every_direct_dependency_is_used_and_everything_used_is_one():
    modules = imported(REPOSITORY / "site_gen") - set(sys.stdlib_module_names) - {"site_gen"}
    known = packages_distributions()
    used = {normal(package) for module in modules for package in known[module]}
    assert used == direct() - NOT_IMPORTED


def test_every_direct_dependency_has_its_reason():
    table = (REPOSITORY / "docs/adr/0040-supply-chain.md").read_text(encoding="utf-8")
    explained = {
        normal(name) for row in re.findall(r"^\| ([\w, -]+) \|", table, re.MULTILINE) for name in row.split(", ")
    }
    assert direct() <= explained
    assert explained - direct() == {"package"}


def test_every_locked_package_is_on_the_list_of_licences():
    text = (REPOSITORY / "docs/reference/licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| (yes|) \| (.+) \|$", text, re.MULTILINE)
    locked = re.findall(r"^([\w.-]+)==", (REPOSITORY / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name, _, _ in rows} == {normal(name) for name in locked}
    assert {name for name, is_direct, _ in rows if is_direct} == direct()
    assert [name for name, _, licence in rows if licence == "not said"] == []


def test_every_package_with_a_copyleft_is_judged():
    text = (REPOSITORY / "docs/reference/licences.md").read_text(encoding="utf-8")
    judged, _, listed = text.partition("<!--")
    rows = re.findall(r"^\| ([\w-]+) \| (?:yes|) \| (.+) \|$", listed, re.MULTILINE)
    copyleft = [name for name, licence in rows if re.search(r"GPL|MPL|Mozilla|General Public|EPL|CDDL", licence)]
    assert len(copyleft) >= 5
    assert [name for name in copyleft if name not in judged] == []


def test_every_data_file_is_in_the_notice():
    data = REPOSITORY / "site_gen/data"
    notice = (data / "NOTICE.md").read_text(encoding="utf-8")
    taken = {file.name for file in data.iterdir() if file.suffix == ".json"}
    assert [name for name in sorted(taken) if f"`{name}`" not in notice] == []
