"""`site-gen intake`."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

import site_gen
from site_gen.cli import console
from site_gen.cli.folders import key_source
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.findings import count_of
from site_gen.model.review import Method

if TYPE_CHECKING:
    from site_gen.intake.account import Note, Refusal
    from site_gen.intake.reviews.encoding import Encoding
    from site_gen.intake.reviews.places import About, PlaceMap
    from site_gen.intake.reviews.review_map import ReviewMap
    from site_gen.pipeline.intake.options import IntakeOptions, Taken

_MOST_SHOWN = 20


@click.command(
    "intake",
    epilog="\b\nSources:\n  google-business-profile, yelp, trustpilot, site-reviews,\n"
    "  netlify-forms, formspree, staticman, yaml, csv, auto\n\n"
    "\b\nExamples:\n  site-gen intake google-business-profile reviews.json --places places.yaml\n"
    "  site-gen intake google-business-profile takeout.zip --provider amara-okafor\n"
    "  site-gen intake csv survey.csv --map survey.yaml --draft-mapping\n"
    "  site-gen intake csv survey.csv --map survey.yaml --batch b-77qdm2k3v9xa\n"
    "  site-gen intake auto export.json --dry-run",
)
@click.argument("source")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--provider", metavar="SLUG", help="Every row is about this provider.")
@click.option("--location", metavar="SLUG", help="With --provider: and about this location.")
@click.option("--places", "places_file", metavar="FILE", help="Which place of the source is which provider (YAML).")
@click.option("--map", "map_file", metavar="FILE", help="What the columns of a table hold (YAML).")
@click.option("--draft-mapping", is_flag=True, help="Draft the file of --map from the column names, and stop.")
@click.option(
    "--method", type=click.Choice(get_args(Method)), help="How the reviews were collected, where none is said."
)
@click.option("--batch", metavar="ID", help="The invitation that they answer, where the export names none.")
@click.option("--day-first", "order", flag_value="day-first", help="In dates such as 3/4/2026 the day comes first.")
@click.option(
    "--month-first", "order", flag_value="month-first", help="In dates such as 3/4/2026 the month comes first."
)
@click.option("--whole", is_flag=True, help="The export holds all that the source has: say what is gone since.")
@click.option(
    "--accept-encoding", is_flag=True, help="Take texts that look wrongly decoded as they are; it is recorded."
)
@click.option(
    "--encoding",
    type=click.Choice(("utf-8", "windows-1252")),
    default="utf-8",
    help="What the files are written in that are not UTF-8; it is recorded.",
)
@click.option("--skip-invalid", is_flag=True, help="Take the others although some rows are refused; these are counted.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@click.option("--no-seal", is_flag=True, help="Do not seal, although the log's key is at hand.")
@click.pass_obj
def command(
    root: Path,
    source: str,
    files: tuple[str, ...],
    provider: str | None,
    location: str | None,
    places_file: str | None,
    map_file: str | None,
    draft_mapping: bool,
    method: Method | None,
    batch: str | None,
    order: str | None,
    whole: bool,
    accept_encoding: bool,
    encoding: Encoding,
    skip_invalid: bool,
    dry_run: bool,
    no_seal: bool,
) -> int:
    """Take a collector's export in: content/reviews/ gets a file for each review, to be decided about.

    SOURCE is the collector, or auto; the files are told by their content. The same export twice adds nothing, a review
    that its author changed becomes a version, and one that is missing is reported and stays. E-mail addresses, phone
    and IP numbers are never kept. All rows come in, or none.
    """
    from site_gen.pipeline.intake.options import IntakeOptions
    from site_gen.pipeline.intake.take import take_in

    if draft_mapping:
        return _draft(files, map_file, encoding)
    if location and not provider:
        raise SiteGenError(
            "--location needs --provider", hint="a location alone says nothing about whom a row is about"
        )
    options = IntakeOptions(
        root=root,
        source=source,
        files=tuple(map(Path, files)),
        now=datetime.datetime.now(datetime.UTC).replace(microsecond=0),  # noqa: TID251 - cli reads the clock
        version=site_gen.__version__,
        about=_about(provider, location),
        places=_places(places_file),
        mapping=_mapping(map_file),
        method=method,
        batch=batch,
        order=order,  # type: ignore[arg-type]
        is_whole=whole,
        accept_encoding=accept_encoding,
        encoding=encoding,
        skip_invalid=skip_invalid,
        dry_run=dry_run,
    )
    with console.progress("Reviews") as progress:
        taken = take_in(options, progress)
    _tell(taken)
    return _finish(options, taken, no_seal)


def _about(provider: str | None, location: str | None) -> About | None:
    from site_gen.intake.reviews.places import About

    return About(provider=provider, location=location) if provider else None


def _places(file: str | None) -> PlaceMap | None:
    from site_gen.intake.reviews.places import PlaceMap
    from site_gen.pipeline.intake.maps import read_map

    hint = "write it: places: {what the source calls a place: {provider: SLUG}}; a run without it lists the places"
    return read_map(_there("--places", file, hint), PlaceMap) if file else None


def _mapping(file: str | None) -> ReviewMap | None:
    from site_gen.intake.reviews.review_map import ReviewMap
    from site_gen.pipeline.intake.maps import read_map

    hint = "--draft-mapping with the same options writes one to look over"
    return read_map(_there("--map", file, hint), ReviewMap) if file else None


def _there(option: str, file: str, hint: str) -> Path:
    """Give the path of a file that an option names, if there is something."""
    if not Path(file).exists():
        raise UnreadableError(f"{option}: there is no file {file}", hint=hint)
    return Path(file)


def _draft(files: tuple[str, ...], map_file: str | None, encoding: Encoding) -> int:
    from site_gen.intake.reviews.review_draft import lacking
    from site_gen.pipeline.intake.maps import write_draft

    if map_file is None or len(files) != 1:
        raise SiteGenError("--draft-mapping needs one table and --map FILE", hint="FILE must not be there yet")
    mapping = write_draft(Path(files[0]), Path(map_file), encoding)
    console.report(f"drafted {map_file}:")
    for column, field in mapping.columns.items():
        console.report(f"  {column} → {field}")
    for missing in lacking(mapping):
        console.note(f"no column is known to hold {missing}: name it in {map_file}, where all columns are listed")
    console.note("check every line of it, then run the command again without --draft-mapping")
    return 0


def _tell(taken: Taken) -> None:
    """Write where every row went."""
    reading = taken.reading
    parts = [
        (taken.new, "new"),
        (len(taken.versions), "changed by their authors"),
        (taken.known, "here already"),
        (taken.erased, "erased here before, and not brought back"),
        *((one.count, one.kind) for one in reading.passed_over),
        (len(taken.refusals), "refused"),
    ]
    counts = ", ".join(f"{count:,} {word}" for count, word in parts if count) or "nothing in it"
    console.report(f"read {taken.title}: {count_of(reading.rows, 'row')}: {counts}")
    if reading.ratings:
        console.report("  ratings: " + ", ".join(f"{name}: {count:,}" for name, count in reading.ratings.items()))
    if reading.source_total is not None:
        console.report(f"  the source says that it has {reading.source_total:,}; {_reconciled(taken)}")
    for word, rows in (("refused", taken.refusals), ("note", taken.notes)):
        _tell_rows(word, rows)
    for gone in taken.gone[:_MOST_SHOWN]:
        shown_now = ", shown" if gone.is_shown else ""
        console.report(f"  no longer at the source: {gone.path}{shown_now}; it stays as it is")
    if len(taken.gone) > _MOST_SHOWN:
        console.report(f"  and {len(taken.gone) - _MOST_SHOWN:,} more that are no longer at the source")
    if taken.gone_untold:
        console.report(
            f"  {count_of(taken.gone_untold, 'review')} of earlier imports may be gone or of another place: "
            "these imports do not say which; an export of everything, with --whole, tells"
        )
    if taken.answered:
        console.report(f"  answered at the source since: {len(taken.answered):,}")


def _tell_rows(word: str, rows: Sequence[Refusal | Note]) -> None:
    """Write what was said about rows, the same words once."""
    said = Counter((row.kind, row.reason) for row in rows)
    first = {(row.kind, row.reason): row.where for row in reversed(rows)}
    for (kind, reason), count in list(said.items())[:_MOST_SHOWN]:
        unit = "column" if ", column " in first[kind, reason] else "row"
        more = f" and {count_of(count - 1, f'more {unit}')}" if count > 1 else ""
        console.report(f"  {word} ({kind}): {first[kind, reason]}{more}: {reason}")
    if len(said) > _MOST_SHOWN:
        console.report(f"  {word}: and {count_of(sum(list(said.values())[_MOST_SHOWN:]), 'more row')}")


def _reconciled(taken: Taken) -> str:
    missing = (taken.reading.source_total or 0) - len(taken.reading.received)
    if missing > 0:
        return f"{missing:,} of them are not in this export: export everything, with no filter on stars, dates or texts"
    return "all of them are in this export" if missing == 0 else f"{-missing:,} fewer than in this export"


def _finish(options: IntakeOptions, taken: Taken, no_seal: bool) -> int:
    """Say what was written and what comes next; seal where the key is at hand."""
    from site_gen.pipeline.intake.take import is_shown_elsewhere

    if taken.unmatched:
        console.note(
            "nobody is guessed: write a missing npi into the provider's file, or say whom these are about with"
        )
        console.note("--provider SLUG, or with --places FILE:")
        console.note("  places:")
        for place, count in list(taken.unmatched.items())[:_MOST_SHOWN]:
            console.note(f"    {place or '(nothing)'}: {{provider: SLUG}}  # {count_of(count, 'row')}")
    if options.dry_run:
        console.report("nothing was written: --dry-run")
        return EXIT_FINDINGS if taken.refusals and not options.skip_invalid else 0
    if taken.again:
        console.report(f"nothing was written: {taken.again} is of this very export")
        return 0
    if not taken.import_id:
        console.report("nothing was written: mend the refused rows, or take the others with --skip-invalid")
        if any(one.kind == "encoding" for one in taken.refusals):
            console.note(
                "compare those texts with the source; what their authors did write goes in with --accept-encoding"
            )
        return EXIT_FINDINGS
    made = sum(taken.written.values())
    people = count_of(len(taken.written), "provider")
    console.report(f"made {count_of(made, 'review')} of {people}, and {taken.manifest}")
    if made and is_shown_elsewhere(taken):
        console.note("the source's terms do not let you show them: they are counted, linked, and can be answered there")
    if not no_seal:
        _seal(options)
    if made:
        console.note(f"next: {console.call(options.root)}{'reply' if is_shown_elsewhere(taken) else 'moderate'}")
    return 0


def _seal(options: IntakeOptions) -> None:
    """Seal what came in where the log's key is at hand."""
    from site_gen.pipeline.intake.sealing import seal_if_possible
    from site_gen.pipeline.site_folder import today

    checkpoint = seal_if_possible(options.root, today(options.root, options.now), key_source(()))
    if checkpoint is not None:
        console.report(f"sealed: the log has {checkpoint.size:,} entries")
