"""Which schema.org types stand for the kinds of providers and of locations, and what each type can say.

A provider is described twice: as the `Person`, who has degrees, and as the practice that a patient calls, rates and
reviews, since `Person` carries neither `review` nor `aggregateRating`. schema.org takes a single doctor's practice for
a medical organization (its `Physician` is "an individual physician or a physician's office considered as a
MedicalOrganization"); the types below do the same for the other professions.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_gen.model.location import LocationType
from site_gen.model.provider import Kind

Types = str | tuple[str, ...]
"""The `@type` of a node: one name, or several where no single type carries all that is true."""

PHYSICIAN = "IndividualPhysician"

PROVIDER_TYPES: Mapping[Kind, Types] = {
    # usNPI, practicesAt, hospitalAffiliation, availableService and occupationalCategory are for physicians alone.
    "physician": PHYSICIAN,
    # Dentist is a MedicalOrganization: medicalSpecialty and isAcceptingNewPatients, none of the physician's own.
    "dentist": "Dentist",
    # The others have a MedicalBusiness subtype at best, and none of those carries medicalSpecialty or
    # isAcceptingNewPatients; the second type does. To call any of them a Physician would keep more facts and be untrue.
    # An Optician is "a store that sells reading glasses"; Optometric is the profession that tests sight.
    "optometrist": ("Optometric", "MedicalOrganization"),
    # "A health profession of a person formally educated and trained in the care of the sick".
    "nurse-practitioner": ("Nursing", "MedicalOrganization"),
    # No subtype names these. Psychiatric is a branch of medicine and would make a physician of a psychologist;
    # PrimaryCare, Physiotherapy and CommunityHealth depend on the person: they come as medicalSpecialty where they fit.
    "physician-assistant": ("MedicalBusiness", "MedicalOrganization"),
    "psychologist": ("MedicalBusiness", "MedicalOrganization"),
    "counselor": ("MedicalBusiness", "MedicalOrganization"),
    "social-worker": ("MedicalBusiness", "MedicalOrganization"),
    "therapist": ("MedicalBusiness", "MedicalOrganization"),
    "other": ("MedicalBusiness", "MedicalOrganization"),
}
"""The types of the `#provider` node; all carry `telephone`, `review`, `aggregateRating` and both policies."""

LOCATION_TYPES: Mapping[LocationType, Types] = {
    "MedicalClinic": "MedicalClinic",
    "PhysiciansOffice": "PhysiciansOffice",
    "Hospital": "Hospital",
    "Dentist": "Dentist",
    "Optician": "Optician",
    "Pharmacy": "Pharmacy",
    # In schema.org a DiagnosticLab is no Place and has neither geo nor opening hours; a MedicalBusiness has both.
    "DiagnosticLab": ("DiagnosticLab", "MedicalBusiness"),
    "MedicalBusiness": "MedicalBusiness",
    "EmergencyService": "EmergencyService",
}
"""The types of the `#location` node; each is a Place and an Organization."""

MEDICAL_ORGANIZATIONS = frozenset(
    {"MedicalClinic", "PhysiciansOffice", "Hospital", "Dentist", "Pharmacy", "DiagnosticLab"}
)
"""Locations that may stand in `practicesAt`, whose range is MedicalOrganization; others stand in `location`."""

PAGE_TYPES: Mapping[str, str] = {
    "find": "CollectionPage",
    "listing": "CollectionPage",
    "location": "CollectionPage",
    "topics": "CollectionPage",
    "news": "CollectionPage",
    "who-to-ask": "CollectionPage",
    "how": "AboutPage",
    "about": "AboutPage",
    "medical": "MedicalWebPage",
}
"""The type of a page by its kind; any other kind is a plain `WebPage`.

`MedicalWebPage` is for "medical information": a page of the owner is one only where the caller knows that it is.
"""
