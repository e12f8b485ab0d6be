"""Going back to the output before: the pages, never the log, and nothing that is not public any more."""

from __future__ import annotations

import shutil

import pytest
from seal.sealing import PUBLISHED, SealedSite

from conftest import review
from deploy.targets import Target, deployable, output, publish
from site_gen.cli.main import run
from site_gen.deploy.folder import FolderPlace
from site_gen.deploy.items import CHECKPOINT
from site_gen.deploy.manifest import parse_deployed
from site_gen.deploy.place import STATE
from site_gen.errors import UnwritableError
from site_gen.pipeline import deploy_run


def go_back(folder, *more: str) -> int:
    return run(["-C", str(folder.root), "rollback", "live", *more])


def rename(folder, old: str, new: str) -> None:
    folder.edit("site.yaml", f"name: {old}", f"name: {new}")


def test_the_output_before_comes_back_at_every_kind_of_target(site, target, capsys):
    folder = deployable(site, target)
    assert publish(folder) == 0
    first = output(folder)
    rename(folder, "Harbor Dental", "Harbor Smiles")
    folder.write("-- content/pages/tour.md --\n---\ntitle: Tour\n---\nA tour.\n")
    assert publish(folder) == 0
    second = output(folder)
    assert go_back(folder, "--dry-run") == 0
    assert "- tour/index.html" in capsys.readouterr().out
    assert target.files() == second, "a dry run changes nothing"
    assert go_back(folder) == 0
    assert target.files() == first
    assert "live has the pages that went there on" in capsys.readouterr().out
    assert go_back(folder) == 2
    assert "no output before this one is kept for live" in capsys.readouterr().err
    assert publish(folder) == 0, "the content is as it was, and goes there again"
    assert target.files() == second
    assert go_back(folder) == 0
    assert target.files() == first


@pytest.fixture
def folder(site, request, tmp_path):
    return deployable(site, Target("folder", request, tmp_path))


@pytest.fixture
def there(tmp_path):
    return lambda: Target.of_folder(tmp_path / "there")


def test_it_goes_back_one_after_the_other_three_in_all_and_keeps_no_more(folder, there, capsys):
    names = ["Harbor Dental", *(f"Harbor {number}" for number in "ABCD")]
    outputs = []
    for old, new in zip(["", *names], names, strict=False):
        if old:
            rename(folder, old, new)
        assert publish(folder) == 0
        outputs.append(output(folder))
    for earlier in reversed(outputs[1:-1]):
        assert go_back(folder) == 0
        assert there() == earlier
    assert go_back(folder) == 2
    assert "no output before this one is kept" in capsys.readouterr().err
    kept = next((folder.root / ".site-gen/deploy").glob("live-*"))
    known = {path.parent.name + path.name for path in (kept / "files").rglob("*") if path.is_file()}
    assert len(known) == len(set(known)) < sum(map(len, outputs)) / 2


def test_after_a_deployment_that_was_cut_off_the_one_before_it_comes_back_whole(folder, there, monkeypatch):
    assert publish(folder) == 0
    first = output(folder)
    rename(folder, "Harbor Dental", "Harbor Smiles")
    with monkeypatch.context() as patch:
        patch.setattr(deploy_run, "_BATCH", 3)
        real, left = deploy_run._settle, [3]

        def stop(*arguments):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return real(*arguments)

        patch.setattr(deploy_run, "_settle", stop)
        assert publish(folder) == 2
    assert there() != first
    assert go_back(folder) == 0
    assert there() == first


def test_what_was_deployed_from_elsewhere_is_not_gone_back_from(folder, tmp_path, capsys):
    assert go_back(folder) == 2
    assert "nothing is kept here that went to live" in capsys.readouterr().err
    assert publish(folder) == 0
    rename(folder, "Harbor Dental", "Harbor Smiles")
    assert publish(folder) == 0
    state = tmp_path / "there" / STATE
    elsewhere = parse_deployed(state.read_bytes())
    state.write_bytes(state.read_bytes().replace(elsewhere.files["index.html"].encode(), b"0" * 64))
    assert go_back(folder) == 2
    assert "what lies at live was not deployed from here" in capsys.readouterr().err


def test_a_kept_file_that_somebody_wrote_into_is_not_published(folder, there, capsys):
    assert publish(folder) == 0
    rename(folder, "Harbor Dental", "Harbor Smiles")
    assert publish(folder) == 0
    second = there()
    kept = next((folder.root / ".site-gen/deploy").glob("live-*/files"))
    for path in kept.rglob("*"):
        if path.is_file() and b"Harbor Dental" in path.read_bytes():
            path.write_bytes(b"else")
    assert go_back(folder) == 2
    assert "was changed where it is kept" in capsys.readouterr().err
    assert there() == second


def test_without_a_log_a_review_that_is_gone_does_not_come_back(folder, there, capsys):
    assert publish(folder) == 0
    shutil.rmtree(folder.root / "content/reviews")
    assert publish(folder) == 0
    now = there()
    assert go_back(folder) == 2
    assert "1 review of that output changed since" in capsys.readouterr().err
    assert there() == now


POST = """\
-- content/posts/shots.md --
---
title: Flu shots are here
summary: Walk in on Saturdays.
date: 2026-10-01T09:00:00-05:00
channels: [website]
status: published
%s---
Walk in on Saturdays, from nine to one.
"""


def test_a_post_that_was_stopped_since_does_not_come_back(folder, there, capsys):
    folder.write(POST % "")
    assert publish(folder) == 0
    assert "news/shots/index.html" in there()
    folder.write(POST % 'holds: [{since: 2026-11-20T10:00:00Z, by: compliance, reason: "A wrong word."}]\n')
    assert publish(folder) == 0
    now = there()
    assert "news/shots/index.html" not in now
    assert go_back(folder) == 2
    assert "1 post of that output was stopped since: shots" in capsys.readouterr().err
    assert there() == now


