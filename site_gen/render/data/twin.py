"""The JSON twin of a provider's page: the same facts for programs, once, without words of any language.

Its keys are those of the content files where they mean the same. Reviews are not repeated here: each has its page.
"""

from __future__ import annotations

from typing import Any

import msgspec

from site_gen.model.counting import written_tenths
from site_gen.model.location import Location
from site_gen.model.provider import Practice, Provider
from site_gen.model.standing import Standing
from site_gen.model.topics import condition_topics, specialty_topics
from site_gen.render.addresses import archive_path, provider_path
from site_gen.render.edition import Edition

_SCHEMA = 1


def twin(edition: Edition, provider: Provider, standing: Standing, archive_pages: int) -> bytes:
    """Give the JSON twin of one provider, UTF-8, keys in a fixed order."""
    addresses = edition.addresses
    value: dict[str, Any] = {
        "schema": _SCHEMA,
        "id": provider.slug,
        "url": addresses.absolute(provider_path(provider.slug)),
        "as_of": edition.ground.as_of.isoformat(),
        "name": {part: text for part, text in msgspec.structs.asdict(provider.name).items() if text},
        "kind": provider.kind,
        "status": provider.status,
        "npi": provider.npi,
        "taxonomy": provider.taxonomy,
        "specialties": [
            {"slug": topic.slug, "name": topic.name, "schema": topic.schema} for topic in specialty_topics(provider)
        ],
        "conditions": [{"slug": topic.slug, "name": topic.name} for topic in condition_topics(provider)],
        "languages": provider.languages,
        "locations": [_place(edition, practice) for practice in provider.locations if provider.status != "departed"],
        "rating": {
            "average": None if standing.tenths is None else written_tenths(standing.tenths),
            "best": 5,
            "count": standing.rating_count,
            "minimum": standing.minimum,
            "window_months": standing.window_months,
            "distribution": {str(stars): standing.bars[stars - 1] for stars in range(5, 0, -1)},
        },
        "reviews": {
            "received": standing.received,
            "shown": standing.shown,
            "hidden": standing.hidden,
            "withheld": standing.withheld,
            "pending": standing.pending,
            "replaced": standing.replaced,
            "elsewhere": standing.elsewhere,
            "pages": [
                addresses.absolute(archive_path(provider.slug, number)) for number in range(1, archive_pages + 1)
            ],
        },
        "verified_on": provider.verified_on,
    }
    return msgspec.json.encode(value) + b"\n"


def _place(edition: Edition, practice: Practice) -> dict[str, Any]:
    location: Location | None = edition.ground.locations.get(practice.location)
    return {
        "slug": practice.location,
        "name": location.name if location else None,
        "address": location.address if location else None,
        "phone": practice.phone or (location.phone if location else None),
        "accepting_new_patients": practice.accepting_new_patients,
        "booking_url": practice.booking_url,
    }
