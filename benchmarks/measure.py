"""Times `seal`, `build`, `check` and `verify` of a site whose log was begun: `python -m benchmarks.measure FOLDER`.

Each step is a process of its own. Memory is the largest sum over it and all its children of the memory that is theirs
alone or their share of what they have in common (PSS of Linux), looked at every 100 ms, since looking takes time, too.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import AS_OF

_EVERY = 0.1
_OUT = "public"
_AS_PEOPLE_DO = ("env", "-u", "PYTHONDONTWRITEBYTECODE")
"""Python keeps what it has compiled, unless somebody tells it not to."""


class Figure(NamedTuple):
    """One run: seconds by the clock, seconds of all processors, and the most memory at a time in MB."""

    seconds: float
    processor: float
    megabytes: float


class Step(NamedTuple):
    """What is measured: a name, the arguments of `site-gen`, and what goes before without being measured."""

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda root: None


def steps(root: Path) -> tuple[Step, ...]:
    """Give the steps in their order; each finds what the ones before it left."""
    day = ("--as-of", str(AS_OF))
    return (
        Step("seal, all new", ("seal", *day), _forget_reviews),
        Step("seal, nothing new", ("seal", *day)),
        Step("build, cold", ("build", *day), forget_build),
        Step("build, nothing changed", ("build", *day), _build_again),
        Step("build, one profile changed", ("build", *day), _change_profile),
        Step("build, one review changed", ("build", *day), _publish_review),
        Step("check, nothing changed", ("check", *day)),
        Step("check, one profile changed", ("check", *day), _change_profile),
        Step("check, cold", ("check", *day), forget_build),
        Step("check, of the pages in a folder", ("check", *day, "--site", str(root / _OUT)), _build_again),
        Step("verify", ("verify", str(root / _OUT), "--key", _key(root))),
    )


def run(step: Step, root: Path) -> Figure:
    """Run one step once.

    Raises:
        CalledProcessError: it did not succeed, so that its time means nothing. A made-up site has warnings, no errors.
    """
    step.prepare(root)
    return time_command([sys.executable, "-m", "site_gen", "-C", str(root), *step.arguments])


def time_command(command: Sequence[str], folder: Path | None = None) -> Figure:
    """Run a command once, in a folder.

    Raises:
        CalledProcessError: it did not succeed.
    """
    before = _processor_seconds()
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603
        [*_AS_PEOPLE_DO, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        sampler = _Sampler(process.pid)
        sampler.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        sampler.ended.set()
        sampler.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Figure(seconds, _processor_seconds() - before, sampler.peak / 1024)


class _Sampler(threading.Thread):
    """Looks at the memory of a process and its children until it is told that it has ended."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while True:
            self.peak = max(self.peak, memory_of(self.pid))
            if self.ended.wait(_EVERY):
                return


def memory_of(pid: int) -> int:
    """Give the memory of a process and its children in kB; 0 when it has ended."""
    return sum(_sizes(pid))


def _processor_seconds() -> float:
    """Give the time that processors spent on processes that have ended, and on the children of those."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sizes(pid: int) -> Iterator[int]:
    """Give the proportional size of a process and of each of its children in kB; nothing when it has ended."""
    folder = Path("/proc") / str(pid)
    try:
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                yield int(line.split()[1])
        for task in (folder / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _sizes(int(child))
    except OSError:
        return


def _forget_reviews(root: Path) -> None:
    """Put the log back to its beginning, which is kept aside the first time."""
    kept = keep_begun(root)
    shutil.rmtree(root / "log")
    shutil.copytree(kept, root / "log")


def keep_begun(root: Path) -> Path:
    """Keep the log of a site as it was begun, unless that was done; give the folder of it."""
    kept = root.with_name(f"{root.name}-begun-log")
    if not kept.exists():
        shutil.copytree(root / "log", kept)
    return kept


def forget_build(root: Path) -> None:
    """Take away the output and everything that a build keeps for the next one."""
    shutil.rmtree(root / _OUT, ignore_errors=True)
    shutil.rmtree(root / ".site-gen", ignore_errors=True)


def _change_profile(root: Path) -> None:
    """Give one provider a sentence more."""
    path = min((root / "content/providers").iterdir())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("bio: |\n  ", "bio: |\n  Nothing of this is true. ", 1), encoding="utf-8")


def _publish_review(root: Path) -> None:
    """Decide about the first review that waits, and seal that."""
    for path in sorted((root / "content/reviews").glob("*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        if "status: pending" in text and "source: website-form" in text:
            decided = f"status: published, decided_at: {AS_OF}T00:00:00Z, by: compliance"
            path.write_text(text.replace("status: pending", decided), encoding="utf-8")
            break
    _run(root, "seal")


def _build_again(root: Path) -> None:
    _run(root, "build")


def _run(root: Path, command: str) -> None:
    whole = [sys.executable, "-m", "site_gen", "-C", str(root), command, "--as-of", str(AS_OF)]
    subprocess.run(whole, check=True, capture_output=True)  # noqa: S603


def _key(root: Path) -> str:
    line = next(line for line in (root / "site.yaml").read_text().splitlines() if line.startswith("log:"))
    return line.split('key: "')[1].split('"')[0]


def main() -> None:
    """Measure a site, and write a row of a Markdown table for each step."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.measure", description="Time seal, build, check and verify."
    )
    parser.add_argument("folder", type=Path, help="a site that generate wrote, after site-gen log init")
    parser.add_argument("--runs", type=int, default=1, help="the median of so many runs counts")
    parser.add_argument("--only", default="", help="steps whose names begin so")
    arguments = parser.parse_args()
    root = arguments.folder.resolve()
    for step in steps(root):
        if step.name.startswith(arguments.only):
            figures = [run(step, root) for _ in range(arguments.runs)]
            seconds, processor, megabytes = (statistics.median(column) for column in zip(*figures, strict=True))
            sys.stdout.write(f"| {step.name} | {seconds:.2f} | {processor:.2f} | {megabytes:.0f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
