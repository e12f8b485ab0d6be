"""What posting tools take: columns, forms of dates, caps on rows. What platforms take is in `model.platforms`.

The table is package data, as that of `model.review_sites`: reading it once is an import rather than input.

Source: our own table in `site_gen/data/posting_tools.json`, which names page and day for every figure.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Literal

import msgspec

Value = Literal[
    "date", "text", "text-with-link", "link", "account", "platform", "pictures", "animation", "film", "media", "nothing"
]
"""What stands in a column."""


class Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A posting tool: `rows` is what one file may hold, `platforms` has its own names for what it can post to.

    Times are written in the zone of the site where an import knows none. `lead_minutes` is how long before its hour a
    post must be there, `days_ahead` how long at most. With `joins_platforms` a row is for all platforms that get the
    same; `same_text_days` are the days within which a tool refuses the same text again. `settings` are those that
    Postiz asks for, `{link}` stands for the link of a post.
    """

    name: str
    form: Literal["csv", "json"]
    header: bool
    rows: int
    one_file_a_channel: bool
    date_format: str
    date_zone: Literal["site", "utc"]
    columns: tuple[tuple[str, Value], ...]
    platforms: Mapping[str, str]
    source: str
    read_on: str
    note: str
    lead_minutes: int = 0
    days_ahead: int | None = None
    needs_account: bool = False
    joins_platforms: bool = False
    same_text_days: int = 0
    settings: Mapping[str, Mapping[str, str]] = {}

    @property
    def takes_media(self) -> bool:
        """Whether a row can name a picture or film."""
        return self.form == "json" or any(value in ("pictures", "media") for _, value in self.columns)


@functools.cache
def posting_tools() -> Mapping[str, Tool]:
    """Give the table, by the names that commands know."""
    data = resources.files("site_gen.data").joinpath("posting_tools.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, Tool])
