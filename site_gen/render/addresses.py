"""Addresses of pages: one place that knows where everything stands.

A page is named by its path in the default language, without a slash in front: `providers/amara-okafor/`. Other
languages have the same path below their code. The base path of `base_url` (`/harbor` on a project host) is put in
front of every link.
"""

from __future__ import annotations

import urllib.parse

import msgspec

from site_gen.model.site import Site

HOME = ""
FIND = "find/"
SEARCH = "find/search/"
NEW_PATIENTS = "new-patients/"
POSTAL_CODES = "find/postal-codes.json"
HOW = "how-we-collect-reviews/"
TRANSPARENCY = "transparency/"
REVIEW_US = "review-us/"
WHO_TO_ASK = "who-to-ask/"
REVIEW_LOG = "review-log/"
SEARCH_INDEX = "pagefind/"
ATOM = "feed.xml"
JSON_FEED = "feed.json"
NEWS = "news/"
NEWS_ATOM = "news/feed.xml"
NEWS_JSON_FEED = "news/feed.json"


class Addresses(msgspec.Struct, frozen=True):
    """The address scheme of one site. `base_path` is empty or begins with a slash and does not end in one."""

    origin: str
    base_path: str
    default_language: str

    def href(self, path: str, language: str = "") -> str:
        """Give what an `href` on this site holds: `/harbor/es/find/`."""
        prefix = "" if language in ("", self.default_language) else f"{language}/"
        return f"{self.base_path}/{prefix}{path}"

    def absolute(self, path: str, language: str = "") -> str:
        """Give the whole address: `https://harbor.example/es/find/`."""
        return self.origin + self.href(path, language)

    def file(self, path: str, language: str = "") -> str:
        """Give the file below the output folder that answers for a page: `es/find/index.html`."""
        prefix = "" if language in ("", self.default_language) else f"{language}/"
        return f"{prefix}{path}index.html" if path.endswith("/") or not path else f"{prefix}{path}"


def addresses_of(site: Site) -> Addresses:
    """Give the address scheme of `site`."""
    parts = urllib.parse.urlsplit(site.base_url)
    return Addresses(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"), site.default_language)


def provider_path(slug: str) -> str:
    """Give the path of a provider's page."""
    return f"providers/{slug}/"


def archive_path(slug: str, number: int) -> str:
    """Give the path of one static page of a provider's reviews; `number` counts from 1, the oldest."""
    return f"providers/{slug}/reviews/{number}/"


def twin_path(slug: str) -> str:
    """Give the path of the JSON twin of a provider's page."""
    return f"providers/{slug}/index.json"


def review_us_path(location: str) -> str:
    """Give the path of a location's places to leave a review: a part of the page that has those of all locations."""
    return f"{REVIEW_US}#{place_anchor(location)}"


def place_anchor(location: str) -> str:
    """Give the id of a location on that page; no other id begins like it."""
    return f"at-{location}"


def topic_path(kind: str, slug: str, number: int = 1) -> str:
    """Give the path of a specialty, location, language or condition page, or a further page of its list."""
    return f"{kind}/{slug}/" if number == 1 else f"{kind}/{slug}/{number}/"


def post_path(slug: str) -> str:
    """Give the path of a post."""
    return f"{NEWS}{slug}/"


def news_path(topic: str = "", number: int = 1) -> str:
    """Give the path of a page of the list of posts, or of those about a topic; no post can have the same."""
    first = f"{NEWS}topics/{topic}/" if topic else NEWS
    return first if number == 1 else f"{first}page/{number}/"
