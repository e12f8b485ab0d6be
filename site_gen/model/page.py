"""A page of the owner: `content/pages/<path>.md`, front matter and Markdown."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.model.base import Content, Count, LanguageTag, Slug, Text
from site_gen.model.infographic import Infographic

BODY = "@body"
"""The key of the Markdown below the front matter; the lines in it are counted from 0, as in a list."""


LANGUAGE_ASSISTANCE = "language-assistance"
"""The address of the page that says how to get help in one's own language; it may be there in any language."""


class Page(Content, frozen=True, kw_only=True):
    """One page as written. `slug` is its address without slashes at the ends; `body` is Markdown.

    `about.es.md` is the Spanish version of `about.md`. `nav` places the page in the footer's list, lowest first.
    `infographics` are drawn where the body has their name as `[[name]]` on a line of its own, and else at its end.
    """

    path: str = msgspec.field(name="@path")
    slug: str = msgspec.field(name="@slug")
    language: LanguageTag = msgspec.field(name="@language")
    body: str = msgspec.field(name=BODY)
    title: Text
    description: Text | None = None
    nav: Count | None = None
    updated_on: datetime.date | None = None
    reviewed_by: Text | None = None
    reviewed_on: datetime.date | None = None
    infographics: dict[Slug, Infographic] = {}
