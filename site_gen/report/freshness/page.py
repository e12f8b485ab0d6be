"""What has a day as a document: one HTML file that needs nothing else, for screen and paper."""

from __future__ import annotations

from site_gen.report.environment import report_environment
from site_gen.report.freshness.words import MOST_SHOWN, looked_at, to_do, told
from site_gen.report.freshness.work import CSV_FILE, JSON_FILE, Freshness

_SHOWN = 300
"""So many profiles at most stand in the document; the table has all."""
_KINDS = {"late": "error", "undated": "error", "due": "warning", "fresh": "notice"}


def format_page(work: Freshness) -> bytes:
    """Give `freshness.html`."""
    profiles = [one for one in work.items if one.kind == "profile"]
    return (
        report_environment()
        .get_template("freshness.html")
        .render(
            work=work,
            profiles=profiles[:_SHOWN],
            more=max(len(profiles) - _SHOWN, 0),
            most=MOST_SHOWN,
            kinds=_KINDS,
            told=told,
            to_do=to_do,
            looked_at=looked_at(work),
            csv_file=CSV_FILE,
            json_file=JSON_FILE,
        )
        .encode()
    )
