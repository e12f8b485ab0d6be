"""A snapshot tells every change of files without opening any."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.load.snapshot import NOTHING, Snapshot, together
from site_gen.pipeline.aside import aside


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a/one.yaml", "a/inner/two.yaml", "b/three.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("words")
    (tmp_path / "site.yaml").write_text("name: A")
    return tmp_path


def see(root: Path) -> Snapshot:
    return Snapshot(root, "site.yaml", "a", "b", "missing")


def test_what_has_not_changed_looks_the_same_and_is_counted(tree):
    first, again = see(tree), see(tree)
    assert first.whole() == again.whole()
    assert first.whole().files == 4
    assert first.folder("a").files == 2
    assert first.folder("missing") == NOTHING


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "a/inner/two.yaml").write_text("other words"),
        lambda root: os.utime(root / "a/inner/two.yaml", ns=(1, 1)),
        lambda root: (root / "a/inner/two.yaml").rename(root / "a/inner/too.yaml"),
        lambda root: (root / "a/inner/two.yaml").unlink(),
        lambda root: (root / "a/inner/new.yaml").write_text(""),
        lambda root: (root / "a/inner/empty").mkdir(),
        lambda root: (root / "a/inner/link.yaml").symlink_to("nowhere.yaml"),
        lambda root: shutil.rmtree(root / "a/inner"),
    ],
    ids=["written", "touched", "renamed", "removed", "new", "empty folder", "dead link", "folder gone"],
)
def test_a_change_shows_in_every_folder_above_it_and_in_no_other(tree: Path, change: Callable[[Path], object]):
    before = see(tree)
    change(tree)
    after = see(tree)
    assert after.whole().digest != before.whole().digest
    assert after.folder("a").digest != before.folder("a").digest
    assert after.folder("a/inner").digest != before.folder("a/inner").digest
    assert after.folder("b") == before.folder("b")


def test_a_tree_that_comes_or_goes_or_becomes_a_file_is_a_change(tree):
    seen = [see(tree).whole().digest]
    (tree / "missing").mkdir()
    seen.append(see(tree).whole().digest)
    (tree / "missing").rmdir()
    (tree / "missing").write_text("now a file")
    seen.append(see(tree).whole().digest)
    shutil.rmtree(tree / "b")
    seen.append(see(tree).whole().digest)
    assert len(set(seen)) == 4


def test_moving_an_old_file_in_is_a_new_change(tree):
    outside = tree / "outside.yaml"
    outside.write_text("old")
    os.utime(outside, ns=(1, 1))
    before = see(tree).folder("b").newest_ns
    outside.rename(tree / "b/old.yaml")
    assert see(tree).folder("b").newest_ns > before


def test_a_single_file_is_seen_by_size_and_time(tree):
    before = see(tree).file("site.yaml")
    assert before.files == 1
    assert see(tree).file("no.yaml") == NOTHING
    (tree / "site.yaml").write_text("name: AB")
    assert see(tree).file("site.yaml").digest != before.digest


def test_files_that_are_kept_are_seen_as_they_are_when_looked_at(tree):
    kept = Snapshot(tree, "site.yaml", "a", "b", one_by_one=["b"])
    (tree / "other").mkdir()
    (tree / "other/four.yaml").write_text("words")
    (tree / "link").symlink_to("other")
    linked = Snapshot(tree, "link", one_by_one=["link"])
    for path, snapshot in (("b/three.yaml", kept), ("b/no.yaml", kept), ("link/four.yaml", linked)):
        assert snapshot.file(path) == see(tree).file(path)
    before = kept.file("b/three.yaml")
    (tree / "b/three.yaml").write_text("other words")
    assert kept.file("b/three.yaml") == before
    assert Snapshot(tree, "b", one_by_one=["b"]).file("b/three.yaml").digest != before.digest


def test_a_tree_of_another_name_is_another_tree(tree):
    before = Snapshot(tree, "site.yaml", "b").whole()
    (tree / "b").rename(tree / "c")
    assert Snapshot(tree, "site.yaml", "c").whole().digest != before.digest


def test_several_together_depend_on_their_order(tree):
    one, other = see(tree).folder("a"), see(tree).folder("b")
    assert together(one, other).digest != together(other, one).digest
    assert together(one, other).files == 3
    assert together().newest_ns == 0


def test_half_of_very_many_folders_is_looked_through_beside_the_rest_and_is_seen_alike(tree):
    for number in range(1_001):
        folder = tree / f"a/{number}"
        folder.mkdir()
        (folder / "words.yaml").write_text("words")
    asked = []

    def beside(work):
        asked.append(work)
        return aside(work)

    alone, shared = see(tree), Snapshot(tree, "site.yaml", "a", "b", "missing", beside=beside)
    assert len(asked) == 1
    assert shared.whole() == alone.whole()
    assert all(shared.folder(f"a/{number}") == alone.folder(f"a/{number}") != NOTHING for number in range(1_001))
    (tree / "a/7/words.yaml").write_text("other words")
    assert Snapshot(tree, "a", beside=beside).folder("a").digest != shared.folder("a").digest
