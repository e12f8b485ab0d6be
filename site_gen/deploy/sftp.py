"""A folder behind SFTP, by paramiko: known hosts, keys and agent as OpenSSH has them.

Source: draft-ietf-secsh-filexfer-02, version 3 of the protocol, with OpenSSH's `posix-rename`.
"""

from __future__ import annotations

import contextlib
import getpass
import posixpath
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.deploy.place import Upload
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget

if TYPE_CHECKING:
    from paramiko import SFTPClient

_WAIT_SECONDS = 30.0


class SftpPlace:
    """A folder of another machine. A file is put aside and renamed, so that nobody reads half of it."""

    in_one_step = False

    def __init__(self, client: SFTPClient, root: str) -> None:
        self._client = client
        self._root = root
        self._folders: set[str] = set()

    def read(self, path: str) -> bytes | None:
        """Give a file; None where there is none."""
        with _speaking(path):
            try:
                with self._client.open(self._place(path), "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return None

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none; False where there is one."""
        with _speaking(path):
            place = self._prepared(path)
            if self._exists(place):
                return False
            try:
                with self._client.open(place, "wbx") as file:
                    file.write(data)
            except OSError:
                if self._exists(place):  # the protocol has no word for it: it says "failure"
                    return False
                raise
            return True

    def replace(self, path: str, data: bytes) -> None:
        """Put a file, whether there is one or not."""
        with _speaking(path):
            place = self._prepared(path)
            with self._client.open(f"{place}.new", "wb") as file:
                file.write(data)
            self._client.posix_rename(f"{place}.new", place)

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files, each whole or not at all; `done` is called with the path of each that is there."""
        for upload in uploads:
            with _speaking(upload.path):
                place = self._prepared(upload.path)
                self._client.put(str(upload.source), f"{place}.new")
                self._client.posix_rename(f"{place}.new", place)
            done(upload.path)

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away, and folders that are empty then."""
        for path in paths:
            with _speaking(path):
                with contextlib.suppress(FileNotFoundError):
                    self._client.remove(self._place(path))
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


def sftp_place(target: DeployTarget) -> SftpPlace:
    """Log in, and give the folder of a target.

    Raises:
        UnwritableError: the machine does not answer, is not the one that is known, or lets nobody in.
    """
    import paramiko

    assert target.host is not None, "the model asks for it"
    assert target.path is not None, "the model asks for it"
    found = _config(target.host)
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    with _speaking(target.host):
        client.connect(
            str(found.get("hostname", target.host)),
            port=target.port or int(str(found.get("port", 22))),
            username=target.user or str(found.get("user", getpass.getuser())),
            key_filename=found.get("identityfile"),  # type: ignore[arg-type]
            timeout=_WAIT_SECONDS,
        )
        return SftpPlace(client.open_sftp(), target.path.rstrip("/"))


def _config(host: str) -> dict[str, object]:
    """Give what the user's configuration of OpenSSH says of a machine."""
    import paramiko

    try:
        return dict(paramiko.SSHConfig.from_path(str(Path("~/.ssh/config").expanduser())).lookup(host))
    except FileNotFoundError:
        return {}


@contextmanager
def _speaking(path: str) -> Iterator[None]:
    from paramiko import SSHException

    try:
        yield
    except (OSError, SSHException, EOFError) as error:
        raise UnwritableError(
            f"the target refuses {path}: {str(error) or type(error).__name__}",
            hint="ssh to it by hand once: it says whether it is known, and whether your key lets you in",
        ) from error
