"""What may be wrong at a target or on the way there: what is said then, and that nothing else is touched."""

from __future__ import annotations

import json
import socket
import subprocess
from pathlib import Path

import pytest
from seal.sealing import PUBLISHED, SealedSite

from conftest import review
from deploy.targets import AS_OF, Target, deployable, output, publish
from site_gen.cli.main import run
from site_gen.deploy import ssh
from site_gen.deploy.folder import FolderPlace
from site_gen.deploy.git import GitPlace, git_environment, settings_of
from site_gen.deploy.manifest import parse_deployed
from site_gen.deploy.place import STATE, Upload
from site_gen.deploy.rsync import RsyncPlace
from site_gen.deploy.sftp import SftpPlace, sftp_place
from site_gen.errors import UnreadableError, UnwritableError
from site_gen.model.deploy import DeployTarget


def test_another_build_on_the_way_changes_nothing_of_what_is_sent(site, tmp_path, request, monkeypatch):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    real, meanwhile = FolderPlace.replace, []

    def replace(self, path, data):
        if not meanwhile:
            meanwhile.append(output(folder))
            folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Smiles")
            assert run(["-C", str(folder.root), "build", *AS_OF]) == 0
            assert output(folder) != meanwhile[0]
        real(self, path, data)

    monkeypatch.setattr(FolderPlace, "replace", replace)
    assert publish(folder) == 0
    assert target.files() == meanwhile[0]
    assert publish(folder) == 0
    assert target.files() == output(folder)


def test_a_kept_file_that_somebody_wrote_into_does_not_keep_the_right_one_from_going_there(site, tmp_path, request):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    assert publish(folder) == 0
    before = target.files()
    page = folder.root / "public/index.html"
    page.write_bytes(page.read_bytes() + b"<!-- by hand -->")  # the kept file is the same file
    assert run(["-C", str(folder.root), "build", "--full", *AS_OF]) == 0
    (target.folder / STATE).unlink()
    assert publish(folder) == 0
    assert target.files() == before == output(folder)


@pytest.mark.parametrize("gone", [UnwritableError("the target refuses x: gone"), KeyboardInterrupt()])
def test_what_went_wrong_first_is_said_where_the_lock_cannot_be_removed_either(
    site, tmp_path, request, gone, monkeypatch, capsys
):
    folder = deployable(site, Target("folder", request, tmp_path))

    def write(self, uploads, done):
        uploads = list(uploads)
        done(uploads[0].path)
        raise gone

    def delete(self, paths):
        raise UnwritableError("the target refuses .site-gen/lock: socket is closed")

    monkeypatch.setattr(FolderPlace, "write", write)
    monkeypatch.setattr(FolderPlace, "delete", delete)
    assert publish(folder) == 2
    said = capsys.readouterr().err
    assert "lock" not in said
    assert "there now: 1 of" in said
    assert "run it again to go on" in said


