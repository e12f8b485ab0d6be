"""The site in one language: everything that turning its content into pages of that language needs."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping, Sequence

import site_gen
from site_gen.model.base import Picture
from site_gen.model.media import Shape
from site_gen.model.page import LANGUAGE_ASSISTANCE, Page
from site_gen.model.review_sites import asks_anywhere
from site_gen.render.addresses import (
    ATOM,
    FIND,
    HOME,
    HOW,
    JSON_FEED,
    NEWS,
    REVIEW_LOG,
    REVIEW_US,
    SEARCH,
    TRANSPARENCY,
    WHO_TO_ASK,
    addresses_of,
)
from site_gen.render.compose.pictures import image_view
from site_gen.render.environment import Templates
from site_gen.render.ground import Ground
from site_gen.render.locale import Locale, direction_of, open_graph_locale, own_name
from site_gen.render.prose import Prose
from site_gen.render.views.page import CheckView, ImageView, LinkView, SiteView


class Edition:
    """One language of one build: `ground`, words, addresses and templates.

    `is_default` tells whether this is the language whose pages stand at the root; `fallback` is the language of what
    has no translation, where it is not the one of this edition, else nothing.
    """

    def __init__(self, ground: Ground, language: str) -> None:
        self.ground = ground
        self.site = ground.site
        self.language = language
        self.is_default = language == ground.site.default_language
        self.fallback = "" if self.is_default else ground.site.default_language
        self.addresses = addresses_of(ground.site)
        folders = [layer.folder / "translations" for layer in ground.theme.layers]
        home = next(iter(ground.locations.values())).address.country if ground.locations else "US"
        self.locale = Locale(language, folders, home)
        self._home = home
        self.gettext = self.locale.gettext
        self.ngettext = self.locale.ngettext
        self.templates = Templates(ground.theme, self.locale, bytecode=ground.bytecode)
        self.prose = Prose(self.prose_link, self.media_image)
        self.asks = asks_anywhere(ground.site, ground.locations.values())
        self.as_of_month = ground.as_of.strftime("%Y-%m")
        self.prints_codes = "print-plain" not in ground.theme.look
        self.frame_site = self._frame_site()

    def foreign(self, language: str) -> tuple[str, str]:
        """Give `lang` and `dir` for a text in another language than this one; nothing for a text in this one."""
        return ("", "") if language in ("", self.language) else (language, direction_of(language))

    def og_locale(self, language: str) -> str:
        """Give a language as Open Graph writes it, in the country of the practice."""
        return open_graph_locale(language, self._home)

    def href(self, path: str) -> str:
        """Give the link to a page in this language."""
        return self.addresses.href(path, self.language)

    def asset(self, name: str) -> str:
        """Give the link to an asset, or nothing when there is none of that name."""
        file = self.ground.assets.get(name)
        return self.addresses.href(file) if file else ""

    def image(self, picture: Picture | None, alt: str | None = None, *, shape: Shape = "whole") -> ImageView | None:
        """Give a picture as shown, or None when there is none."""
        return None if picture is None else self.media_image(picture.file, alt or picture.alt, shape=shape)

    def media_image(self, name: str, alt: str = "", *, shape: Shape = "whole") -> ImageView | None:
        """Give the picture of a name such as `media/logo.svg` as shown; without `alt` with that of its sidecar."""
        url = self.asset(name)
        if not url:
            return None
        media = self.ground.media.get(name)
        if media is None:
            return ImageView(url=url, alt=alt)
        return image_view(media, alt, shape, (self.language, self.fallback), self._file_href, url)

    def _file_href(self, file: str) -> str:
        return self.addresses.href(file)

    def prose_link(self, target: str) -> str:
        """Give the published address of a link in the owner's text."""
        return self.asset(target) if target.startswith("media/") else self.addresses.base_path + target

    def contact(self, link: str | None, subject: str) -> str:
        """Give a contact link; a `mailto:` gets its subject, so that the reader need not explain."""
        if not link or not link.startswith("mailto:") or "?" in link:
            return link or ""
        return f"{link}?subject={urllib.parse.quote(subject)}"

    def _frame_site(self) -> SiteView:
        _ = self.gettext
        site = self.site
        logo = self.ground.theme.logo or site.organization.logo
        own_pages = owner_links(self.ground.pages, self)
        news = (LinkView(label=_("News"), url=self.href(NEWS)),) if self.ground.has_news else ()
        asking = (LinkView(label=_("Leave a review"), url=self.href(REVIEW_US)),) if self.asks else ()
        return SiteView(
            name=site.name,
            home_url=self.href(HOME),
            find_url=self.href(FIND),
            ask_url=self.href(WHO_TO_ASK),
            how_url=self.href(HOW),
            logo=self.media_image(logo) if logo else None,
            phone_url=f"tel:{site.organization.phone}",
            phone_text=self.locale.phone(site.organization.phone),
            navigation=(
                LinkView(label=_("Find care"), url=self.href(FIND)),
                LinkView(label=_("Specialties"), url=self.href("specialties/")),
                LinkView(label=_("Locations"), url=self.href("locations/")),
                LinkView(label=_("About reviews"), url=self.href(HOW)),
            ),
            footer=(
                *news,
                LinkView(label=_("Who to ask"), url=self.href(WHO_TO_ASK)),
                *asking,
                LinkView(label=_("Transparency report"), url=self.href(TRANSPARENCY)),
                *own_pages,
            ),
            corrections_url=site.contact.corrections or "",
            reviews_contact_url=site.contact.reviews or "",
            complaints_url=site.contact.complaints or "",
            stylesheet_url=self.asset("static/site.css"),
            script_url=self.asset("static/site.js"),
            icon_url=self.asset("static/icon.svg"),
            manifest_url=self.addresses.href("site.webmanifest"),
            atom_url=self.addresses.href(ATOM),
            json_feed_url=self.addresses.href(JSON_FEED),
            generator=f"site-gen {site_gen.__version__}",
            as_of=self.ground.as_of.isoformat(),
            as_of_text=self.locale.date(self.ground.as_of),
            theme_color=self.ground.theme.color,
            look=" ".join(self.ground.theme.look),
            assistance=assistance_links(self.ground.pages, self),
            check=self._check(),
            search_url=self.href(SEARCH) if site.search else "",
            find_style_url=self.asset("static/find.css"),
            alerts_style_url=self.asset("static/alerts.css"),
            news_style_url=self.asset("static/news.css"),
        )

    def _check(self) -> CheckView | None:
        script = self.asset("static/check.js")
        if self.site.log is None or not script or not self.asset("static/site.js"):
            return None
        return CheckView(
            script_url=script,
            log_url=self.addresses.href(REVIEW_LOG),
            key=self.site.log.key,
            months=tuple(self.locale.month(f"2000-{month:02}").replace("2000", "{year}") for month in range(1, 13)),
        )


