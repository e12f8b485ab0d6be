"""What a summary has of the texts of reviews, apart from it: of a large site it is most of all, and seldom needed.

Feeds show the newest reviews of the whole site, and near-duplicates are looked for when a text has changed.
"""

from __future__ import annotations

import heapq
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from site_gen.model.likeness import Sketch
from site_gen.model.summary import Newest, ProviderSummary
from site_gen.pipeline.cache import Apart, ProviderRecord
from site_gen.render.data.feeds import FEED_LENGTH, newest_entries

_NEWEST = msgspec.msgpack.Decoder(tuple[Newest, ...])
_SKETCHES = msgspec.msgpack.Decoder(tuple[Sketch, ...])


def set_apart(summary: ProviderSummary) -> tuple[ProviderSummary, Apart]:
    """Give a summary without texts, and the texts."""
    encode, replace = msgspec.msgpack.encode, msgspec.structs.replace
    apart = Apart(
        zlib.compress(encode(summary.newest), zlib.Z_BEST_SPEED),
        max((review.published_at for review in summary.newest), default=""),
        encode(summary.ledger.sketches),
    )
    return replace(summary, newest=(), ledger=replace(summary.ledger, sketches=())), apart


def with_newest(records: Iterable[ProviderRecord]) -> tuple[ProviderSummary, ...]:
    """Give the summaries of a site with those of the newest reviews that its feeds show."""
    records = [record for record in records if record.summary is not None]
    shown: defaultdict[str, list[Newest]] = defaultdict(list)
    for summary, review in newest_entries(_whole(_with_newer(records))):
        shown[summary.slug].append(review)
    found = (record.summary for record in records if record.summary is not None)
    return tuple(
        msgspec.structs.replace(summary, newest=tuple(shown[summary.slug])) if summary.slug in shown else summary
        for summary in found
    )


def sketches_of(records: Iterable[ProviderRecord]) -> list[Sketch]:
    """Give the sketches of all texts."""
    return [sketch for record in records for sketch in _sketches(record)]


def changed_texts(
    now: Mapping[str, ProviderRecord], before: Mapping[str, ProviderRecord]
) -> tuple[frozenset[Sketch], frozenset[Sketch]]:
    """Give the texts that are new since another build, and those that are gone; records are by slug of the provider.

    Only those of providers are read of whom any text has changed.
    """
    same = {slug for slug in now.keys() & before.keys() if now[slug].apart.sketches == before[slug].apart.sketches}
    here, there = (
        frozenset(sketches_of(record for slug, record in records.items() if slug not in same))
        for records in (now, before)
    )
    return here - there, there - here


def _sketches(record: ProviderRecord) -> tuple[Sketch, ...]:
    return _SKETCHES.decode(record.apart.sketches) if record.apart.sketches else ()


def _with_newer(records: Iterable[ProviderRecord]) -> list[ProviderRecord]:
    """Give the providers of whom a review can be in the feeds: of all others even the newest is too old.

    The feeds are full with one review of each of the providers whose newest reviews are the newest.
    """
    dated = [record for record in records if record.apart.newest_at]
    dates = heapq.nlargest(FEED_LENGTH, (record.apart.newest_at for record in dated))
    return [record for record in dated if record.apart.newest_at >= dates[-1]]


def _whole(records: Iterable[ProviderRecord]) -> Iterable[ProviderSummary]:
    for record in records:
        if record.summary is not None:
            yield msgspec.structs.replace(record.summary, newest=_NEWEST.decode(zlib.decompress(record.apart.newest)))
