"""What a browser is to see: the last good output, and what stands in the way of the next one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.findings import Finding


class Problem(NamedTuple):
    """One thing that blocks the build, in words; `place` is `path:line:column`, or empty."""

    place: str
    code: str
    name: str
    message: str
    hint: str


class View(NamedTuple):
    """`folder` is the last good output, None as long as there is none; `base_path` is where its links begin.

    A page that was made of a view with another `serial` is out of date.
    """

    serial: int = 0
    folder: Path | None = None
    base_path: str = ""
    problems: tuple[Problem, ...] = ()


def after_success(before: View, folder: Path, base_path: str, *, changed: bool) -> View:
    """Give the view after a good build: the same one if a reader could not tell the difference."""
    same = before.folder == folder and before.base_path == base_path and not before.problems
    return before if same and not changed else View(before.serial + 1, folder, base_path)


def after_failure(before: View, problems: Iterable[Problem]) -> View:
    """Give the view after a build that was blocked: the old pages, with the problems that stand now."""
    standing = tuple(problems)
    assert standing, "a build without problems is a good one"
    return before if before.problems == standing else before._replace(serial=before.serial + 1, problems=standing)


def problem_of_finding(finding: Finding) -> Problem:
    """Give a finding as a problem."""
    place = ":".join([finding.path, *(str(number) for number in (finding.line, finding.column) if number)])
    return Problem(place, finding.code, finding.name, finding.message, finding.hint)


def problem_of_error(error: Exception) -> Problem:
    """Give what stopped the tool as a problem: an error of ours in its words, any other with its kind."""
    if isinstance(error, SiteGenError):
        return Problem("", "error", "", error.message, error.hint)
    return Problem("", "error", "", f"{type(error).__name__}: {error}", "the terminal shows where it happened")
