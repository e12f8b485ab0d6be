"""What a summary has of the texts of reviews, apart from it: of a large site it is most of all, and seldom needed.

Feeds show the newest reviews of the whole site, and near-duplicates are looked for when a text has changed.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from site_gen.model.likeness import Sketch
from site_gen.model.summary import Newest, ProviderSummary
from site_gen.pipeline.cache import ProviderRecord
from site_gen.render.data.feeds import newest_entries

_NEWEST = msgspec.msgpack.Decoder(tuple[Newest, ...])
_SKETCHES = msgspec.msgpack.Decoder(tuple[Sketch, ...])


def set_apart(summary: ProviderSummary) -> tuple[ProviderSummary, bytes, bytes]:
    """Give a summary without texts, its newest reviews, and its sketches."""
    encode, replace = msgspec.msgpack.encode, msgspec.structs.replace
    ledger = replace(summary.ledger, sketches=())
    newest = zlib.compress(encode(summary.newest), zlib.Z_BEST_SPEED)
    return replace(summary, newest=(), ledger=ledger), newest, encode(summary.ledger.sketches)


def with_newest(records: Iterable[ProviderRecord]) -> tuple[ProviderSummary, ...]:
    """Give the summaries of a site with those of the newest reviews that its feeds show."""
    records = [record for record in records if record.summary is not None]
    shown: defaultdict[str, list[Newest]] = defaultdict(list)
    for summary, review in newest_entries(_whole(records)):
        shown[summary.slug].append(review)
    found = (record.summary for record in records if record.summary is not None)
    return tuple(
        msgspec.structs.replace(summary, newest=tuple(shown[summary.slug])) if summary.slug in shown else summary
        for summary in found
    )


def sketches_of(records: Iterable[ProviderRecord]) -> list[Sketch]:
    """Give the sketches of all texts."""
    return [sketch for record in records if record.sketches for sketch in _SKETCHES.decode(record.sketches)]


def have_same_texts(one: Mapping[str, ProviderRecord], other: Mapping[str, ProviderRecord]) -> bool:
    """Tell whether the texts that are compared are those of the other build, by slug of the provider."""
    return one.keys() == other.keys() and all(
        record is other[slug] or record.sketches == other[slug].sketches for slug, record in one.items()
    )


def _whole(records: Iterable[ProviderRecord]) -> Iterable[ProviderSummary]:
    for record in records:
        if record.summary is not None:
            yield msgspec.structs.replace(record.summary, newest=_NEWEST.decode(zlib.decompress(record.newest)))
