"""Directory data to content files: read, account for every record, write all or nothing."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.findings import Finding
from site_gen.intake.directory.assemble import taken_from
from site_gen.intake.directory.draft import NOTHING_TAKEN, Draft, Taken
from site_gen.intake.directory.fhir import read_fhir
from site_gen.intake.directory.nppes import read_npi_registry_json, read_nppes_csv
from site_gen.intake.directory.roster import read_roster_csv
from site_gen.intake.directory.roster_map import RosterMap, draft_mapping
from site_gen.load.documents import parse, parse_location, parse_provider, read_file
from site_gen.load.emit import to_yaml
from site_gen.load.folder import list_files
from site_gen.pipeline.scaffold import write_new

T = TypeVar("T")

_FHIR_ENDINGS = (".json", ".ndjson")
_EDITOR_LINE = "yaml-language-server: $schema=../../.site-gen/schemas/{kind}.json"


class Kind(enum.Enum):
    """What kind of directory data a file holds."""

    ROSTER = "roster"
    NPPES = "nppes"
    FHIR = "fhir"


class Imported(NamedTuple):
    """What came of directory data; `written` is empty when a record was refused and refusals were not to be skipped."""

    draft: Draft
    written: tuple[str, ...]


def import_directory(
    root: Path,
    kind: Kind,
    source: Path,
    *,
    mapping: RosterMap | None = None,
    skip_invalid: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Turn directory data into profiles and locations of the site.

    Nothing is written when a record is refused, unless `skip_invalid`. People and places that the site has already are
    found again and left as they are: people by NPI, or by name and location (`known`), places by address.

    Raises:
        UnreadableError: the source cannot be read or is of another kind.
        UnwritableError: a file may not be written; then none is.
        SiteGenError: the site's own providers or locations do not load.
    """
    draft = read_directory(kind, source, mapping, site_taken(root))
    if dry_run or (draft.refusals and not skip_invalid):
        return Imported(draft, ())
    files = {each.path: to_yaml(each, comment=_EDITOR_LINE.format(kind="provider")) for each in draft.providers}
    files |= {each.path: to_yaml(each, comment=_EDITOR_LINE.format(kind="location")) for each in draft.locations}
    write_new(root, files)
    return Imported(draft, tuple(files))


def read_mapping(path: Path) -> RosterMap | list[Finding]:
    """Read a mapping file for a roster."""
    return parse(_bytes(path), RosterMap, str(path))


def write_mapping(source: Path, path: Path) -> RosterMap:
    """Draft the mapping for a roster from its column names and write it; a file that exists is not touched.

    Raises:
        UnwritableError: the file is there already, or may not be written.
    """
    mapping = draft_mapping(_bytes(source))
    write_new(
        path.parent, {path.name: to_yaml(mapping, comment="Which column of the roster is what; check every line.")}
    )
    return mapping


def site_taken(root: Path) -> Taken:
    """Give what the site has already.

    Raises:
        SiteGenError: a provider or location does not load.
    """
    people = list_files(root, "content/providers", ".yaml").files
    places = list_files(root, "content/locations", ".yaml").files
    providers = [loaded(parse_provider(read_file(root, one.path), one.path)) for one in people]
    locations = [loaded(parse_location(read_file(root, one.path), one.path)) for one in places]
    return taken_from(providers, locations)


def guess_kind(source: Path) -> Kind:
    """Tell what kind of directory data a file or folder holds, by how it begins.

    Raises:
        UnreadableError: it cannot be read.
    """
    if source.is_dir():
        return Kind.FHIR
    data = _bytes(source)
    if _is_json(data):
        return Kind.FHIR if b'"resourceType"' in data else Kind.NPPES
    return Kind.NPPES if b"Entity Type Code" in data.partition(b"\n")[0] else Kind.ROSTER


def read_directory(kind: Kind, source: Path, mapping: RosterMap | None, taken: Taken = NOTHING_TAKEN) -> Draft:
    """Read directory data; without a mapping the columns of a roster are guessed by their names.

    Raises:
        UnreadableError: the source cannot be read or is of another kind.
    """
    if kind is Kind.FHIR:
        return read_fhir(_fhir_files(source), taken)
    data = _bytes(source)
    if kind is Kind.ROSTER:
        return read_roster_csv(data, mapping or draft_mapping(data), taken)
    return read_npi_registry_json(data, taken) if _is_json(data) else read_nppes_csv(data, taken)


def _is_json(data: bytes) -> bool:
    return data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _fhir_files(source: Path) -> Mapping[str, bytes]:
    if not source.is_dir():
        return {source.name: _bytes(source)}
    files = sorted(path for path in source.iterdir() if path.suffix in _FHIR_ENDINGS)
    if not files:
        raise UnreadableError(f"no .json or .ndjson file in {source}", hint="name the folder of the FHIR resources")
    return {path.name: _bytes(path) for path in files}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error


def loaded(result: T | list[Finding]) -> T:
    """Give what was read of a file of the site.

    Raises:
        SiteGenError: it does not load, with its first finding.
    """
    if isinstance(result, list):
        first = result[0]
        raise SiteGenError(
            f"{first.path}:{first.line}: {first.message}", hint="site-gen build lists everything to mend first"
        )
    return result