@pytest.fixture
def sealed(tmp_path):
    made = SealedSite(tmp_path / "site").write(review(1, text="Good.", extra=PUBLISHED))
    made.seal()
    settings = made.root / "site.yaml"
    settings.write_text(settings.read_text() + f"deploy:\n  live: {{to: folder, path: {tmp_path / 'there'}}}\n")
    assert publish(made) == 0
    return made


def verified(tmp_path) -> int:
    return run(["verify", str(tmp_path / "there")])


def test_with_the_same_log_the_whole_output_comes_back_and_verifies(sealed, there, tmp_path):
    first = there()
    rename(sealed, "Harbor Dental", "Harbor Smiles")
    assert run(["-C", str(sealed.root), "deploy", "live", "--as-of", "2026-11-25"]) == 0
    assert go_back(sealed) == 0
    assert there() == first
    assert verified(tmp_path) == 0


def test_the_log_never_goes_back_and_pages_that_do_not_hold_against_it_are_asked_about(sealed, there, tmp_path, capsys):
    first = there()
    sealed.write(review(2, rating=2, text="Bad.", extra=PUBLISHED))
    sealed.seal()
    assert publish(sealed) == 0
    second = there()
    assert go_back(sealed) == 2
    assert "the review log has gone on since, and verify would fail" in capsys.readouterr().err
    assert there() == second
    assert go_back(sealed, "--behind-log") == 0
    assert "verify fails in" in capsys.readouterr().err
    back = there()
    of_log = {path for path in second if path.startswith("review-log/") and path != "review-log/site.json"}
    assert {path: back[path] for path in of_log} == {path: second[path] for path in of_log}
    assert back["index.html"] == first["index.html"]
    assert verified(tmp_path) == 1
    assert publish(sealed) == 0
    assert there() == second
    assert verified(tmp_path) == 0


@pytest.mark.parametrize(("refused", "code"), [(".html", 0), ("review-log/openings/ana-diaz.json", 1)])
def test_while_tiles_and_assets_are_put_verify_holds_and_after_a_cut_it_is_said_when_it_does_not(
    sealed, refused, code, tmp_path, monkeypatch, capsys
):
    sealed.write(review(2, rating=2, text="Bad.", extra=PUBLISHED))
    sealed.seal()
    real = FolderPlace.write

    def write(self, uploads, done):
        for upload in uploads:
            if upload.path.endswith(refused):
                raise UnwritableError(f"the target refuses {upload.path}: gone")
            real(self, [upload], done)

    with monkeypatch.context() as patch:
        patch.setattr(FolderPlace, "write", write)
        assert publish(sealed) == 2
    assert ("until then verify may say FAILED of it" in capsys.readouterr().err) == (code == 1)
    assert verified(tmp_path) == code
    assert publish(sealed) == 0
    assert verified(tmp_path) == 0


@pytest.fixture
def older(sealed, tmp_path):
    """The site as it was before the log went on and was deployed."""
    older = SealedSite.__new__(SealedSite)
    older.root = tmp_path / "older"
    shutil.copytree(sealed.root, older.root)
    sealed.write(review(2, rating=2, text="Bad.", extra=PUBLISHED))
    sealed.seal()
    assert publish(sealed) == 0
    return older


def test_a_log_that_lost_its_checkpoint_there_is_not_replaced_by_a_shorter_one(sealed, older, there, tmp_path, capsys):
    (tmp_path / "there" / CHECKPOINT).unlink()
    left = there()
    for command in (publish, go_back):
        for asked in ((), ("--dry-run",)):
            assert command(older, *asked) == 2
            said = capsys.readouterr().err
            assert "entries by its manifest, the one here has" in said
            assert "bring the newest log/ here first" in said
    assert publish(sealed) == 2
    said = capsys.readouterr().err
    assert "review-log/checkpoint is gone at the target, whose manifest says" in said
    assert "put it back there from a copy" in said
    settings = sealed.root / "site.yaml"
    settings.write_text("\n".join(line for line in settings.read_text().splitlines() if line[:4] != "log:"))
    assert publish(sealed) == 2
    assert "there is a review log at the target, and this site has none" in capsys.readouterr().err
    assert there() == left


def test_an_older_checkpoint_there_does_not_let_a_shorter_log_in(older, there, tmp_path, capsys):
    shutil.copyfile(older.root / "log/checkpoint", tmp_path / "there" / CHECKPOINT)
    left = there()
    assert publish(older) == 2
    assert "entries by its manifest, the one here has" in capsys.readouterr().err
    assert there() == left


@pytest.mark.parametrize(
    "since",
    [
        "moderation: {status: withheld, by: compliance, reason: abusive}",
        "moderation: {status: published, by: compliance, hidden: [{segment: 0, reason: third-party-privacy}]}",
    ],
)
def test_what_is_not_public_any_more_is_never_shown_again(sealed, since, there, capsys):
    sealed.write(review(1, text="Good.", extra=since))
    sealed.seal()
    assert publish(sealed) == 0
    second = there()
    for asked in ((), ("--behind-log",), ("--dry-run",)):
        assert go_back(sealed, *asked) == 2
        assert "what is not public any more does not come back" in capsys.readouterr().err
    assert there() == second


def test_an_erasure_forgets_the_outputs_that_were_kept(sealed):
    from site_gen.pipeline.cache_folder import forget_builds

    assert list((sealed.root / ".site-gen/deploy").glob("live-*/files/*"))
    forget_builds(sealed.root / ".site-gen")
    assert not (sealed.root / ".site-gen/deploy").exists()
