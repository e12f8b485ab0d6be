"""A theme and the themes it builds on: `themes/<name>/theme.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, Slug, Text

Color = Annotated[
    str,
    Meta(
        pattern=r"^#[0-9a-fA-F]{6}" + END,
        title="colour",
        description="a colour of six hexadecimal digits, quoted",
        examples=["#0b6e6e"],
    ),
]


class ThemeSettings(Content, frozen=True, kw_only=True):
    """`theme.yaml` as written. `color` is the one accent; a theme without it takes its parent's."""

    path: str = msgspec.field(name="@path")
    name: Text | None = None
    extends: Slug | None = None
    color: Color | None = None


class ThemeLayer(msgspec.Struct, frozen=True):
    """One theme of the chain: its name and the folder that holds `templates/`, `static/` and `translations/`."""

    name: str
    folder: Path


class Theme(msgspec.Struct, frozen=True):
    """The chosen theme and its parents, nearest first; `digest` covers the content of all their files."""

    layers: tuple[ThemeLayer, ...]
    color: str
    digest: str
