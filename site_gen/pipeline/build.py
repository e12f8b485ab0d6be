"""Builds the site: load → check → render → check the pages → write aside → swap in.

Incremental by default, and equal byte for byte to a full build: what did not change is taken over from the old output.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from filelock import FileLock

from site_gen.errors import UnwritableError
from site_gen.findings import Checked, Report
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.cache import CACHE, start_mark
from site_gen.pipeline.ground import SiteContent, load_ground, refuse_no_site
from site_gen.pipeline.options import BuildOptions, BuildResult, Progress, ignore_progress
from site_gen.pipeline.reporting import make_report, rule_codes
from site_gen.pipeline.run import Run
from site_gen.pipeline.schemas import refresh_schemas
from site_gen.render.data.hosts import OUTPUT_MARK
from site_gen.write.stage import recover, refuse_foreign


def build(options: BuildOptions, progress: Progress = ignore_progress) -> BuildResult:
    """Build the site of `options.root` into `options.out`, unless findings block it.

    Two builds of one site at a time: the second waits.

    Raises:
        UnreadableError: there is no site, or a file may not be read.
        UnwritableError: the output may not be written, or is not ours to replace.
    """
    return _with_site(options, lambda one: one.run(progress))


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
    seen: list[tuple[SiteContent, tuple[ProviderSummary, ...]]] = []

    def look(one: Run) -> BuildResult:
        result = one.look(progress)
        seen.append((one.content, one.summaries()))
        return result

    report = _with_site(options, look, whole_log=True).report
    return Examined(report, *seen[0]) if seen else Examined(report)


def _with_site(options: BuildOptions, work: Callable[[Run], BuildResult], *, whole_log: bool = False) -> BuildResult:
    """Load the ground of a site under its lock, and go on with it, if it loads."""
    refuse_no_site(options.root)
    cache = options.root / CACHE
    try:
        cache.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"cannot write in {options.root}: {error.strerror}") from error
    with FileLock(cache / "lock"):
        refresh_schemas(cache)
        recover(options.out)
        refuse_foreign(options.out, OUTPUT_MARK)
        started = start_mark(cache)
        loaded = load_ground(options, whole_log=whole_log)
        if loaded.content is None:
            return BuildResult(make_report(options, loaded.findings, Checked(rules=len(rule_codes()))), published=False)
        return work(Run(options, loaded.content, loaded.findings, cache, started))
