"""A page of the owner, and infographics, as shown."""

from __future__ import annotations

from site_gen.render.views.page import Html, View


class InfographicRowView(View, frozen=True, kw_only=True):
    """One row: `text` says its number in words ("9 of 10"); `percent` fills its bar; `filled` figures of `figures`."""

    label: str
    detail: str
    text: str = ""
    percent: int = 0
    filled: int = 0
    figures: int = 0


class InfographicView(View, frozen=True, kw_only=True):
    """A card: `kind` is `bars`, `share` or `steps`; `source` is empty where there are no numbers."""

    kind: str
    title: str
    rows: tuple[InfographicRowView, ...]
    source: str
    source_url: str


class PartView(View, frozen=True, kw_only=True):
    """A stretch of an owner's page: markup, or an infographic in its place."""

    html: Html = Html("")
    infographic: InfographicView | None = None


class OwnerPageView(View, frozen=True, kw_only=True):
    """A page of the owner. `lang` and `dir` are set where the text is in another language than the page's frame.

    `others` are the same page in other languages, each with its `anchor`, where all are shown together.
    """

    title: str
    parts: tuple[PartView, ...]
    lang: str = ""
    dir: str = ""
    anchor: str = ""
    others: tuple[OwnerPageView, ...] = ()
    updated: str = ""
    updated_on: str = ""
