"""The same site at every kind of target for real: a folder, a bucket, SFTP, rsync and git, cut off and gone on with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from conftest import review
from site_gen.cli.main import run
from site_gen.deploy.folder import FolderPlace
from site_gen.deploy.git import GitPlace, git_environment
from site_gen.deploy.objects import ObjectPlace
from site_gen.deploy.place import LOCK, STATE
from site_gen.deploy.rsync import RsyncPlace
from site_gen.deploy.sftp import sftp_place
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget
from site_gen.pipeline import deploy as deploying

AS_OF = ["--as-of", "2026-11-24"]
KINDS = ("folder", "s3", "sftp", "rsync", "git")


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    """An SSH server on this machine that lets a key of its own in; gives how to reach it."""
    if not (server := shutil.which("sshd", path="/usr/sbin:/usr/bin")) or not shutil.which("rsync"):
        pytest.skip("openssh-server and rsync are not installed")
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "id"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/id.pub\n"
        f"StrictModes no\nPidFile {folder}/pid\nSubsystem sftp internal-sftp\nUsePAM no\nPermitRootLogin yes\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen([server, "-D", "-f", str(folder / "sshd_config")])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield folder, port
    process.terminate()
    process.wait()


@pytest.fixture
def home(sshd, tmp_path, monkeypatch):
    """A home whose configuration of SSH knows the server as harbor-host."""
    folder, port = sshd
    ssh = tmp_path / "home/.ssh"
    ssh.mkdir(parents=True)
    key = (folder / "host.pub").read_text().split()
    known = ssh / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} {key[0]} {key[1]}\n")
    config = ssh / "config"
    config.write_text(
        f"Host harbor-host\n  HostName 127.0.0.1\n  Port {port}\n  IdentityFile {folder}/id\n"
        f"  UserKnownHostsFile {known}\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (bin_folder := tmp_path / "bin").mkdir()
    wrapper = bin_folder / "ssh"  # OpenSSH asks the system for the home, not the environment
    wrapper.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {config} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}:{os.environ['PATH']}")
    return tmp_path


@pytest.fixture(scope="module")
def s3():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


class Target:
    """One kind of target: what stands in `site.yaml`, a place to look at it by, and what lies there."""

    def __init__(self, kind: str, request: pytest.FixtureRequest, folder: Path) -> None:
        self.kind, self.folder = kind, folder / "there"
        if kind in ("sftp", "rsync"):
            request.getfixturevalue("home")
            self.settings = f"{{to: {kind}, host: harbor-host, path: {self.folder}}}"
        elif kind == "s3":
            endpoint = request.getfixturevalue("s3")
            monkeypatch = request.getfixturevalue("monkeypatch")
            for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
                monkeypatch.setenv(name, "testing")
            self.bucket = f"b{abs(hash(str(folder))) % 10**9}"
            store = {"region": "us-east-1", "endpoint": endpoint, "client_options": {"allow_http": True}}
            self.store = S3Store(self.bucket, **store)
            import boto3

            boto3.client("s3", region_name="us-east-1", endpoint_url=endpoint).create_bucket(Bucket=self.bucket)
            self.settings = f'{{to: s3, bucket: {self.bucket}, region: us-east-1, endpoint: "{endpoint}"}}'
        elif kind == "git":
            subprocess.run(["git", "init", "-q", "--bare", str(self.folder)], check=True)
            self.settings = f"{{to: git, remote: {self.folder}}}"
        else:
            self.settings = f"{{to: folder, path: {self.folder}}}"

    def files(self) -> dict[str, bytes]:
        """Give what lies there but for what deployments keep."""
        if self.kind == "s3":
            found = {
                one["path"]: bytes(obstore.get(self.store, one["path"]).bytes())
                for part in obstore.list(self.store)
                for one in part
            }
        elif self.kind == "git":
            listed = subprocess.run(
                ["git", "--git-dir", str(self.folder), "ls-tree", "-rz", "--name-only", "gh-pages"],
                capture_output=True, check=False,
            )  # fmt: skip
            names = listed.stdout.decode().split("\0")[:-1]
            show = ["git", "--git-dir", str(self.folder), "show"]
            found = {}
            for name in names:
                found[name] = subprocess.run([*show, f"gh-pages:{name}"], capture_output=True, check=True).stdout
        else:
            paths = [path for path in self.folder.rglob("*") if path.is_file()]
            found = {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}
        return {path: data for path, data in found.items() if not path.startswith(".site-gen/")}


@pytest.fixture(params=KINDS)
def target(request, tmp_path) -> Target:
    return Target(request.param, request, tmp_path)


def deployable(site, target: Target):
    folder = site(review(1, text="Good."))
    settings = folder.root / "site.yaml"
    settings.write_text(settings.read_text() + f"deploy:\n  live: {target.settings}\n")
    return folder


def publish(folder, *more: str) -> int:
    return run(["-C", str(folder.root), "deploy", "live", *AS_OF, *more])


def output(folder) -> dict[str, bytes]:
    public = folder.root / "public"
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


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


def rearm(target: Target, monkeypatch) -> None:
    """Set again what the fixtures had set and an undo has taken away."""
    if target.kind == "s3":
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
    if target.kind in ("sftp", "rsync"):
        root = target.folder.parent
        monkeypatch.setenv("HOME", str(root / "home"))
        monkeypatch.setenv("PATH", f"{root}/bin:{os.environ['PATH']}")


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


@pytest.mark.parametrize("kind", ["folder", "s3", "sftp", "rsync"])
def test_of_many_that_want_the_lock_one_gets_it(kind, request, tmp_path):
    target = Target(kind, request, tmp_path)
    places = [open_again(target) for _ in range(4)]
    won = []
    threads = [threading.Thread(target=lambda one=one: won.append(one.create(LOCK, b"mine"))) for one in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, False, False, True]


def open_again(target: Target):
    if target.kind == "folder":
        return FolderPlace(target.folder)
    if target.kind == "s3":
        return ObjectPlace(target.store)
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
