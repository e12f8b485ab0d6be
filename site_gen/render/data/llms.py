"""`llms.txt` (llmstxt.org): what the site is and where its main pages are, in Markdown, for programs.

A title, a quotation that says what it is, and lists of links under headings; "Optional" is the heading for what may be
left out. It promises nothing that the pages do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from site_gen.model.page import Page
from site_gen.model.policy import REVIEW_POLICY
from site_gen.render.addresses import (
    ATOM,
    FIND,
    HOME,
    HOW,
    JSON_FEED,
    NEWS,
    NEWS_JSON_FEED,
    REVIEW_LOG,
    TRANSPARENCY,
    WHO_TO_ASK,
)
from site_gen.render.edition import Edition, pages_in_language
from site_gen.render.locale import own_name

_MARKED = re.compile(r"([\\\[\]])")


class _Item(NamedTuple):
    label: str
    url: str
    note: str = ""


def llms(edition: Edition, pages: Sequence[Page]) -> bytes:
    """Give `llms.txt` in the language of the edition, UTF-8; `pages` are the owner's."""
    _ = edition.gettext
    site = edition.site
    lines = [f"# {_line(site.name)}", ""]
    lines += [f"> {_line(site.description)}", ""] if site.description else []
    lines += [_("Every review we receive is counted. What we do not show, we say so, and why."), ""]
    own = [page for page in pages_in_language(edition, pages) if not page.slug.startswith("policies/")]
    for heading, items in (
        (_("Find care"), _care(edition)),
        (_("Reviews"), _reviews(edition, pages)),
        (site.name, (_Item(page.title, _url(edition, f"{page.slug}/"), page.description or "") for page in own)),
        (_("Data for programs"), _data(edition)),
        ("Optional", _languages(edition)),
    ):
        lines += _section(heading, items)
    return "\n".join(lines).rstrip("\n").encode() + b"\n"


def _care(edition: Edition) -> Iterator[_Item]:
    _ = edition.gettext
    site = {"site": edition.site.name}
    yield _Item(_("Find care"), _url(edition, FIND), _("Everybody who gives care at %(site)s, by name.") % site)
    yield _Item(_("Specialties"), _url(edition, "specialties/"))
    yield _Item(_("Locations"), _url(edition, "locations/"), _("Where %(site)s gives care") % site)
    if edition.ground.has_news:
        yield _Item(_("News"), _url(edition, NEWS), _("What is new at %(site)s.") % site)
    asked = _("Who to call at %(site)s about a condition or a specialty.") % site
    yield _Item(_("Who to ask"), _url(edition, WHO_TO_ASK), asked)


def _reviews(edition: Edition, pages: Sequence[Page]) -> Iterator[_Item]:
    _ = edition.gettext
    site = {"site": edition.site.name}
    how = _("How %(site)s collects, moderates and counts reviews.") % site
    yield _Item(_("How we collect and moderate reviews"), _url(edition, HOW), how)
    policy = f"policies/{REVIEW_POLICY}"
    if any(page.slug == policy for page in pages):
        yield _Item(_("Our review policy"), _url(edition, f"{policy}/"))
    shown = _("What %(site)s received, showed and withheld.") % site
    yield _Item(_("Transparency report"), _url(edition, TRANSPARENCY), shown)
    if edition.site.log:
        checkpoint = edition.addresses.absolute(f"{REVIEW_LOG}checkpoint")
        yield _Item(_("Signed checkpoint"), checkpoint, _("What the review log shows, and what it does not"))


def _data(edition: Edition) -> Iterator[_Item]:
    _ = edition.gettext
    home = edition.addresses.absolute(HOME)
    reviews = _("New reviews of %(site)s") % {"site": edition.site.name}
    twin = _("Every provider's page has its facts beside it, as JSON: index.json")
    yield _Item("sitemap.xml", f"{home}sitemap.xml", twin)
    yield _Item(_("Feed (Atom)"), edition.addresses.absolute(ATOM), reviews)
    yield _Item(_("Feed (JSON)"), edition.addresses.absolute(JSON_FEED), reviews)
    if edition.ground.has_news:
        news = _("News of %(site)s") % {"site": edition.site.name}
        yield _Item(_("Feed (JSON)"), edition.addresses.absolute(NEWS_JSON_FEED), news)


def _languages(edition: Edition) -> Iterator[_Item]:
    for language in edition.site.languages:
        if language != edition.language:
            yield _Item(own_name(language), edition.addresses.absolute(HOME, language))


def _section(heading: str, items: Iterable[_Item]) -> list[str]:
    rows = [f"- [{_line(item.label)}]({item.url}){f': {_line(item.note)}' if item.note else ''}" for item in items]
    return [f"## {_line(heading)}", "", *rows, ""] if rows else []


def _url(edition: Edition, path: str) -> str:
    return edition.addresses.absolute(path, edition.language)


def _line(text: str) -> str:
    """Give a text on one line, with nothing that ends a link's name too early."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))
