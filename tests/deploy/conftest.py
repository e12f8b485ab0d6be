"""Servers on this machine that tests deploy to."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from deploy.stores import like_google, like_s3, store
from deploy.targets import KINDS, Target


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
    with store(like_s3) as address:
        yield address


@pytest.fixture(scope="module")
def google():
    with store(like_google) as address:
        yield address


@pytest.fixture(params=KINDS)
def target(request, tmp_path) -> Target:
    return Target(request.param, request, tmp_path)
