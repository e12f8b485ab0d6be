"""A theme and the themes it builds on: `themes/<name>/theme.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

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


StaticPath = Annotated[
    str,
    Meta(
        pattern=r"^static/[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*" + END,
        title="static path",
        description="static/ and a name of letters, digits, dots, hyphens and underscores",
        examples=["static/logo.svg"],
    ),
]


ACCENT_PROPERTY = "--accent"
"""The property of the style sheet that has the accent colour; everything else of colour is derived from it there."""


class Layout(Content, frozen=True, kw_only=True):
    """How a theme's pages are laid out; what is left out, a theme takes from its parent.

    The first value of each is what pages have where no theme says anything.

    `font` chooses among type that readers' devices have (nothing is loaded), `corners` how round things are, `spacing`
    how much room is between them, `hero` what is behind a page's head, `sidebar` on which side of a wide page the
    locations stand, `cards` whether providers in lists stand side by side where there is room,
    `print` whether profiles and locations on paper have a QR code of their address.
    """

    font: Literal["sans", "serif", "rounded"] | None = None
    corners: Literal["round", "soft", "square"] | None = None
    spacing: Literal["airy", "compact"] | None = None
    hero: Literal["tinted", "plain", "solid"] | None = None
    sidebar: Literal["end", "start"] | None = None
    cards: Literal["grid", "list"] | None = None
    print: Literal["code", "plain"] | None = None


class ThemeSettings(Content, frozen=True, kw_only=True):
    """`theme.yaml` as written. What a theme leaves out it takes from its parent.

    `color` is the one accent; `logo`, a file of the theme, stands at the head of every page instead of the
    organization's.
    """

    path: str = msgspec.field(name="@path")
    name: Text | None = None
    extends: Slug | None = None
    color: Color | None = None
    logo: StaticPath | None = None
    layout: Layout = Layout()


class ThemeLayer(msgspec.Struct, frozen=True):
    """One theme of the chain: its name and the folder that holds `templates/`, `static/` and `translations/`."""

    name: str
    folder: Path


class Theme(msgspec.Struct, frozen=True):
    """The chosen theme and its parents, nearest first; `digest` covers the content of all their files.

    `look` names what the layers add up to in layout, such as `font-serif`, in the order of `Layout`.
    """

    layers: tuple[ThemeLayer, ...]
    color: str
    digest: str
    logo: str | None = None
    look: tuple[str, ...] = ()


def look_of(layouts: Iterable[Layout]) -> tuple[str, ...]:
    """Give what the layouts of a theme's layers, nearest first, add up to: one name for each option that one sets."""
    chosen: dict[str, str] = {}
    for layout in layouts:
        for option, value in msgspec.structs.asdict(layout).items():
            if value is not None:
                chosen.setdefault(option, value)
    return tuple(f"{option}-{chosen[option]}" for option in Layout.__struct_fields__ if option in chosen)
