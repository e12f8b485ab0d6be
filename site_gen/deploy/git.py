"""A branch of a repository that a host serves, such as GitHub Pages: a deployment is one commit, all of it or nothing.

Nothing is checked out: the tree is made from the files as they lie in the output, in an index of its own.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from site_gen.deploy.place import LOCK, Upload
from site_gen.deploy.programs import run_program, whole
from site_gen.deploy.ssh import WAIT_SECONDS, ssh_options

BRANCH = "gh-pages"
"""Where GitHub Pages looks, unless told otherwise."""
_HINT = "try git ls-remote with the address of the target: it says who lets nobody in, and why"


class GitPlace:
    """A branch of a remote. What is put and removed comes to be with `settle`, in one push.

    The branch itself is the lock: a push from somewhere else in between makes ours fail, and nothing is half there.
    """

    in_one_step = True
    quick_to_list = True

    def __init__(self, remote: str, branch: str, root: Path, work: Path, environment: Mapping[str, str]) -> None:
        """Fetch the branch into a bare repository in `work`; `root` is the site, where a `remote` may have its name."""
        self._branch = branch
        work.mkdir(parents=True, exist_ok=True)
        for left in (*work.glob("*.lock"), *work.glob("refs/**/*.lock")):
            left.unlink(missing_ok=True)  # of a run that was killed: whoever comes here is alone
        self._env = {
            **environment,
            **settings_of(root, environment),
            "GIT_DIR": str(work),
            "GIT_INDEX_FILE": str(work / "index"),
        }
        self._remote = _address(remote, root, environment)
        self._git("init", "--quiet", "--bare", str(work))
        self._old = self._fetch()
        self._git(*(("read-tree", self._old) if self._old else ("read-tree", "--empty")))

    def sizes(self, paths: Iterable[str]) -> Mapping[str, int]:
        """Give the sizes of those of some files that are on the branch."""
        asked = frozenset(paths)
        listed = self._git("ls-tree", "-r", "-z", "--long", self._old) if self._old else b""
        lines = (line.partition("\t") for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1])
        return {path: int(facts.split()[3]) for facts, _, path in lines if path in asked}

    def read(self, path: str) -> bytes | None:
        """Give a file of the branch; None where there is none."""
        if not self._old:
            return None
        found = self._try("cat-file", "blob", f"{self._old}:{path}")
        return found.stdout if found.returncode == 0 else None

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none; False where there is one. The lock of a deployment is the push itself."""
        if path == LOCK:
            return True
        if self.read(path) is not None:
            return False
        self.replace(path, data)
        return True

    def replace(self, path: str, data: bytes) -> None:
        """Put a file, whether there is one or not."""
        blob = self._git("hash-object", "-w", "--stdin", data=data).decode().strip()
        self._index([f"100644 {blob}\t{path}"])

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files; `done` is called with the path of each."""
        files = list(uploads)
        names = "".join(f"{upload.source}\n" for upload in files).encode()
        blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", data=names).decode().split()
        self._index([f"100644 {blob}\t{upload.path}" for blob, upload in zip(blobs, files, strict=True)])
        for upload in files:
            done(upload.path)

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away."""
        self._index([f"0 {'0' * 40}\t{path}" for path in paths if path != LOCK])

    def settle(self) -> None:
        """Commit what was put and removed, and push it."""
        tree = self._git("write-tree").decode().strip()
        parents = ("-p", self._old) if self._old else ()
        commit = self._git("commit-tree", tree, *parents, "-m", "Publish the site").decode().strip()
        self._git("push", "--quiet", "--", self._remote, f"{commit}:refs/heads/{self._branch}")
        self._old = commit

    def _fetch(self) -> str:
        """Give the commit that the branch is at, or nothing where there is no such branch."""
        heads = self._git("ls-remote", "--", self._remote, f"refs/heads/{self._branch}").decode().split()
        if not heads:
            return ""
        self._git("fetch", "--quiet", "--depth=1", "--", self._remote, heads[0])
        return heads[0]

    def _index(self, lines: list[str]) -> None:
        self._git("update-index", "-z", "--index-info", data="".join(f"{line}\0" for line in lines).encode())

    def _git(self, *arguments: str, data: bytes = b"") -> bytes:
        return whole(self._try(*arguments, data=data), f"git {arguments[0]} failed", _HINT)

    def _try(self, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return run_program(["git", *arguments], data, self._env)


def git_environment() -> dict[str, str]:
    """Give the environment for git: that of the user, and a name for the commit where git knows none."""
    known = dict(os.environ)  # noqa: TID251 - git and its helpers look for the user's settings there
    for one in [name for name in known if name.startswith("GIT_") and not name.startswith(_KEPT)]:
        del known[one]
    if not known.get("GIT_CONFIG_COUNT", "0").isdecimal():
        del known["GIT_CONFIG_COUNT"]
    return _NAME | known


def settings_of(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Give, as environment, how the repository of the site reaches its remotes: a checkout in CI has a token there.

    Where nothing says by which program, OpenSSH gives up on a machine that does not answer, and so does HTTP.
    """
    ask = ["git", "-C", str(root), "config"]
    own = [*ask, "--local", "--includes", "--null", "--get-regexp", _REACHING]  # the user's own hold anyhow
    listed = run_program(own, environment=environment)
    found = [pair.partition("\n") for pair in listed.stdout.decode("utf-8", "replace").split("\0")[:-1]]
    given = int(environment.get("GIT_CONFIG_COUNT", "0"))
    settings = {
        "GIT_CONFIG_COUNT": str(given + len(found)),
        "GIT_HTTP_LOW_SPEED_LIMIT": "1",
        "GIT_HTTP_LOW_SPEED_TIME": str(WAIT_SECONDS),
    }
    for number, (name, says, value) in enumerate(found, given):  # a name that says nothing more is true
        settings |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value if says else "true"}
    chosen = run_program([*ask, "--get", "core.sshCommand"], environment=environment).returncode == 0
    if "GIT_SSH_COMMAND" not in environment and not chosen:
        settings["GIT_SSH_COMMAND"] = shlex.join(["ssh", *ssh_options()])
    return settings


_REACHING = r"^(core\.sshcommand|credential\.|http\.)"
"""How a remote is reached, and with whose rights (git-config(1)); values with secrets stay in the environment."""
_KEPT = ("GIT_SSH", "GIT_SSL_", "GIT_ASKPASS", "GIT_CONFIG_", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL")
"""What names of the user's settings begin with; others say which repository is meant, and that is ours."""
_NAME = {
    "GIT_AUTHOR_NAME": "site-gen",
    "GIT_AUTHOR_EMAIL": "site-gen@localhost",
    "GIT_COMMITTER_NAME": "site-gen",
    "GIT_COMMITTER_EMAIL": "site-gen@localhost",
    "GIT_TERMINAL_PROMPT": "0",
}


def _address(remote: str, root: Path, environment: Mapping[str, str]) -> str:
    """Give the address of a remote that may be a name in the repository of the site."""
    found = run_program(["git", "-C", str(root), "remote", "get-url", "--push", remote], environment=environment)
    if found.returncode == 0:
        return found.stdout.decode().strip()
    local = (root / remote).resolve()
    return str(local) if local.is_dir() else remote
