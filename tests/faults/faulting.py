"""Bad luck on purpose: a site on which every command has something to write, and file systems that refuse it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from policies.harbor_team import SOCIAL_MEDIA, team
from seal.sealing import PENDING, SealedSite

from conftest import AS_OF, Public, SiteFolder, review, review_id
from site_gen.cli import main

DAY = f"--as-of={AS_OF}"
EXPORT = "id,stars,text,date\nA1,5,Kind.,2026-03-04T05:06:07Z\nA2,4,Quick.,2026-03-05T05:06:07Z\n"
MAPPING = "source: website-form\ncolumns: {id: source_id, stars: rating, text: text, date: received_at}\n"
_CACHE = ".site-gen"


class Said(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


class Faulty:
    """A sealed site whose files can be compared, and what is typed for it."""

    def __init__(self, root: Path, keys: Path) -> None:
        self.root = root
        self.key = next(keys.glob("*.key"))

    def run(self, *arguments: str) -> Said:
        """Type a command; a bug of the tool is raised, as it is nothing that a user should see."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main.run(["-C", str(self.root), *arguments])
        return Said(code, out.getvalue(), err.getvalue())

    def fails(self, *arguments: str) -> str:
        """Type a command that cannot do its job; give what it says, which has to have a hint."""
        said = self.run(*arguments)
        assert said.code == 2, said
        assert said.err.count("site-gen: error: ") == 1, said
        assert "site-gen: hint: " in said.err
        return said.err

    def files(self) -> dict[str, bytes]:
        """Give every file but those of the cache, by path."""
        found = Public(self.root).tree()
        return {path: data for path, data in found.items() if not path.startswith(f"{_CACHE}/")}

    def edit(self, file: str, old: str, new: str) -> None:
        SiteFolder(self.root).edit(file, old, new)

    def copy(self, place: Path) -> Faulty:
        shutil.copytree(self.root, place, symlinks=True)
        return Faulty(place, self.key.parent)


def make_site(folder: Path) -> Faulty:
    """Give a built, sealed site with something to do for every command."""
    sealed = SealedSite(folder / "site")
    sealed.write("".join(review(number, text=f"Text {number}. More.") for number in range(3)))
    sealed.write(f"-- export.csv --\n{EXPORT}-- map.yaml --\n{MAPPING}-- answer.txt --\nThank you for writing.\n")
    with (sealed.root / "site.yaml").open("a") as file:
        file.write("deploy:\n  copy: {to: folder, path: live}\n")
    sealed.seal()
    sealed.write(review(7, text="It waits. Still.", extra=PENDING))
    site = Faulty(sealed.root, sealed.keys)
    said = site.run("build", DAY)
    assert said.code == 0, said
    return site


def with_team(site: Faulty) -> Faulty:
    """Add a team and a policy that nobody has read."""
    SiteFolder(site.root).write(team()).write(f"-- content/policies/social-media.md --\n{SOCIAL_MEDIA}")
    return site


WRITING = ("build", "check", "seal", "intake", "moderate", "reply", "policy", "calendar", "new", "deploy")
"""The commands that write something."""


def command_of(site: Faulty, name: str) -> list[str]:
    """Give what is typed for a command that has something to write."""
    key = f"--key-file={site.key}"
    export, mapping, answer = (str(site.root / name) for name in ("export.csv", "map.yaml", "answer.txt"))
    typed = {
        "build": ["build", DAY, "--full"],
        "check": ["check", DAY],
        "seal": ["seal", key, DAY],
        "intake": ["intake", "csv", export, "--map", mapping, "--provider", "ana-diaz", "--no-seal"],
        "moderate": ["moderate", review_id(7), "--publish", "--role", "compliance"],
        "reply": ["reply", review_id(1), "--text", answer, "--role", "office"],
        "policy": ["policy", "acknowledge", "social-media", "--member", "rosa", DAY],
        "calendar": ["calendar", "export", "ics", DAY],
        "new": ["new", "provider", "Bo Lee"],
        "deploy": ["deploy", "copy", DAY],
    }
    return typed[name]


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something at a folder for a while; where that is not permitted the test is skipped, but not in CI."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail(f"nothing can be mounted: {done.stderr}")
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def small_disk(folder: Path, kilobytes: int, *, inodes: int = 0) -> contextlib.AbstractContextManager[Path]:
    """Give a file system of so many kilobytes, and perhaps of so many files."""
    return mounted(folder, "-t", "tmpfs", "-o", f"size={kilobytes}k,nr_inodes={inodes}", "none")


def fill(disk: Path, leave: int = 0) -> Path:
    """Fill a file system but for `leave` kilobytes; give the file that fills it."""
    status = os.statvfs(disk)
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        file.write(bytes(max(status.f_bavail * status.f_bsize - leave * 1024, 0)))
    return filler
