"""A small practice with a week of posts, for tests of the calendar."""

from __future__ import annotations

import datetime

WEEK = """\
-- content/audiences.yaml --
audiences: [{id: families, name: Families, ages: [25-44]}]
-- content/channels.yaml --
# who speaks where
rhythm_days: 10
channels:
  - {id: facebook, name: Facebook, platform: facebook, account: fb-1, staffed_by: marketing}
  - {id: x, name: X, platform: x, account: x-1, staffed_by: marketing}
  - {id: letter, name: Letter, platform: newsletter, staffed_by: marketing}
"""


def at(text: str) -> datetime.datetime:
    """Give an hour of November or December 2026 in Chicago: `30T09:00`, `12-02T09:00`."""
    month_day = text if text[2] == "-" else f"11-{text}"
    return datetime.datetime.fromisoformat(f"2026-{month_day}:00-06:00")


def post(slug: str, hour: str = "30T09:00", **keys: str) -> str:
    """Give the archive entry of an approved post for the site and Facebook; a key that is empty is left out."""
    filled = {
        "title": slug.replace("-", " ").capitalize(),
        "summary": f"What we say about {slug.replace('-', ' ')}.",
        "date": f"{at(hour).isoformat()}   # the practice's own zone" if hour else "",
        "channels": "[website, facebook]",
        "audiences": "[families]",
        "status": "approved",
        "approvals": "[{by: compliance, on: 2026-11-20}]",
        **keys,
    }
    lines = [f"{key}: {value}" for key, value in filled.items() if value]
    return "\n".join([f"-- content/posts/{slug}.md --", "---", *lines, "---", "Read on.", ""])


def alert(starts: str, ends: str = "", *, slug: str = "smoke", holds: str = "", replaces: str = "") -> str:
    """Give the archive entry of an approved alert for everybody."""
    lines = [
        f"-- content/alerts/{slug}.yaml --",
        "title: Smoke from wildfires",
        "text: Stay inside if you can.",
        "severity: warning",
        "scope: all",
        f"starts_at: {at(starts).isoformat()}",
        f"ends_at: {at(ends).isoformat()}" if ends else "",
        'source: {name: Harbor Air Watch, url: "https://air.example/today"}',
        "approved_by: compliance",
        "approved_on: 2026-11-23",
        f"holds: [{holds}]" if holds else "",
        f"replaces: [{replaces}]" if replaces else "",
    ]
    return "\n".join(line for line in lines if line) + "\n"
