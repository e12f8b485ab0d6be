"""Files that are gone when they are needed: nothing is published without them, and it is said what is missing."""

from __future__ import annotations

import builtins
import errno
import os
import shutil

import pytest

from conftest import Public
from faults.faulting import DAY, command_of
from site_gen.load import documents, log_folder
from site_gen.pipeline import run as run_module
from site_gen.pipeline.preview import Preview

PROFILE = "content/providers/ana-diaz.yaml"


def on_reading(monkeypatch, module, file, act):
    """Let something happen when a file is about to be opened."""

    def opened(path, *arguments, **named):
        if str(path).endswith(file):
            act(path)
        return builtins.open(path, *arguments, **named)

    monkeypatch.setattr(module, "open", opened, raising=False)


@pytest.mark.parametrize("name", ["build", "check", "seal"])
def test_a_file_that_is_deleted_between_listing_and_reading_is_named(site, monkeypatch, name):
    before = Public(site.root / "public").tree()
    site.edit(PROFILE, "teeth", "every tooth")
    on_reading(monkeypatch, documents, PROFILE, lambda path: os.path.exists(path) and os.unlink(path))
    said = site.fails(*command_of(site, name))
    assert f"cannot read {PROFILE}: No such file or directory" in said
    assert "it was there a moment ago" in said
    assert Public(site.root / "public").tree() == before


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE])
@pytest.mark.parametrize(("module", "file"), [(documents, PROFILE), (log_folder, "log/checkpoint")])
def test_a_disk_or_a_share_that_does_not_answer_is_named_with_the_file(site, monkeypatch, number, module, file):
    def refuse(path):
        raise OSError(number, os.strerror(number), path)

    before = Public(site.root / "public").tree()
    on_reading(monkeypatch, module, file, refuse)
    said = site.fails("build", DAY, "--full")
    assert f"cannot read {file}: {os.strerror(number)}" in said
    assert "look at the disk or the network share" in said
    assert Public(site.root / "public").tree() == before


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("name", ["build", "check"])
def test_without_any_content_nothing_is_published(site, name, is_there):
    before = Public(site.root / "public").tree()
    (site.root / "content").rename(site.root / "elsewhere")
    if is_there:
        (site.root / "content").mkdir()
    said = site.fails(*command_of(site, name))
    assert f"/content is {'empty' if is_there else 'missing'}; the output is as it was" in said
    assert "or mount where it lies" in said
    assert Public(site.root / "public").tree() == before


def test_a_site_that_had_people_and_lost_all_of_them_is_built_only_if_that_is_meant(site):
    settings = (site.root / "site.yaml").read_text()
    (site.root / "site.yaml").write_text("".join(line for line in settings.splitlines(True) if "log:" not in line))
    shutil.rmtree(site.root / "log")
    assert site.run("build", DAY).code == 0
    before = Public(site.root / "public").tree()
    shutil.rmtree(site.root / "content/providers")
    shutil.rmtree(site.root / "content/reviews")
    said = site.fails("build", DAY)
    assert "content/providers has no profile any more, and the last build had 1 of them" in said
    assert Public(site.root / "public").tree() == before
    assert site.run("build", DAY, "--full").code == 0
    assert "providers/ana-diaz/index.html" not in Public(site.root / "public").tree()


def test_a_log_that_lost_a_tile_or_its_checkpoint_is_neither_sealed_nor_published(site):
    before = Public(site.root / "public").tree()
    for lost in sorted((site.root / "log").rglob("*")):
        path = lost.relative_to(site.root).as_posix()
        if not lost.is_file() or not path.startswith(("log/tile", "log/checkpoint", "log/openings")):
            continue
        data = lost.read_bytes()
        lost.unlink()
        said = site.run("build", DAY)
        assert (said.code, path in said.out or "checkpoint" in said.out or "original" in said.out) == (1, True), said
        assert Public(site.root / "public").tree() == before
        sealed = site.run(*command_of(site, "seal"))
        assert sealed.code in (1, 2), sealed
        lost.write_bytes(data)
    assert site.run("build", DAY).code == 0


def test_a_cache_that_is_removed_while_a_build_runs_costs_that_build_only(site, monkeypatch):
    before = Public(site.root / "public").tree()
    site.edit(PROFILE, "teeth", "every tooth")
    real = run_module.Run._write_site

    def remove_and_go_on(run, summaries, key):
        shutil.rmtree(site.root / ".site-gen")
        return real(run, summaries, key)

    with monkeypatch.context() as patch:
        patch.setattr(run_module.Run, "_write_site", remove_and_go_on)
        said = site.fails("build", DAY)
    assert ".site-gen was removed while the site was built" in said
    assert Public(site.root / "public").tree() == before
    assert site.run("build", DAY).code == 0
    assert b"every tooth" in Public(site.root / "public").bytes("providers/ana-diaz/index.html")


def test_an_output_that_is_removed_while_a_build_runs_is_made_whole_by_the_next_one(site, monkeypatch):
    whole = Public(site.root / "public").tree()
    real = run_module.Run._make_providers

    def remove_and_go_on(run, progress):
        shutil.rmtree(site.root / "public")
        return real(run, progress)

    with monkeypatch.context() as patch:
        patch.setattr(run_module.Run, "_make_providers", remove_and_go_on)
        site.edit(PROFILE, "teeth", "every tooth")
        site.run("build", DAY)
    site.edit(PROFILE, "every tooth", "teeth")
    assert site.run("build", DAY).code == 0
    assert Public(site.root / "public").tree() == whole


def test_an_output_that_is_removed_under_a_preview_comes_back_with_the_next_change(site):
    import datetime

    day = datetime.date(2026, 11, 24)
    preview = Preview(site.root, "http://127.0.0.1:8000")
    first = preview.rebuild(day)
    assert first.result is not None
    shutil.rmtree(site.root / ".site-gen")
    site.edit(PROFILE, "teeth", "every tooth")
    again = preview.rebuild(day)
    assert again.error is None
    assert again.view.folder is not None
    assert b"every tooth" in Public(again.view.folder).bytes("providers/ana-diaz/index.html")
