"""A folder behind SSH, filled by rsync: each file whole or not at all, only what differs of it on the way.

The programs ssh and rsync do the work here, with the user's configuration of OpenSSH; on the other machine they need
rsync and the usual tools of a shell.
"""

from __future__ import annotations

import posixpath
import shlex
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from site_gen.deploy.place import Upload
from site_gen.deploy.programs import run_program, whole
from site_gen.deploy.ssh import WAIT_SECONDS, remote_root, ssh_options
from site_gen.model.deploy import DeployTarget

_ABSENT = 44
"""What our commands on the other machine answer where a file is absent."""

_OPTIONS = ("--checksum", "--force", "--chmod=ugo=rwX", "--protect-args", "--files-from=-", "--from0")
"""With `ugo=rwX` a new file gets what the other machine's umask allows, whatever it has here (rsync(1), --perms)."""
_REMOVE = (
    'for one in "$@"; do [ -d "$one" ] && [ ! -L "$one" ] && continue; rm -f -- "$one" || failed=1; '
    'rmdir -p -- "$(dirname -- "$one")" 2>/dev/null; done; exit ${failed:-0}'
)
"""What is a folder by now was replaced by what was put; that a folder is not empty is no failure."""


class RsyncPlace:
    """A folder of another machine."""

    in_one_step = False
    quick_to_list = True

    def __init__(self, target: DeployTarget, out: Path) -> None:
        """Send from `out`, which every file that is written lies in."""
        assert target.host is not None, "the model asks for it"
        assert target.path is not None, "the model asks for it"
        self._host = f"{target.user}@{target.host}" if target.user else target.host
        self._root = remote_root(target.path)
        self._ssh = ["ssh", "-o", "BatchMode=yes", *ssh_options(), *(["-p", str(target.port)] if target.port else [])]
        self._out = out

    def sizes(self, paths: Iterable[str]) -> Mapping[str, int]:
        """Give the sizes of those of some files that are there."""
        names = "\0".join(f"./{path}" for path in paths).encode()
        counting = f"cd {shlex.quote(self._root)} 2>/dev/null || exit 0; xargs -0 wc -c 2>/dev/null; exit 0"
        counted = _whole(self._on_host(counting, names), "a list").decode("utf-8", "replace") if names else ""
        lines = (line.strip().partition(" ./") for line in counted.splitlines())  # others are totals
        return {path: int(size) for size, found, path in lines if found}

    def read(self, path: str) -> bytes | None:
        """Give a file; None where there is none."""
        place = self._place(path)
        done = self._on_host(f"test -e {place} || exit {_ABSENT}; cat {place}")
        return None if done.returncode == _ABSENT else _whole(done, path)

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none; False where there is one."""
        place = self._place(path)
        fill = f"{{ cat >> {place} || {{ rm -f {place}; exit 1; }}; }}"  # no room: what has come is no lock
        done = self._on_host(f"{_make_folder(place)} && set -C && : > {place} && {fill}", data)
        if done.returncode != 0 and self.read(path) is not None:
            return False
        _whole(done, path)
        return True

    def replace(self, path: str, data: bytes) -> None:
        """Put a file, whether there is one or not."""
        place = self._place(path)
        # A connection that breaks ends the input as well: only what came whole takes its place.
        came_whole = f'[ "$(wc -c < {place}.new)" -eq {len(data)} ]'
        command = f"{_make_folder(place)} && cat > {place}.new && {came_whole} && mv -f {place}.new {place}"
        _whole(self._on_host(command, data), path)

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files; `done` is called with their paths when all of them are there."""
        paths = [upload.path for upload in uploads]
        if not paths:
            return
        there = f"{self._host}:{posixpath.join(self._root, '')}"
        options = (*_OPTIONS, f"--timeout={4 * WAIT_SECONDS}", "-e", shlex.join(self._ssh))
        command = ["rsync", *options, f"{self._out}/", there]
        _whole(run_program(command, "\0".join(paths).encode()), paths[0])
        for path in paths:
            done(path)

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away, and folders that are empty then."""
        names = "\0".join(paths).encode()
        if names:
            _whole(self._on_host(f"cd {shlex.quote(self._root)} && xargs -0 sh -c '{_REMOVE}' sh", names), "removals")

    def settle(self) -> None:
        """Do nothing: what is put here is seen at once."""

    def _place(self, path: str) -> str:
        return shlex.quote(f"{self._root}/{path}")

    def _on_host(self, command: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return run_program([*self._ssh, self._host, command], data)


def _make_folder(place: str) -> str:
    return f'mkdir -p "$(dirname {place})"'


def _whole(done: subprocess.CompletedProcess[bytes], path: str) -> bytes:
    hint = "ssh to it by hand once: it says whether it is known, and whether your key lets you in"
    return whole(done, f"the target refuses {path}", hint)
