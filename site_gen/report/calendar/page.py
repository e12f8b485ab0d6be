"""The calendar as a document: one HTML file that needs nothing else, for screen and paper."""

from __future__ import annotations

from site_gen.report.calendar.grid import look_of, mark_of, months_of, weeks_of
from site_gen.report.calendar.work import CSV_FILE, JSON_FILE, Calendar
from site_gen.report.environment import report_environment

_SHOWN = 200
"""So many rows of the log and of unknown rows stand in the document at most; the data has all."""


def format_page(work: Calendar, *, has_files: bool = True) -> bytes:
    """Give `calendar.html`; `has_files` says that the data lies beside it."""
    posts = work.posts
    return (
        report_environment()
        .get_template("calendar.html")
        .render(
            work=work,
            months=months_of(work),
            weeks=weeks_of(work),
            look=look_of,
            mark=mark_of,
            to_come=sum(one.state == "scheduled" for one in posts),
            to_approve=sum(one.state in ("draft", "missed") for one in posts),
            missed=sum(one.state == "missed" for one in posts),
            stopped=sum(one.state in ("held", "replaced") for one in posts),
            moved=sum(one.is_moved for one in posts),
            left_out=sum(one.is_left_out for one in posts),
            log=work.log[-_SHOWN:],
            unknown=work.results.unknown[:_SHOWN] if work.results else (),
            rate=rate,
            has_files=has_files,
            csv_file=CSV_FILE,
            json_file=JSON_FILE,
        )
        .encode()
    )


def rate(part: int, whole: int) -> str:
    """Write a share in percent with one decimal; a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else "–"
