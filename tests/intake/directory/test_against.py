"""`check --against`: a directory export of any kind is held against the profiles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from cli.typed import run
from directory_data import fhir, location, npi, nppes_csv, practitioner, registry_json, result, role

from conftest import SiteFolder
from site_gen.errors import SiteGenError
from site_gen.findings import Report, Severity
from site_gen.pipeline.build import check

ROSTER = "NPI,First,Last,Address,City,State,Zip,Phone\n"
AT_HOME = "1 Main Street,Chicago,IL,60601,312-555-0101\n"


@pytest.fixture
def folder(site: Callable[[str], SiteFolder]) -> SiteFolder:
    made = site("")
    made.edit("content/providers/ana-diaz.yaml", "kind:", f'npi: "{npi(1)}"\nkind:')
    return made


def said(folder: SiteFolder, name: str, data: bytes | dict[str, bytes], map_file: Path | None = None) -> Report:
    path = folder.root.parent / name
    if isinstance(data, dict):
        path.mkdir()
        for file, content in data.items():
            (path / file).write_bytes(content)
    else:
        path.write_bytes(data)
    report = check(folder.options(against=path, against_map=map_file))
    return msgspec.structs.replace(
        report,
        findings=tuple(one for one in report.findings if one.code == "NAP804"),
        not_checked=tuple(one for one in report.not_checked if one.code == "NAP804"),
    )


def test_a_roster_that_says_the_same_says_nothing(folder: SiteFolder):
    report = said(folder, "roster.csv", f"{ROSTER}{npi(1)},ANA,DIAZ,{AT_HOME}".encode())
    assert (report.findings, report.not_checked) == ((), ())


def test_a_mistyped_name_is_said_to_be_looked_at(folder: SiteFolder):
    said = run("-C", str(folder.root), "check", "--against", "rooster.csv")
    assert said.code == 2
    assert "cannot read rooster.csv" in said.err
    assert "look at the name" in said.err


def test_each_difference_is_a_warning_at_the_profile(folder: SiteFolder):
    row = f"{npi(1)},Ana,Diaz-Lopez,9 Oak Street,Chicago,IL,60601,312-555-0199\n"
    report = said(folder, "roster.csv", f"{ROSTER}{row}".encode())
    assert [one.message for one in report.findings] == [
        'roster.csv has the name "Ana Diaz-Lopez", the profile "Ana Diaz"',
        'roster.csv has the address "9 Oak Street, Chicago, IL, 60601", where the profile has no location',
        'roster.csv has the phone "(312) 555-0199", which the profile does not show',
    ]
    assert {one.severity for one in report.findings} == {Severity.WARNING}
    assert {one.path for one in report.findings} == {"content/providers/ana-diaz.yaml"}
    assert all(one.line for one in report.findings)


@pytest.mark.parametrize("kind", ["npidata.csv", "answer.json", "fhir"])
def test_registry_and_fhir_are_read_too(folder: SiteFolder, kind: str):
    data = {
        "npidata.csv": lambda: nppes_csv({"npi": npi(1)}),
        "answer.json": lambda: registry_json(result(npi(1))),
        "fhir": lambda: fhir(practitioner(identifier=[_us_npi(npi(1))]), role(), location()),
    }[kind]()
    report = said(folder, kind, data)
    assert report.not_checked == ()
    assert any('the name "Amara' in one.message for one in report.findings)


def test_who_has_no_npi_or_is_not_in_the_export_is_not_checked(folder: SiteFolder):
    report = said(folder, "roster.csv", f"{ROSTER}{npi(2)},Ana,Diaz,{AT_HOME}".encode())
    assert [one.reason for one in report.not_checked] == ["1 provider not in roster.csv, the first is ana-diaz"]
    folder.edit("content/providers/ana-diaz.yaml", f'npi: "{npi(1)}"\n', "")
    report = said(folder, "again.csv", f"{ROSTER}{npi(2)},Ana,Diaz,{AT_HOME}".encode())
    assert [one.reason for one in report.not_checked] == ["1 provider without an NPI"]


def test_without_an_export_it_is_said_once_where_anybody_could_be_found_in_one(folder: SiteFolder):
    reasons = [one.reason for one in folder.report().not_checked if one.code == "NAP804"]
    assert reasons == ["no directory export was given (--against)"]
    folder.edit("content/providers/ana-diaz.yaml", f'npi: "{npi(1)}"\n', "")
    assert not [one for one in folder.report().not_checked if one.code == "NAP804"]


def test_a_mapping_says_which_column_is_what(folder: SiteFolder):
    mapping = folder.root.parent / "map.yaml"
    mapping.write_text("columns: {Number: npi, Who: full_name, Line: phone}\n")
    report = said(folder, "odd.csv", f"Number,Who,Line\n{npi(1)},Ana Diaz,312-555-0101\n".encode(), mapping)
    assert (report.findings, report.not_checked) == ((), ())
    mapping.write_text("columns: {Number: nip}\n")
    with pytest.raises(SiteGenError, match=r"map\.yaml:1"):
        said(folder, "odd.csv", b"Number\n1\n", mapping)


def _us_npi(number: str) -> dict[str, str]:
    return {"system": "http://hl7.org/fhir/sid/us-npi", "value": number}
