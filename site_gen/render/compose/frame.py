"""The frame of a page: title, canonical address, languages, breadcrumb, markup for search."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.model.alert import NO_SUBJECT, Subject
from site_gen.qr import qr_code
from site_gen.render.addresses import FIND, HOME
from site_gen.render.compose.alerts import alert_views
from site_gen.render.compose.cards import card_image, site_card
from site_gen.render.edition import Edition, language_links
from site_gen.render.views.page import FrameView, Html, ImageView, LinkView, PrintView

_OG_TYPES = {"provider": "profile", "page": "article", "post": "article"}
"""What Open Graph calls our kinds of pages; all others are of the site."""

Trail = Sequence[tuple[str, str]]
"""Labels and paths from the top to the page itself."""


def frame_view(
    edition: Edition,
    *,
    path: str,
    kind: str,
    title: str,
    description: str,
    trail: Trail = (),
    json_ld: Html = Html(""),  # noqa: B008 - immutable
    json_url: str = "",
    previous_url: str = "",
    next_url: str = "",
    indexed: bool = True,
    paper: bool = False,
    share: ImageView | None = None,
    subject: Subject = NO_SUBJECT,
) -> FrameView:
    """Give the frame of the page at `path`; `trail` without the home page makes the breadcrumb.

    A page that people take along on `paper` has its address as a code there. `subject` says which alerts stand on it.
    """
    addresses = edition.addresses
    several = len(edition.site.languages) > 1 and indexed
    alternates = [
        LinkView(label=language, url=addresses.absolute(path, language), lang=language)
        for language in edition.site.languages
        if several
    ]
    if several:
        alternates.append(LinkView(label="x-default", url=addresses.absolute(path), lang="x-default"))
    return FrameView(
        site=edition.frame_site,
        lang=edition.language,
        direction=edition.locale.direction,
        kind=kind,
        title=title if title == edition.site.name else f"{title} · {edition.site.name}",
        description=description,
        canonical_url=addresses.absolute(path, edition.language),
        alternates=tuple(alternates),
        og_type=_OG_TYPES.get(kind, "website"),
        og_locale=edition.og_locale(edition.language),
        og_locales=tuple(
            edition.og_locale(one) for one in edition.site.languages if several and one != edition.language
        ),
        languages=language_links(edition, path) if len(edition.site.languages) > 1 else (),
        breadcrumb=breadcrumb(edition, trail),
        json_ld=json_ld,
        json_url=json_url,
        previous_url=previous_url,
        next_url=next_url,
        indexed=indexed,
        share=share or card_image(edition, site_card(edition), "site"),
        alerts=alert_views(edition, subject) if edition.ground.alerts else (),
        paper=_paper(addresses.absolute(path, edition.language)) if paper and edition.prints_codes else None,
    )


def _paper(address: str) -> PrintView:
    code = qr_code(address, "L")
    return PrintView(address=address, box=code.box, path=code.path)


def breadcrumb(edition: Edition, trail: Trail) -> tuple[LinkView, ...]:
    """Give the links of a trail; the last is the page itself."""
    last = len(trail) - 1
    return tuple(
        LinkView(label=label, url=edition.href(path), current=index == last)
        for index, (label, path) in enumerate(trail)
    )


def find_trail(edition: Edition) -> tuple[str, str]:
    """Give the first step of most trails."""
    return (edition.gettext("Find care"), FIND)


def home_trail(edition: Edition) -> tuple[str, str]:
    """Give the step to the front page."""
    return (edition.site.name, HOME)
