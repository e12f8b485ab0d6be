"""The frame around every page, and the kinds that only list links."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

Html = Markup
"""Sanitised markup; everything else is escaped by the environment."""


class View(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The common settings of every view: immutable and by keyword."""


class LinkView(View, frozen=True, kw_only=True):
    """A link; `current` marks the page that is being read; `count` is how many things are behind it."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    note: str = ""
    lang: str = ""


class SourceView(View, frozen=True, kw_only=True):
    """A picture in one format and several widths: media type and `srcset`."""

    type: str
    srcset: str


class ImageView(View, frozen=True, kw_only=True):
    """A picture with its text alternative; sizes in CSS pixels, or None when unknown.

    `sources` are better formats, the best first; `srcset` has the widths of the format of `url`, which is the widest.
    `caption_lang` and `credit_lang` are set where these are in another language than the page.
    """

    url: str
    alt: str
    width: int | None = None
    height: int | None = None
    sources: tuple[SourceView, ...] = ()
    srcset: str = ""
    caption: str = ""
    caption_lang: str = ""
    credit: str = ""
    credit_lang: str = ""


class PrintView(View, frozen=True, kw_only=True):
    """What stands on paper only: the page's address, and its QR code as a drawing (see `QrCode`)."""

    address: str
    box: str
    path: str


class CheckView(View, frozen=True, kw_only=True):
    """What the browser's check of reviews needs: its script, where the log is published, and the key that signs it.

    `months` are January to December as this language writes them with a year, which stands there as `{year}`.
    """

    script_url: str
    log_url: str
    key: str
    months: tuple[str, ...]


class AlertView(View, frozen=True, kw_only=True):
    """One alert. `severity_text` says in a word what `severity` is.

    `lead` is the first paragraph, `more` are the others, which a reader opens; languages and directions are set where a
    text is in another language than the page. `concerns` is empty for alerts that concern everybody; a specialty there
    has no address. `until` is written out, `until_at` is the same as an RFC 3339 instant; both are empty where an alert
    has no end.
    """

    id: str
    severity: str
    severity_text: str
    title: str
    title_lang: str = ""
    title_dir: str = ""
    lead: str
    more: tuple[str, ...] = ()
    text_lang: str = ""
    text_dir: str = ""
    concerns: tuple[LinkView, ...] = ()
    until: str = ""
    until_at: str = ""
    source: LinkView | None = None


class SiteView(View, frozen=True, kw_only=True):
    """What the frame of every page of one language shows about the site; `as_of_text` is `as_of` written out.

    `look` are the layout's class names. `assistance` leads to help in one's own language, each link named in its
    language. `check` is None where the site has no review log, or its theme no script for the check. `search_url` is
    the search page, on a site that has one.
    """

    name: str
    home_url: str
    find_url: str
    ask_url: str
    how_url: str
    logo: ImageView | None
    phone_url: str
    phone_text: str
    navigation: tuple[LinkView, ...]
    footer: tuple[LinkView, ...]
    corrections_url: str
    reviews_contact_url: str
    complaints_url: str
    stylesheet_url: str
    script_url: str
    icon_url: str
    manifest_url: str
    atom_url: str
    json_feed_url: str
    generator: str
    as_of: str
    theme_color: str
    look: str = ""
    assistance: tuple[LinkView, ...] = ()
    as_of_text: str = ""
    check: CheckView | None = None
    search_url: str = ""
    find_style_url: str = ""
    alerts_style_url: str = ""
    news_style_url: str = ""


class FrameView(View, frozen=True, kw_only=True):
    """The head and surroundings of one page; `share` is what links to it show, with its whole address.

    `languages` are the same page in every language of the site, for the switch; `alternates` the same for `hreflang`
    with absolute addresses, `x-default` last; `json_ld` is script-safe JSON; `paper` is None on pages that nobody takes
    along. `og_locale` is the language as Open Graph writes it, `og_locales` those of the other languages.
    """

    site: SiteView
    lang: str
    direction: str
    kind: str
    title: str
    description: str
    canonical_url: str
    alternates: tuple[LinkView, ...] = ()
    og_type: str = "website"
    og_locale: str = ""
    og_locales: tuple[str, ...] = ()
    languages: tuple[LinkView, ...] = ()
    breadcrumb: tuple[LinkView, ...] = ()
    json_ld: Html = Html("")
    json_url: str = ""
    previous_url: str = ""
    next_url: str = ""
    indexed: bool = True
    share: ImageView | None = None
    alerts: tuple[AlertView, ...] = ()
    paper: PrintView | None = None


class Pager(View, frozen=True, kw_only=True):
    """Numbered pages; `previous` and `next` are None at the ends."""

    previous: LinkView | None
    next: LinkView | None
    pages: tuple[LinkView, ...]
    label: str


class TopicListView(View, frozen=True, kw_only=True):
    """A list of topics: all specialties, languages, conditions or locations."""

    title: str
    intro: str
    groups: tuple[TopicGroup, ...]


class TopicGroup(View, frozen=True, kw_only=True):
    """Topics under one letter or heading; the heading may be empty."""

    heading: str
    links: tuple[LinkView, ...]