def test_a_dry_run_names_every_file_and_what_a_deployment_then_does(site, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    for number in range(45):
        folder.write(f"-- content/pages/p{number}.md --\n---\ntitle: Page {number}\n---\nWords.\n")
    assert publish(folder) == 0
    before = target.files()
    for number in range(45):
        (folder.root / f"content/pages/p{number}.md").unlink()
    capsys.readouterr()
    assert publish(folder, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    put, removed = ({line[2:] for line in lines if line.startswith(sign)} for sign in ("+ ", "- "))
    assert publish(folder) == 0
    after = target.files()
    assert removed == before.keys() - after.keys()
    assert {f"p{number}/index.html" for number in range(45)} <= removed
    assert put == {path for path, data in after.items() if before.get(path) != data}


@pytest.mark.parametrize("kind", ["git", "rsync", "sftp"])
def test_where_a_site_lies_no_pages_go(kind, site, request, tmp_path, capsys):
    target = Target(kind, request, tmp_path)
    folder = deployable(site, target)
    if kind == "git":
        settings = folder.root / "site.yaml"
        settings.write_text(settings.read_text().replace("{to: git,", "{to: git, branch: main,"))
        place = GitPlace(str(target.folder), "main", tmp_path, tmp_path / "work", git_environment())
        place.replace("site.yaml", b"name: x\n")
        place.settle()
    else:
        target.folder.mkdir()
        (target.folder / "site.yaml").write_text("name: x\n")
    assert publish(folder) == 2
    assert "the files of a site lie there, not its pages" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["../kept.txt", "/kept.txt", "a/../../kept.txt", "a\0../kept.txt", "", r"..\a"])
def test_a_manifest_names_nothing_outside_of_the_target(site, path, tmp_path, request, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    assert publish(folder) == 0
    kept = target.folder.parent / "kept.txt"
    kept.write_text("mine")
    manifest = json.loads((target.folder / STATE).read_bytes())
    manifest["files"][path] = "0" * 64
    (target.folder / STATE).write_text(json.dumps(manifest))
    assert publish(folder) == 2
    assert "which is no path of an output" in capsys.readouterr().err
    assert kept.read_text() == "mine"
    with pytest.raises(UnreadableError):
        parse_deployed(json.dumps({"pending": [path]}).encode())


@pytest.mark.parametrize("kind", ["rsync", "sftp"])
@pytest.mark.parametrize("name", ["with 'two words", "~/www", "www"])
def test_a_folder_behind_ssh_may_have_any_name_and_begin_at_home(kind, name, request, tmp_path, monkeypatch):
    target = Target(kind, request, tmp_path)
    home = tmp_path / "login"
    home.mkdir()
    path = name if "www" in name else str(home / name)
    place = remote(target.kind, path)
    real = place._root
    if not real.startswith("/"):
        assert real == "www"
        place._root = str(home / real)  # where a login begins is not for tests
    (page := tmp_path / "out/a b.html").parent.mkdir()
    page.write_text("page")
    page.chmod(0o600)
    place._out = page.parent
    assert place.create(STATE, b"{}")
    assert not place.create(STATE, b"{}")
    place.write([Upload("a b.html", page, "text/html", "no-cache")], lambda path: None)
    place.replace(STATE, b"[]")
    root = home / name.removeprefix("~/")
    assert place.read(STATE) == b"[]"
    assert Target.of_folder(root) == {"a b.html": b"page"}
    assert (root / "a b.html").stat().st_mode & 0o044 == 0o044, "a server may read it, whatever it was here"
    place.delete(["a b.html", STATE])
    assert not any(root.rglob("*"))
    assert list(home.iterdir()) in ([], [root])


def test_a_removal_that_a_machine_refuses_fails_is_remembered_and_is_done_by_the_next_deployment(
    site, request, tmp_path, capfd
):
    target = Target("rsync", request, tmp_path)
    folder = deployable(site, target)
    page = folder.root / "content/pages/tour.md"
    folder.write("-- content/pages/tour.md --\n---\ntitle: Tour\n---\nA tour.\n")
    assert publish(folder) == 0
    page.unlink()
    there = target.folder / "tour"
    there.rename(target.folder / "aside")
    there.symlink_to("tour")  # in a circle: nobody, root neither, removes a file below it
    assert publish(folder) == 2
    said = capfd.readouterr().err
    assert "the target refuses removals: rm: cannot remove 'tour/index.html'" in said
    assert "some of" in said
    assert "tour/index.html" in parse_deployed((target.folder / STATE).read_bytes()).pending
    there.unlink()
    (target.folder / "aside").rename(there)
    assert publish(folder) == 0
    assert target.files() == output(folder)


@pytest.mark.parametrize("kind", ["rsync", "sftp"])
def test_a_file_that_became_a_folder_is_no_removal_that_fails(kind, request, tmp_path):
    target = Target(kind, request, tmp_path)
    place = remote(target.kind, str(target.folder))
    place.replace("tour/index.html", b"page")
    place.delete(["tour", "gone/index.html"])
    assert target.files() == {"tour/index.html": b"page"}


def remote(kind: str, path: str) -> SftpPlace | RsyncPlace:
    settings = DeployTarget(to=kind, host="harbor-host", path=path)
    return sftp_place(settings) if kind == "sftp" else RsyncPlace(settings, Path("out"))


def test_the_root_of_another_machine_is_no_folder_of_whoever_logs_in():
    roots = {"/": "/", "/srv/www/": "/srv/www", "~": ".", "~/": ".", "www/": "www"}
    assert {path: ssh.remote_root(path) for path in roots} == roots


@pytest.mark.parametrize("kind", ["folder", "rsync", "sftp"])
def test_a_file_where_the_target_should_be_is_left_alone(kind, site, request, tmp_path, capsys):
    target = Target(kind, request, tmp_path)
    folder = deployable(site, target)
    target.folder.write_text("mine")
    assert publish(folder) == 2
    assert "the target refuses" in capsys.readouterr().err
    assert target.folder.read_text() == "mine"


@pytest.mark.parametrize("kind", ["rsync", "sftp"])
@pytest.mark.parametrize("known", ["", "[127.0.0.1]:{port} {key}\n"])
def test_a_machine_that_is_not_the_one_that_is_known_gets_nothing(kind, known, site, sshd, request, tmp_path, capfd):
    target = Target(kind, request, tmp_path)
    folder = deployable(site, target)
    keys, port = sshd
    another = " ".join((keys / "id.pub").read_text().split()[:2])
    (tmp_path / "home/.ssh/known_hosts").write_text(known.format(port=port, key=another))
    assert publish(folder) == 2
    said = capfd.readouterr().err
    assert "ssh to it by hand once" in said
    assert "Traceback" not in said
    assert not target.folder.exists()


def test_a_deployment_says_what_the_log_lacks_as_a_build_does(tmp_path, capsys):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="Good.", extra=PUBLISHED))
    sealed.seal()
    settings = sealed.root / "site.yaml"
    settings.write_text(settings.read_text() + f"deploy:\n  live: {{to: folder, path: {tmp_path / 'there'}}}\n")
    ana = (sealed.root / "content/providers/ana-diaz.yaml").read_text()
    (sealed.root / "content/providers/zoe-diaz.yaml").write_text(ana.replace("Ana", "Zoe"))
    assert publish(sealed, "--dry-run") == 0
    assert "not in the review log yet: 1 profile (zoe-diaz)" in capsys.readouterr().err
    assert publish(sealed) == 0
    assert "not in the review log yet: 1 profile (zoe-diaz)" in capsys.readouterr().err
    sealed.seal()
    assert publish(sealed) == 0
    assert "not in the review log yet" not in capsys.readouterr().err


