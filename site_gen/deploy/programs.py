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
        UnwritableError: it did not, with `what` failed and the last line of what it said.
    """
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnwritableError(f"{what}: {said[-1] if said else f'exit code {done.returncode}'}", hint=hint)
    return done.stdout
