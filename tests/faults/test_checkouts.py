"""A checkout with the line ends of Windows: the log stays as it is, and no review becomes another one."""

from __future__ import annotations

import subprocess

from faults.faulting import DAY, Faulty, command_of
from site_gen.pipeline.site_line import ATTRIBUTES, add_attributes


def checked_out(site, place):
    """Commit a site, and check it out as git does on Windows."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@harbor.example"]
    for typed in (["init", "-q"], ["add", "-A", "site.yaml", "content", "log", "."], ["commit", "-q", "-m", "Site"]):
        subprocess.run([*git, "-C", str(site.root), *typed], check=True, capture_output=True)
    clone = [*git, "-c", "core.autocrlf=true", "clone", "-q", str(site.root), str(place)]
    subprocess.run(clone, check=True, capture_output=True)
    return Faulty(place, site.key.parent)


def test_with_the_lines_that_init_writes_into_gitattributes_nothing_is_to_be_sealed_again(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    assert site.run(*command_of(site, "seal")).code == 0
    assert add_attributes(site.root) == ATTRIBUTES
    log = {path: data for path, data in site.files().items() if path.startswith("log/")}
    windows = checked_out(site, tmp_path / "windows")
    assert b"\r\n" in (windows.root / "site.yaml").read_bytes(), "git did not change line ends at all"
    assert {path: data for path, data in windows.files().items() if path.startswith("log/")} == log
    assert windows.run("build", DAY).code == 0
    before = (windows.root / "log/checkpoint").read_bytes()
    said = windows.run(*command_of(windows, "seal"))
    assert (said.code, (windows.root / "log/checkpoint").read_bytes()) == (0, before), said


def test_reviews_and_profiles_with_the_line_ends_of_windows_are_the_ones_that_were_sealed(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    assert site.run(*command_of(site, "seal")).code == 0
    before = (site.root / "log/checkpoint").read_bytes()
    for place in (site.root / "site.yaml", *(site.root / "content").rglob("*.yaml")):
        place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    assert site.run("build", DAY).code == 0
    said = site.run(*command_of(site, "seal"))
    assert (said.code, (site.root / "log/checkpoint").read_bytes()) == (0, before), said


def test_a_checkpoint_whose_line_ends_were_changed_is_named_and_nothing_is_published_or_sealed(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    place = site.root / "log/checkpoint"
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    changed = site.files()
    said = site.run("build", DAY)
    assert said.code == 1
    assert "log/checkpoint" in said.out
    sealing = site.run(*command_of(site, "seal"))
    assert sealing.code == 2
    assert "log/checkpoint: note: no empty line" in sealing.err
    assert "restore it from the repository" in sealing.err
    assert site.files() == changed
