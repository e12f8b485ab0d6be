"""A disk that is full: the message names the file, everything is as it was, and with room the same command goes on."""

from __future__ import annotations

import os
import re
import shutil

import pytest

from conftest import Public
from faults.faulting import DAY, WRITING, command_of, fill, small_disk, with_team


@pytest.mark.parametrize("name", WRITING)
def test_without_any_room_a_command_says_so_changes_nothing_and_goes_on_with_room(ground, tmp_path, name):
    with small_disk(tmp_path / "disk", 8_000) as disk:
        site = ground.copy(disk / "site")
        if name == "policy":
            with_team(site)
        filler = fill(disk)
        before = site.files()
        said = site.fails(*command_of(site, name))
        assert "No space left on device" in said
        assert "make room on the disk" in said
        assert site.files() == before
        filler.unlink()
        done = site.run(*command_of(site, name))
        assert done.code == 0, done
        assert name in ("build", "check") or site.files() != before


def test_a_build_that_runs_out_of_room_at_any_point_leaves_the_output_and_the_next_one_completes_it(ground, tmp_path):
    new_name = ("content/locations/downtown.yaml", "name: Downtown", "name: Uptown")
    clean = ground.copy(tmp_path / "clean")
    clean.edit(*new_name)
    assert clean.run("build", DAY, "--full").code == 0
    stopped_at = set()
    for leave in (60, 200, 240, 260, 280, 300, 320, 340, 650, 900, 1100, 1250):
        with small_disk(tmp_path / "disk", 8_000) as disk:
            site = ground.copy(disk / "site")
            shutil.rmtree(site.root / ".site-gen")
            site.edit(*new_name)
            before = Public(site.root / "public").tree()
            filler = fill(disk, leave)
            said = site.run("build", DAY, "--full")
            now = Public(site.root / "public").tree()
            if said.code == 2:
                assert "No space left on device" in said.err
                is_out = "the output is complete, but" in said.err
                assert now == (Public(clean.root / "public").tree() if is_out else before)
                stopped_at.add(said.err.partition("cannot write ")[2].partition("/site/")[2].split("/")[0])
            filler.unlink()
            assert site.run("build", DAY).code == 0
            assert Public(site.root / "public").tree() == Public(clean.root / "public").tree()
            assert not list(site.root.glob(".public.*"))
    assert {".site-gen", "public"} <= stopped_at


def test_a_seal_that_runs_out_of_room_at_any_point_leaves_the_old_log_and_the_next_one_completes_it(ground, tmp_path):
    codes = set()
    for leave in (4, 8, 12, 16, 24, 32, 48, 64):
        with small_disk(tmp_path / "disk", 8_000) as disk:
            site = ground.copy(disk / "site")
            before = site.files()
            filler = fill(disk, leave)
            said = site.run(*command_of(site, "seal"))
            codes.add(said.code)
            if said.code == 2:
                assert re.search(r"cannot write .*/site/\S+: No space left on device\n", said.err), said
                assert "make room on the disk" in said.err
                assert site.files()["log/checkpoint"] == before["log/checkpoint"]
            filler.unlink()
            assert site.run(*command_of(site, "seal")).code == 0
            again = site.run(*command_of(site, "seal"))
            assert (again.code, "nothing" in again.out + again.err) == (0, True), again
            assert site.run("check", DAY).code == 0
    assert 2 in codes


def test_a_disk_without_inodes_is_full_too(ground, tmp_path):
    with small_disk(tmp_path / "disk", 8_000, inodes=300) as disk:
        site = ground.copy(disk / "site")
        before = site.files()
        crowd = disk / "crowd"
        crowd.mkdir()
        for number in range(os.statvfs(disk).f_ffree):
            (crowd / f"{number}").touch()
        for name in ("build", "seal", "new"):
            assert "No space left on device" in site.fails(*command_of(site, name))
            assert site.files() == before
        shutil.rmtree(crowd)
        assert site.run(*command_of(site, "seal")).code == 0
