"""One violation for each rule about policies and the team."""

from __future__ import annotations

from check.clean_content import TEAM
from check.planting import OWN, replaced, review, written
from check.seeding import Seed

POLICY = "content/policies/{id}.md"
WHOLE = {"version": '"1"', "owner": "compliance", "effective_on": "2026-01-01", "review_by": "2027-01-01"}


def policy(text: str = "Lock the door.", **changes: str | None) -> str:
    """Give an internal policy, clean but for these keys; None leaves one out."""
    keys = {key: value for key, value in {**WHOLE, **changes}.items() if value is not None}
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: Doors\n{lines}visibility: internal\n---\n{text}\n"


SEEDS = (
    Seed("POL961", "without a version", written(POLICY, policy(version=None)), POLICY, "title: Doors"),
    Seed("POL961", "nobody keeps it", written(POLICY, policy(owner=None)), POLICY, "title: Doors"),
    Seed("POL961", "not looked at again", written(POLICY, policy(review_by="2026-11-23")), POLICY, "review_by:"),
    Seed("POL961", "not filled in", written(POLICY, policy("Ask [[whom]].")), POLICY, "[[whom]]"),
    Seed("SRC003", "kept by nobody there is", written(POLICY, policy(owner="janitor")), POLICY, "owner:"),
    Seed("SRC003", "decided by nobody there is", review({"moderation": {"by": "quality"}}), OWN, "by: quality"),
    Seed("POL962", "decided by a trainee", review({"moderation": {"by": "trainee"}}), OWN, "by: trainee"),
    Seed(
        "TEA971",
        "a vendor without an agreement",
        replaced(TEAM, r"\Z", "vendors:\n- {id: print-house, name: Print House, service: cards, patient_data: true}\n"),
        TEAM,
        "patient_data:",
    ),
)
