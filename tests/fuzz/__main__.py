"""Runs one target, guided by coverage: `python -m tests.fuzz yaml --seconds 1200 --corpus DIR`.

A failure does not end the run: its input is kept once for each place in the code, and the next one is looked for.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

SLOW_SECONDS = 2.0
"""Of processor time; an input that takes longer is kept as a failure."""
KILLED_SECONDS = 60
NOTED_SECONDS = 5
MOST_MEGABYTES = 1500
REPOSITORY = str(Path(__file__).parents[2])

with atheris.instrument_imports(include=["site_gen", "tests.fuzz", "tinycss2", "zipfile"]):
    from tests.fuzz.target import Target
    from tests.fuzz.targets import TARGETS


class Keeper:
    """Runs inputs, counts them, and keeps those that fail."""

    def __init__(self, run: Callable[[bytes], None], folder: Path) -> None:
        self.count = 0
        self.slowest = 0.0
        self.failures: dict[str, int] = {}
        self._run = run
        self._folder = folder
        self._started = self._noted = time.monotonic()

    def __call__(self, data: bytes) -> None:
        """Run one input."""
        self.count += 1
        started = time.process_time()
        try:
            self._run(data)
        except Exception as error:
            place = _place_of(error)
            self._keep(f"{type(error).__name__}-{place}", data, error)
        took = time.process_time() - started
        if took > self.slowest:
            self.slowest = took
            if took > SLOW_SECONDS:
                self._keep(f"slow-{took:.0f}s", data, None)
        if time.monotonic() - self._noted > NOTED_SECONDS:
            self._note()

    def _note(self) -> None:
        """Write how far it is; libFuzzer ends the process without asking."""
        self._noted = time.monotonic()
        found = ", ".join(f"{kind} ({count})" for kind, count in self.failures.items()) or "none"
        minutes = (self._noted - self._started) / 60
        said = f"{self.count:,} inputs in {minutes:.1f} minutes, slowest {self.slowest:.2f} s, failures: {found}\n"
        (self._folder.parent / "summary").write_text(said, encoding="utf-8")

    def _keep(self, kind: str, data: bytes, error: Exception | None) -> None:
        self.failures[kind] = self.failures.get(kind, 0) + 1
        if self.failures[kind] > 1:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._folder / f"{kind}-{hashlib.sha256(data).hexdigest()[:12]}"
        place.write_bytes(data)
        sys.stderr.write(f"FOUND {place}\n")
        if error is not None:
            traceback.print_exception(error, limit=-8, file=sys.stderr)
        sys.stderr.flush()


def _place_of(error: Exception) -> str:
    """Give the innermost place of ours, as a name for a file."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(REPOSITORY)]
    frame = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).stem}-{frame.lineno}"


def _write_seeds(target: Target, corpus: Path) -> None:
    for seed in target.seeds():
        data = seed[: target.most_bytes]
        (corpus / f"seed-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)


def _dictionary(words: tuple[bytes, ...]) -> str:
    lines = ["".join(f"\\x{byte:02x}" for byte in word) for word in words if 0 < len(word) <= 64]
    return "".join(f'"{line}"\n' for line in lines)


def main() -> None:
    """Run the target that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("target", nargs="?", choices=sorted(TARGETS), help="without one: list the targets")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"), help="a folder; each target has one inside")
    given = parser.parse_args()
    if given.target is None:
        sys.stdout.write("".join(f"{name}\n" for name in sorted(TARGETS)))
        return
    target = TARGETS[given.target]
    folder = (given.corpus / target.name).absolute()
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    _write_seeds(target, corpus)
    words = folder / "words"
    words.write_text(_dictionary(target.words), encoding="ascii")
    keeper = Keeper(target.run, folder / "failures")
    options = [
        f"-max_total_time={given.seconds}", f"-max_len={target.most_bytes}", f"-timeout={KILLED_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={folder}/", f"-dict={words}", "-print_final_stats=1",
        str(corpus),
    ]  # fmt: skip

    atheris.Setup([sys.argv[0], *options], keeper, enable_python_coverage=True)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
