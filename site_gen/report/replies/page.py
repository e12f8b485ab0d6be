"""The work with replies as a document: one HTML file that needs nothing else, for screen and paper."""

from __future__ import annotations

from site_gen.report.environment import report_environment
from site_gen.report.replies.work import CSV_FILE, JSON_FILE, Work, days_words, percent

_SHOWN = 300
"""So many rows at most stand in the document; the table has all."""


def format_page(work: Work) -> bytes:
    """Give `replies.html`."""
    return (
        report_environment()
        .get_template("replies.html")
        .render(
            work=work,
            waiting=work.waiting[:_SHOWN],
            more=max(len(work.waiting) - _SHOWN, 0),
            low=sum(1 for one in work.waiting if one.is_low),
            late=sum(1 for one in work.waiting if one.is_late),
            urgent=sum(1 for one in work.waiting if one.is_urgent),
            percent=percent,
            days=days_words,
            csv_file=CSV_FILE,
            json_file=JSON_FILE,
        )
        .encode()
    )
