"""New batches of invitations: the file that says who is asked, and the words that everybody gets."""

from __future__ import annotations

import datetime
import string
from importlib import resources
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from site_gen.errors import SiteGenError
from site_gen.model.base import Url
from site_gen.model.invitation import Channel
from site_gen.model.location import Location
from site_gen.model.review_sites import OWN_FORM, asked_links, review_link
from site_gen.model.site import Site
from site_gen.model.topics import topic_slug
from site_gen.pipeline.fresh_ids import fresh_id
from site_gen.pipeline.places import load_places
from site_gen.pipeline.scaffold import fill, write_new
from site_gen.pipeline.text_message import TextMessage, measure
from site_gen.render.addresses import REVIEW_US, addresses_of, review_us_path
from site_gen.render.compose.places import address_lines
from site_gen.render.locale import Locale

WORDING_LANGUAGES = ("en", "es")


class Wanted(NamedTuple):
    """What is asked for: `first_on` to `last_on` are the days of the visits; without a link the site's own is taken."""

    name: str
    channel: Channel
    first_on: datetime.date
    last_on: datetime.date
    location: str | None = None
    language: str | None = None
    link: str | None = None


class NewInvitation(NamedTuple):
    """The two files, the text that everybody gets, and its length where it is a text message."""

    invitation: str
    wording: str
    text: str
    message: TextMessage | None


def month_before(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Give the first and last day of the month before that of `day`."""
    last = day.replace(day=1) - datetime.timedelta(days=1)
    return last.replace(day=1), last


def new_invitation(root: Path, wanted: Wanted) -> NewInvitation:
    """Make a batch with neutral words; nothing that exists is overwritten.

    Raises:
        SiteGenError: days in the wrong order, a location that does not exist, a language that
            has no words, or no place to leave a review.
        UnreadableError: `site.yaml` or a location does not load.
        UnwritableError: one of the two files is there already.
    """
    slug = topic_slug(wanted.name)
    if wanted.last_on < wanted.first_on:
        raise SiteGenError(f"--to {wanted.last_on} is before --from {wanted.first_on}", hint="turn them around")
    site, locations = load_places(root)
    if wanted.location is not None and wanted.location not in locations:
        known = ", ".join(locations) or "there are none"
        raise SiteGenError(f"no location {wanted.location}", hint=f"locations of this site: {known}")
    language = _language(site, wanted.language)
    place = locations.get(wanted.location or next(iter(locations), ""))
    link = _link(site, locations, wanted, language)
    lines = address_lines(place.address) if place else ()
    home = place.address.country if place else "US"
    phone = (place.phone if place and wanted.location else None) or site.organization.phone
    words = {
        "name": f"{site.name}, {place.name}" if place and wanted.location and wanted.channel == "letter" else site.name,
        "link": link,
        "phone": Locale(language, (), home).phone(phone),
        "address": "\n".join(lines) or site.base_url,
    }
    text = _wording(language, wanted.channel).substitute(words)
    invitation, wording = f"content/invitations/{slug}.yaml", f"wording/{slug}.txt"
    values = {
        "id": fresh_id("b"),
        "channel": wanted.channel,
        "first_on": wanted.first_on.isoformat(),
        "last_on": wanted.last_on.isoformat(),
        "selection": "all-of-a-location" if wanted.location else "all-visits",
        "link": link,
        "wording": wording,
    }
    write_new(root, {invitation: fill("invitation.yaml", values), f"content/{wording}": text.encode()})
    message = measure(text.rstrip("\n")) if wanted.channel == "sms" else None
    return NewInvitation(invitation, f"content/{wording}", text, message)


def _language(site: Site, wanted: str | None) -> str:
    if wanted is None:
        return next((tag for tag in site.languages if tag in WORDING_LANGUAGES), WORDING_LANGUAGES[0])
    if wanted not in WORDING_LANGUAGES:
        there = " and ".join(WORDING_LANGUAGES)
        raise SiteGenError(f"no words in {wanted}", hint=f"there are {there}; translate the file that is made")
    return wanted


def _link(site: Site, locations: dict[str, Location], wanted: Wanted, language: str) -> str:
    """Give the one link that everybody gets: the page of places to leave a review, where that has something to show."""
    if wanted.link is not None:
        try:
            msgspec.convert(wanted.link, Url)
        except msgspec.ValidationError as error:
            raise SiteGenError(
                f"--link {wanted.link} is not an address", hint="such as https://forms.example/harbor"
            ) from error
        behind = review_link(OWN_FORM, wanted.link)
        if not behind.may_be_asked and behind.site is not None:
            raise SiteGenError(
                f"{behind.site.name} is no place to invite to: {behind.site.says}",
                hint="name your own form, or a site that allows asking",
            )
        return wanted.link
    chosen = [locations[wanted.location]] if wanted.location else list(locations.values())
    if wanted.channel == "kiosk":
        return _form(site, chosen)
    if not any(asked_links(site, one) for one in chosen):
        raise SiteGenError(
            f"there is no place to leave a review of {wanted.location or site.name}",
            hint="add review_links to the location, or form to reviews in site.yaml, or name one with --link URL",
        )
    path = review_us_path(wanted.location) if wanted.location else REVIEW_US
    return addresses_of(site).absolute(path, language if language in site.languages else "")


def _form(site: Site, chosen: list[Location]) -> str:
    """Give the practice's own form: other sites take reviews from a device of the practice for fake."""
    links = (link for one in chosen for link in asked_links(site, one))
    form = next((link.url for link in links if link.name == OWN_FORM), site.reviews.form)
    if form is None:
        raise SiteGenError(
            "a kiosk leads to your own form, and there is none",
            hint="add form to review_links of the location or to reviews in site.yaml, or name it with --link URL",
        )
    return form


def _wording(language: str, channel: Channel) -> string.Template:
    assert channel in get_args(Channel), "every channel has words"
    folder = resources.files("site_gen").joinpath("data", "archetypes", "wording")
    return string.Template(folder.joinpath(language, f"{channel}.txt").read_text(encoding="utf-8"))
