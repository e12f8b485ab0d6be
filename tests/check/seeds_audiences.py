"""One violation for each rule about channels and audiences."""

from __future__ import annotations

from typing import Any

from check.planting import both, written
from check.seeding import Plant, Seed

AUDIENCES, CHANNELS, POST = "content/audiences.yaml", "content/channels.yaml", "content/posts/{id}.md"
PEOPLE: dict[str, Any] = {"audiences": [{"id": "seniors", "name": "People over 65", "ages": ["65+"]}]}
PLACES: dict[str, Any] = {
    "can_staff": 0,
    "channels": [{"id": "instagram", "name": "Instagram", "platform": "instagram"}],
}
HEAD = """\
---
title: Walk in on Saturdays
summary: We are here from eight to noon.
date: 2026-12-{day}T09:00
zone: America/Chicago
channels: [{channel}]
{audiences}---
We are here from eight to noon.
"""


def post(day: str, channel: str = "website", audiences: str = "audiences: [seniors]\n") -> Plant:
    text = HEAD.replace("{channel}", channel).replace("{audiences}", audiences).replace("{day}", day)
    return both(written(AUDIENCES, PEOPLE), written(CHANNELS, PLACES), written(POST, text))


TOGETHER = "AUD921"
"""Each writes the same audiences and channels, and posts of others are for nobody."""
SEEDS = (
    Seed("AUD921", "where nobody is", post("01", "instagram"), POST, "channels: [instagram]", apart=TOGETHER),
    Seed("AUD921", "for nobody", post("02", audiences=""), POST, "title: Walk", apart=TOGETHER),
    Seed("AUD921", "more than hands", post("03"), CHANNELS, "can_staff: 0", apart=TOGETHER),
    Seed("SRC003", "a channel of nowhere", post("04", "atlantis"), POST, "channels: [atlantis]", apart=TOGETHER),
    Seed(
        "SRC003",
        "of nobody",
        post("08", audiences="audiences: [ghosts]\n"),
        POST,
        "audiences: [ghosts]",
        apart=TOGETHER,
    ),
)
