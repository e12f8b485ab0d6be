"""Policies to begin with, out of what ships with the tool."""

from __future__ import annotations

import datetime
import string
from importlib import resources

_GENERAL = "policy"


def archetype_of(slug: str, title: str, as_of: datetime.date) -> bytes:
    """Give a policy to begin with: the whole one that ships under the name, else headings to fill in."""
    folder = resources.files("site_gen").joinpath("data", "archetypes", "policies")
    file = folder.joinpath(f"{slug}.md")
    if not file.is_file():
        file = folder.joinpath(f"{_GENERAL}.md")
    values = {
        "title": title.replace("\\", "\\\\").replace('"', '\\"'),
        "today": as_of.isoformat(),
        "in_a_month": (as_of + datetime.timedelta(days=30)).isoformat(),
        "in_a_year": (as_of + datetime.timedelta(days=365)).isoformat(),
    }
    return string.Template(file.read_text("utf-8")).substitute(values).encode()
