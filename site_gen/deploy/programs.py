"""Runs the programs that some places need: ssh, rsync, git."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence

from site_gen.errors import UnwritableError


def run_program(
    command: Sequence[str], data: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; give what it wrote and its exit code.

    Raises:
        UnwritableError: there is no such program.
    """
    try:
        return subprocess.run(  # noqa: S603 - the arguments are ours, and no shell reads them here
            command, input=data, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise UnwritableError(f"there is no {command[0]} on this machine", hint=f"install {command[0]}") from error


def whole(done: subprocess.CompletedProcess[bytes], what: str, hint: str) -> bytes:
    """Give what a program wrote, if it went well.

    Raises:
        UnwritableError: it did not, with `what` failed and the line of what it said that tells why.
    """
    if done.returncode != 0:
        said = _why(done.stderr.decode("utf-8", "replace")) or f"exit code {done.returncode}"
        raise UnwritableError(f"{what}: {said}", hint=hint)
    return done.stdout


def _why(said: str) -> str:
    """Give the line that says why: the last one, but for what git adds to every failure of a remote."""
    lines = [line.strip() for line in said.partition(_ADDED)[0].splitlines() if line.strip()]
    rejected = [line for line in lines if line.startswith("! [")]
    return (rejected or [line for line in lines if not line.startswith("hint:")] or [""])[-1]


_ADDED = "fatal: Could not read from remote repository."
