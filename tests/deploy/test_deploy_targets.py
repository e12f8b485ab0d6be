"""The same site at every kind of target for real: a folder, a bucket, SFTP, rsync and git, cut off and gone on with."""

from __future__ import annotations

import pytest

from deploy.targets import BUCKETS, KINDS, Target, bucket_of, deployable, output, publish, rearm, winners
from site_gen.cli.main import run
from site_gen.deploy.folder import FolderPlace
from site_gen.deploy.git import GitPlace, git_environment
from site_gen.deploy.objects import ObjectPlace
from site_gen.deploy.place import LOCK, STATE, Place
from site_gen.deploy.rsync import RsyncPlace
from site_gen.deploy.sftp import sftp_place
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget
from site_gen.pipeline import deploy_run as deploying


def test_a_target_gets_the_output_then_only_what_changed_and_loses_what_is_gone(site, target, capsys):
    folder = deployable(site, target)
    folder.write("-- content/pages/tour.md --\n---\ntitle: Tour\n---\nA tour.\n")
    assert publish(folder) == 0
    assert target.files() == output(folder)
    capsys.readouterr()
    assert publish(folder) == 0
    assert "live: 0 files" in capsys.readouterr().out
    (folder.root / "content/pages/tour.md").unlink()
    folder.edit("content/providers/ana-diaz.yaml", "looks after teeth", "looks after smiles")
    assert publish(folder, "--dry-run") == 0
    dry = capsys.readouterr().out
    assert "- tour/index.html" in dry
    assert "+ providers/ana-diaz/index.html" in dry
    assert "tour/index.html" in target.files(), "a dry run changes nothing"
    assert publish(folder) == 0
    assert target.files() == output(folder)


