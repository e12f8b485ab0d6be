"""Builds the site: load → check → render → check the pages → write aside → swap in.

Incremental by default, and equal byte for byte to a full build: what did not change is taken over from the old output.
Where nothing changed at all, nothing is imported either that only a build needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_gen.errors import UnreadableError
from site_gen.load.folder import PROVIDERS
from site_gen.load.snapshot import Snapshot
from site_gen.pipeline.aside import aside
from site_gen.pipeline.cache_folder import CACHE, LOG_LOCK, PREVIEW, start_mark, twin_of
from site_gen.pipeline.options import BuildOptions, BuildResult, Progress, ignore_progress
from site_gen.pipeline.site_folder import refuse_no_site, refuse_site
from site_gen.pipeline.unchanged import remember, see_site, take_over
from site_gen.write.lock import waiting_lock
from site_gen.write.output import inodes_in, look_at, read_files, recover

if TYPE_CHECKING:
    from site_gen.findings import Report
    from site_gen.model.summary import ProviderSummary
    from site_gen.pipeline.run import Run
    from site_gen.pipeline.site_content import SiteContent


def build(options: BuildOptions, progress: Progress = ignore_progress) -> BuildResult:
    """Build the site of `options.root` into `options.out`, unless findings block it.

    Two builds of one site at a time, or a build and a seal: the second waits.

    Raises:
        UnreadableError: there is no site, or a file may not be read.
        UnwritableError: the output may not be written, or is not ours to replace.
    """
    with built(options, progress) as result:
        return result


@contextmanager
def built(options: BuildOptions, progress: Progress = ignore_progress) -> Iterator[BuildResult]:
    """Build as `build` does, and keep other builds out until whoever asked has taken what it needs of the output."""
    with _locked(options.root) as cache:
        yield _build(options, cache, progress)


def _build(options: BuildOptions, cache: Path, progress: Progress) -> BuildResult:
    looking = _look_at_output(options)
    seen = see_site(options.root)
    digest, looked = looking()
    kept = take_over(options, cache, seen, digest)
    if kept is not None:
        return kept
    started = start_mark(cache)
    twin = aside(lambda: inodes_in(twin_of(cache, options.out)))
    run = _begin(options, cache, seen, looked, started)
    if isinstance(run, BuildResult):
        return run
    result = run.run(progress, twin)
    if not result.published:
        return result
    to_come = (edge for edge in run.content.edges() if options.at is not None and edge > options.at)
    result = result._replace(until=min(to_come, default=None))
    remember(options, cache, seen, started, result, run.left)
    return result


def check(options: BuildOptions, progress: Progress = ignore_progress) -> Report:
    """Look at the site of `options.root` as `build` does, and publish nothing.

    Raises:
        UnreadableError: there is no site, or a file may not be read.
        UnwritableError: nothing may be written beside the output.
    """
    return examine(options, progress).report


class Examined(NamedTuple):
    """The report of a check, and what was looked at: `content` is None when the site level did not load."""

    report: Report
    content: SiteContent | None = None
    summaries: tuple[ProviderSummary, ...] = ()


def examine(options: BuildOptions, progress: Progress = ignore_progress) -> Examined:
    """Look at the site as `check` does, and give what was looked at, too."""
    with _locked(options.root) as cache:
        looking = _look_at_output(options)
        seen = see_site(options.root)
        run = _begin(options, cache, seen, looking()[1], start_mark(cache), whole_log=True)
        if isinstance(run, BuildResult):
            return Examined(run.report)
        report = run.look(progress).report
        return Examined(report, run.content, run.summaries())


@contextmanager
def _locked(root: Path) -> Iterator[Path]:
    """Keep other builds of a site out, and whoever writes its log; give its cache."""
    refuse_no_site(root)
    cache = root / CACHE
    with waiting_lock(cache / "lock"), waiting_lock(cache / LOG_LOCK):
        yield cache


def _look_at_output(options: BuildOptions) -> Callable[[], tuple[bytes, bytes]]:
    """Look at the old output while something else is done, and give what waits for it."""
    recover(options.out)
    return aside(lambda: look_at(options.out))


def _begin(
    options: BuildOptions, cache: Path, seen: Snapshot, looked: bytes, started_ns: int, *, whole_log: bool = False
) -> Run | BuildResult:
    """Load the ground of a site, and get ready to go on with it; give what came of it where it does not load."""
    from site_gen.findings import Checked
    from site_gen.pipeline.ground import load_ground
    from site_gen.pipeline.reporting import make_report, rule_codes
    from site_gen.pipeline.run import Run
    from site_gen.pipeline.schemas import refresh_schemas
    from site_gen.render.data.hosts import OUTPUT_MARK
    from site_gen.write.marked import refuse_foreign

    refresh_schemas(cache)
    if options.out != cache / PREVIEW:
        refuse_site(options.root, options.out, "output")
    refuse_foreign(options.out, OUTPUT_MARK)
    loaded = load_ground(options, whole_log=whole_log)
    if loaded.content is None:
        return BuildResult(make_report(options, loaded.findings, Checked(rules=len(rule_codes()))), published=False)
    if not loaded.content.providers and not options.full:
        _refuse_nobody_left(options, cache)
    return Run(options, loaded.content, loaded.findings, cache, seen, read_files(looked), started_ns)


def _refuse_nobody_left(options: BuildOptions, cache: Path) -> None:
    """Make sure that a site that had people has not lost all of them by mistake."""
    from site_gen.pipeline.cache import load_record

    last = load_record(cache, options.out)
    if last is not None and last.providers:
        there = f"the last build had {len(last.providers)} of them; the output is as it was"
        raise UnreadableError(
            f"{options.root / PROVIDERS} has no profile any more, and {there}",
            hint="put the profiles back from the repository or a backup; if nobody is left, build with --full",
        )
