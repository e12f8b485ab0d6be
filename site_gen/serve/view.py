"""What a browser is to see: the last good output, and what stands in the way of the next one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.findings import Finding


class Problem(NamedTuple):
    """One thing to mend, in words; `place` is `path:line:column`, or empty."""

    place: str
    code: str
    name: str
    message: str
    hint: str
    severity: str = "error"


class View(NamedTuple):
    """`folder` is the last good output, None as long as there is none; `base_path` is where its links begin.

    `problems` block the next build; `remarks` are what was found in the last good one, where nothing blocks.
    A page that was made of a view with another `serial` is out of date.
    """

    serial: int = 0
    folder: Path | None = None
    base_path: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def after_success(
    before: View, folder: Path, base_path: str, remarks: Iterable[Problem] = (), *, changed: bool
) -> View:
    """Give the view after a good build: the same one if a reader could not tell the difference."""
    after = View(before.serial, folder, base_path, remarks=tuple(remarks))
    return before if after == before and not changed else after._replace(serial=before.serial + 1)


def after_failure(before: View, problems: Iterable[Problem]) -> View:
    """Give the view after a build that was blocked: the old pages, with the problems that stand now."""
    standing = tuple(problems)
    assert standing, "a build without problems is a good one"
    after = before._replace(problems=standing, remarks=())
    return before if after == before else after._replace(serial=before.serial + 1)


def problem_of_finding(finding: Finding) -> Problem:
    """Give a finding as a problem."""
    place = ":".join([finding.path, *(str(number) for number in (finding.line, finding.column) if number)])
    return Problem(place, finding.code, finding.name, finding.message, finding.hint, str(finding.severity))


def problem_of_error(error: Exception) -> Problem:
    """Give what stopped the tool as a problem: an error of ours in its words, any other with its kind."""
    if isinstance(error, SiteGenError):
        return Problem("", "error", "", error.message, error.hint)
    return Problem("", "error", "", f"{type(error).__name__}: {error}", "the terminal shows where it happened")
