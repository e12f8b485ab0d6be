"""One violation for each rule about what proves the log, its originals and their texts."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any

from benchmarks.generate import AS_OF
from check.log_changes import LogChanges
from check.planting import INVITATION, OWN, invitation, received, recent, replaced, review
from check.seeding import WHOLE, Also, Plant, Plot, Seed
from site_gen.pipeline.keys import load_keys
from site_gen.pipeline.log_write import log_settings, read_site

CHECKPOINT = "log/checkpoint"
ORIGINALS = "log/openings/{provider}.jsonl"
BACK = "content/reviews/{first}/r-state0000007.yaml"


def in_log(**changes: Any) -> Plant:
    """Do to the log what an example of a rule does."""

    def plant(plot: Plot) -> None:
        settings = log_settings(read_site(plot.root))
        [key] = load_keys(plot.key, settings, plot.root, AS_OF)
        LogChanges(dict(changes)).change(plot.root, key)

    return plant


def other_salt(salt: bytes) -> Plant:
    """Open the contact of a review with another salt than it was sealed with."""
    disclosure = json.dumps([_text(salt), "contact", None], separators=(",", ":")).encode()
    return replaced(ORIGINALS, '"contact":"[^"]*"', f'"contact":"{_text(disclosure)}"')


def come_back(plot: Plot) -> None:
    review({**recent(), "id": "r-state0000007"})(plot._replace(provider=plot.providers[0]))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


SEEDS = (
    Seed("INT104", "an original of something else", other_salt(bytes(16)), ORIGINALS, WHOLE, "sealed"),
    Seed("INT106", "a longer log, seen before", in_log(seen={"size": 9_999}), CHECKPOINT, WHOLE, "sealed"),
    Seed(
        "INT108",
        "half a text under marks",
        review({"text": "One. Two.", "moderation": {"hidden": [{"segment": 0, "reason": "abusive"}]}}),
        OWN,
        "- segment: 0",
    ),
    Seed(
        "INT110",
        "a review that never reached the log",
        review({}),
        OWN,
        "status: published",
        "sealed",
        (Also("INT121", OWN, WHOLE, "what is not in the log is not sealed"),),
    ),
    Seed("INT112", "a file that came back", come_back, BACK, "id: r-state0000007", "sealed"),
    Seed(
        "INT113",
        "an apostrophe that was lost",
        review({"text": "The wait wasn\u00e2\u20ac\u2122t long."}),
        OWN,
        "text:",
    ),
    Seed(
        "INT114",
        "the words of a machine",
        review({"text": "(Translated by Google) Kind. (Original) Amable."}),
        OWN,
        "text: (Translated",
    ),
    Seed(
        "INT116",
        "an edit of what came later",
        review({**received(datetime.date(2026, 4, 10)), "supersedes": "{c}", "source_id": "sub-{c}"}),
        OWN,
        "supersedes:",
    ),
    Seed(
        "INT117",
        "a witness who looked long ago",
        in_log(cosigned={"days_ago": 90, "named": True}),
        CHECKPOINT,
        WHOLE,
        "sealed",
    ),
    Seed(
        "INT118",
        "a decision before its review",
        review({"moderation": {"decided_at": "2026-06-01T12:00:00Z"}}),
        OWN,
        "decided_at:",
    ),
    Seed(
        "INT119",
        "half a salt",
        other_salt(bytes(8)),
        ORIGINALS,
        WHOLE,
        "sealed",
        (Also("INT104", ORIGINALS, WHOLE, "it is not the salt that was sealed"),),
    ),
    Seed("INT120", "a day in an id", invitation({"id": "b-202603170001"}), INVITATION, "id: b-2026", "sealed"),
)
