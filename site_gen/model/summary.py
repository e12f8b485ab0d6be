"""What is left of a provider after its shard: small, and all that the site-level pages need."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import msgspec

from site_gen.model.base import Picture
from site_gen.model.handling import Handling
from site_gen.model.ledger import Ledger
from site_gen.model.provider import Gender, Kind, Name, ProviderTranslation, Status
from site_gen.model.standing import Standing


class Newest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A review for the feeds: what is shown of it, and where it stands.

    `published_at` is when it was decided to show it, as RFC 3339 text in UTC; the exact time of receipt stays private.
    """

    id: str
    archive_page: int
    title: str
    text: str
    author: str
    language: str
    rating: str
    published_at: str


class PlaceSummary(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A provider at one location; `phone` is the number to call for this provider there."""

    location: str
    phone: str
    accepting: bool | None


class Claim(NamedTuple):
    """That a review, or one of its versions, names the reference of a signed form; `review` is the one named first."""

    reference: str
    review: str


class ProviderSummary(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One provider as the directory, lists, feeds and site-wide rules see them.

    `id` is the permanent one. `reviews` are the ids of all review files, for uniqueness across the site;
    `insurance` is what the provider accepts, or, where the profile names nothing, what is accepted at the places.
    `archive_pages` is the number of static review pages; `claims` are the signed forms that reviews name which are not
    withheld, one claim for all versions of a review, on a site that needs forms; `forms` are the references of signed
    forms that reviews have by their ids at the source; `changed_on` the newest date that the
    content itself names, `archive_changed_on` the same for each static review page.
    """

    id: str
    slug: str
    path: str
    name: Name
    kind: Kind
    status: Status
    npi: str | None
    taxonomy: tuple[str, ...]
    specialties: tuple[str, ...]
    languages: tuple[str, ...]
    conditions: tuple[str, ...]
    insurance: tuple[str, ...]
    gender: Gender | None
    i18n: dict[str, ProviderTranslation]
    photo: Picture | None
    places: tuple[PlaceSummary, ...]
    standing: Standing
    handling: Handling
    ledger: Ledger
    archive_pages: int
    newest: tuple[Newest, ...]
    changed_on: datetime.date | None
    archive_changed_on: tuple[datetime.date | None, ...]
    review_ids: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    forms: tuple[str, ...] = ()
