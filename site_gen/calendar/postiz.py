"""JSON for Postiz: one body of `POST /public/v1/posts` for each post, with its channels and their settings.

Source: docs.postiz.com, Public API, Create Post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from site_gen.calendar.outgoing import Outgoing
from site_gen.calendar.table import split_files, written_date
from site_gen.calendar.tools import Tool


def postiz_files(name: str, tool: Tool, items: Sequence[Outgoing]) -> Iterator[tuple[str, bytes]]:
    """Give the files: each a list of bodies, in order of time."""
    ordered = sorted(items, key=lambda one: (one.at, one.post.slug, one.channel.id))
    bodies = [_body(tool, list(group)) for _, group in groupby(ordered, key=lambda one: (one.at, one.post.slug))]
    yield from split_files(name, "json", tool.rows, bodies, _encoded)


def _encoded(bodies: Sequence[dict[str, Any]]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(bodies), indent=2) + b"\n"


def _body(tool: Tool, items: Sequence[Outgoing]) -> dict[str, Any]:
    return {
        "type": "schedule",
        "date": written_date(tool, items[0].at, "UTC"),
        "shortLink": False,
        "tags": [],
        "posts": [_post(tool, one) for one in items],
    }


def _post(tool: Tool, one: Outgoing) -> dict[str, Any]:
    kind = tool.platforms[one.channel.platform]
    settings = {key: value.replace("{link}", one.link) for key, value in tool.settings.get(kind, {}).items()}
    if not one.link:
        settings = {key: value for key, value in settings.items() if not key.startswith("callToAction") and value}
    image = [{"id": one.post.slug, "path": one.media}] if one.media else []
    return {
        "integration": {"id": one.channel.account},
        "value": [{"content": one.words, "image": image}],
        "settings": {"__type": kind, **settings},
    }
