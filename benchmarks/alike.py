"""Says whether incremental builds equal full ones at any size: `python -m benchmarks.alike 1000`.

A made-up site is edited at random, again and again; after each edit the output of the incremental build and what it
found are held against those of a full build. The same seed makes the same edits.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import AS_OF, write_site
from site_gen.pipeline.build import build
from site_gen.pipeline.options import BuildOptions, BuildResult


class Compared(NamedTuple):
    """One edit: what it was, how long both builds took in seconds, how many files changed, and what differs."""

    edit: str
    incremental: float
    full: float
    changed: int
    differences: tuple[str, ...]


def compare(root: Path, count: int, edits: int, seed: int = 1) -> Iterator[Compared]:
    """Write a site of `count` providers below `root`, and compare after each of so many edits."""
    rng = random.Random(seed)  # noqa: S311 - the same edits every time are the point
    site, full = root / "site", root / "full"
    write_site(site, count, seed)
    _build(site, site / "public")
    for number in range(edits):
        edit = list(EDITS)[number % len(EDITS)]
        EDITS[edit](site, rng)
        started = time.perf_counter()
        incremental = _build(site, site / "public")
        between = time.perf_counter()
        whole = _build(site, full, full=True)
        ended = time.perf_counter()
        differences = _differences(site / "public", full)
        if incremental.report != whole.report:
            differences = (*differences, "what was found")
        if not (incremental.published and whole.published):
            differences = (*differences, "not published")
        yield Compared(edit, between - started, ended - between, len(incremental.changed), differences)


def _build(root: Path, out: Path, *, full: bool = False) -> BuildResult:
    """Build with what the last build of this output left, and leave it for the next one; in full with nothing."""
    cache, kept = root / ".site-gen", root / ".site-gen-kept"
    if full:
        shutil.rmtree(out, ignore_errors=True)  # without a cache nothing tells whose its files are
    if full and cache.exists():
        cache.rename(kept)
    try:
        return build(BuildOptions(root=root, out=out, as_of=AS_OF, full=full))
    finally:
        if full and kept.exists():
            shutil.rmtree(cache)
            kept.rename(cache)


def _differences(one: Path, other: Path) -> tuple[str, ...]:
    here, there = _files(one), _files(other)
    both = here & there
    return tuple(sorted(here ^ there)) + tuple(
        file for file in sorted(both) if (one / file).read_bytes() != (other / file).read_bytes()
    )


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _review(root: Path, rng: random.Random, words: str) -> Path:
    """Choose a review that has these words."""
    paths = sorted((root / "content/reviews").glob("*/*.yaml"))
    rng.shuffle(paths)
    return next(path for path in paths if words in path.read_text(encoding="utf-8"))


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def _publish(root: Path, rng: random.Random) -> None:
    decided = f"status: published, decided_at: {AS_OF}T00:00:00Z, by: compliance"
    _replace(_review(root, rng, "visit-match\nmoderation: {status: pending"), "status: pending", decided)


def _reword(root: Path, rng: random.Random) -> None:
    _replace(_review(root, rng, "text: |-\n  "), "text: |-\n  ", f"text: |-\n  Number {rng.random()} I was. ")


def _copy(root: Path, rng: random.Random) -> None:
    """Give somebody the words of another's review, which a rule finds."""
    one, other = (_review(root, rng, "text: |-\n  ") for _ in range(2))
    text = one.read_text(encoding="utf-8").partition("text: |-\n  ")[2].partition("\n")[0]
    _replace(other, "text: |-\n  ", f"text: |-\n  {text}\n  ")


def _provider(root: Path, rng: random.Random) -> Path:
    return rng.choice(sorted((root / "content/providers").iterdir()))


def _write_more(root: Path, rng: random.Random) -> None:
    _replace(_provider(root, rng), "bio: |\n  ", f"bio: |\n  Nothing of this is true {rng.random()} times. ")


def _depart(root: Path, rng: random.Random) -> None:
    path = _provider(root, rng)
    path.write_text(f"{path.read_text(encoding='utf-8')}status: departed\n", encoding="utf-8")


def _rename(root: Path, rng: random.Random) -> None:
    path = _provider(root, rng)
    _replace(path, "family: ", "family: Aa")


def _remove(root: Path, rng: random.Random) -> None:
    path = _provider(root, rng)
    path.unlink()
    shutil.rmtree(root / "content/reviews" / path.stem, ignore_errors=True)


def _stray(root: Path, rng: random.Random) -> None:
    """Leave something in the output, spoil a page of it, and change a profile."""
    (root / "public/assets/stray.0123456789.css").write_text("of no build", encoding="utf-8")
    with rng.choice(sorted((root / "public/specialties").glob("*/index.html"))).open("a") as page:
        page.write("spoiled")
    _write_more(root, rng)


EDITS: dict[str, Callable[[Path, random.Random], None]] = {
    "a review published": _publish,
    "a bio": _write_more,
    "a review's text": _reword,
    "a name, and with it the order": _rename,
    "somebody departed": _depart,
    "a copied review": _copy,
    "a spoiled output": _stray,
    "somebody removed": _remove,
}


def main() -> int:
    """Compare, write a line for each edit, and give 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alike", description="Compare with full builds.")
    parser.add_argument("count", type=int, help="how many providers the site has")
    parser.add_argument("--edits", type=int, default=len(EDITS))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in compare(Path(folder), arguments.count, arguments.edits, arguments.seed):
            bad += bool(one.differences)
            said = ", ".join(one.differences[:5]) or "alike"
            sys.stdout.write(
                f"{one.edit}: {one.changed} files, {one.incremental:.2f} s instead of {one.full:.2f} s: {said}\n"
            )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
