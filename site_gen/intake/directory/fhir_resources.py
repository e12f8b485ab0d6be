"""FHIR R4 resources of a provider directory, as far as profiles need them.

Own structs of the few needed fields, not a FHIR library: those bring megabytes of models, and today's leave R4 behind.
Fields that are not named here are allowed and ignored. Sources: FHIR R4 (4.0.1) Practitioner, PractitionerRole,
Location, Organization, HealthcareService; Da Vinci PDex Plan-Net for extensions.
"""

from __future__ import annotations

import msgspec

NPI_SYSTEM = "http://hl7.org/fhir/sid/us-npi"
NUCC_SYSTEM = "http://nucc.org/provider-taxonomy"


class Fhir(msgspec.Struct, frozen=True, rename="camel"):
    """The common settings: immutable, camelCase names, unknown fields allowed."""


class Coding(Fhir, frozen=True):
    """FHIR R4 2.24.0.4."""

    system: str | None = None
    code: str | None = None


class Concept(Fhir, frozen=True):
    """CodeableConcept, FHIR R4 2.24.0.5."""

    coding: tuple[Coding, ...] = ()
    text: str | None = None

    def codes(self, system: str) -> list[str]:
        """The codes of one code system, in order."""
        return [each.code for each in self.coding if each.system == system and each.code]


class Reference(Fhir, frozen=True):
    """FHIR R4 2.3.0."""

    reference: str | None = None
    display: str | None = None


class Period(Fhir, frozen=True):
    """Dates as text, FHIR R4 2.24.0.10."""

    start: str | None = None
    end: str | None = None


class Identifier(Fhir, frozen=True):
    """FHIR R4 2.24.0.11."""

    system: str | None = None
    value: str | None = None


class HumanName(Fhir, frozen=True):
    """FHIR R4 2.24.0.12."""

    use: str | None = None
    text: str | None = None
    family: str | None = None
    given: tuple[str | None, ...] = ()
    prefix: tuple[str | None, ...] = ()
    suffix: tuple[str | None, ...] = ()


class ContactPoint(Fhir, frozen=True):
    """FHIR R4 2.24.0.14."""

    system: str | None = None
    value: str | None = None
    use: str | None = None
    rank: int | None = None


class PostalAddress(Fhir, frozen=True):
    """Address, FHIR R4 2.24.0.13."""

    line: tuple[str | None, ...] = ()
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None


class Extension(Fhir, frozen=True):
    """FHIR R4 2.4.0, with the values that Plan-Net uses."""

    url: str = ""
    extension: tuple[Extension, ...] = ()
    value_code: str | None = None
    value_codeable_concept: Concept | None = None

    def inner_codes(self, url: str) -> list[str]:
        """The codes of the extensions inside this one that have that url, of whatever code system."""
        inner = [each for each in self.extension if each.url == url]
        return [code for each in inner for code in each.value_codes()]

    def value_codes(self) -> list[str]:
        """The codes of the value."""
        coding = self.value_codeable_concept.coding if self.value_codeable_concept else ()
        return [code for code in (self.value_code, *(each.code for each in coding)) if code]


class Position(Fhir, frozen=True):
    """Location.position, WGS 84 degrees."""

    longitude: float
    latitude: float


class OpenTime(Fhir, frozen=True):
    """Location.hoursOfOperation, and availableTime of roles and services, whose times have other names."""

    days_of_week: tuple[str, ...] = ()
    all_day: bool = False
    opening_time: str | None = None
    closing_time: str | None = None
    available_start_time: str | None = None
    available_end_time: str | None = None


class Qualification(Fhir, frozen=True):
    """Practitioner.qualification: a degree, a licence or a certificate."""

    code: Concept = Concept()
    period: Period | None = None
    issuer: Reference | None = None
    extension: tuple[Extension, ...] = ()


class Practitioner(Fhir, frozen=True):
    """FHIR R4 8.4."""

    active: bool = True
    identifier: tuple[Identifier, ...] = ()
    name: tuple[HumanName, ...] = ()
    gender: str | None = None
    qualification: tuple[Qualification, ...] = ()
    communication: tuple[Concept, ...] = ()


class PractitionerRole(Fhir, frozen=True):
    """FHIR R4 8.5: what a practitioner does where."""

    active: bool = True
    practitioner: Reference | None = None
    organization: Reference | None = None
    code: tuple[Concept, ...] = ()
    specialty: tuple[Concept, ...] = ()
    location: tuple[Reference, ...] = ()
    healthcare_service: tuple[Reference, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()
    available_time: tuple[OpenTime, ...] = ()
    extension: tuple[Extension, ...] = ()


class FhirLocation(Fhir, frozen=True):
    """Location, FHIR R4 8.7."""

    status: str = "active"
    name: str | None = None
    type: tuple[Concept, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()
    address: PostalAddress | None = None
    position: Position | None = None
    managing_organization: Reference | None = None
    hours_of_operation: tuple[OpenTime, ...] = ()
    extension: tuple[Extension, ...] = ()


class Organization(Fhir, frozen=True):
    """FHIR R4 8.8."""

    name: str | None = None


class HealthcareService(Fhir, frozen=True):
    """FHIR R4 8.6."""

    active: bool = True
    location: tuple[Reference, ...] = ()
    available_time: tuple[OpenTime, ...] = ()
    extension: tuple[Extension, ...] = ()
