"""How the tool speaks: reports on stdout, everything else on stderr, colour only where a person reads it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from site_gen.errors import SiteGenError, next_step

NAME = "site-gen"


def invocation() -> str:
    """Give the way in which this tool was called, so that what a message suggests can be typed as it stands."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m site_gen"
    found = shutil.which(NAME)
    if called.name != NAME or (found and called.exists() and Path(found).samefile(called)):
        return NAME
    return os.path.relpath(called)


def call(root: Path) -> str:
    """Give what stands before a command's name in a suggestion: how this tool was called, and for which site."""
    return f"{invocation()} " if root == Path.cwd() else f"{invocation()} -C {shlex.quote(str(root))} "


def report(text: str) -> None:
    """Write a part of the report, with a line feed."""
    click.echo(text, color=_colored(sys.stdout))


def note(text: str) -> None:
    """Write a remark about what is going on, with a line feed."""
    click.echo(text, err=True, color=_colored(sys.stderr))


def fail(error: SiteGenError) -> None:
    """Write an error and its hint."""
    note(f"{NAME}: {paint_stderr('error', 'red')}: {error.message}")
    if hint := _hint_of(error):
        note(f"{NAME}: {paint_stderr('hint', 'cyan')}: {hint}")


def paint(text: str, color: str) -> str:
    """Give a text for stdout in a colour, or as it is when nobody sees colours there."""
    return _styled(text, color) if _colored(sys.stdout) else text


def paint_stderr(text: str, color: str) -> str:
    """Give a text for stderr in a colour, or as it is when nobody sees colours there."""
    return _styled(text, color) if _colored(sys.stderr) else text


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while long work goes on, on a terminal only; call the value with what is done, of how much."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, update_min_steps=1) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show


def _hint_of(error: SiteGenError) -> str:
    """Give the hint of an error, or what the refusal of the system behind it suggests."""
    if error.hint or not isinstance(error.__cause__, OSError):
        return error.hint
    return next_step(error.__cause__)


def _colored(stream: IO[str]) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"  # noqa: TID251


def _styled(text: str, color: str) -> str:
    return click.style(text, bold=True) if color == "bold" else click.style(text, fg=color, bold=True)
