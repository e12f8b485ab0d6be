"""Builds the site for a preview, again and again: the last good output stays when a build is blocked."""

from __future__ import annotations

import contextlib
import datetime
import multiprocessing
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from site_gen.check.gates import blocks_pages
from site_gen.errors import SiteGenError, refused
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.load.folder import CONTENT
from site_gen.load.log_folder import LOG
from site_gen.load.theme import builtin_themes
from site_gen.pipeline.ahead import Ahead, load_ahead, providers_of
from site_gen.pipeline.build import build
from site_gen.pipeline.cache_folder import CACHE, PREVIEW, cache_folder
from site_gen.pipeline.options import BuildOptions, BuildResult, Progress, ignore_progress
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.render.addresses import addresses_of
from site_gen.serve.view import View, after_failure, after_success, problem_of_error, problem_of_finding
from site_gen.serve.watch import Watched

MANY = 50
"""Of so many providers a build lets people wait, and the pages that somebody edits come first."""


class Rebuilt(NamedTuple):
    """What one build of a preview came to: what is to be seen now, and either a result or what stopped the tool.

    Neither of the two means that the build was cancelled.
    """

    view: View
    result: BuildResult | None = None
    error: Exception | None = None


class Preview:
    """Holds the view that the last build left. `origin` is where the preview is reached, without a path."""

    def __init__(self, root: Path, origin: str, *, drafts: bool = False) -> None:
        """Prepare a preview of the site in `root`; nothing is built yet.

        Raises:
            UnreadableError: there is no site.
        """
        refuse_no_site(root)
        self.view = View(base_path=_base_path(root))
        self._root = root
        self._origin = origin
        self._drafts = drafts
        self._cancelled = threading.Event()
        self._changing = threading.Lock()
        self._ahead: Ahead | None = None
        self._options: BuildOptions | None = None

    @property
    def url(self) -> str:
        """Where the front page is."""
        return f"{self._origin}{self.view.base_path}/"

    @property
    def watched(self) -> Watched:
        """What a build reads, as far as it can change while the preview runs."""
        return Watched(self._root, (SITE_FILE,), (CONTENT, LOG, "themes"), (builtin_themes(),))

    def rebuild(
        self, as_of: datetime.date, progress: Progress = ignore_progress, *, at: datetime.datetime | None = None
    ) -> Rebuilt:
        """Build what changed, for addresses that begin where the preview is reached.

        Never raises for what an edit could have caused: the error stands in the value and in the view.
        """
        try:
            base_path = _base_path(self._root)
            options = BuildOptions(
                root=self._root,
                out=self._root / CACHE / PREVIEW,
                as_of=as_of,
                at=at,
                base_url=self._origin + base_path,
                drafts=self._drafts,
            )
            result = build(options, self._stoppable(progress))
            if result.report.checked.providers < MANY or (self._options and self._options.as_of != as_of):
                self._ahead = None
            self._options = options if result.report.checked.providers >= MANY else None
        except Exception as error:  # a template can raise anything, and the next edit may mend it
            if self._cancelled.is_set():
                return Rebuilt(self.view)
            with self._changing:
                self.view = after_failure(self.view, [problem_of_error(error)])
            return Rebuilt(self.view, error=error)
        with self._changing:
            if result.published:
                remarks = map(problem_of_finding, result.report.findings)
                self.view = after_success(self.view, options.out, base_path, remarks, changed=bool(result.changed))
            else:
                blocking = [finding for finding in result.report.findings if blocks_pages(finding)]
                problems = map(problem_of_finding, blocking or result.report.errors)
                self.view = after_failure(self.view, problems)
        return Rebuilt(self.view, result)

    def prepare(self) -> None:
        """Load what single pages can be made of, where a build lets people wait; an error is for the build to tell."""
        if self._ahead is None and self._options is not None:
            with contextlib.suppress(SiteGenError):
                self._ahead = load_ahead(self._options)

    def make_ahead(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Make the pages of the providers whose files changed, and give these by slug if anybody can see it.

        Where other files changed, too, the build does everything; what is wrong with the files is for it to tell.
        """
        inside = f"{self._root}/"
        slugs = providers_of(path.removeprefix(inside) for path in paths)
        if slugs is None:
            self._ahead = None
        if not slugs or self._ahead is None:
            return ()
        try:
            made = tuple(slug for slug in sorted(slugs) if self._ahead.make(slug))
        except Exception:  # a template can raise anything, and the build that follows says what
            return ()
        if made:
            with self._changing:
                self.view = self.view._replace(serial=self.view.serial + 1)
        return made

    def cancel(self) -> None:
        """Let a build that runs in another thread end early, with its processes, and all later ones at once."""
        self._cancelled.set()
        for process in multiprocessing.active_children():
            process.terminate()

    def _stoppable(self, progress: Progress) -> Progress:
        def step(done: int, total: int) -> None:
            if self._cancelled.is_set():
                raise _CancelledError
            progress(done, total)

        return step


class _CancelledError(Exception):
    """The build was told to end."""


@contextmanager
def previewing(root: Path) -> Iterator[None]:
    """Keep a second preview of the same site out, whose addresses would differ in every page.

    Raises:
        SiteGenError: there is one already.
        UnwritableError: the site's folder may not be written.
    """
    lock = FileLock(root / CACHE / "preview.lock")
    try:
        cache_folder(root / CACHE)
        lock.acquire(blocking=False)
    except Timeout as error:
        raise SiteGenError(
            "this site is being previewed already", hint="look at the other site-gen serve, or stop it first"
        ) from error
    except OSError as error:
        raise refused(f"write in {root / CACHE}", error) from error
    try:
        yield
    finally:
        lock.release()


def _base_path(root: Path) -> str:
    """Give the path that the site's addresses begin with; empty as long as `site.yaml` cannot be read."""
    try:
        site = parse_site(read_file(root, SITE_FILE))
    except SiteGenError:
        return ""
    return "" if isinstance(site, list) else addresses_of(site).base_path
