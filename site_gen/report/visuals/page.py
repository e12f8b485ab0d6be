"""The pictures of posts as a document: one HTML file beside the pictures, for screen and paper."""

from __future__ import annotations

from site_gen.report.environment import report_environment
from site_gen.report.visuals.work import ALT_FILE, JSON_FILE, Visuals


def format_page(visuals: Visuals) -> bytes:
    """Give `visuals.html`."""
    return (
        report_environment()
        .get_template("visuals.html")
        .render(
            visuals=visuals,
            shown=[post for post in visuals.posts if post.crops],
            lacking=[post for post in visuals.posts if post.lacks],
            alt_file=ALT_FILE,
            json_file=JSON_FILE,
        )
        .encode()
    )
