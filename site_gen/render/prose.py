"""The owner's Markdown to safe markup; review text never comes here.

Python-Markdown writes the markup, nh3 (ammonia) keeps what is on the list below and drops the rest, scripts, styles
and frames with all they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

_TAGS = {
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"dir", "href", "hreflang", "lang", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "p": {"dir", "lang"},
    "blockquote": {"dir", "lang"},
}
_SCHEMES = {"https", "http", "mailto", "tel"}
_IMAGE = re.compile(r'<img [^>]*?\bsrc="([^"]+)"')
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

Link = Callable[[str], str]


class Prose:
    """Writes Markdown for one site. `link` gives the address for `/path` and `media/NAME` links of the text."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener",
            clean_content_tags={"script", "style", "iframe", "object", "template", "svg", "math"},
        )

    def html(self, text: str, *, top_heading: int = 2) -> Markup:
        """Give the markup of `text`, its highest headings as level `top_heading`, the others in proportion."""
        if not text.strip():
            return Markup("")
        writer = markdown.Markdown(extensions=["sane_lists", "tables"], output_format="html")
        writer.treeprocessors.register(_Adapt(writer, self._link, top_heading), "site-gen", 0)
        return Markup(self._cleaner.clean(writer.convert(text)))  # noqa: S704 - cleaned just here


def plain_text(html: Markup, limit: int) -> str:
    """Give the words of `html` without markup, cut at a word to at most `limit` characters with an ellipsis."""
    text = " ".join(html.striptags().split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def images_in(html: Markup) -> tuple[str, ...]:
    """Give the links to the pictures in markup that `Prose` made, each once, in their order."""
    return tuple(dict.fromkeys(unescape(found) for found in _IMAGE.findall(html)))


class _Adapt(Treeprocessor):
    """Moves headings below the page's own and points links and pictures at their published addresses."""

    def __init__(self, writer: markdown.Markdown, link: Link, top_heading: int) -> None:
        super().__init__(writer)
        self._link = link
        self._top = top_heading

    def run(self, root: Element) -> None:
        levels = [_HEADINGS.index(element.tag) + 1 for element in root.iter() if element.tag in _HEADINGS]
        shift = self._top - min(levels, default=self._top)
        for element in root.iter():
            if element.tag in _HEADINGS:
                element.tag = _HEADINGS[min(_HEADINGS.index(element.tag) + shift, 5)]
            if element.tag == "a" and element.get("href", "").startswith("tel:"):
                element.set("dir", "ltr")  # a number reads from left to right, whatever is around it
            for name in ("href", "src"):
                target = element.get(name, "")
                if target.startswith(("/", "media/")) and not target.startswith("//"):
                    element.set(name, self._link(target))
