"""A seal that is killed at any moment leaves the old log or the new one, and the next seal completes it."""

from __future__ import annotations

import select
import shutil
import signal
import subprocess
import sys
import time

import pytest
from sealing import PUBLISHED, REPLY, Killed, SealedSite, about_the_log, codes, killed_after

from conftest import AS_OF, REPOSITORY, review, review_id
from site_gen.pipeline import destroy as destroy_module
from site_gen.pipeline import erase as erase_module
from site_gen.pipeline import log_write
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.restore import restore
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import opened_segments
from site_gen.write import log_folder

SOME = 30
KILLS = 40
DRIVER = """
import datetime, sys
from pathlib import Path
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.restore import restore
from site_gen.reviewlog.fault import LogError
from site_gen.pipeline.seal import SealOptions, seal
options = SealOptions(root=Path(sys.argv[1]), as_of=datetime.date(2026, 11, 24), key=KeySource(Path(sys.argv[2])))
print("ready", flush=True)
sys.stdin.readline()
seal(options)
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A site whose log has some reviews, with as many more that wait; and how long a seal of them takes."""
    sealed = SealedSite(tmp_path_factory.mktemp("ground") / "site")
    sealed.write("".join(review(number, text=f"Text {number}. More.") for number in range(SOME)))
    sealed.seal()
    sealed.write("".join(review(number, text=f"Text {number}. More.") for number in range(SOME, 300)))
    return sealed, min(_run(sealed, None) for _ in range(3))


def _copy(sealed, place):
    copy = SealedSite.__new__(SealedSite)
    copy.root, copy.keys = place / "site", sealed.keys
    shutil.copytree(sealed.root, copy.root)
    return copy


def _run(sealed, delay):
    """Seal in a process of its own, kill it after `delay` seconds if given; give how long it took."""
    place = sealed.root.parent / "timed"
    target = sealed
    if delay is None:
        target = _copy(sealed, place)
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(target.root), str(sealed.keys)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == b"ready\n"
        started = time.perf_counter()
        process.stdin.write(b"\n")
        process.stdin.flush()
        if delay is None:
            assert process.stdout.readline() == b"done\n"
        else:
            select.select([process.stdout], [], [], delay)
            process.send_signal(signal.SIGKILL)
        taken = time.perf_counter() - started
    if delay is None:
        shutil.rmtree(place)
    return taken


def _assert_whole(sealed, old, new):
    """Originals that were placed before the checkpoint was written wait again; in the new log all have a place."""
    log = sealed.log()
    assert log.size in (old, new)
    assert log.replay.conflicts == []
    places = [opening.index for opening in sealed.openings().values()]
    assert all(place is None or place < log.size for place in places)
    assert log.size == old or None not in places


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_time_leaves_a_whole_log(ground, tmp_path, number):
    original, seconds = ground
    sealed = _copy(original, tmp_path)
    _run(sealed, seconds * (number + 0.5) / KILLS * 1.1)
    old = SOME * 2 + 4
    _assert_whole(sealed, old, 604)
    sealed.seal()
    _assert_complete(sealed)


