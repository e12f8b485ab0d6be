"""The owner's Markdown to safe markup; review text never comes here.

Python-Markdown writes the markup, nh3 (ammonia) keeps what is on the list below and drops the rest, scripts, styles
and frames with all they hold.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from site_gen.render.views.page import ImageView

_TAGS = {
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "code", "dd", "del", "dl", "dt", "em", "figcaption",
    "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "picture", "pre", "q", "s",
    "small", "source", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"dir", "href", "hreflang", "lang", "title"},
    "abbr": {"title"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "source": {"type", "srcset", "sizes"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "p": {"dir", "lang"},
    "blockquote": {"dir", "lang"},
    "bdi": {"lang"},
    "small": {"lang"},
}
_SCHEMES = {"https", "http", "mailto", "tel"}
_IMAGE = re.compile(r'<img [^>]*?\bsrc="([^"]+)"')
_SIZES = "(min-width: 45rem) 42rem, 100vw"
"""How wide a picture in a text is shown: the measure of the default theme's columns."""
_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "[",
    "image_reference": "[",
    "short_reference": "[",
    "short_image_ref": "[",
    "autolink": "<",
    "automail": "<",
    "html": "<",
    "entity": "&",
}
"""What a text must hold for one of Markdown's patterns to find something in it."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

Link = Callable[[str], str]
Image = Callable[[str, str], ImageView | None]


class Prose:
    """Writes Markdown for one site. `link` gives the address for `/path` and `media/NAME` links of the text.

    `image` gives the picture of a name and a text alternative.
    """

    def __init__(self, link: Link, image: Image) -> None:
        self._writer = functools.cache(functools.partial(_make_writer, link, image))
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
        written = self._writer(top_heading)(text)
        return Markup(self._cleaner.clean(written))  # noqa: S704 - cleaned just here


def _make_writer(link: Link, image: Image, top_heading: int) -> Callable[[str], str]:
    """Give what writes the markup of a text, looking in it only for what its characters may begin."""
    writer = markdown.Markdown(extensions=[SaneListExtension(), TableExtension()], output_format="html")
    writer.treeprocessors.register(_Adapt(writer, link, image, top_heading), "site-gen", 0)
    signs = {id(writer.inlinePatterns[name]): sign for name, sign in _SIGNS.items() if name in writer.inlinePatterns}
    patterns = [(signs.get(id(pattern), ""), pattern) for pattern in writer.inlinePatterns]
    inline: Any = writer.treeprocessors["inline"]
    steps = list(writer.preprocessors)
    steps_without_html = [step for step in steps if step is not writer.preprocessors["html_block"]]

    def write(text: str) -> str:
        inline.inlinePatterns = [pattern for sign, pattern in patterns if sign in text]
        writer.preprocessors = steps if "<" in text or "&" in text else steps_without_html  # type: ignore[assignment]
        return writer.reset().convert(text)

    return write


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

    def __init__(self, writer: markdown.Markdown, link: Link, image: Image, top_heading: int) -> None:
        super().__init__(writer)
        self._link = link
        self._image = image
        self._top = top_heading

    def run(self, root: Element) -> None:
        levels = [_HEADINGS.index(element.tag) + 1 for element in root.iter() if element.tag in _HEADINGS]
        shift = self._top - min(levels, default=self._top)
        for paragraph in root.iter("p"):
            _illustrate(paragraph, self._image)
        for element in list(root.iter("img")):
            view = self._image(element.get("src", ""), element.get("alt", ""))
            if view is not None:
                _show(element, view)
            else:
                self._publish(element, "src")
        for element in root.iter():
            if element.tag in _HEADINGS:
                element.tag = _HEADINGS[min(_HEADINGS.index(element.tag) + shift, 5)]
            if element.tag == "a" and element.get("href", "").startswith("tel:"):
                element.set("dir", "ltr")  # a number reads from left to right, whatever is around it
            self._publish(element, "href")

    def _publish(self, element: Element, name: str) -> None:
        target = element.get(name, "")
        if target.startswith(("/", "media/")) and not target.startswith("//"):
            element.set(name, self._link(target))
            if not element.get(name):
                _leave_out(element, name)


def _leave_out(element: Element, name: str) -> None:
    """Take the address of media that may not be shown away, and with it the picture and its words."""
    if element.tag == "img":
        element.attrib.clear()
        element.tag = "span"
    else:
        del element.attrib[name]


def _illustrate(paragraph: Element, image: Image) -> None:
    """Turn a paragraph of nothing but a picture that has a caption or a credit into a figure."""
    if len(paragraph) != 1 or paragraph[0].tag != "img" or (paragraph.text or "").strip():
        return
    if (paragraph[0].tail or "").strip():
        return
    view = image(paragraph[0].get("src", ""), "")
    if view is None or not (view.caption or view.credit):
        return
    paragraph.tag = "figure"
    words = SubElement(paragraph, "figcaption")
    words.text = view.caption
    if view.caption_lang:
        words.text = ""
        said = SubElement(words, "bdi", {"lang": view.caption_lang})
        said.text, said.tail = view.caption, " " if view.credit else ""
    elif view.credit:
        words.text += " " if view.caption else ""
    if view.credit:
        credit = SubElement(words, "small", {"lang": view.credit_lang} if view.credit_lang else {})
        credit.text = view.credit


def _show(element: Element, view: ImageView) -> None:
    """Put a picture in the place of an `img` that names it; the element itself becomes what holds all formats."""
    attributes = {"src": view.url, "alt": view.alt}
    if view.width and view.height:
        attributes |= {"width": str(view.width), "height": str(view.height)}
    attributes |= {"loading": "lazy", "decoding": "async"}
    if view.srcset:
        attributes |= {"srcset": view.srcset, "sizes": _SIZES}
    element.attrib.clear()
    if not view.sources:
        element.attrib.update(attributes)
        return
    element.tag = "picture"
    for source in view.sources:
        SubElement(element, "source", {"type": source.type, "srcset": source.srcset, "sizes": _SIZES})
    SubElement(element, "img", attributes)
