"""The stage takes over what did not change, and touches nothing of the old output before the exchange."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from conftest import Public
from site_gen.errors import UnwritableError
from site_gen.model.assets import Asset
from site_gen.write.output import files_in, inodes_in, recover
from site_gen.write.stage import Stage

OLD = {"index.html": b"home", "a/index.html": b"a", "a/b/index.html": b"b", "log/checkpoint": b"1"}


def publish(stage: Stage, files: dict[str, bytes], *, twin: bool = True) -> None:
    """Let these files be the output, of which the old one may have some."""
    out = stage.out
    before = {file: stamp[2] for file, stamp in files_in(out).items()}
    stage.begin(before, inodes_in(stage.twin) if stage.twin else {})
    changed = {file for file, data in files.items() if stage.write(file, data)}
    stage.keep_only(files)
    stage.swap_in(changed | (before.keys() - files.keys()) if twin else None)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Give a stage after an output and its twin were made."""
    (tmp_path / "cache").mkdir()
    stage = Stage(tmp_path / "public", tmp_path / "cache/twin")
    publish(stage, {"index.html": b"first"})
    publish(stage, OLD)
    return stage


def tree(folder: Path) -> dict[str, bytes]:
    return Public(folder).tree()


def test_the_twin_has_links_to_the_files_of_the_output_and_no_others(stage):
    assert stage.twin is not None
    assert tree(stage.out) == OLD
    assert inodes_in(stage.twin) == {file: stamp[2] for file, stamp in files_in(stage.out).items()}
    publish(stage, {"index.html": b"home", "c/index.html": b"c"})
    assert tree(stage.out) == tree(stage.twin) == {"index.html": b"home", "c/index.html": b"c"}
    assert not (stage.twin / "a").exists()
    assert not (stage.out / "a").exists()


def test_of_a_twin_only_what_changed_is_linked(stage, monkeypatch):
    linked: list[str] = []
    link = os.link
    monkeypatch.setattr(os, "link", lambda old, new: linked.append(old) or link(old, new))
    publish(stage, {**OLD, "a/index.html": b"new"})
    assert [Path(one).relative_to(stage.out).as_posix() for one in linked if one.endswith("a/index.html")]
    assert {Path(one).name for one in linked if "a/index.html" not in one} <= {"index.html", "checkpoint"}
    kept = [one for one in linked if not one.endswith(("/index.html", "checkpoint"))]
    assert kept == []


def test_nothing_is_written_into_a_file_of_the_old_output(stage, tmp_path):
    before = files_in(stage.out)
    source = tmp_path / "source"
    source.write_bytes(b"2")
    stage.begin({file: stamp[2] for file, stamp in before.items()}, inodes_in(stage.twin))
    assert stage.write("a/index.html", b"longer than before")
    assert stage.add(Asset("log/checkpoint", "log/checkpoint", source))
    assert stage.add(Asset("home", "index.html", data=b"other"))
    assert tree(stage.out) == OLD
    assert files_in(stage.out) == before
    stage.put_aside()
    assert tree(stage.out) == OLD
    publish(stage, OLD)
    assert tree(stage.out) == OLD
    assert tree(stage.twin) == OLD


@pytest.mark.parametrize(
    "spoil",
    [
        lambda twin: (twin / "more.html").write_bytes(b"from nowhere"),
        lambda twin: (twin / "a/index.html").unlink(),
        lambda twin: ((twin / "a/index.html").unlink(), (twin / "a/index.html").write_bytes(b"x")),
        lambda twin: twin.rename(twin.with_name("gone")),
    ],
    ids=["more", "less", "another", "gone"],
)
def test_a_twin_that_is_none_is_made_one(stage, spoil):
    spoil(stage.twin)
    publish(stage, {**OLD, "index.html": b"new"})
    assert tree(stage.out) == tree(stage.twin) == {**OLD, "index.html": b"new"}


def test_a_file_and_a_folder_may_change_places(stage):
    other = {"index.html": b"home", "a": b"now a file", "log/checkpoint/index.html": b"now a folder"}
    for files in (other, OLD, other):
        publish(stage, files)
        assert tree(stage.out) == tree(stage.twin) == files


def test_what_nobody_knows_the_differences_of_is_no_twin(stage):
    publish(stage, {"index.html": b"new"}, twin=False)
    assert tree(stage.out) == {"index.html": b"new"}
    assert not list(stage.out.parent.glob(".public.*"))


def test_a_file_that_is_written_twice_is_what_was_written_last(stage):
    stage.begin({file: stamp[2] for file, stamp in files_in(stage.out).items()}, inodes_in(stage.twin))
    assert stage.write("a/index.html", b"new")
    assert not stage.write("a/index.html", b"a")
    stage.swap_in({"a/index.html"})
    assert tree(stage.out) == tree(stage.twin) == OLD


@pytest.mark.parametrize("place", ["folder", "twin"])
def test_nothing_is_written_through_a_link_in_the_place_of_the_stage_or_the_twin(stage, tmp_path, place):
    elsewhere = tmp_path / "www"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"of somebody else")
    stage.twin.rename(tmp_path / "gone")
    getattr(stage, place).symlink_to(elsewhere)
    for _ in range(2):
        publish(stage, {"index.html": b"new", "a/index.html": b"a"})
        assert tree(stage.out) == tree(stage.twin) == {"index.html": b"new", "a/index.html": b"a"}
        assert tree(elsewhere) == {"index.html": b"of somebody else"}
        assert not any(one.is_symlink() for one in (stage.out, stage.twin, stage.folder))


def test_an_output_that_is_a_link_is_not_exchanged_for_a_folder(stage, tmp_path):
    stage.out.rename(tmp_path / "www")
    stage.out.symlink_to(tmp_path / "www")
    with pytest.raises(UnwritableError, match="is a link"):
        publish(stage, {"index.html": b"new"})
    assert stage.out.is_symlink()
    assert tree(tmp_path / "www") == OLD


def test_a_stage_that_cannot_be_removed_is_not_written_into(stage, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    stage.folder.mkdir()
    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(UnwritableError, match=r"cannot remove .*site-gen-new: Permission denied"):
        publish(stage, {"index.html": b"new"})
    assert tree(stage.out) == OLD


def test_where_folders_cannot_be_exchanged_a_link_in_the_way_is_removed(stage, tmp_path, monkeypatch):
    aside = stage.out.with_name(".public.site-gen-old")
    (tmp_path / "www").mkdir()
    (tmp_path / "www/index.html").write_bytes(b"of somebody else")
    monkeypatch.setattr("site_gen.write.stage.exchange", lambda first, second: False)
    aside.symlink_to(tmp_path / "www")
    publish(stage, {"index.html": b"new"})
    assert tree(stage.out) == {"index.html": b"new"}
    aside.symlink_to(tmp_path / "www")
    stage.out.rename(tmp_path / "gone")
    recover(stage.out)
    assert not aside.is_symlink()
    assert not stage.out.exists()
    assert tree(tmp_path / "www") == {"index.html": b"of somebody else"}
