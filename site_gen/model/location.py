"""A place where care is given: `content/locations/<slug>.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, LanguageTag, Phone, Picture, Prose, Slug, Text, Url, check_time_zone
from site_gen.model.hours import Hours, HoursException

LocationType = Literal[
    "MedicalClinic",
    "PhysiciansOffice",
    "Hospital",
    "Dentist",
    "Optician",
    "Pharmacy",
    "DiagnosticLab",
    "MedicalBusiness",
    "EmergencyService",
]
"""schema.org types that a location may have; each is a Place and carries an address."""

CountryCode = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2}" + END,
        title="country",
        description="an ISO 3166-1 code of two capitals",
        examples=["US"],
    ),
]


class Address(Content, frozen=True, kw_only=True):
    """A postal address; `postal_code` is text, since codes may begin with 0."""

    street: Text
    locality: Text
    region: Text | None = None
    postal_code: Text | None = None
    country: CountryCode = "US"


class Geo(Content, frozen=True, kw_only=True):
    """A position in WGS 84 degrees."""

    latitude: Annotated[float, Meta(ge=-90, le=90, description="degrees from -90 to 90")]
    longitude: Annotated[float, Meta(ge=-180, le=180, description="degrees from -180 to 180")]


class LocationTranslation(Content, frozen=True, kw_only=True):
    """What a location says in another language; what is absent is shown in the default language."""

    parking: Prose | None = None
    transit: Prose | None = None
    accessibility: tuple[Text, ...] | None = None


class Location(Content, frozen=True, kw_only=True):
    """One location as written, with its slug and path.

    `time_zone` is where its clocks go otherwise than those of the site.
    `review_links` are where people may leave a review of it: `form` for the practice's own form, else names of sites.
    """

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    name: Text
    type: LocationType = "MedicalClinic"
    address: Address
    geo: Geo | None = None
    phone: Phone | None = None
    fax: Phone | None = None
    time_zone: Text | None = None
    hours: Hours = {}
    hours_exceptions: tuple[HoursException, ...] = ()
    parking: Prose = ""
    transit: Prose = ""
    accessibility: tuple[Text, ...] = ()
    insurance: tuple[Text, ...] = ()
    photo: Picture | None = None
    review_links: dict[Slug, Url] = {}
    i18n: dict[LanguageTag, LocationTranslation] = {}

    def __post_init__(self) -> None:
        if self.time_zone is not None:
            check_time_zone(self.time_zone)
