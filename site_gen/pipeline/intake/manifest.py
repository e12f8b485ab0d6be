"""What is written down about an export that was taken in, for whoever asks later whether all of it is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from site_gen.intake.reviews.format import Format
from site_gen.intake.reviews.received import Reading
from site_gen.model.manifest import Manifest
from site_gen.pipeline.intake.options import IntakeOptions
from site_gen.pipeline.intake.sort import Sorted
from site_gen.pipeline.records import all_loaded, load_manifests


def same_export(root: Path, digest: str) -> str:
    """Give the manifest of the same export, if it was taken in before."""
    return next((one.path for one in all_loaded(load_manifests, root) if one.sha256 == digest), "")


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
        file=f"{named[0]}{more}"[:500],
        sha256=digest,
        rows=reading.rows,
        ratings=reading.ratings,
        source_total=reading.source_total,
        left_out={kind: count for kind, count in sorted(left_out.items()) if count},
        line_breaks=rows.line_breaks,
        encoding_accepted=rows.encoding_accepted,
        taken_at=options.now,
        parser=f"site-gen {options.version}",
    )


def _free_path(root: Path, name: str) -> str:
    candidates = (f"content/imports/{name}{'' if number == 1 else f'-{number}'}.yaml" for number in range(1, 10_000))
    return next(path for path in candidates if not (root / path).exists())
