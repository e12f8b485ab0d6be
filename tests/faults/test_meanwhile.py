"""Several at once, and files that change while they are read: everybody waits for their turn, and says so."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from conftest import Public
from faults.faulting import DAY, command_of
from site_gen.pipeline import run as run_module
from site_gen.write.lock import waiting_lock

PROFILE = "content/providers/ana-diaz.yaml"


@pytest.mark.parametrize(
    ("lock", "name"),
    [
        ("lock", "build"),
        ("seal.lock", "build"),
        ("seal.lock", "check"),
        ("seal.lock", "seal"),
        ("reviews.lock", "moderate"),
    ],
)
def test_whoever_comes_second_says_that_it_waits_and_then_does_its_work(ground, tmp_path, lock, name):
    site = ground.copy(tmp_path / "site")
    let_go = threading.Event()

    def hold():
        with waiting_lock(site.root / ".site-gen" / lock):
            let_go.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    threading.Timer(0.5, let_go.set).start()
    said = site.run(*command_of(site, name))
    holder.join()
    assert said.code == 0, said
    assert f"another site-gen works in {site.root}: waiting until it is done" in said.err


def test_builds_and_seals_at_once_seal_all_and_the_next_build_is_whole(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    typed = [command_of(site, name) for name in ("build", "seal", "build", "seal")]
    call = [sys.executable, "-m", "site_gen", "-C", str(site.root)]
    running = [subprocess.Popen([*call, *one], stdout=-3, stderr=subprocess.PIPE, text=True) for one in typed]
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    for name, (err, code) in zip(("build", "seal", "build", "seal"), ended, strict=True):
        assert code == 0, (name, err)
    assert site.run("build", DAY).code == 0
    incremental = Public(site.root / "public").tree()
    assert site.run("build", DAY, "--full").code == 0
    assert Public(site.root / "public").tree() == incremental


def test_a_build_during_which_files_change_says_so_and_the_next_one_has_them(ground, tmp_path, monkeypatch):
    site = ground.copy(tmp_path / "site")
    site.edit(PROFILE, "after teeth", "after gums.")
    real = run_module.Run._make_providers

    def change(run, progress):
        made = real(run, progress)
        site.edit(PROFILE, "after gums.", "after molars")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(run_module.Run, "_make_providers", change)
        said = site.run("build", DAY)
    assert said.code == 0
    assert "files changed while the site was built; build again" in said.err
    again = site.run("build", DAY)
    assert "files changed while" not in again.err
    assert b"after molars" in Public(site.root / "public").bytes("providers/ana-diaz/index.html")


def test_while_somebody_never_stops_writing_every_build_shows_one_of_the_states(ground, tmp_path):
    site = ground.copy(tmp_path / "site")
    place, stop = site.root / PROFILE, threading.Event()
    first = place.read_text()
    states = [first.replace("after teeth", word) for word in ("after gums", "after molars", "after smiles")]

    def write():
        number = 0
        while not stop.is_set():
            aside = place.with_name(".profile.new")
            aside.write_text(states[number % 3])
            aside.replace(place)
            number += 1
            time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            assert site.run("build", DAY, "--jobs=1").code == 0
            page = Public(site.root / "public").bytes("providers/ana-diaz/index.html")
            assert any(word in page for word in (b"after teeth", b"after gums", b"after molars", b"after smiles"))
    finally:
        stop.set()
        writer.join()
    place.write_text(states[1])
    assert site.run("build", DAY).code == 0
    assert b"after molars" in Public(site.root / "public").bytes("providers/ana-diaz/index.html")
