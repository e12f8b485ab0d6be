"""What is written down about an export that was taken in, for whoever asks later whether all of it is here."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from site_gen.intake.reviews.format import Format
from site_gen.intake.reviews.received import Reading
from site_gen.model.contact import is_contact
from site_gen.model.manifest import Manifest, Newest
from site_gen.pipeline.intake.options import IntakeOptions
from site_gen.pipeline.intake.sort import Sorted

_MOST_PLACES = 1_000
"""Of more places neither names nor instants are kept: a manifest that grows with the practice would be too large
to be read."""


def same_export(manifests: Iterable[Manifest], digest: str) -> str:
    """Give the manifest of the same export, if it was taken in before."""
    return next((one.path for one in manifests if one.sha256 == digest), "")


def make_manifest(
    options: IntakeOptions,
    form: Format,
    reading: Reading,
    rows: Sorted,
    refusals: Mapping[str, int],
    import_id: str,
    digest: str,
) -> Manifest:
    """Give the manifest of an export that lands; `refusals` counts refused rows by kind, `digest` is its SHA-256."""
    left_out = Counter(refusals)
    for passed_over in reading.passed_over:
        left_out[passed_over.kind] += passed_over.count
    left_out["here-already"] += rows.known
    left_out["erased"] += rows.erased
    named = [path.name for path in options.files]
    more = f" and {len(named) - 1} more" if len(named) > 1 else ""
    return Manifest(
        path=_free_path(options.root, f"{options.now:%Y-%m-%d}-{reading.source}"[:70]),
        id=import_id,
        source=reading.source,
        format=form.name,
        file=f"{_without_contact(named[0])}{more}"[:500],
        sha256=digest,
        rows=reading.rows,
        ratings=reading.ratings,
        source_total=reading.source_total,
        left_out={kind: count for kind, count in sorted(left_out.items()) if count},
        line_breaks=rows.line_breaks,
        encoding_accepted=rows.encoding_accepted,
        encoding=options.encoding,
        newest=_newest(reading, rows, options.now),
        places=reading.places if len(reading.places) <= _MOST_PLACES else (),
        taken_at=options.now,
        parser=f"site-gen {options.version}",
    )


def _newest(reading: Reading, rows: Sorted, now: datetime.datetime) -> tuple[Newest, ...]:
    """Give the latest change in each place of which a review comes in for the first time and was edited before."""
    edited = {
        row.one.place
        for row in rows.incoming
        if row.edits is None and row.one.updated_at is not None and row.one.updated_at > row.one.received_at
    }
    if len(edited) > _MOST_PLACES:
        return ()
    newest: dict[str, datetime.datetime] = {}
    for one in reading.received:
        if one.place in edited and one.changed_at <= now:
            newest[one.place] = max(one.changed_at, newest.get(one.place, one.changed_at))
    return tuple(Newest(place=place, at=at) for place, at in sorted(newest.items()))


def _without_contact(name: str) -> str:
    return f"(contact data){PurePath(name).suffix[:8]}" if is_contact(name) else name


def _free_path(root: Path, name: str) -> str:
    candidates = (f"content/imports/{name}{'' if number == 1 else f'-{number}'}.yaml" for number in range(1, 10_000))
    return next(path for path in candidates if not (root / path).exists())
