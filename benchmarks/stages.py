"""Says where a cold build spends its time, and how little it could be: `python -m benchmarks.stages FOLDER`.

The site is built in one process with a clock around each stage of the work, so that every second of the processor is
counted once. Beside it stands what the libraries in C need for the same files and nothing around them: events of
YAML from libyaml, trees of pages from Lexbor, bytes read and written. That is a bound below which no code in Python
comes, however it is compiled; of drawing it says nothing, since templates are Python.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from selectolax.lexbor import LexborHTMLParser

from benchmarks.generate import AS_OF
from benchmarks.measure import forget_build
from site_gen.load import documents
from site_gen.pipeline import build, inspect, placing, provider_source, reporting, run, shard, site_step
from site_gen.pipeline.options import BuildOptions
from site_gen.write import stage

_OUT = "public"

READING = "reading files"
YAML = "YAML to typed values"
CONTENT = "rules over profiles and reviews"
LOG = "opening sealed reviews, rules over them"
SUMMARY = "standing and summary of a provider"
DRAWING = "drawing pages of providers"
WRITING = "writing files"
PARSING = "parsing built pages"
PAGES = "rules over built pages"
GATHERING = "links and what is searched of built pages"
SITE = "lists, directory, feeds, sitemap"
GROUND = "settings, theme, the log as a whole"
ACROSS = "rules that need the whole site"
RECORD = "the record for the next build"
REST = "all else"

_CLOCKED: tuple[tuple[Any, str, str], ...] = (
    (provider_source, "read_file", READING),
    (provider_source, "read_optional", READING),
    (documents, "read_file", READING),
    (shard, "parse_provider", YAML),
    (shard, "parse_review", YAML),
    (shard, "check_provider", CONTENT),
    (placing, "parse_openings_file", LOG),
    (placing, "check_originals", LOG),
    (placing, "place_logged", LOG),
    (placing, "check_sealed", LOG),
    (placing, "published_openings", LOG),
    (shard, "stand", SUMMARY),
    (shard, "keep_ledger", SUMMARY),
    (shard, "summarize", SUMMARY),
    (shard, "provider_files", DRAWING),
    (stage.Stage, "write", WRITING),
    (inspect, "Reading", PARSING),
    (inspect, "check_page", PAGES),
    (inspect, "facts_of", GATHERING),
    (inspect, "searched_digest", GATHERING),
    (inspect, "digest_of", GATHERING),
    (site_step, "write_site_level", SITE),
    (run.Run, "_look_across", ACROSS),
    (reporting.Reporter, "report", ACROSS),
    (run.Run, "_save", RECORD),
    (build, "_begin", GROUND),
)
"""What is clocked, where it is called from, and the stage that it is part of; what is inside another counts there."""


class Floor(NamedTuple):
    """The least that a stage could take: what does it, how many files, and seconds."""

    stage: str
    what: str
    files: int
    seconds: float


class _Clock:
    """Seconds of this process by stage, each second counted for the innermost stage only."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stages = [REST]
        self._since = time.process_time()

    def enter(self, name: str) -> None:
        self._count()
        self._stages.append(name)

    def leave(self) -> None:
        self._count()
        self._stages.pop()

    def around(self, work: Callable[..., Any], name: str) -> Callable[..., Any]:
        @wraps(work, updated=())
        def clocked(*given: Any, **named: Any) -> Any:
            self.enter(name)
            try:
                done = work(*given, **named)
            finally:
                self.leave()
            return self._each(done, name) if isinstance(done, Iterator) else done

        return clocked

    def _each(self, results: Iterator[Any], name: str) -> Iterator[Any]:
        """Give results of which each is made when it is asked for."""
        while True:
            self.enter(name)
            try:
                result = next(results)
            except StopIteration:
                return
            finally:
                self.leave()
            yield result

    def _count(self) -> None:
        now = time.process_time()
        self.seconds[self._stages[-1]] += now - self._since
        self._since = now


def clocked_build(root: Path) -> dict[str, float]:
    """Build a site cold in this process; give seconds of the processor by stage. What children do is not in them."""
    clock = _Clock()
    for holder, name, of_stage in _CLOCKED:
        setattr(holder, name, clock.around(getattr(holder, name), of_stage))
    forget_build(root)
    clock.enter(REST)
    build.build(BuildOptions(root=root, out=root / _OUT, as_of=AS_OF, jobs=1))
    clock.leave()
    return dict(clock.seconds)


def floors(root: Path) -> Iterator[Floor]:
    """Measure what libraries in C need for the files of a built site."""
    content = [path for folder in ("content", "log/openings") for path in (root / folder).rglob("*") if path.is_file()]
    texts, seconds = _timed(lambda: [path.read_bytes() for path in content])
    yield Floor(READING, "open and read", len(content), seconds)
    documents_ = [text for path, text in zip(content, texts, strict=True) if path.suffix == ".yaml"]
    _, seconds = _timed(lambda: [_events(text) for text in documents_])
    yield Floor(YAML, "events of libyaml", len(documents_), seconds)
    out = root / _OUT
    files = [path for path in out.rglob("*") if path.is_file()]
    pages = [path.read_text(encoding="utf-8") for path in files if path.suffix == ".html"]
    _, seconds = _timed(lambda: sum(LexborHTMLParser(page).root is not None for page in pages))
    yield Floor(PARSING, "trees of Lexbor", len(pages), seconds)
    data = [(path.relative_to(out).as_posix(), path.read_bytes()) for path in files]
    copy = stage.Stage(root / "floor")
    try:
        _, seconds = _timed(lambda: [copy.write(name, one) for name, one in data])
    finally:
        shutil.rmtree(copy.folder, ignore_errors=True)
    yield Floor(WRITING, "folders and files", len(data), seconds)


def table(seconds: dict[str, float], least: list[Floor]) -> Iterator[str]:
    """Give the rows of a Markdown table, the largest stage first."""
    by_stage = {floor.stage: floor for floor in least}
    yield "| | seconds | share | in C alone |"
    yield "|---|--:|--:|---|"
    whole = sum(seconds.values())
    for name, one in sorted(seconds.items(), key=lambda row: -row[1]):
        floor = by_stage.get(name)
        bound = f"{floor.seconds:.1f}: {floor.what} ({floor.files:,})" if floor else ""
        yield f"| {name} | {one:.1f} | {one / whole:.0%} | {bound} |"
    yield f"| all | {whole:.1f} | | {sum(floor.seconds for floor in least):.1f} |"


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    done = work()
    return done, time.process_time() - begun


def _events(text: bytes) -> int:
    return sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader))


def main() -> None:
    """Build the site of a folder, and write the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a site that generate wrote, sealed")
    root = parser.parse_args().folder.resolve()
    seconds = clocked_build(root)
    sys.stdout.write("\n".join(table(seconds, list(floors(root)))) + "\n")


if __name__ == "__main__":
    main()
