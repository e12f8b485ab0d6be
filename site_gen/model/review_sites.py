"""Where a practice may ask for reviews: what the sites say about it, and which links of a location follow from that.

The table is package data, as that of `specialty`: reading it once is an import rather than input.

Source: our own table in `site_gen/data/review_sites.json`, which names the policy and its year for every statement.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Literal, NamedTuple

import msgspec

from site_gen.model.location import Location
from site_gen.model.site import Site
from site_gen.model.urls import split_url

OWN_FORM = "form"
"""The name of a link to the practice's own form."""

Asking = Literal["allowed", "not-allowed", "asks-itself", "not-stated"]
_NEVER = re.compile(r"(?<![\w-])yelp(?![\w-])", re.IGNORECASE)
_ANY_ENDING = r"\.[a-z]{2,3}(?:\.[a-z]{2})?"


class ReviewSite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a site says about asking for reviews on it.

    `hosts` are names of hosts, below which any host is the site's, too; `.*` stands for the ending of any country.
    `source` is the title of the policy page and `year` that of its wording; None where there is none, or no date on it.
    """

    name: str
    hosts: tuple[str, ...]
    asking: Asking
    says: str
    source: str | None
    year: int | None


class ReviewLink(NamedTuple):
    """A place to leave a review: its name and address as written, and the site behind it, None where none is known."""

    name: str
    url: str
    site: ReviewSite | None

    @property
    def may_be_asked(self) -> bool:
        """Whether people may be asked to go there: the practice's own form, or a site that allows it."""
        return self.site.asking == "allowed" if self.site else self.name == OWN_FORM


@functools.cache
def review_sites() -> Mapping[str, ReviewSite]:
    """Give the sites that are known, by the name that links use."""
    data = resources.files("site_gen").joinpath("data", "review_sites.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, ReviewSite])


def review_link(name: str, url: str) -> ReviewLink:
    """Give a link with the site behind it: that of its host, and the one that it is named after where no host is known.

    An address that names Yelp anywhere leads to Yelp. Shortened addresses are not followed.
    """
    host = (split_url(url).hostname or "").lower()
    found = next((site for site, pattern in _hosts() if pattern.search(host)), None)
    if _NEVER.search(url):
        found = review_sites()["yelp"]
    return ReviewLink(name, url, found or review_sites().get(name))


def review_links(site: Site, location: Location) -> tuple[ReviewLink, ...]:
    """Give all links of a location, the own form first: the location's, or that of the whole site."""
    named = dict(location.review_links)
    form = named.pop(OWN_FORM, None) or site.reviews.form
    first = [review_link(OWN_FORM, form)] if form else []
    return (*first, *(review_link(name, url) for name, url in named.items()))


def asked_links(site: Site, location: Location) -> tuple[ReviewLink, ...]:
    """Give the links of a location to which people may be asked to go."""
    return tuple(link for link in review_links(site, location) if link.may_be_asked)


def asks_anywhere(site: Site, locations: Iterable[Location]) -> bool:
    """Tell whether there is a place to leave a review: whether the site has the page that lists them."""
    return any(asked_links(site, location) for location in locations)


@functools.cache
def _hosts() -> tuple[tuple[ReviewSite, re.Pattern[str]], ...]:
    return tuple((site, _pattern(host)) for site in review_sites().values() for host in site.hosts)


def _pattern(host: str) -> re.Pattern[str]:
    name = host.removesuffix(".*")
    ending = _ANY_ENDING if name != host else ""
    return re.compile(rf"(?:^|\.){re.escape(name)}{ending}\.?$")
