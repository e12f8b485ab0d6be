"""`site-gen new provider`: one profile from a template, or many out of directory data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.intake.directory.draft import Draft
    from site_gen.intake.directory.roster_map import RosterMap
    from site_gen.pipeline.directory import Kind

_MOST_SHOWN = 20


@click.command(
    "provider",
    epilog='\b\nExamples:\n  site-gen new provider "Dr. Amara Okafor, MD"\n'
    "  site-gen new provider --csv roster.csv --map roster.yaml\n"
    "  site-gen new provider --npi-file npidata.csv --dry-run\n"
    "  site-gen new provider --fhir plan-net/ --skip-invalid",
)
@click.argument("name", required=False)
@click.option("--csv", "csv_file", metavar="FILE", help="A roster: a spreadsheet saved as CSV (UTF-8).")
@click.option(
    "--map", "map_file", metavar="FILE", help="Which column of the roster is what; drafted when it is missing."
)
@click.option("--npi-file", metavar="FILE", help="NPPES data as published (CSV), or the NPI registry's JSON.")
@click.option("--fhir", "fhir_path", metavar="FILE|DIR", help="FHIR R4 resources: JSON, NDJSON, a bundle, or a folder.")
@click.option("--skip-invalid", is_flag=True, help="Write what can be used although some records are refused.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def provider(
    root: Path,
    name: str | None,
    csv_file: str | None,
    map_file: str | None,
    npi_file: str | None,
    fhir_path: str | None,
    skip_invalid: bool,
    dry_run: bool,
) -> int:
    """Make content/providers/SLUG.yaml for NAME, or profiles and locations out of directory data.

    Every record that was read is accounted for. Nothing is written when one is refused, unless --skip-invalid is
    given; a file that exists is never overwritten. People whom the site has already are left as they are: they are
    found by NPI, or by name and location where one side has no NPI. Who has only the name of a profile gets a note.
    """
    from site_gen.pipeline.directory import Kind
    from site_gen.pipeline.scaffold import new_provider
    from site_gen.pipeline.site_folder import refuse_no_site

    given = [option for option in (name, csv_file, npi_file, fhir_path) if option]
    if len(given) != 1:
        found = "nothing" if not given else "several"
        raise SiteGenError(
            f"expected one of NAME, --csv, --npi-file and --fhir, found {found}",
            hint="site-gen new provider --help shows how it is used",
        )
    refuse_no_site(root)
    if name:
        console.report(f"made {new_provider(root, name)}")
        return 0
    if csv_file:
        mapping = _mapping(Path(csv_file), map_file)
        if mapping is None:
            return 0
        return _import(root, Kind.ROSTER, csv_file, mapping, skip_invalid, dry_run)
    if npi_file:
        return _import(root, Kind.NPPES, npi_file, None, skip_invalid, dry_run)
    return _import(root, Kind.FHIR, fhir_path or "", None, skip_invalid, dry_run)


def _mapping(source: Path, map_file: str | None) -> RosterMap | None:
    """Read the mapping; when there is no such file yet, draft it and give None."""
    from site_gen.pipeline.directory import read_mapping, write_mapping
    from site_gen.report.text import format_finding

    if map_file is None:
        raise SiteGenError(
            "--csv needs --map FILE", hint="name a file that is not there yet, and it is drafted for you"
        )
    path = Path(map_file)
    if not path.exists():
        mapping = write_mapping(source, path)
        console.report(f"drafted {map_file}:")
        for column, field in mapping.columns.items():
            console.report(f"  {column} → {field}")
        console.note("check every line of it, then run the same command again")
        return None
    found = read_mapping(path)
    if isinstance(found, list):
        for finding in found:
            console.note(format_finding(finding, console.paint_stderr).rstrip("\n"))
        raise SiteGenError(f"{map_file} cannot be used", hint="mend it, or remove it to have a new one drafted")
    return found


def _import(root: Path, kind: Kind, source: str, mapping: RosterMap | None, skip_invalid: bool, dry_run: bool) -> int:
    from site_gen.pipeline.directory import import_directory

    result = import_directory(root, kind, Path(source), mapping=mapping, skip_invalid=skip_invalid, dry_run=dry_run)
    draft = result.draft
    _account(draft)
    if dry_run:
        console.report("nothing was written: --dry-run")
    elif draft.refusals and not skip_invalid:
        console.report("nothing was written: mend the refused records, or write the others with --skip-invalid")
    else:
        console.report(f"made {len(draft.providers)} profiles and {len(draft.locations)} locations")
    return EXIT_FINDINGS if draft.refusals and not skip_invalid else 0


def _account(draft: Draft) -> None:
    """Write where every record went."""
    console.report(
        f"read {draft.read:,} records: {len(draft.providers):,} providers at {len(draft.locations):,} new locations, "
        f"{draft.merged:,} merged into them, {len(draft.refusals):,} refused, "
        f"{sum(one.count for one in draft.ignored):,} passed over"
    )
    for one in draft.ignored:
        console.report(f"  passed over {one.count:,}: {one.reason}")
    for word, rows in (("refused", draft.refusals), ("note", draft.notes)):
        for kind, count in sorted(Counter(row.kind for row in rows).items()):
            if count > 1:
                console.report(f"  {word}: {count:,} × {kind}")
        for row in rows[:_MOST_SHOWN]:
            console.report(f"  {word}: {row.where}: {row.reason}")
        if len(rows) > _MOST_SHOWN:
            console.report(f"  {word}: and {len(rows) - _MOST_SHOWN:,} more")
