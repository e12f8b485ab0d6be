"""Places that may not be written or read: the message names the file, says why and what helps, and nothing changes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Public
from faults.faulting import DAY, WRITING, command_of, mounted, with_team

NOBODY = 65534


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let a folder be mounted over itself, for reading only."""
    with mounted(folder, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield


@pytest.mark.parametrize("name", WRITING)
def test_a_site_on_a_read_only_file_system_is_left_alone_and_it_is_said(ground, tmp_path, name):
    site = ground.copy(tmp_path / "site")
    if name == "policy":
        with_team(site)
    before = site.files()
    with read_only(site.root):
        said = site.fails(*command_of(site, name))
    assert "Read-only file system" in said
    assert "mounted read-only: mount it for writing" in said
    assert str(site.root) in said or "content/" in said
    assert site.files() == before


def test_an_output_that_is_a_mount_of_its_own_is_refused_before_anything_is_lost(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    public = site.root / "public"
    before = Public(public).tree()
    with mounted(public, "--bind", str(public)):
        said = site.fails("build", DAY, "--full", "--drafts")
        assert "cannot replace" in said
        assert Public(public).tree() == before


def test_a_target_that_is_read_only_keeps_what_it_has(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    live = site.root / "live"
    assert site.run(*command_of(site, "deploy")).code == 0
    before = Public(live).tree()
    site.edit("content/locations/downtown.yaml", "name: Downtown", "name: Uptown")
    with read_only(live):
        said = site.fails(*command_of(site, "deploy"))
    assert "the target refuses" in said
    assert "Read-only file system" in said
    assert Public(live).tree() == before


@pytest.fixture
def as_nobody(ground):
    """Give a copy of the site that everybody may reach, and let this process be nobody's while a command runs."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    ground.run("check", DAY)  # whatever is imported late may be nobody's to read
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        site = ground.copy(Path(folder) / "site")
        for place in (site.root, *site.root.rglob("*")):
            os.chown(place, NOBODY, NOBODY)

        @contextlib.contextmanager
        def nobody() -> Iterator[None]:
            os.setegid(NOBODY)
            os.seteuid(NOBODY)
            try:
                yield
            finally:
                os.seteuid(0)
                os.setegid(0)

        yield site, nobody


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("content/providers/ana-diaz.yaml", "build"),
        ("content/reviews/ana-diaz/r-000000000001.yaml", "build"),
        ("content/locations/downtown.yaml", "check"),
        ("site.yaml", "build"),
        ("log/checkpoint", "build"),
        ("content/providers/ana-diaz.yaml", "seal"),
        ("content/providers", "build"),
    ],
)
def test_a_file_that_may_not_be_read_stops_the_command_with_its_name(as_nobody, file, command):
    site, nobody = as_nobody
    before = site.files()
    os.chown(site.root / file, 0, 0)
    (site.root / file).chmod(0o600)
    with nobody():
        said = site.fails(*command_of(site, command))
    assert f"{file}: Permission denied" in said
    assert "look at who may do that there (ls -l)" in said
    assert site.files() == before


@pytest.mark.parametrize("name", ["new", "moderate", "seal", "build"])
def test_a_folder_that_may_not_be_written_stops_the_command_with_its_name(as_nobody, name):
    site, nobody = as_nobody
    before = site.files()
    for place in (site.root, *site.root.rglob("*")):
        os.chown(place, 0, 0)
    with nobody():
        said = site.fails(*command_of(site, name))
    assert "Permission denied" in said
    assert site.files() == before
