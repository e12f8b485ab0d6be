"""The terminal session of `site-gen serve`: what is said while a preview runs, and what its pages ask for."""

from __future__ import annotations

import datetime
import math
import threading
import time
import traceback
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.cli import console, roles, trouble
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.cli.build import Moment
    from site_gen.findings import Finding
    from site_gen.pipeline.options import BuildResult, Progress
    from site_gen.pipeline.preview import Preview, Rebuilt
    from site_gen.serve.moderation.screens import Moderation
    from site_gen.serve.responses.screens import Library
    from site_gen.serve.view import View

_CALENDAR_MONTHS = 3
"""So many months from this one on are in the calendar of the preview."""


class Session:
    """What the terminal says while a preview runs."""

    def __init__(self, root: Path, preview: Preview, moment: Moment | None, *, in_browser: bool) -> None:
        self._root = root
        self._preview = preview
        self._moment = moment
        self._in_browser = in_browser
        self._seen: frozenset[Finding] = frozenset()
        self._is_first = True
        self._is_ahead = False
        self._link = ""
        self._due: datetime.datetime | None = None
        self.responses = ""
        self.calendar_at = ""

    def begin(self, *, everybody: bool) -> None:
        """Make the first build, in this thread, where it may use several processes at once."""
        from site_gen.report.text import format_report

        if everybody:
            warning = console.paint_stderr("warning", "yellow")
            console.note(f"{console.NAME}: {warning}: whoever reaches this machine sees the preview, drafts too")
        console.note(f"building the preview of {self._root.name}")
        with console.progress("building") as progress:
            rebuilt = self._build(progress)
        if rebuilt.result is not None:
            self._seen = frozenset(rebuilt.result.report.findings)
            console.note(format_report(rebuilt.result.report, console.paint_stderr, brief=True).rstrip("\n"))
        elif rebuilt.error is not None:
            _show_error(rebuilt.error)

    def ready(self, at_once: bool) -> None:
        """Say where to look."""
        if not at_once:
            console.note("the system cannot watch so many folders: changes are seen after a few seconds")
        state = "the preview is at" if self._preview.view.folder else "nothing to show yet; the findings are at"
        console.note(f"{state} {console.paint_stderr(self._preview.url, 'bold')} (Ctrl-C stops)")
        if self.responses:
            console.note(f"prepared responses, filled and to copy: {console.paint_stderr(self.responses, 'bold')}")
        if self.calendar_at:
            console.note(f"the content calendar is at {console.paint_stderr(self.calendar_at, 'bold')}")
        if self._in_browser:
            threading.Thread(target=_open_browser, args=(self._link or self._preview.url,), daemon=True).start()

    def library(self) -> Library:
        """Give what the page of prepared responses asks for."""
        from site_gen.pipeline.replies.library import look
        from site_gen.serve.responses.screens import Library

        moment = self._moment
        fixed = moment and (moment.at or datetime.datetime.combine(moment.day, datetime.time(12), datetime.UTC))
        return Library(lambda wish: look(self._root, wish, fixed or roles.now()))

    def calendar(self) -> bytes:
        """Give the page of the content calendar as it is now."""
        from site_gen.cli.build import read_moment
        from site_gen.cli.folders import output_folder
        from site_gen.pipeline.calendar.reporting import calendar_page
        from site_gen.pipeline.options import BuildOptions

        moment = self._moment or read_moment(None, self._root)
        options = BuildOptions(root=self._root, out=output_folder(self._root), as_of=moment.day, at=moment.at)
        return calendar_page(options, _CALENDAR_MONTHS)

    def moderation(self, role: str | None) -> Moderation:
        """Give what the queue in the browser asks for.

        Raises:
            SiteGenError: the role is none.
        """
        from site_gen.model.reasons import NEVER_A_REASON, REASONS
        from site_gen.pipeline.moderation.sitting import BrowserSitting
        from site_gen.serve.moderation.screens import Moderation

        role = roles.given_role(role) or ""
        if role:
            roles.named(role)

        def begin(role: str) -> BrowserSitting:
            return BrowserSitting(self._root, role, roles.now)

        return Moderation(begin, role, self._announce, REASONS, NEVER_A_REASON, self._preview.url)

    def _announce(self, link: str) -> None:
        """Show the link that lets one browser in."""
        if self._link:
            _say("a browser was let in at the queue of reviews; for another one:")
        else:
            console.note("decide about reviews in the browser; the link works once:")
        self._link = link
        console.note(f"  {console.paint_stderr(link, 'bold')}")

    def rebuild(self) -> View:
        """Build after a change; say in one line what came of it, and what there is to mend."""
        from site_gen.pipeline.options import ignore_progress

        before = self._preview.view
        started = time.perf_counter()
        rebuilt = self._build(ignore_progress)
        seconds = time.perf_counter() - started
        is_catching_up, self._is_first = self._is_first, False
        if is_catching_up and rebuilt.view is before:
            return before
        if rebuilt.result is not None:
            self._show_result(rebuilt.result, seconds, is_mended=bool(before.problems))
        elif rebuilt.error is not None:
            _say(f"{console.paint_stderr('the build stopped', 'red')}; {self._what_stays()}")
            _show_error(rebuilt.error)
        return rebuilt.view

    def ahead(self, paths: frozenset[str]) -> View:
        """Make pages before the build that follows, and say which."""
        started = time.perf_counter()
        if made := self._preview.make_ahead(paths):
            self._is_ahead = True
            _say(f"{', '.join(made)} in {time.perf_counter() - started:.2f} s; the rest follows")
        return self._preview.view

    def seconds_left(self) -> float:
        """Give in how many seconds the clock changes pages: a post or an alert begins or ends, or a day does."""
        return math.inf if self._due is None else (self._due - roles.now()).total_seconds()

    def cancel(self) -> None:
        """End a build that runs, on the way out."""
        threading.excepthook = lambda arguments: None  # Python 3.11 lets a pool print that its processes are gone
        self._preview.cancel()

    def missing(self, path: str) -> None:
        """Say that a page was asked for that is not there."""
        _say("404 " + "".join(character if character.isprintable() else "?" for character in path))

    def _build(self, progress: Progress) -> Rebuilt:
        from site_gen.cli.build import read_moment
        from site_gen.pipeline.site_folder import next_day

        moment = self._moment or read_moment(None, self._root)
        rebuilt = self._preview.rebuild(moment.day, progress, at=moment.at)
        if self._moment is None and moment.at is not None:
            edges = (rebuilt.result and rebuilt.result.until, next_day(self._root, moment.at))
            self._due = min(edge for edge in edges if edge is not None)
        return rebuilt

    def _show_result(self, result: BuildResult, seconds: float, *, is_mended: bool) -> None:
        """Show every error, and of the other findings those that were not there before."""
        from site_gen.findings import count_of
        from site_gen.report.text import format_finding

        errors = result.report.errors
        is_ahead, self._is_ahead = self._is_ahead, False
        if not result.published:
            count = console.paint_stderr(count_of(len(errors), "error"), "red")
            _say(f"blocked by {count}; {self._what_stays()}")
        elif result.changed:
            _say(f"rebuilt {count_of(len(result.changed), 'file')} in {seconds:.1f} s")
        else:
            _say("mended, as it was before" if is_mended else f"nothing {'else ' if is_ahead else ''}changed")
        for finding in result.report.findings:
            if finding in errors or finding not in self._seen:
                console.note(format_finding(finding, console.paint_stderr).rstrip("\n"))
        self._seen = frozenset(result.report.findings)

    def _what_stays(self) -> str:
        return "the last good build stays" if self._preview.view.folder else "nothing to show yet"


def _say(text: str) -> None:
    console.note(f"{time.strftime('%H:%M:%S')} {text}")


def _show_error(error: Exception) -> None:
    told = error if isinstance(error, SiteGenError) else trouble.told(error)
    if told is not None:
        console.fail(told)
    else:
        console.note("".join(traceback.format_exception(error)).rstrip("\n"))


def _open_browser(url: str) -> None:
    if not webbrowser.open(url):
        console.note("found no browser to open")
