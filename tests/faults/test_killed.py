"""kill -9 at many points: the next run of the same command ends where a run that nobody killed ends."""

from __future__ import annotations

import os
import shutil
import signal
import time

import pytest

from conftest import Public
from faults.faulting import DAY, command_of, with_team
from site_gen.load.folder import list_files

POINTS = 4


def run_and_kill(site, arguments, delay):
    """Run a command in a copy of this process, and kill it after `delay` seconds; give how long it ran."""
    process = os.fork()
    if process == 0:
        try:
            site.run(*arguments)
        finally:
            os._exit(0)
    started = time.perf_counter()
    while time.perf_counter() - started < delay and os.waitpid(process, os.WNOHANG) == (0, 0):
        time.sleep(0.002)
    taken = time.perf_counter() - started
    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
    return taken


@pytest.mark.parametrize("name", ["seal", "moderate", "reply", "policy", "calendar", "new"])
def test_what_writes_files_of_the_site_leaves_the_old_ones_or_the_new_ones(ground, tmp_path, name):
    ground = with_team(ground.copy(tmp_path / "ground"))
    whole = ground.copy(tmp_path / "whole")
    before = whole.files()
    seconds = run_and_kill(whole, command_of(whole, name), 60)
    new = whole.files()
    assert new != before
    for number in range(POINTS):
        site = ground.copy(tmp_path / f"{number}")
        run_and_kill(site, command_of(site, name), seconds * (number + 0.5) / POINTS)
        for path, data in site.files().items():
            if not path.startswith(("log/", "public/")) and not path.rpartition("/")[2].startswith("."):
                expected = {len(before.get(path, b"-")), len(new.get(path, b"-"))}
                assert len(data) in expected, f"{path} is half written"
        again = site.run(*command_of(site, name))
        assert again.code in ((0, 2) if name == "new" else (0, 1)), again
        assert "exists already" in again.err or name != "new" or again.code == 0
        assert site.files().keys() - new.keys() == set() or name in ("seal", "calendar")
        shutil.rmtree(site.root)


def test_a_new_file_that_a_kill_left_half_written_is_named_and_not_overwritten(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    assert site.run(*command_of(site, "new")).code == 0
    profile = site.root / "content/providers/bo-lee.yaml"
    profile.write_bytes(profile.read_bytes()[:20])
    said = site.fails(*command_of(site, "new"))
    assert "content/providers/bo-lee.yaml exists already" in said
    report = site.run("build", DAY)
    assert report.code == 1
    assert "content/providers/bo-lee.yaml" in report.out


def test_a_deployment_to_a_folder_that_is_killed_anywhere_goes_on_to_the_whole_output(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    seconds = run_and_kill(site.copy(tmp_path / "timed"), command_of(site, "deploy"), 60)
    for number in range(POINTS):
        shutil.rmtree(site.root / "live", ignore_errors=True)
        run_and_kill(site, command_of(site, "deploy"), seconds * (number + 0.5) / POINTS)
        out = Public(site.root / "public").tree()
        for path, data in Public(site.root / "live").tree().items() if (site.root / "live").exists() else ():
            assert path.startswith(".site-gen/") or path.endswith(".new") or data == out[path], f"{path} is half there"
        assert site.run(*command_of(site, "deploy"), "--unlock").code == 0
        live = Public(site.root / "live").tree()
        assert {path: data for path, data in live.items() if not path.startswith(".site-gen/")} == out


def test_a_killed_build_and_a_killed_check_leave_no_lock_that_anybody_waits_for(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    for name in ("build", "check"):
        run_and_kill(site, command_of(site, name), 0.2)
        said = site.run(*command_of(site, name))
        assert said.code in (0, 1)
        assert "waiting" not in said.err
    assert list_files(site.root, "content/providers", ".yaml").findings == ()