@pytest.fixture
def silent():
    """A server that takes every connection and says nothing; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("kind", ["rsync", "sftp", "git"])
def test_a_machine_that_takes_the_call_and_says_nothing_is_given_up(kind, silent, site, home, monkeypatch, capfd):
    for module in ("ssh", "sftp", "rsync", "git"):
        monkeypatch.setattr(f"site_gen.deploy.{module}.WAIT_SECONDS", 2)
    folder = site(review(1, text="Good."))
    settings = folder.root / "site.yaml"
    where = {
        "git": f'remote: "ssh://harbor-host:{silent}/x.git"',
        "rsync": f"host: harbor-host, port: {silent}, path: /x",
        "sftp": f"host: harbor-host, port: {silent}, path: /x",
    }
    settings.write_text(settings.read_text() + f"deploy:\n  live: {{to: {kind}, {where[kind]}}}\n")
    assert publish(folder) == 2
    said = capfd.readouterr().err
    assert "site-gen: error: " in said
    assert "Traceback" not in said


def test_a_machine_that_falls_silent_in_the_middle_is_given_up(request, tmp_path, monkeypatch):
    monkeypatch.setattr("site_gen.deploy.sftp.WAIT_SECONDS", 1)
    target = Target("sftp", request, tmp_path)
    place = remote(target.kind, str(target.folder))
    place.replace(STATE, b"{}")
    monkeypatch.setattr(place._client.get_channel().transport, "_send_user_message", lambda message: None)
    with pytest.raises(UnwritableError, match="no answer for 1 seconds"):
        place.read(STATE)
    with pytest.raises(UnwritableError, match=r"closed|no answer"):
        place.delete([STATE])


def test_a_branch_is_reached_as_the_repository_of_the_site_reaches_it(request, tmp_path):
    target = Target("git", request, tmp_path)
    root = tmp_path / "site"
    program = tmp_path / "reach"
    program.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n')
    program.chmod(0o755)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "config", "core.sshCommand", str(program)], check=True)
    remote = f"ssh://nowhere.example{target.folder}"
    subprocess.run(["git", "-C", str(root), "remote", "add", "origin", remote], check=True)
    place = GitPlace("origin", "gh-pages", root, tmp_path / "work", git_environment())
    place.replace("index.html", b"page")
    place.settle()
    assert target.files() == {"index.html": b"page"}


def test_a_setting_of_the_user_is_not_given_twice(tmp_path, monkeypatch):
    (tmp_path / ".gitconfig").write_text('[http]\n  extraHeader = "X-Mine: 1"\n[core]\n  sshCommand = mine\n')
    monkeypatch.setenv("HOME", str(tmp_path))
    root = tmp_path / "site"
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "config", "http.extraHeader", "X-Site: 2"], check=True)
    settings = settings_of(root, git_environment())
    assert (settings["GIT_CONFIG_COUNT"], settings["GIT_CONFIG_VALUE_0"]) == ("1", "X-Site: 2")
    assert "GIT_SSH_COMMAND" not in settings


def test_of_what_git_says_the_line_that_tells_why_is_given(tmp_path):
    with pytest.raises(UnwritableError, match="does not appear to be a git repository"):
        GitPlace(str(tmp_path / "none.git"), "gh-pages", tmp_path, tmp_path / "work", git_environment())


@pytest.mark.parametrize("way", ["ProxyJump harbor-host", "ProxyCommand ssh -W %h:%p harbor-host"])
def test_a_machine_behind_another_one_is_reached_through_it(way, request, tmp_path, sshd):
    target = Target("sftp", request, tmp_path)
    keys, port = sshd
    config = tmp_path / "home/.ssh/config"
    known = tmp_path / "home/.ssh/known_hosts"
    known.write_text(known.read_text() + known.read_text().replace("127.0.0.1", "localhost"))
    inner = f"Host inner\n  HostName localhost\n  Port {port}\n  IdentityFile {keys}/id\n  {way}\n"
    config.write_text(config.read_text() + inner + f"  UserKnownHostsFile {known}\n")
    place = sftp_place(DeployTarget(to="sftp", host="inner", path=str(target.folder)))
    place.replace(STATE, b"{}")
    assert place.read(STATE) == b"{}"
    assert place._client.get_channel().transport.sock.__class__.__name__ == "ProxyCommand"