def test_who_keeps_a_page_finds_its_style_sheet_after_the_next_deployment(site, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    folder.write(
        "-- themes/own/theme.yaml --\nextends: default\n-- themes/own/static/site.css --\nbody { margin: 1px; }\n"
    )
    folder.edit("site.yaml", "deploy:", "theme: own\ndeploy:")
    assert publish(folder) == 0
    (style,) = (path for path in target.files() if path.startswith("assets/site.") and path.endswith(".css"))
    folder.edit("themes/own/static/site.css", "1px", "2px")
    for _ in range(2):
        assert publish(folder) == 0
        assert target.files().keys() - output(folder).keys() == {style}
    assert "1 of the style sheets, scripts and fonts there go with the next deployment" in capsys.readouterr().err
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Smiles")
    assert publish(folder) == 0
    assert target.files() == output(folder)


def test_what_somebody_removed_or_changed_at_a_target_is_put_there_again(site, target, capsys):
    folder = deployable(site, target)
    assert publish(folder) == 0
    target.spoil("providers/ana-diaz/index.html", "index.html")
    capsys.readouterr()
    if target.kind == "sftp":
        assert publish(folder) == 0
        assert "there already, by the manifest\n" in capsys.readouterr().out
    more = ["--verify"] if target.kind == "sftp" else []
    assert publish(folder, "--dry-run", *more) == 0
    dry = capsys.readouterr().out
    assert {line for line in dry.splitlines() if line[0] in "+-"} == {
        "+ index.html",
        "+ providers/ana-diaz/index.html",
    }
    assert publish(folder, *more) == 0
    said = capsys.readouterr()
    assert "there already\n" in said.out
    assert "2 files of these had been removed or changed there by somebody else" in said.err
    assert target.files() == output(folder)
    assert run(["-C", str(folder.root), "rollback", "live"]) == 2
    assert "no output before this one is kept" in capsys.readouterr().err, "what is put again is no new output"


@pytest.mark.parametrize("target", [kind for kind in KINDS if kind != "gcs"], indirect=True)  # as S3 is
@pytest.mark.parametrize("cut", [0, 1, 7, 15])
def test_a_deployment_that_is_cut_off_says_what_is_where_and_goes_on(site, target, cut, monkeypatch, capsys):
    folder = deployable(site, target)
    assert publish(folder) == 0
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Smiles")
    before = target.files()
    cut_after(cut, monkeypatch)
    assert publish(folder) == 2
    said = capsys.readouterr().err
    assert "run it again to go on" in said
    assert "nothing removed" in said
    there = target.files()
    new = output(folder)
    assert all(there[path] in (data, new.get(path)) for path, data in before.items()), "no file is half there"
    monkeypatch.undo()
    rearm(target, monkeypatch)
    assert publish(folder) == 0
    assert target.files() == new


def cut_after(files: int, monkeypatch) -> None:
    """Let every place refuse a file after so many."""
    left = [files]
    monkeypatch.setattr(deploying, "_BATCH", 1)
    for kind in (FolderPlace, ObjectPlace, RsyncPlace, GitPlace, sftp_class()):
        real = kind.write

        def write(self, uploads, done, real=real):
            for upload in uploads:
                if left[0] == 0:
                    raise UnwritableError(f"the target refuses {upload.path}: gone")
                left[0] -= 1
                real(self, [upload], done)

        monkeypatch.setattr(kind, "write", write)


def sftp_class():
    from site_gen.deploy.sftp import SftpPlace

    return SftpPlace


def test_two_deployments_at_a_time_are_one(site, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    place = FolderPlace(target.folder)
    assert place.create(LOCK, b'{"token":"x","since":"2026-11-24T08:00:00Z"}')
    assert publish(folder) == 2
    assert "another deployment is running there, since 2026-11-24" in capsys.readouterr().err
    assert publish(folder, "--unlock") == 0
    assert place.read(LOCK) is None
    assert target.files() == output(folder)


@pytest.mark.parametrize("kind", ["folder", *BUCKETS, "sftp", "rsync"])
def test_of_many_that_want_the_lock_one_gets_it(kind, request, tmp_path):
    target = Target(kind, request, tmp_path)
    assert winners([open_again(target) for _ in range(4)]) == 1


def open_again(target: Target) -> Place:
    if target.kind == "folder":
        return FolderPlace(target.folder)
    if target.kind in BUCKETS:
        return bucket_of(target)
    settings = DeployTarget(to=target.kind, host="harbor-host", path=str(target.folder))
    return sftp_place(settings) if target.kind == "sftp" else RsyncPlace(settings, target.folder)


def test_a_branch_that_moved_on_refuses_the_push(request, tmp_path):
    target = Target("git", request, tmp_path)
    first, second = (
        GitPlace(str(target.folder), "gh-pages", tmp_path, tmp_path / name, git_environment()) for name in "ab"
    )
    for place, data in ((first, b"one"), (second, b"two")):
        place.replace(STATE, data)
    first.settle()
    with pytest.raises(UnwritableError, match="git push failed"):
        second.settle()


def test_errors_of_the_site_keep_it_from_being_published(site, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    folder.edit("content/providers/ana-diaz.yaml", "location: downtown", "location: uptown")
    assert publish(folder) == 1
    assert "nothing was published" in capsys.readouterr().err
    assert target.files() == {}


SHOWN = """\
-- content/media/room.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
-- content/pages/rooms.md --
---
title: Rooms
description: Our rooms.
---
![Chairs by the window](media/room.svg)
"""
LAPSED = "-- content/media/room.yaml --\nexpires_on: 2026-11-23\n"


def test_a_picture_that_may_be_shown_no_more_is_taken_down_by_the_next_deployment(site, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target).write(SHOWN)
    assert publish(folder) == 0
    assert any(path.startswith("assets/room.") for path in target.files())
    folder.write(LAPSED)
    capsys.readouterr()
    assert publish(folder, "--dry-run") == 1
    assert "- assets/room." in capsys.readouterr().out
    assert publish(folder) == 1
    said = capsys.readouterr()
    assert "MED951" in said.out
    assert "1 error: what they are about was left out" in said.err
    assert "nothing was published" not in said.err
    assert not any(path.startswith("assets/room.") for path in target.files())
    assert target.files() == output(folder)
    assert publish(folder) == 1, "the error stands until it is mended"


def test_another_error_beside_it_keeps_all_of_it_from_being_published(site, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target).write(SHOWN)
    assert publish(folder) == 0
    before = target.files()
    folder.write(LAPSED).edit("content/providers/ana-diaz.yaml", "location: downtown", "location: uptown")
    assert publish(folder) == 1
    assert "nothing was published" in capsys.readouterr().err
    assert target.files() == before


@pytest.mark.parametrize("path", [".", "content", "public", "log/x", "..", "../site/public/deep"])
def test_the_site_itself_is_no_target(site, path, capsys):
    folder = site()
    settings = folder.root / "site.yaml"
    settings.write_text(settings.read_text() + f"deploy:\n  live: {{to: folder, path: {path}}}\n")
    assert publish(folder) == 2
    assert "is no target: the site itself lies there" in capsys.readouterr().err


def test_a_target_that_is_not_there_is_named_with_the_nearest(site, tmp_path, request, capsys):
    folder = deployable(site, Target("folder", request, tmp_path))
    assert run(["-C", str(folder.root), "deploy", "life"]) == 2
    assert "did you mean live?" in capsys.readouterr().err
