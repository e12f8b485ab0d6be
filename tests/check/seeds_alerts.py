"""One violation for each rule about alerts."""

from __future__ import annotations

from typing import Any

from check.planting import written
from check.seeding import Plant, Seed

ALERT = "content/alerts/{id}.yaml"
CLEAN: dict[str, Any] = {
    "title": "Smoke from wildfires",
    "text": "Stay inside if you can.",
    "severity": "notice",
    "scope": "all",
    "starts_at": "2026-11-23T06:00:00-06:00",
    "ends_at": "2026-11-27T18:00:00-06:00",
    "source": {"name": "Harbor Air Watch", "url": "https://air.example/today"},
    "approved_by": "compliance",
    "approved_on": "2026-11-23",
    "i18n": {"es": {"title": "Humo de incendios forestales", "text": "Quédese en casa si puede."}},
}


def alert(**changes: Any) -> Plant:
    """Write an alert, clean but for these keys; None leaves one out."""
    return written(ALERT, {key: value for key, value in {**CLEAN, **changes}.items() if value is not None})


SEEDS = (
    Seed("ALR941", "of no source", alert(source=None), ALERT, "title: Smoke"),
    Seed("ALR941", "without an end", alert(ends_at=None), ALERT, "starts_at:"),
    Seed("ALR941", "nobody approved it", alert(approved_by=None), ALERT, "title: Smoke"),
    Seed("ALR941", "approved tomorrow", alert(approved_on="2026-11-25"), ALERT, "approved_on:"),
    Seed(
        "ALR941",
        "nobody looked for long",
        alert(starts_at="2026-10-23T06:00:00-06:00", approved_on="2026-10-24"),
        ALERT,
        "approved_on:",
    ),
    Seed("ALR941", "no Spanish", alert(i18n=None), ALERT, "title: Smoke"),
    Seed("SRC003", "an alert of nowhere", alert(scope={"locations": ["atlantis"]}), ALERT, "- atlantis"),
    Seed("SRC003", "an alert of no specialty", alert(scope={"specialties": ["Alchemy"]}), ALERT, "- Alchemy"),
    Seed("SRC014", "an alert with a hidden letter", alert(text="Stay in\u200bside."), ALERT, "Stay in"),
)
