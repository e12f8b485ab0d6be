"""A real pseudo terminal with a command in it: what is typed, and what stands on the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

SITE_GEN = Path(sys.executable).parent / "site-gen"
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\r")
_CLEARED = re.compile(r"\x1b\[H\x1b\[2J|\x1b\[2J\x1b\[H")
_PATIENCE_SECONDS = 30
_QUIET_SECONDS = 0.1


class Terminal:
    """A running command and everything that it wrote."""

    def __init__(self, *arguments: str, cwd: Path, columns: int = 80, rows: int = 50, **environment: str) -> None:
        here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        wanted = {**os.environ, "TERM": "xterm-256color", **environment}
        for name in ("COLUMNS", "LINES", "NO_COLOR", "SITE_GEN_ROLE"):
            if name not in environment:
                wanted.pop(name, None)
        self._file = here
        self.columns = columns
        self.written = ""
        self._begun = 0
        self.process = subprocess.Popen(
            [str(SITE_GEN), *arguments],
            cwd=cwd,
            env=wanted,
            stdin=there,
            stdout=there,
            stderr=there,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(there)

    def sees(self, words: str) -> str:
        """Wait until words stand on the screen, and give that screen."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while words not in _folded(self.screen):
            if time.monotonic() > end or not self._read(end):
                raise AssertionError(f"{words!r} never came; the screen is:\n{self.screen}")
        while self._read(time.monotonic() + _QUIET_SECONDS):
            pass
        return self.screen

    def types(self, keys: str) -> Terminal:
        """Press keys when the command waits for one; what is seen after that was written after that."""
        return self._write(keys, is_line=False)

    def enters(self, line: str) -> Terminal:
        """Type a line when the command waits for a line."""
        return self._write(f"{line}\r", is_line=True)

    def interrupts(self) -> Terminal:
        """Press Control-C when the command waits for a line."""
        return self._write("\x03", is_line=True)

    def ends(self) -> int:
        """Wait for the command's end, and give its exit code."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while self._read(end):
            pass
        return self.process.wait(_PATIENCE_SECONDS)

    def close(self) -> None:
        """Stop the command if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._file)

    @property
    def screen(self) -> str:
        """What was written since the last key, on the last screen, as text."""
        return _CONTROLS.sub("", self.colored)

    @property
    def colored(self) -> str:
        """The same with the terminal's codes."""
        return _CLEARED.split(self.written[self._begun :])[-1]

    def _write(self, keys: str, *, is_line: bool) -> Terminal:
        """Write when the terminal is in that mode and the command waits.

        What is typed before is thrown away, and an interruption just before it waits is noticed at the next key.
        """
        end = time.monotonic() + _PATIENCE_SECONDS
        while bool(termios.tcgetattr(self._file)[3] & termios.ICANON) != is_line or not self._waits():
            if time.monotonic() > end:
                raise AssertionError(f"nobody waits for {keys!r}; the screen is:\n{self.screen}")
            self._read(time.monotonic() + 0.01)
        self._begun = len(self.written)
        os.write(self._file, keys.encode())
        return self

    def _waits(self) -> bool:
        """Tell whether the command sleeps, and has slept for a while; where nobody says so, it is taken to."""
        before = self._sleep()
        self._read(time.monotonic() + _QUIET_SECONDS)
        return before is not None and before == self._sleep()

    def _sleep(self) -> tuple[str, ...] | None:
        """Give what tells one sleep of the command from its next (proc(5)); None while it is awake."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except FileNotFoundError:
            return ()
        found = dict(line.split(":", 1) for line in lines)
        is_asleep = found["State"].strip().startswith("S")
        return tuple(found[f"{kind}_ctxt_switches"] for kind in ("voluntary", "nonvoluntary")) if is_asleep else None

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._file], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return False
        try:
            data = os.read(self._file, 65536)
        except OSError:  # how Linux says that the other end is gone
            return False
        self.written += data.decode("utf-8", "replace")
        return bool(data)


def _folded(text: str) -> str:
    return " ".join(text.split())
