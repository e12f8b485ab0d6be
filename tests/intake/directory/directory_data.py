"""Small fictional directory data: NPIs with a right check digit, telephone numbers of the 555-01xx block."""

from __future__ import annotations

import csv
import io
import json

from stdnum import luhn

AT = "Provider Business Practice Location Address"
NPPES_COLUMNS = (
    "NPI",
    "Entity Type Code",
    "Replacement NPI",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Name Prefix Text",
    "Provider Name Suffix Text",
    "Provider Credential Text",
    "Provider Other Last Name",
    "Provider First Line Business Practice Location Address",
    "Provider Second Line Business Practice Location Address",
    f"{AT} City Name",
    f"{AT} State Name",
    f"{AT} Postal Code",
    f"{AT} Country Code (If outside U.S.)",
    f"{AT} Telephone Number",
    f"{AT} Fax Number",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Provider Gender Code",
    *(
        f"{name}_{place}"
        for place in range(1, 16)
        for name in (
            "Healthcare Provider Taxonomy Code",
            "Provider License Number",
            "Healthcare Provider Primary Taxonomy Switch",
        )
    ),
)
SHORT = {
    "npi": "NPI",
    "type": "Entity Type Code",
    "family": "Provider Last Name (Legal Name)",
    "given": "Provider First Name",
    "middle": "Provider Middle Name",
    "prefix": "Provider Name Prefix Text",
    "suffix": "Provider Name Suffix Text",
    "credential": "Provider Credential Text",
    "street": "Provider First Line Business Practice Location Address",
    "street2": "Provider Second Line Business Practice Location Address",
    "city": f"{AT} City Name",
    "state": f"{AT} State Name",
    "zip": f"{AT} Postal Code",
    "country": f"{AT} Country Code (If outside U.S.)",
    "phone": f"{AT} Telephone Number",
    "fax": f"{AT} Fax Number",
    "gone": "NPI Deactivation Date",
    "back": "NPI Reactivation Date",
    "gender": "Provider Gender Code",
    "code": "Healthcare Provider Taxonomy Code_1",
    "code2": "Healthcare Provider Taxonomy Code_2",
    "primary": "Healthcare Provider Primary Taxonomy Switch_1",
    "primary2": "Healthcare Provider Primary Taxonomy Switch_2",
    "licence": "Provider License Number_1",
}
USUAL = {
    "type": "1",
    "family": "OKAFOR",
    "given": "AMARA",
    "street": "1 ELM ST",
    "city": "SPRINGFIELD",
    "state": "IL",
    "zip": "627010001",
    "country": "US",
    "phone": "3125550142",
    "code": "207RC0000X",
    "primary": "Y",
    "gender": "F",
    "credential": "M.D.",
    "licence": "036-000001",
}


def npi(number: int) -> str:
    """The NPI with a right check digit that begins with 1 and ends with `number`."""
    body = f"1{number:08d}"
    return body + luhn.calc_check_digit("80840" + body)


def nppes_csv(*rows: dict[str, str], columns: tuple[str, ...] = NPPES_COLUMNS) -> bytes:
    """A dissemination file; a row names what differs from a usual one, by the short names above."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    for place, row in enumerate(rows, 1):
        named = {SHORT[key]: value for key, value in {**USUAL, "npi": npi(place), **row}.items()}
        writer.writerow([named.get(column, "") for column in columns])
    return out.getvalue().encode()


def registry_json(*results: dict[str, object]) -> bytes:
    """An answer of the NPI registry."""
    return json.dumps({"result_count": len(results), "results": results}).encode()


def result(number: object, **changes: object) -> dict[str, object]:
    """One usual result of the registry."""
    place = {
        "address_purpose": "LOCATION",
        "address_type": "DOM",
        "address_1": "1 ELM ST",
        "city": "SPRINGFIELD",
        "state": "IL",
        "postal_code": "627010001",
        "country_code": "US",
        "telephone_number": "312-555-0142",
    }
    usual: dict[str, object] = {
        "number": number,
        "enumeration_type": "NPI-1",
        "created_epoch": "1",
        "basic": {"first_name": "AMARA", "last_name": "OKAFOR", "status": "A", "name_suffix": "--", "sex": "F"},
        "addresses": [place, {**place, "address_purpose": "MAILING", "address_1": "77 HOME LN"}],
        "practiceLocations": [],
        "taxonomies": [
            {"code": "207R00000X", "primary": False, "desc": "…", "license": None},
            {"code": "207RC0000X", "primary": True},
        ],
    }
    return {**usual, **changes}


def nucc(code: str) -> dict[str, object]:
    """A CodeableConcept of a taxonomy code."""
    return {"coding": [{"system": "http://nucc.org/provider-taxonomy", "code": code, "display": "…"}]}


def practitioner(ident: str = "amara", /, **changes: object) -> dict[str, object]:
    """A usual FHIR practitioner."""
    usual: dict[str, object] = {
        "resourceType": "Practitioner",
        "id": ident,
        "active": True,
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": npi(1)}],
        "name": [{"family": "Okafor", "given": ["Amara", "Ngozi"], "prefix": ["Dr."], "suffix": ["MD"]}],
        "gender": "female",
    }
    return {**usual, **changes}


def role(ident: str = "role", /, **changes: object) -> dict[str, object]:
    """A usual FHIR role."""
    usual: dict[str, object] = {
        "resourceType": "PractitionerRole",
        "id": ident,
        "active": True,
        "practitioner": {"reference": "Practitioner/amara"},
        "location": [{"reference": "Location/harbor"}],
        "specialty": [nucc("207RC0000X")],
    }
    return {**usual, **changes}


def location(ident: str = "harbor", /, **changes: object) -> dict[str, object]:
    """A usual FHIR location."""
    usual: dict[str, object] = {
        "resourceType": "Location",
        "id": ident,
        "status": "active",
        "name": "Harbor Clinic",
        "address": {"line": ["1 Elm St", "Suite 2"], "city": "Springfield", "state": "IL", "postalCode": "62701"},
        "telecom": [{"system": "phone", "value": "(312) 555-0142"}],
    }
    return {**usual, **changes}


def fhir(*resources: object) -> dict[str, bytes]:
    """Each resource as a file."""
    return {f"{place:02d}.json": json.dumps(each).encode() for place, each in enumerate(resources)}
