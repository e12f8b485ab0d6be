"""Violations of the content calendar: of one post, and of posts and alerts together."""

from __future__ import annotations

from typing import Any

from check.planting import both, written
from check.seeding import Plant, Seed
from check.seeds_alerts import ALERT, alert

POST = "content/posts/{id}.md"
APPROVED = "[{by: compliance, on: 2026-11-02}]"


def post(**keys: Any) -> Plant:
    """Write a post that is clean but for these keys."""
    head = {"title": "Sleep", "summary": "Sleep eight hours.", "status": "approved", "approvals": APPROVED, **keys}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return written(POST, f"---\n{lines}---\nGo to bed early.\n")


SEEDS = (
    Seed("CAL931", "not approved in time", post(date="2026-11-20T09:00:00-06:00", status="draft"), POST, "date:"),
    Seed(
        "CAL931",
        "published before its hour",
        post(date="2027-02-01T09:00:00-06:00", status="published"),
        POST,
        "status:",
    ),
    Seed("CAL931", "approved by nobody", post(approvals="[]"), POST, "status:"),
    Seed("CAL931", "no time zone", post(date="2027-03-01T09:00"), POST, "date:"),
    Seed(
        "CAL931",
        "held past its hour",
        post(
            date="2026-11-20T09:00:00-06:00",
            holds="[{since: 2026-11-19T09:00:00-06:00, by: compliance, reason: wait}]",
        ),
        POST,
        "date:",
    ),
    Seed(
        "ALR941",
        "a post without an hour",
        both(
            alert(holds=["seeded"]),
            post(date="2026-11-26T09:00:00-06:00", expires="2026-11-27", topics="[seeded]"),
        ),
        ALERT,
        "- seeded",
    ),
)
