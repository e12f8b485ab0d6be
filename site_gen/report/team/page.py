"""What needs whom today, and who does what, as documents: one HTML file each, for screen and paper."""

from __future__ import annotations

from site_gen.report.environment import report_environment
from site_gen.report.team import roster as of_team
from site_gen.report.team import today as of_day


def format_page(today: of_day.Today) -> bytes:
    """Give `today.html`."""
    page = report_environment().get_template("today.html")
    return page.render(today=today, json_file=of_day.JSON_FILE, kinds=_KINDS).encode()


def format_roster_page(roster: of_team.Roster) -> bytes:
    """Give `team.html`."""
    page = report_environment().get_template("team.html")
    return page.render(
        roster=roster,
        json_file=of_team.JSON_FILE,
        unowned=[one for one in roster.duties if not one.members],
        without=[one for one in roster.vendors if one.state in ("missing", "expired")],
    ).encode()


_KINDS = {"now": "error", "today": "warning", "soon": "notice"}
"""How a task looks, by its urgency."""
