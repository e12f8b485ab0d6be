"""Pages and files that stand for the whole site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from site_gen.model.alert import EVERYTHING, NO_SUBJECT
from site_gen.model.handling import Handling, total_handling
from site_gen.model.news import NewsPost
from site_gen.model.page import LANGUAGE_ASSISTANCE, Page
from site_gen.model.standing import Standing, total
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import (
    FIND,
    HOME,
    HOW,
    NEWS,
    REVIEW_US,
    TRANSPARENCY,
    WHO_TO_ASK,
)
from site_gen.render.compose.asking import who_to_ask_view
from site_gen.render.compose.finding import Index, facets, index_of
from site_gen.render.compose.frame import frame_view, home_trail
from site_gen.render.compose.how import how_view
from site_gen.render.compose.infographics import page_parts
from site_gen.render.compose.news import changed_on, post_card
from site_gen.render.compose.places import place_view
from site_gen.render.compose.provider_card import card_view
from site_gen.render.compose.ratings import count_views
from site_gen.render.compose.review_us import review_us_view
from site_gen.render.compose.transparency import LogFacts, transparency_view
from site_gen.render.edition import Edition, assistance_pages, language_anchor, pages_in_language
from site_gen.render.locale import direction_of
from site_gen.render.pages.listing import newest_change
from site_gen.render.pages.lists import list_pages
from site_gen.render.pages.machine import machine_files
from site_gen.render.pages.news import news_pages
from site_gen.render.pages.rendered import DRAWN_ANEW, Drawing, Rendered
from site_gen.render.pages.search import search_page
from site_gen.render.prose import images_in, plain_text
from site_gen.render.schema_org import page_graph
from site_gen.render.views.listing import HomeView
from site_gen.render.views.own_page import OwnerPageView
from site_gen.render.views.page import Html, LinkView, TopicGroup, TopicListView

_HOME_CARDS = 6
_HOME_POSTS = 4
_NOT_ON_HOME = ("locations", "new-patients", "insurance", "gender")
"""Filters that stand in the directory alone; locations have pictures on the front page."""
_DESCRIPTION_LENGTH = 160
_NOT_FOUND = "404.html"


def site_files(
    editions: Mapping[str, Edition],
    summaries: Sequence[ProviderSummary],
    pages: Sequence[Page],
    log: LogFacts | None = None,
    news: Sequence[NewsPost] = (),
    drawing: Drawing = DRAWN_ANEW,
) -> Iterator[Rendered]:
    """Give everything that is not a provider's own: lists, pages, news, feeds, sitemap, files for hosts.

    `pages` are the owner's, with their text; `drawing` is for lists.
    """
    default = next(iter(editions.values()))
    standing = total(summary.standing for summary in summaries)
    handling = total_handling(summary.handling for summary in summaries)
    in_sitemap: dict[str, dict[str, Rendered]] = {}
    for edition in editions.values():
        index = index_of(edition, summaries)
        report = _transparency(edition, standing, handling, summaries, log)
        for rendered in chain(
            _edition_pages(edition, index, standing, pages, news, drawing),
            news_pages(edition, news, summaries),
            (report,),
        ):
            if rendered.path is not None:
                in_sitemap.setdefault(rendered.path, {})[edition.language] = rendered._replace(data=b"")
            yield rendered
    yield from machine_files(default, summaries, pages, in_sitemap)
    yield from _redirect_pages(default)


def _edition_pages(
    edition: Edition,
    index: Index,
    standing: Standing,
    pages: Sequence[Page],
    news: Sequence[NewsPost],
    drawing: Drawing,
) -> Iterator[Rendered]:
    yield _home(edition, index, standing, news)
    yield from list_pages(edition, index, drawing)
    yield _who_to_ask(edition, index)
    yield _how(edition, standing)._replace(changed_on=newest_change(index.everybody))
    if edition.asks:
        yield _review_us(edition)
    for page in pages_in_language(edition, pages):
        yield _owner_page(edition, page, pages)
    if edition.site.search:
        yield search_page(edition, facets(edition, index))
    yield _not_found(edition)


def _home(edition: Edition, index: Index, standing: Standing, news: Sequence[NewsPost]) -> Rendered:
    site = edition.site
    words = site.i18n.get(edition.language)
    translated = words.description if words else None
    description = translated or site.description
    lang, direction = edition.foreign(edition.fallback if description and not translated else "")
    view = HomeView(
        title=site.name,
        intro=description or "",
        intro_lang=lang,
        intro_dir=direction,
        facets=facets(edition, index, without=_NOT_ON_HOME, plural=True),
        places=tuple(place_view(edition, location) for location, _members in index.locations),
        cards=tuple(card_view(edition, summary) for summary in index.everybody[:_HOME_CARDS]),
        counts=count_views(edition, standing),
        posts=tuple(post_card(edition, one) for one in news[:_HOME_POSTS]),
        news=LinkView(label=edition.gettext("All news"), url=edition.href(NEWS)) if news else None,
    )
    rendered = _page(edition, "home.html", HOME, "home", site.name, description or site.name, view)
    days = (newest_change(index.everybody), *(changed_on(edition, one) for one in news[:_HOME_POSTS] if one.is_out))
    return rendered._replace(changed_on=max((day for day in days if day is not None), default=None))


def _how(edition: Edition, standing: Standing) -> Rendered:
    view = how_view(edition, standing)
    description = edition.gettext("How %(site)s collects, moderates and counts reviews.") % {"site": edition.site.name}
    return _page(edition, "how.html", HOW, "how", view.title, description, view)


def _who_to_ask(edition: Edition, index: Index) -> Rendered:
    view = who_to_ask_view(edition, index)
    description = edition.gettext("Who to call at %(site)s about a condition or a specialty.") % {
        "site": edition.site.name
    }
    rendered = _page(edition, "who_to_ask.html", WHO_TO_ASK, "who-to-ask", view.title, description, view)
    return rendered._replace(changed_on=newest_change(index.everybody))


def _review_us(edition: Edition) -> Rendered:
    view = review_us_view(edition)
    description = edition.gettext("Where to leave a review of %(site)s.") % {"site": edition.site.name}
    return _page(edition, "review_us.html", REVIEW_US, "review-us", view.title, description, view)


def _transparency(
    edition: Edition,
    standing: Standing,
    handling: Handling,
    summaries: Sequence[ProviderSummary],
    log: LogFacts | None,
) -> Rendered:
    view = transparency_view(edition, standing, handling, summaries, log)
    description = edition.gettext("What %(site)s received, showed and withheld.") % {"site": edition.site.name}
    rendered = _page(edition, "transparency.html", TRANSPARENCY, "how", view.title, description, view)
    return rendered._replace(changed_on=newest_change(summaries))


def _owner_page(edition: Edition, page: Page, pages: Sequence[Page]) -> Rendered:
    body = edition.prose.html(page.body, top_heading=2)
    lang, direction = edition.foreign(page.language)
    others = assistance_pages(pages, edition)[1:] if page.slug == LANGUAGE_ASSISTANCE else ()
    view = OwnerPageView(
        title=page.title,
        parts=page_parts(edition, body, page.infographics),
        lang=lang,
        dir=direction,
        others=tuple(_in_other_language(edition, other) for other in others),
        updated=edition.locale.date(page.updated_on) if page.updated_on else "",
        updated_on=page.updated_on.isoformat() if page.updated_on else "",
    )
    text = Html("").join(part.html for part in view.parts)
    description = page.description or plain_text(text, _DESCRIPTION_LENGTH) or page.title
    rendered = _page(edition, "page.html", f"{page.slug}/", "page", page.title, description, view)
    dates = (page.updated_on, page.reviewed_on, *(other.updated_on for other in others))
    newest = max((date for date in dates if date is not None), default=None)
    return rendered._replace(changed_on=newest, images=images_in(body))


def _in_other_language(edition: Edition, page: Page) -> OwnerPageView:
    return OwnerPageView(
        title=page.title,
        parts=page_parts(edition, edition.prose.html(page.body, top_heading=3), page.infographics),
        lang=page.language,
        dir=direction_of(page.language),
        anchor=language_anchor(page.language),
    )


def _not_found(edition: Edition) -> Rendered:
    _ = edition.gettext
    links = (
        LinkView(label=_("Find care"), url=edition.href(FIND)),
        LinkView(label=_("Specialties"), url=edition.href("specialties/")),
        LinkView(label=_("Locations"), url=edition.href("locations/")),
        LinkView(label=_("Front page"), url=edition.href(HOME)),
    )
    view = TopicListView(
        title=_("Page not found"),
        intro=_("There is no page at this address. One of these may help:"),
        groups=(TopicGroup(heading="", links=links),),
    )
    frame = frame_view(edition, path=_NOT_FOUND, kind="404", title=view.title, description=view.intro, indexed=False)
    data = edition.templates.render("404.html", frame=frame, view=view)
    return Rendered(edition.addresses.file(_NOT_FOUND, edition.language), data)


def _page(edition: Edition, template: str, path: str, kind: str, title: str, description: str, view: Any) -> Rendered:
    trail = [] if path == HOME else [home_trail(edition), (title, path)]
    frame = frame_view(
        edition,
        path=path,
        kind=kind,
        title=title,
        description=description,
        trail=trail,
        json_ld=page_graph(edition, path=path, title=title, trail=trail, kind=kind),
        subject=EVERYTHING if path in (HOME, WHO_TO_ASK) else NO_SUBJECT,
    )
    data = edition.templates.render(template, frame=frame, view=view)
    return Rendered(edition.addresses.file(path, edition.language), data, path)


def _redirect_pages(edition: Edition) -> Iterator[Rendered]:
    """Give a page that leads on for every redirect, for hosts that know no redirects."""
    if not edition.site.hosting.redirect_pages:
        return
    for source, target in sorted(edition.site.redirects.items()):
        path = source.strip("/")
        url = target if "://" in target else edition.addresses.base_path + target
        title = edition.gettext("This page has moved")
        frame = frame_view(edition, path=f"{path}/", kind="redirect", title=title, description=title, indexed=False)
        canonical = url if "://" in url else edition.addresses.origin + url
        frame = msgspec.structs.replace(frame, canonical_url=canonical)
        data = edition.templates.render("redirect.html", frame=frame, view=LinkView(label=title, url=url))
        file = path if path.endswith(".html") else f"{path}/index.html"
        yield Rendered(file.lstrip("/"), data)
