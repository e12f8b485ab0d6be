"""How the tool speaks: reports on stdout, everything else on stderr, colour only where a person reads it."""

from __future__ import annotations

import os
import re
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

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\x1b(?!\\[(?:[01]|3[1-6])m)"
)
"""What moves the cursor, turns words around or begins any sequence of a terminal but our own colours (ECMA-48)."""
_OTHERS_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_COMMANDS = re.compile(r"^([^\S\n]*):(?=:)|(?<=#)(?=#\w*\[)", re.MULTILINE)
"""How a line begins, or what it holds, that GitHub Actions and Azure Pipelines take for a command to themselves."""


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
    """Write a part of the report, with a line feed; words of others in it command neither a terminal nor a CI."""
    click.echo(harmless(text), color=_colored(sys.stdout))


def note(text: str) -> None:
    """Write a remark about what is going on, with a line feed, as harmless as the report."""
    click.echo(harmless(text), err=True, color=_colored(sys.stderr))


def formatted(text: str, form: str) -> None:
    """Write a report in a form that was asked for, without line feeds at its end but one."""
    text = text.rstrip("\r\n")
    if form == "text":
        report(text)
    elif form in ("json", "sarif"):
        json_data(text)
    else:
        data(text)


def data(text: str) -> None:
    """Write a report that a program reads, as it is, with a line feed."""
    click.echo(text, color=False)


def json_data(text: str) -> None:
    """Write a JSON text with a line feed; what a terminal would obey is escaped, which changes no value (RFC 8259)."""
    data(_OTHERS_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def harmless(text: str) -> str:
    """Give a text in which nothing but our own colours is obeyed; what else would be becomes U+FFFD, or is broken up.

    The ends of lines stay, and so does a carriage return before one.
    """
    text = _CONTROLS.sub(_replaced, text)
    return _COMMANDS.sub(lambda found: f"{found[1]}: " if found[1] is not None else " ", text)


def _replaced(found: re.Match[str]) -> str:
    at_end = found[0] == "\r" and found.string[found.end() : found.end() + 1] in ("\n", "")
    return "\r" if at_end else "\ufffd"


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
    if not is_terminal(sys.stderr):
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


def is_terminal(stream: IO[str] | None) -> bool:
    """Tell whether a person reads or writes a stream; one that is closed is none."""
    return stream is not None and stream.isatty()


def _colored(stream: IO[str] | None) -> bool:
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"  # noqa: TID251


def _styled(text: str, color: str) -> str:
    return click.style(text, bold=True) if color == "bold" else click.style(text, fg=color, bold=True)
