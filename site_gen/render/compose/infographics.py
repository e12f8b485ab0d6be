"""An owner's page in parts: its text, and infographics where the text places them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from site_gen.model.infographic import Infographic
from site_gen.render.edition import Edition
from site_gen.render.views.own_page import InfographicRowView, InfographicView, PartView
from site_gen.render.views.page import Html

_PLACE = re.compile(r"<p>\s*\[\[([a-z0-9][a-z0-9-]*)\]\]\s*</p>\n?")


def page_parts(edition: Edition, body: Html, infographics: Mapping[str, Infographic]) -> tuple[PartView, ...]:
    """Give the parts of a page in order; infographics that the text does not place come last."""
    pieces = _PLACE.split(body)
    placed = pieces[1::2]
    parts = []
    for html, name in zip(pieces[::2], [*placed, ""], strict=True):
        if html.strip():
            parts.append(PartView(html=Html(html)))
        if name in infographics:
            parts.append(PartView(infographic=infographic_view(edition, infographics[name])))
    rest = (PartView(infographic=infographic_view(edition, infographics[name])) for name in infographics)
    return (*parts, *(part for name, part in zip(infographics, rest, strict=True) if name not in placed))


def infographic_view(edition: Edition, infographic: Infographic) -> InfographicView:
    """Give one card, with its numbers in this edition's language."""
    locale = edition.locale
    largest = max((row.value or 0 for row in infographic.rows), default=0) or 1
    rows = []
    for row in infographic.rows:
        value = row.value or 0
        whole = infographic.of or 0
        if infographic.kind == "share":
            numbers = {"value": locale.number(value), "best": locale.number(whole)}
            text, percent = edition.gettext("%(value)s of %(best)s") % numbers, 100 * value // whole
        elif infographic.kind == "bars":
            text = " ".join(filter(None, (locale.number(value), infographic.unit)))
            percent = 100 * value // largest
        else:
            text, percent = "", 0
        rows.append(
            InfographicRowView(
                label=row.label,
                detail=row.detail or "",
                text=text,
                percent=percent,
                filled=value if whole else 0,
                figures=whole,
            )
        )
    source = infographic.source
    return InfographicView(
        kind=infographic.kind,
        title=infographic.title,
        rows=tuple(rows),
        source=f"{source.name}, {source.year}" if source else "",
        source_url=(source.url or "") if source else "",
    )
