"""A folder behind SFTP, by paramiko: known hosts, keys and agent as OpenSSH has them.

Source: draft-ietf-secsh-filexfer-02, version 3 of the protocol, with OpenSSH's `posix-rename`.
"""

from __future__ import annotations

import contextlib
import getpass
import logging
import posixpath
import shlex
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.deploy.place import Upload
from site_gen.deploy.ssh import WAIT_SECONDS, remote_root, ssh_options
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget

if TYPE_CHECKING:
    from paramiko import ProxyCommand, SFTPClient

_EVERYBODYS = "/etc/ssh/ssh_known_hosts"


class SftpPlace:
    """A folder of another machine. A file is put aside and renamed, so that nobody reads half of it."""

    in_one_step = False
    quick_to_list = False

    def __init__(self, client: SFTPClient, root: str) -> None:
        self._client = client
        if channel := client.get_channel():
            channel.settimeout(WAIT_SECONDS)
        self._root = root
        self._folders: set[str] = set()

    def sizes(self, paths: Iterable[str]) -> Mapping[str, int]:
        """Give the sizes of those of some files that are there, with one question for each."""
        found = {}
        for path in paths:
            with self._speaking(path), contextlib.suppress(FileNotFoundError):
                status = self._client.lstat(self._place(path))
                if stat.S_ISREG(status.st_mode or 0):
                    found[path] = status.st_size or 0
        return found

    def read(self, path: str) -> bytes | None:
        """Give a file; None where there is none."""
        with self._speaking(path):
            try:
                with self._client.open(self._place(path), "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return None

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none; False where there is one."""
        with self._speaking(path):
            place = self._prepared(path)
            if self._exists(place):
                return False
            try:
                file = self._client.open(place, "wbx")
            except OSError:
                if self._exists(place):  # the protocol has no word for it: it says "failure"
                    return False
                raise
            try:
                with file:
                    file.write(data)
            except OSError:  # no room: what has come is no lock
                self._client.remove(place)
                raise
            return True

    def replace(self, path: str, data: bytes) -> None:
        """Put a file, whether there is one or not."""
        with self._speaking(path):
            place = self._prepared(path)
            with self._client.open(f"{place}.new", "wb") as file:
                file.write(data)
            self._client.posix_rename(f"{place}.new", place)

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files, each whole or not at all; `done` is called with the path of each that is there."""
        for upload in uploads:
            with self._speaking(upload.path):
                place = self._prepared(upload.path)
                self._client.put(str(upload.source), f"{place}.new")
                self._client.posix_rename(f"{place}.new", place)
            done(upload.path)

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away, and folders that are empty then."""
        for path in paths:
            with self._speaking(path):
                with contextlib.suppress(FileNotFoundError):
                    self._remove(self._place(path))
                folder = posixpath.dirname(path)
                while folder:
                    try:
                        self._client.rmdir(self._place(folder))
                    except OSError:
                        break  # not empty
                    self._folders.discard(self._place(folder))
                    folder = posixpath.dirname(folder)

    def settle(self) -> None:
        """Do nothing: what is put here is seen at once."""

    def _place(self, path: str) -> str:
        return posixpath.join(self._root, path)

    def _remove(self, place: str) -> None:
        """Remove a file; a folder was put in the place of one."""
        try:
            self._client.remove(place)
        except OSError:
            if not stat.S_ISDIR(self._client.lstat(place).st_mode or 0):
                raise

    def _exists(self, place: str) -> bool:
        try:
            self._client.stat(place)
        except FileNotFoundError:
            return False
        return True

    def _prepared(self, path: str) -> str:
        """Give the place of a file after making its folders."""
        place = self._place(path)
        missing = []
        folder = posixpath.dirname(place)
        while folder not in self._folders and folder not in ("", "/"):
            try:
                if stat.S_ISDIR(self._client.stat(folder).st_mode or 0):
                    break
                if not folder.startswith(posixpath.join(self._root, "")):
                    raise NotADirectoryError(f"{folder} is a file there")
                self._client.remove(folder)  # a page became a folder of pages
            except FileNotFoundError:
                pass
            missing.append(folder)
            folder = posixpath.dirname(folder)
        for one in reversed(missing):
            try:
                self._client.mkdir(one)
            except OSError:
                if not self._exists(one):  # somebody else may have made it meanwhile
                    raise
        self._folders.update((*missing, posixpath.dirname(place)))
        return place

    @contextmanager
    def _speaking(self, path: str) -> Iterator[None]:
        with _speaking(path):
            try:
                yield
            except TimeoutError as error:
                self._client.close()  # whatever else is asked of it is refused at once
                raise TimeoutError(f"no answer for {WAIT_SECONDS} seconds") from error


def sftp_place(target: DeployTarget) -> SftpPlace:
    """Log in, and give the folder of a target.

    Raises:
        UnwritableError: the machine does not answer, is not the one that is known, or lets nobody in.
    """
    import paramiko

    assert target.host is not None, "the model asks for it"
    assert target.path is not None, "the model asks for it"
    logging.getLogger("paramiko").addHandler(logging.NullHandler())  # what goes wrong is told once, by us
    client = paramiko.SSHClient()
    with _speaking(target.host):
        found = _config(target.host)
    for place in (_EVERYBODYS, *str(found.get("userknownhostsfile", "~/.ssh/known_hosts")).split()):
        if (known := Path(place).expanduser()).is_file():
            client.load_system_host_keys(str(known))
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    host, port = str(found.get("hostname", target.host)), target.port or int(str(found.get("port", 22)))
    with _speaking(target.host):
        client.connect(
            host,
            port=port,
            username=target.user or str(found.get("user", getpass.getuser())),
            key_filename=found.get("identityfile"),  # type: ignore[arg-type]
            timeout=WAIT_SECONDS,
            banner_timeout=WAIT_SECONDS,
            auth_timeout=WAIT_SECONDS,
            channel_timeout=WAIT_SECONDS,
            sock=_through(found, host, port),
        )
        if transport := client.get_transport():
            transport.set_keepalive(WAIT_SECONDS // 2)  # a check and a build come before the first file
        return SftpPlace(client.open_sftp(), remote_root(target.path))


def _through(found: Mapping[str, object], host: str, port: int) -> ProxyCommand | None:
    """Give the way through another machine that the configuration of OpenSSH names, or None."""
    import paramiko

    jump, command = str(found.get("proxyjump", "none")), str(found.get("proxycommand", "none"))
    if jump != "none":
        *before, last = jump.split(",")
        hops = ["-J", ",".join(before)] if before else []
        address = last if last.startswith("ssh://") or ":" not in last else f"ssh://{last}"
        there = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        command = shlex.join(["ssh", "-o", "BatchMode=yes", *ssh_options(), *hops, "-W", there, address])
    return None if command == "none" else paramiko.ProxyCommand(command)


def _config(host: str) -> dict[str, object]:
    """Give what the user's configuration of OpenSSH says of a machine."""
    import paramiko

    try:
        return dict(paramiko.SSHConfig.from_path(str(Path("~/.ssh/config").expanduser())).lookup(host))
    except FileNotFoundError:
        return {}


@contextmanager
def _speaking(path: str) -> Iterator[None]:
    from paramiko import SFTPError, SSHException

    try:
        yield
    except (OSError, SSHException, SFTPError, EOFError) as error:
        raise UnwritableError(
            f"the target refuses {path}: {str(error) or type(error).__name__}",
            hint="ssh to it by hand once: it says whether it is known, and whether your key lets you in",
        ) from error