def editions_of(ground: Ground) -> Mapping[str, Edition]:
    """Give one edition for each language of the site, the default one first; of one ground always the same ones."""
    global _latest
    of, editions = _latest
    if of is not ground:
        editions = {language: Edition(ground, language) for language in ground.site.languages}
        _latest = ground, editions
    return editions


_latest: tuple[Ground | None, Mapping[str, Edition]] = (None, {})
"""The editions that were asked for last, which take a tenth of a second to make."""


def owner_links(pages: tuple[Page, ...], edition: Edition) -> tuple[LinkView, ...]:
    """Give links to the owner's pages that ask for a place in the list, each in this language where it exists."""
    chosen = (page for page in pages_in_language(edition, pages) if page.slug != LANGUAGE_ASSISTANCE)
    listed = sorted((page for page in chosen if page.nav is not None), key=lambda page: (page.nav, page.slug))
    return tuple(
        LinkView(label=page.title, url=edition.href(f"{page.slug}/"), lang=edition.foreign(page.language)[0])
        for page in listed
    )


def pages_in_language(edition: Edition, pages: Sequence[Page]) -> list[Page]:
    """Give each of the owner's pages once: in this language, or in the default one, or in the one that there is."""
    wanted = (edition.language, edition.site.default_language)
    chosen: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: (page.slug, page.language)):
        rank = wanted.index(page.language) if page.language in wanted else len(wanted)
        known = chosen.get(page.slug)
        if known is None or rank < (wanted.index(known.language) if known.language in wanted else len(wanted)):
            chosen[page.slug] = page
    return [chosen[slug] for slug in sorted(chosen)]


def assistance_pages(pages: Sequence[Page], edition: Edition) -> list[Page]:
    """Give the page about help in one's own language in all of its languages: this one, the site's, then the others."""
    first = (edition.language, *edition.site.languages)
    there = (page for page in pages if page.slug == LANGUAGE_ASSISTANCE)
    return sorted(
        there, key=lambda page: (first.index(page.language) if page.language in first else len(first), page.language)
    )


def assistance_links(pages: Sequence[Page], edition: Edition) -> tuple[LinkView, ...]:
    """Give a link for each language: to the page of that language, or to its part of the page in this one."""
    links = []
    for number, page in enumerate(assistance_pages(pages, edition)):
        path = f"{LANGUAGE_ASSISTANCE}/"
        if page.language in edition.site.languages:
            url = edition.addresses.href(path, page.language)
        else:
            url = edition.href(f"{path}#{language_anchor(page.language)}" if number else path)
        links.append(LinkView(label=page.title, url=url, lang=edition.foreign(page.language)[0]))
    return tuple(links)


def language_anchor(language: str) -> str:
    """Give the id of the part of a page that is in one language."""
    return f"in-{language.lower()}"


def language_links(edition: Edition, path: str) -> tuple[LinkView, ...]:
    """Give the switch between languages for one page, each language named in itself."""
    return tuple(
        LinkView(
            label=own_name(language),
            url=edition.addresses.href(path, language),
            lang=language,
            current=language == edition.language,
        )
        for language in edition.site.languages
    )