def _assert_complete(sealed):
    log = sealed.log()
    assert (log.size, log.replay.conflicts) == (604, [])
    assert len(sealed.openings()) == 300
    assert {str(state.state) for state in log.replay.reviews.values()} == {"published"}
    leftovers = [path.name for path in (sealed.root / "log").rglob("*") if path.name.endswith(".new")]
    assert leftovers == []
    assert sealed.seal().steps == ()


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("first", [True, False])
def test_a_stop_at_every_single_write_leaves_a_whole_log(tmp_path, monkeypatch, first, half):
    """Not by chance: at the first write, the second, and so on, before it or with its file half written."""
    count = 0
    while True:
        sealed = SealedSite(tmp_path / f"{count}" / "site")
        if not first:
            sealed.write(review(1, text="One."))
            sealed.seal()
        sealed.write(review(2, text="Two.") + review(3, text="Three."))
        old = sealed.log().size
        with monkeypatch.context() as patch:
            left = iter(range(count))

            def stop_at(name, left=left):
                real = getattr(log_folder, name)

                def stop(path, data=b"", **named):
                    if next(left, None) is None:
                        if half and data:
                            path.parent.mkdir(parents=True, exist_ok=True)
                            path.with_name(f".{path.name}.new").write_bytes(data[: len(data) // 2])
                        raise Killed
                    real(path, *([data] if data else []), **named)

                return stop

            for name in ("write_durably", "write_aside", "put_in_place", "sync_folder"):
                patch.setattr(log_write, name, stop_at(name))
            try:
                sealed.seal()
            except Killed:
                count += 1
                ended = False
            else:
                ended = True
        new = old + (4 if not first else 8)
        assert sealed.log().size in (0, old, new)
        assert sealed.log().replay.conflicts == []
        sealed.seal()
        log = sealed.log()
        assert (log.size, log.replay.conflicts) == (new, [])
        assert sealed.seal().steps == ()
        tiles = list((sealed.root / "log").rglob(".*.new"))
        assert tiles == []
        if ended:
            break
    assert count >= 7


def _killed_before_the_checkpoint(sealed, monkeypatch):
    """Seal, and end between the openings and the checkpoint; give the disclosures that were written, by review id."""
    real = log_write.write_durably

    def stop(path, *arguments, **named):
        if path.name == "checkpoint":
            raise Killed
        real(path, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(log_write, "write_durably", stop)
        with pytest.raises(Killed):
            sealed.seal()
    return _disclosures(sealed)


def _disclosures(sealed):
    return {ident: (one.fields, one.segments) for ident, one in sealed.openings().items()}


def test_originals_that_a_killed_seal_wrote_are_sealed_and_no_edit_of_their_files(tmp_path, monkeypatch):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="One."))
    sealed.seal()
    sealed.write(review(2, text="They made me wait.", extra=f"{PUBLISHED}\n{REPLY}") + review(3, text="Three."))
    edit = f"supersedes: {review_id(1)}\n{PUBLISHED}"
    sealed.write(review(4, text="One, changed.", extra=edit))
    written = _killed_before_the_checkpoint(sealed, monkeypatch)
    assert {ident: one.index for ident, one in sealed.openings().items() if ident != review_id(1)} == dict.fromkeys(
        map(review_id, (2, 3, 4))
    )
    sealed.edit(sealed.file(2), "They made me wait.", "They never made me wait.")
    assert codes(sealed.seal()) == ["INT102"]
    assert _disclosures(sealed) == written
    assert sealed.state(2).state == "pending"
    assert {sealed.state(number).state for number in (3, 4)} == {"published"}
    assert sealed.state(4).supersedes == sealed.state(1).index
    assert {code for code in about_the_log(sealed.findings()) if code != "INT121"} == {"INT102"}
    restore(sealed.root, review_id(2))
    assert codes(sealed.seal()) == []
    assert opened_segments(sealed.openings()[review_id(2)]) == ("They made me wait.",)
    assert about_the_log(sealed.findings()) == []


def _of_bo_lee(number):
    return review(number, text="Two.").replace("ana-diaz", "bo-lee")


def test_originals_of_a_killed_seal_stay_whatever_is_appended_before_them(tmp_path, monkeypatch):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(
        "-- content/providers/bo-lee.yaml --\nname: {given: Bo, family: Lee}\nkind: dentist\nlanguages: [en]\n"
    )
    sealed.seal()
    sealed.write(review(1, text="One."))
    written = _killed_before_the_checkpoint(sealed, monkeypatch)
    away = sealed.root.parent / "away.yaml"
    (sealed.root / sealed.file(1)).rename(away)
    sealed.write("".join(_of_bo_lee(number) for number in range(2, 9)))
    assert codes(sealed.seal()) == []
    assert sealed.openings()[review_id(1)].index is None
    away.rename(sealed.root / sealed.file(1))
    assert codes(sealed.seal()) == []
    assert _disclosures(sealed)[review_id(1)] == written[review_id(1)]
    assert about_the_log(sealed.findings()) == []


def test_an_erasure_that_stops_at_any_step_is_completed_by_the_next_seal(tmp_path, monkeypatch):
    for count in range(20):
        sealed = SealedSite(tmp_path / f"{count}" / "site")
        sealed.write(review(1, text="Something private.", extra="source_id: sub_1") + review(2, text="Two."))
        sealed.seal()
        step, stopped = killed_after(count), False
        with monkeypatch.context() as patch:
            for module, name in (
                (log_write, "write_durably"),
                (erase_module, "note_erased"),
                (destroy_module, "note_erased"),
                (destroy_module, "write_durably"),
                (destroy_module, "remove_durably"),
            ):
                patch.setattr(module, name, step(getattr(module, name)))
            try:
                erase_module.erase(sealed.root, review_id(1), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
            except Killed:
                stopped = True
        logged = [state for state in sealed.log().replay.reviews.values() if state.erasure is not None]
        sealed.seal()
        if logged:
            assert b"Something private." not in sealed.everything()
            assert review_id(1) not in sealed.openings()
            assert not (sealed.root / sealed.file(1)).exists()
        else:
            assert stopped
            assert (sealed.root / sealed.file(1)).exists()
            assert review_id(1) in sealed.openings()
        if not stopped:
            assert count > 6
            return
    raise AssertionError("an erasure has fewer steps")


def test_an_erasure_of_all_versions_that_is_killed_is_whole_after_the_next_seal(tmp_path, monkeypatch):
    """Killed before the checkpoint, nothing has happened; after it, the next seal destroys what is left of each."""
    for count in range(30):
        sealed = SealedSite(tmp_path / f"{count}" / "site")
        sealed.write(review(1, text="First words.", extra="author: Pat\nsource_id: sub_1"))
        sealed.seal()
        later = "author: Pat\nsource_id: sub_1\nmoderation: {status: pending}"
        sealed.write(review(2, text="Other words.", extra=f"supersedes: {review_id(1)}\n{later}"))
        step, stopped = killed_after(count), False
        with monkeypatch.context() as patch:
            for module, name in (
                (log_write, "write_durably"),
                (log_write, "put_in_place"),
                (erase_module, "note_erased"),
                (destroy_module, "note_erased"),
                (destroy_module, "write_durably"),
                (destroy_module, "remove_durably"),
            ):
                patch.setattr(module, name, step(getattr(module, name)))
            key = KeySource(sealed.keys)
            try:
                erase_module.erase(sealed.root, review_id(1), "erasure", key=key, as_of=AS_OF, all_versions=True)
            except Killed:
                stopped = True
        logged = [state for state in sealed.log().replay.reviews.values() if state.erasure is not None]
        assert len(logged) in (0, 2)
        assert sealed.seal().findings == ()
        assert (sealed.root / sealed.file(2)).exists() is not bool(logged)
        assert len(sealed.openings()) == (0 if logged else 2)
        if logged:
            everything = sealed.everything()
            assert b"First words." not in everything
            assert b"Other words." not in everything
            marks = (sealed.root / "log/private/erased").read_text().split()
            assert len(marks) == 4, "two ids, the one at the source, and what both say at the first instant"
        if not stopped:
            assert count > 8
            return
    raise AssertionError("an erasure has fewer steps")


def test_a_seal_that_fails_half_way_leaves_nothing_of_it(tmp_path, monkeypatch):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="One."))
    sealed.seal()
    before = sealed.everything("log")
    sealed.write(
        "-- content/providers/bo-lee.yaml --\nname: {given: Bo, family: Lee}\nkind: dentist\nlanguages: [en]\n"
        + "".join(review(number, text="Two.") for number in range(2, 300))
    )
    (sealed.root / "log/openings/bo-lee.jsonl").write_bytes(b"{}\n")
    with pytest.raises(LogError, match="bo-lee"):
        sealed.seal()
    (sealed.root / "log/openings/bo-lee.jsonl").unlink()
    assert sealed.everything("log") == before
    assert len(sealed.seal().steps) == 1 + 2 * 298
