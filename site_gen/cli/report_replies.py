"""`site-gen report replies`, and the list of `site-gen reply` without an ID."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.roles import now

if TYPE_CHECKING:
    from site_gen.report.replies.work import Waiting, Work

_FIRST = 10


@click.command(
    "replies",
    short_help="Write what waits for a reply, and how much is answered.",
    epilog="\b\nExamples:\n  site-gen report replies\n  site-gen report replies --within 90\n"
    "  site-gen report replies --ics ~/replies.ics --late-after 3",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/replies/ in the site).")
@click.option("--ics", metavar="FILE", help="Write reminders for a calendar, too.")
@click.option(
    "--within", metavar="DAYS", type=click.IntRange(1, 36_500), default=365, help="Reviews so old at most (365)."
)
@click.option(
    "--late-after", metavar="DAYS", type=click.IntRange(0, 365), default=7, help="When a low rating is late (7)."
)
@click.pass_obj
def replies(root: Path, out: str | None, ics: str | None, within: int, late_after: int) -> int:
    """Write the worklist of replies, how much is answered and how soon, and what came of it: HTML, JSON and CSV.

    The worst rating comes first, then the oldest. Reviews on other sites count, too. No words of a patient are in it,
    nor in the reminders. Exit 0: written; 1: a review file does not load; 2: nothing could be written.
    """
    from site_gen.cli.build import read_date
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.replies.reporting import write_replies

    folder = report_folder(root, out, "replies")
    calendar = Path(ics).expanduser().resolve() if ics else None
    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(None, root))
    done = write_replies(options, folder, calendar, now=now(), window_days=within, late_after_days=late_after)
    for file in done.files:
        console.report(f"wrote {shown(file)}")
    _tell(root, done.work)
    return EXIT_FINDINGS if done.work.unread else 0


def list_waiting(root: Path, form: str) -> int:
    """Write the worklist; give the exit code: 1 if a review file does not load."""
    from site_gen.pipeline.replies.worklist import read_work
    from site_gen.report.replies.work import format_work

    work = read_work(root, now())
    if form == "json":
        console.json_data(format_work(work).decode().rstrip("\n"))
    else:
        _tell(root, work)
    return EXIT_FINDINGS if work.unread else 0


def _tell(root: Path, work: Work) -> None:
    """Write the first of what waits, and the numbers."""
    from site_gen.findings import count_of
    from site_gen.report.replies.work import days_words, percent

    for one in work.waiting[:_FIRST]:
        console.report(_line(one))
    if len(work.waiting) > _FIRST:
        console.report(f"and {len(work.waiting) - _FIRST:,} more")
    late = sum(1 for one in work.waiting if one.is_late)
    tail = f", {late:,} low for more than {count_of(work.late_after_days, 'day')}" if late else ""
    console.report(f"{len(work.waiting):,} {'reply waits' if len(work.waiting) == 1 else 'replies wait'}{tail}")
    total = work.total
    console.report(
        f"answered {total.answered:,} of {total.received:,} ({percent(total.answered, total.received)}), "
        f"{percent(total.within_week, total.received)} within 7 days, median {days_words(total.median_days)} days"
    )
    if work.older:
        console.note(f"{count_of(work.older, 'review')} older than {work.window_days} days not answered")
    if work.undecided:
        console.note(f"{count_of(work.undecided, 'review')} waiting for a decision first: {console.call(root)}moderate")
    for path in work.unread:
        console.note(f"{path} does not load; {console.call(root)}check says why")


def _line(one: Waiting) -> str:
    from site_gen.findings import count_of

    rating = one.rating or "no rating"
    urgent = console.paint("  urgent words", "red") if one.is_urgent else ""
    return f"{one.id}  {rating}, {count_of(one.age_days, 'day')}, {one.stage}, {one.provider}, {one.source}{urgent}"
