"""Which reviews of earlier imports a whole export no longer has: those of its own places, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from site_gen.intake.reviews.received import Reading
from site_gen.model.manifest import Manifest
from site_gen.pipeline.intake.known import KnownReviews, Versions
from site_gen.pipeline.intake.options import Gone, IntakeOptions


class Missing(NamedTuple):
    """Reviews that are gone at the source, and how many others may be: nothing says which place those are of."""

    gone: tuple[Gone, ...] = ()
    untold: int = 0


def missing(known: KnownReviews, reading: Reading, manifests: Iterable[Manifest], options: IntakeOptions) -> Missing:
    """Give what earlier imports brought and a whole export lacks, of the provider alone where one was named.

    `known` has left what the export does not have. Where a person says that the export is whole, it is all of the
    source; where it says so itself, it is whole for its own places.
    """
    if not (options.is_whole or reading.is_whole):
        return Missing()
    about = options.about
    left = [
        versions
        for versions in known.left.values()
        if versions.latest.import_ is not None and (about is None or versions.latest.provider == about.provider)
    ]
    if options.is_whole:
        return Missing(tuple(map(_gone, left)))
    places = {one.id: one.places for one in manifests}
    covered = frozenset(reading.places)
    gone, untold = [], 0
    for versions in left:
        found = _places(versions, places.get(versions.latest.import_ or "", ()), options)
        if found and "" not in found and found <= covered:
            gone.append(_gone(versions))
        elif not found or "" in found or not found.isdisjoint(covered):
            untold += 1
    return Missing(tuple(gone), untold)


def _gone(versions: Versions) -> Gone:
    latest = versions.latest
    return Gone(latest.id, latest.path, latest.is_shown)


def _places(versions: Versions, places: Iterable[str], options: IntakeOptions) -> set[str]:
    """Give the places of an import that a review may be of: those that are mapped to somebody else are out."""
    mapped = options.places.places if options.places else {}
    latest = versions.latest
    return {
        place
        for place in places
        if (about := mapped.get(place)) is None
        or (about.provider in versions.providers and about.location in (None, latest.location))
    }
