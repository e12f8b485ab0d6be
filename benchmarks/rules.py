"""Which rule takes how much of a check: `python -m benchmarks.rules FOLDER`, in one process.

What several rules need of a page is found for the first that asks, so that its share holds what the others save.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.generate import AS_OF
from site_gen.check import engine
from site_gen.pipeline.build import check
from site_gen.pipeline.options import BuildOptions

_SHOWN = 25


def measure(root: Path) -> tuple[float, Counter[str]]:
    """Give the seconds of the processor that a whole check takes, and those of each rule by code."""
    spent: Counter[str] = Counter()
    take = engine.Results.take
    engine.Results.take = _timed(take, spent)  # type: ignore[method-assign]
    try:
        started = time.process_time()
        check(BuildOptions(root=root, out=root / "public", as_of=AS_OF, full=True, jobs=1))
        return time.process_time() - started, spent
    finally:
        engine.Results.take = take  # type: ignore[method-assign]


def _timed(take: Callable[..., None], spent: Counter[str]) -> Callable[..., None]:
    def timed(results: Any, rule: Any, *arguments: Any, **named: Any) -> None:
        started = time.perf_counter()
        take(results, rule, *arguments, **named)
        spent[rule.code] += time.perf_counter() - started  # type: ignore[assignment]

    return timed


def main() -> None:
    """Check a site, and write the rules that take most as a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description="Share of a check by rule.")
    parser.add_argument("folder", type=Path, help="a site")
    whole, spent = measure(parser.parse_args().folder.resolve())
    rules = sum(spent.values())
    sys.stdout.write(
        f"{whole:.1f} s in all, {rules:.1f} s in {len(spent)} rules\n\n| rule | share of the check |\n|---|--:|\n"
    )
    for code, seconds in spent.most_common(_SHOWN):
        sys.stdout.write(f"| {code} | {100 * seconds / whole:.1f} % |\n")


if __name__ == "__main__":
    main()
