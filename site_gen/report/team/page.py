"""What needs whom today as a document: one HTML file that needs nothing else, for screen and paper."""

from __future__ import annotations

from site_gen.report.environment import report_environment
from site_gen.report.team.today import JSON_FILE, Today


def format_page(today: Today) -> bytes:
    """Give `today.html`."""
    page = report_environment().get_template("today.html")
    return page.render(today=today, json_file=JSON_FILE, as_of=today.as_of).encode()
