"""What is typed at a prompt, and what came of it: exit code and both streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(sys.executable).parent


class Said:
    """What a command said."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> Said:
    done = subprocess.run(
        [str(HERE / "site-gen"), *arguments],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done)
