"""Links of posts that say in their address which channel they stand on, so that analytics and a CRM can tell.

The four parameters are those that analytics tools read: `utm_source` is the channel, `utm_medium` its kind,
`utm_campaign` the post's first topic, `utm_content` the post. They name nothing about the reader.

Source: Google Analytics, "URL builders: collect campaign data with custom URLs".
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlunsplit

from site_gen.model.audience import Channel, Platform
from site_gen.model.post import WEBSITE, Post
from site_gen.model.urls import split_url

CAMPAIGN = "news"
"""The campaign of a post without topics."""
_MEDIUMS: Mapping[Platform, str] = {
    "newsletter": "email",
    "sms": "sms",
    "print": "print",
    "google-business-profile": "organic",
    "other": "referral",
}
"""How each kind of place is called; all others are `social`."""


def tracked_url(url: str, post: Post, channel: Channel, *, base_url: str = "") -> str:
    """Give a link of the own site as it stands in a post on a channel: the same for the same post and channel, always.

    Other parameters and the fragment stay as they are, in their place; `utm_source`, `utm_medium`, `utm_campaign` and
    `utm_content` are replaced. With `base_url` a path becomes an address, and a link to another site stays as it is;
    without it whoever calls knows that the link is the site's own. Links that are no web address, and all on the
    website itself, where they would begin a new visit, stay as they are.
    """
    if channel.platform == "website" or not is_own(url, base_url):
        return url
    parts = split_url(_whole(url, base_url))
    ours = {
        "utm_source": channel.id,
        "utm_medium": _MEDIUMS.get(channel.platform, "social"),
        "utm_campaign": post.topics[0] if post.topics else CAMPAIGN,
        "utm_content": post.slug,
    }
    kept = [one for one in parts.query.split("&") if one and one.partition("=")[0] not in ours]
    query = "&".join([*kept, *(f"{name}={quote(value)}" for name, value in ours.items())])
    return urlunsplit(parts._replace(query=query))


def is_own(url: str, base_url: str = "") -> bool:
    """Tell whether a link leads to the own site: a path, or an address of the same scheme and host as `base_url`.

    Without `base_url` every web address counts.
    """
    parts = split_url(url)
    if not parts.scheme and not parts.netloc:
        return url.startswith("/")
    if parts.scheme not in ("http", "https"):
        return False
    own = split_url(base_url)
    if not base_url:
        return True
    same = (parts.scheme, parts.netloc.lower()) == (own.scheme, own.netloc.lower())
    return same and f"{parts.path}/".startswith(f"{own.path.rstrip('/')}/")


def target_of(post: Post, base_url: str) -> str:
    """Give where a post leads: to its own page, else to its call to action on this site, else to the front page."""
    base = base_url.rstrip("/")
    if WEBSITE in post.channels:
        return f"{base}/news/{post.slug}/"
    if post.call_to_action is not None and is_own(post.call_to_action.url, base_url):
        return _whole(post.call_to_action.url, base_url)
    return f"{base}/"


def _whole(url: str, base_url: str) -> str:
    """Give an address for a path, below that of the site, as pages have it."""
    return base_url.rstrip("/") + url if url.startswith("/") else url
