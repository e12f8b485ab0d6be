"""Looks for an erased review where `seal --erase` does not reach: in the repository's history, and in built folders.

Git is asked through its own program, for a limited time, and only read from. Whatever keeps it from answering is said,
never raised: the erasure itself is done by then.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

MOST_COMMITS = 200
_MOST_REFS = 20
_SECONDS = 60.0
_LEAST_WORDS = 16
"""A shorter run of words would be found in other texts, too."""
_MOST_WORDS = 200
_SPECIAL = re.compile(r"[\\.^$*+?()\[\]{}|]")


class Commit(NamedTuple):
    """A commit that brought, or took away, what was looked for: its hash, its day, and the files."""

    name: str
    on: str
    files: tuple[str, ...]


class History(NamedTuple):
    """What the history of the repository holds: commits, newest first, and the branches and tags that lead to them.

    `problem` says why nobody could look, or not to the end; `is_partial` that older commits may be missing.
    """

    commits: tuple[Commit, ...] = ()
    refs: tuple[str, ...] = ()
    remotes: tuple[str, ...] = ()
    is_partial: bool = False
    problem: str = ""


def find_commits(root: Path, review_id: str, words: str = "", *, seconds: float = _SECONDS) -> History:
    """Give the commits of the repository around `root` in which the id of a review, or its words, come or go.

    Looked at are all branches, tags, stashes and the reflog, every file, as text: an export that was committed is found
    by its words. Not found is what lies in archives, and a text that was broken into lines in another way.
    """
    try:
        inside = _git(root, seconds, "rev-parse", "--is-shallow-repository")
    except FileNotFoundError:
        return History(problem="git is not installed here")
    except subprocess.TimeoutExpired:
        return History(problem=f"git did not answer within {seconds:.0f} seconds")
    if inside.returncode:
        return History(problem="the site is in no Git repository that git can read")
    wanted = "|".join(_literally(one) for one in (review_id, words) if one)
    every = ("--all", "--reflog", "--topo-order", "--no-color", "--no-textconv", "--no-renames")
    shape = ("--format=%x00%H %cs", "--name-only", f"--max-count={MOST_COMMITS}")
    try:
        found = _git(root, seconds, "log", *every, *shape, "--pickaxe-regex", f"-S{wanted}")
        if found.returncode:
            return History(problem=f"git log failed: {_first_line(found.stderr)}")
        commits = tuple(_commits(found.stdout))
        refs = _refs(root, seconds, commits) if commits else ()
        remotes = tuple(_git(root, seconds, "remote").stdout.split()) if commits else ()
    except subprocess.TimeoutExpired:
        return History(problem=f"git did not come to the end of the history within {seconds:.0f} seconds")
    is_partial = inside.stdout.strip() == "true" or len(commits) == MOST_COMMITS
    return History(commits, refs, remotes, is_partial)


def find_copies(folders: Sequence[Path], review_id: str, provider: str, slug: str) -> dict[Path, tuple[str, ...]]:
    """Give the files of built folders that hold a review, by folder: profile and review pages, openings, feeds."""
    patterns = (f"providers/{slug}/**/*", f"*/providers/{slug}/**/*", f"review-log/openings/{provider}.json")
    feeds = ("feed.*", "*/feed.*", "index.html", "*/index.html")
    found = {}
    for folder in folders:
        paths = {path for pattern in (*patterns, *feeds) for path in folder.glob(pattern) if path.is_file()}
        held = [path for path in sorted(paths) if review_id.encode() in path.read_bytes()]
        if held:
            found[folder] = tuple(path.relative_to(folder).as_posix() for path in held)
    return found


def find_receipts(folders: Sequence[Path], review_id: str) -> tuple[Path, ...]:
    """Give the receipts and letters of a review that lie in folders, where `log prove` puts them."""
    files = {path.resolve() for folder in folders for path in folder.glob(f"{review_id}.*") if path.is_file()}
    return tuple(sorted(files))


def telling_words(segments: Sequence[str]) -> str:
    """Give the longest run of words in a review's segments that stands on one line; nothing where all are short."""
    lines = (line.strip() for segment in segments for line in segment.splitlines())
    longest = max(lines, key=len, default="")
    return longest[:_MOST_WORDS] if len(longest) >= _LEAST_WORDS else ""


def _git(root: Path, seconds: float, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ("git", "--no-optional-locks", "-c", "core.quotePath=false", "-C", str(root), *arguments)
    return subprocess.run(  # noqa: S603 - fixed arguments, no shell
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds, check=False
    )


def _literally(text: str) -> str:
    """Give an extended regular expression (POSIX) that matches a text."""
    return _SPECIAL.sub(lambda found: f"[{found[0]}]" if found[0] not in "\\^" else f"\\{found[0]}", text)


def _commits(output: str) -> Iterator[Commit]:
    for record in output.split("\0")[1:]:
        head, *files = [line for line in record.split("\n") if line]
        name, _, on = head.partition(" ")
        yield Commit(name, on, tuple(files))


def _refs(root: Path, seconds: float, commits: Sequence[Commit]) -> tuple[str, ...]:
    """Give branches and tags that lead to the oldest of some commits, the first of them."""
    every = ("for-each-ref", f"--count={_MOST_REFS}", "--format=%(refname:short)", f"--contains={commits[-1].name}")
    return tuple(_git(root, seconds, *every).stdout.split())


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "no reason given")
