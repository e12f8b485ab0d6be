"""A person who gives care: `content/providers/<slug>.yaml`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import (
    END,
    Content,
    LanguageTag,
    Phone,
    Picture,
    Prose,
    Slug,
    Text,
    Url,
    Video,
    Year,
)
from site_gen.model.hours import Hours, HoursException

Kind = Literal[
    "physician",
    "dentist",
    "optometrist",
    "nurse-practitioner",
    "physician-assistant",
    "psychologist",
    "counselor",
    "social-worker",
    "therapist",
    "other",
]
Status = Literal["active", "on-leave", "departed"]
Gender = Annotated[
    Literal["female", "male", "nonbinary"],
    Meta(description="how the provider describes themselves, for those who look for a woman or a man"),
]
Npi = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{10}" + END,
        title="NPI",
        description="a National Provider Identifier of ten digits, quoted",
        examples=["1234567893"],
    ),
]
TaxonomyCode = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Z]{9}X" + END,
        title="taxonomy code",
        description="a NUCC provider taxonomy code of ten characters",
        examples=["207RC0000X"],
    ),
]
PartOfName = Annotated[str, Meta(max_length=100, description="part of a name, at most 100 characters")]


class Name(Content, frozen=True, kw_only=True):
    """A person's name in parts, as it is written on the door."""

    prefix: PartOfName = ""
    given: Annotated[str, Meta(min_length=1, max_length=100, description="a given name")]
    middle: PartOfName = ""
    family: Annotated[str, Meta(min_length=1, max_length=100, description="a family name")]
    suffix: PartOfName = ""

    @property
    def plain(self) -> str:
        """Given, middle and family name: `Amara Okafor`."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)

    @property
    def spoken(self) -> str:
        """The name as people say it: `Dr. Amara Okafor`."""
        return " ".join(part for part in (self.prefix, self.plain) if part)

    @property
    def full(self) -> str:
        """The name with everything: `Dr. Amara Okafor, MD, FACC`."""
        return ", ".join(part for part in (self.spoken, self.suffix) if part)

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Family name first, without regard to case."""
        return (self.family.casefold(), self.given.casefold(), self.middle.casefold())


class Practice(Content, frozen=True, kw_only=True):
    """A provider's work at one location; what is absent here is as the location says."""

    location: Slug
    phone: Phone | None = None
    accepting_new_patients: bool | None = None
    hours: Hours = {}
    hours_exceptions: tuple[HoursException, ...] = ()
    insurance: tuple[Text, ...] = ()
    booking_url: Url | None = None


class Credential(Content, frozen=True, kw_only=True):
    """A certificate or licence and who issued it; `expires_on` feeds rule SRC011."""

    name: Text
    issuer: Text | None = None
    since: Year | None = None
    expires_on: datetime.date | None = None


class Education(Content, frozen=True, kw_only=True):
    """A degree or training."""

    degree: Text
    school: Text
    year: Year | None = None


class Affiliation(Content, frozen=True, kw_only=True):
    """A hospital where the provider may admit or treat."""

    hospital: Text
    url: Url | None = None


class ProviderTranslation(Content, frozen=True, kw_only=True):
    """What a profile says in another language; what is absent is shown in the default language."""

    bio: Prose | None = None
    conditions: tuple[Text, ...] | None = None
    procedures: tuple[Text, ...] | None = None
    specialties: tuple[Text, ...] | None = None
    photo_alt: Text | None = None


class Provider(Content, frozen=True, kw_only=True):
    """One profile as written, with its slug and path. A departed provider's page stays, with alternatives.

    `id` is written when the file was renamed: the slug that the review log knows the provider by.
    """

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    id: Slug | None = None
    name: Name
    kind: Kind
    npi: Npi | None = None
    taxonomy: tuple[TaxonomyCode, ...] = ()
    specialties: tuple[Text, ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    pronouns: Text | None = None
    gender: Gender | None = None
    photo: Picture | None = None
    video: Video | None = None
    locations: tuple[Practice, ...] = ()
    credentials: tuple[Credential, ...] = ()
    education: tuple[Education, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    conditions: tuple[Text, ...] = ()
    procedures: tuple[Text, ...] = ()
    insurance: tuple[Text, ...] = ()
    bio: Prose = ""
    links: dict[Slug, Url] = {}
    audiences: tuple[Slug, ...] = ()
    status: Status = "active"
    verified_on: datetime.date | None = None
    i18n: dict[LanguageTag, ProviderTranslation] = {}

    @property
    def permanent_id(self) -> Slug:
        """The id in the review log: the first slug, whatever the file is called now."""
        return self.id or self.slug
