from __future__ import annotations

import json

import msgspec
import pytest
from directory_data import fhir, location, npi, nucc, practitioner, role

from site_gen.errors import SiteGenError
from site_gen.intake.directory.assemble import taken_from
from site_gen.intake.directory.fhir import read_fhir
from site_gen.model.location import Address, Geo, Location
from site_gen.model.provider import Affiliation, Credential, Name, Practice, Provider

PLAN_NET = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/"


def kinds(draft):
    return [each.kind for each in draft.refusals], {each.kind: each.count for each in draft.ignored}


def noted(draft):
    return [each.kind for each in draft.notes]


def concept(code: str) -> dict[str, object]:
    return {"coding": [{"code": code}]}


def accepting(code: str) -> dict[str, object]:
    inner = {"url": "acceptingPatients", "valueCodeableConcept": concept(code)}
    return {"url": PLAN_NET + "newpatients", "extension": [inner]}


def test_practitioner_role_and_location_become_a_profile_and_a_place():
    draft = read_fhir(fhir(practitioner(), role(), location()))
    assert draft.providers == (
        Provider(
            path="content/providers/amara-okafor.yaml",
            slug="amara-okafor",
            name=Name(prefix="Dr.", given="Amara", middle="Ngozi", family="Okafor", suffix="MD"),
            kind="physician",
            npi=npi(1),
            taxonomy=("207RC0000X",),
            specialties=("Cardiology",),
            gender="female",
            locations=(Practice(location="harbor-clinic"),),
        ),
    )
    assert draft.locations == (
        Location(
            path="content/locations/harbor-clinic.yaml",
            slug="harbor-clinic",
            name="Harbor Clinic",
            address=Address(street="1 Elm St, Suite 2", locality="Springfield", region="IL", postal_code="62701"),
            phone="+13125550142",
        ),
    )
    assert (draft.read, draft.merged, draft.refusals, draft.ignored) == (3, 2, (), ())


def test_what_is_read_keeps_the_limits_of_the_model():
    draft = read_fhir(fhir(practitioner(), role(), location()))
    for each in (*draft.providers, *draft.locations):
        assert msgspec.convert(msgspec.to_builtins(each), type(each)) == each


def test_bundles_and_lines_read_as_single_resources_do():
    single = read_fhir(fhir(practitioner(), role(), location()))
    entries = [{"resource": each} for each in (practitioner(), role(), location())]
    bundle = read_fhir({"b.json": json.dumps({"resourceType": "Bundle", "entry": entries}).encode()})
    lines = read_fhir(
        {"n.ndjson": b"\n".join(json.dumps(each).encode() for each in (practitioner(), role(), location()))}
    )
    assert single == bundle == lines


@pytest.mark.parametrize(
    "reference",
    [
        "Practitioner/amara",
        "https://fhir.example/r4/Practitioner/amara",
        "Practitioner/amara/_history/3",
        "urn:uuid:0000",
    ],
)
def test_references_are_followed_in_every_form(reference):
    entries = [
        {"fullUrl": "urn:uuid:0000", "resource": practitioner()},
        {"resource": role(practitioner={"reference": reference})},
        {"resource": location()},
    ]
    draft = read_fhir({"b": json.dumps({"resourceType": "Bundle", "entry": entries}).encode()})
    assert draft.providers[0].locations[0].location == "harbor-clinic"


def test_a_reference_to_nothing_is_refused_at_a_role_and_noted_at_a_place():
    draft = read_fhir(
        fhir(
            practitioner(),
            role("lost", practitioner={"reference": "Practitioner/nobody"}),
            role("placeless", location=[{"reference": "Location/nowhere"}]),
        )
    )
    assert [(each.where, each.kind) for each in draft.refusals] == [("PractitionerRole/lost", "dangling")]
    assert noted(draft) == ["no-location", "dangling"]


def test_anonymous_roles_are_refused_and_organizations_roles_ignored():
    nobody = role("anonymous")
    del nobody["practitioner"]
    pharmacy = {**nobody, "id": "pharmacy", "specialty": [nucc("3336C0003X")]}
    plan = {"resourceType": "InsurancePlan", "id": "gold"}
    group = {"resourceType": "Organization", "id": "group", "name": "Harbor Group"}
    grouped = role("grouped", practitioner={"reference": "Organization/group"})
    draft = read_fhir(fhir(nobody, pharmacy, plan, group, grouped))
    assert [each.where for each in draft.refusals] == ["PractitionerRole/anonymous"]
    assert kinds(draft)[1] == {"organization-role": 2, "other-resource": 1, "organization": 1}


def test_inactive_resources_are_left_out_and_their_roles_with_them():
    draft = read_fhir(fhir(practitioner(active=False), role(), role("off", active=False), location()))
    assert kinds(draft) == ([], {"inactive": 2, "left-out": 1, "unused-location": 1})
    assert draft.providers == ()


def test_a_location_that_is_not_active_is_noted():
    draft = read_fhir(fhir(practitioner(), role(), location(status="suspended")))
    assert noted(draft) == ["no-location", "location"]
    assert draft.locations == ()


def test_a_wrong_check_digit_refuses_and_no_npi_does_not():
    wrong = [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567894"}]
    assert kinds(read_fhir(fhir(practitioner(identifier=wrong))))[0] == ["npi"]
    assert read_fhir(fhir(practitioner(identifier=[]))).providers[0].npi is None
    other = [{"system": "http://example.org/ids", "value": "1234567894"}]
    assert read_fhir(fhir(practitioner(identifier=other))).providers[0].npi is None


def test_one_npi_at_two_names_stands_at_neither():
    other = practitioner("bao", name=[{"family": "Nguyen", "given": ["Bao"]}])
    draft = read_fhir(fhir(practitioner(), other))
    assert [each.npi for each in draft.providers] == [None, None]
    assert noted(draft).count("npi-shared") == 2


def test_one_npi_at_one_name_is_one_person():
    again = role("second", practitioner={"reference": "Practitioner/again"}, location=[{"reference": "Location/lake"}])
    lake = location("lake", name="Lake Clinic")
    draft = read_fhir(fhir(practitioner(), practitioner("again"), role(), again, location(), lake))
    assert [each.location for each in draft.providers[0].locations] == ["harbor-clinic", "lake-clinic"]
    assert (len(draft.providers), draft.merged) == (1, 5)


def test_a_resource_that_stands_twice_counts_once():
    assert kinds(read_fhir(fhir(practitioner(), practitioner())))[1] == {"repeated": 1}


def test_a_resource_of_a_wrong_shape_is_refused():
    draft = read_fhir(fhir(practitioner(name="Amara Okafor"), role()))
    assert [(each.where, each.kind) for each in draft.refusals] == [
        ("Practitioner/amara", "shape"),
        ("PractitionerRole/role", "dangling"),
    ]


def test_a_name_in_one_text_is_split_and_degrees_fill_in():
    degree = {
        "code": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0360", "code": "MD"}], "text": "MD"}
    }
    draft = read_fhir(fhir(practitioner(name=[{"text": "Okafor, Amara"}], qualification=[degree])))
    assert draft.providers[0].name == Name(given="Amara", family="Okafor", suffix="MD")
    draft = read_fhir(fhir(practitioner(name=[{"text": "Amara Okafor, LPC", "family": "Okafor", "given": ["Amara"]}])))
    assert draft.providers[0].name.suffix == "LPC"


def test_the_official_name_counts_and_a_nameless_practitioner_is_refused():
    names = [
        {"use": "old", "family": "Obi", "given": ["A."]},
        {"use": "official", "family": "Okafor", "given": ["Amara"]},
    ]
    assert read_fhir(fhir(practitioner(name=names))).providers[0].name.family == "Okafor"
    assert kinds(read_fhir(fhir(practitioner(name=[]))))[0] == ["unfit"]


def test_certificates_are_credentials_and_licences_are_not():
    def qualification(text: str | None, status: str = "active") -> dict[str, object]:
        return {
            "code": {**nucc("207RC0000X"), **({"text": text} if text else {})},
            "issuer": {"display": "Board of Examples"},
            "period": {"start": "2009-05-01"},
            "extension": [
                {"url": PLAN_NET + "practitioner-qualification", "extension": [{"url": "status", "valueCode": status}]}
            ],
        }

    draft = read_fhir(
        fhir(
            practitioner(
                qualification=[
                    qualification("Certified in Examples"),
                    qualification(None),
                    qualification("Old", "revoked"),
                ]
            )
        )
    )
    assert draft.providers[0].credentials == (
        Credential(name="Certified in Examples", issuer="Board of Examples", since=2009),
    )
    assert draft.providers[0].taxonomy == ("207RC0000X",)


def test_languages_are_tags_and_others_are_noted():
    spoken = [
        {"coding": [{"system": "urn:ietf:bcp:47", "code": "es-mx"}]},
        {"text": "Old Norse, fluently"},
    ]
    draft = read_fhir(fhir(practitioner(communication=spoken)))
    assert draft.providers[0].languages == ("es-MX",)
    assert noted(draft) == ["language", "no-location"]


def test_a_telephone_number_of_no_plan_is_dropped_and_the_next_one_taken():
    numbers = [
        {"system": "phone", "value": "(111)-222-3333", "rank": 1},
        {"system": "phone", "value": "312-555-0142", "rank": 2},
    ]
    draft = read_fhir(fhir(practitioner(), role(), location(telecom=numbers)))
    assert draft.locations[0].phone == "+13125550142"
    assert noted(draft) == ["phone"]


def test_private_numbers_are_not_shown():
    home = [{"system": "phone", "value": "312-555-0199", "use": "home"}]
    draft = read_fhir(fhir(practitioner(telecom=home), role(telecom=home), location(telecom=[])))
    assert b"0199" not in msgspec.json.encode(draft)


def test_a_location_gives_position_hours_type_and_accessibility():
    word = {"url": PLAN_NET + "accessibility", "valueCodeableConcept": concept("adacomp")}
    unknown = {"url": PLAN_NET + "accessibility", "valueCodeableConcept": concept("unheard-of")}
    rich = location(
        type=[concept("HOSP")],
        position={"longitude": -89.6, "latitude": 39.8},
        hoursOfOperation=[
            {"daysOfWeek": ["mon", "tue", "wed"], "openingTime": "08:00:00", "closingTime": "17:00:00"},
            {"daysOfWeek": ["sat"]},
        ],
        extension=[word, word, unknown],
    )
    draft = read_fhir(fhir(practitioner(), role(), rich))
    place = draft.locations[0]
    assert (place.type, place.geo) == ("Hospital", Geo(latitude=39.8, longitude=-89.6))
    assert place.hours == {"mon-wed": "08:00-17:00"}
    assert place.accessibility == ("Complies with the Americans with Disabilities Act",)
    assert noted(draft) == ["hours"]


def test_a_position_off_the_globe_is_dropped():
    draft = read_fhir(fhir(practitioner(), role(), location(position={"longitude": 3, "latitude": 151})))
    assert draft.locations[0].geo is None
    assert noted(draft) == ["position"]


@pytest.mark.parametrize(("code", "said"), [("newpt", True), ("nopt", False), ("existptonly", False), ("soon", None)])
def test_new_patients(code, said):
    draft = read_fhir(fhir(practitioner(), role(extension=[accepting(code)]), location()))
    assert draft.providers[0].locations[0].accepting_new_patients is said


def test_networks_that_differ_about_new_patients_are_noted():
    draft = read_fhir(fhir(practitioner(), role(extension=[accepting("newpt"), accepting("nopt")]), location()))
    assert draft.providers[0].locations[0].accepting_new_patients is None
    assert noted(draft) == ["accepting"]


def test_the_role_speaks_before_the_location():
    draft = read_fhir(
        fhir(practitioner(), role(extension=[accepting("newpt")]), location(extension=[accepting("nopt")]))
    )
    assert draft.providers[0].locations[0].accepting_new_patients is True


def test_a_service_lends_its_location_and_hours():
    service = {
        "resourceType": "HealthcareService",
        "id": "heart",
        "location": [{"reference": "Location/harbor"}],
        "availableTime": [{"daysOfWeek": ["mon"], "availableStartTime": "09:00:00", "availableEndTime": "12:00:00"}],
    }
    idle = {**service, "id": "idle"}
    through = role(location=[], healthcareService=[{"reference": "HealthcareService/heart"}])
    draft = read_fhir(fhir(practitioner(), through, service, idle, location()))
    assert draft.providers[0].locations == (Practice(location="harbor-clinic", hours={"mon": "09:00-12:00"}),)
    assert kinds(draft)[1] == {"unused-service": 1}


def test_admitting_privileges_are_an_affiliation_and_no_practice():
    hospital = {"resourceType": "Organization", "id": "general", "name": "Springfield General"}
    admitting = role("admits", code=[concept("ap")], organization={"reference": "Organization/general"})
    draft = read_fhir(fhir(practitioner(), admitting, hospital, location()))
    assert draft.providers[0].affiliations == (Affiliation(hospital="Springfield General"),)
    assert draft.locations == ()
    assert kinds(draft)[1] == {"unused-location": 1}


def test_a_nameless_location_has_its_organizations_name():
    owner = {"resourceType": "Organization", "id": "owner", "name": "Harbor Group"}
    nameless = location(name=None, managingOrganization={"reference": "Organization/owner"})
    draft = read_fhir(fhir(practitioner(), role(), nameless, owner))
    assert draft.locations[0].name == "Harbor Group"
    assert draft.merged == 3


def test_a_second_run_adds_nothing():
    files = fhir(practitioner(), role(), location())
    first = read_fhir(files)
    again = read_fhir(files, taken_from(first.providers, first.locations))
    assert (again.providers, again.locations) == ((), ())
    assert kinds(again) == ([], {"present": 1, "left-out": 1, "unused-location": 1})


def test_a_second_run_without_npis_adds_nothing():
    files = fhir(practitioner(identifier=[]), role(), location())
    first = read_fhir(files)
    assert [each.npi for each in first.providers] == [None]
    again = read_fhir(files, taken_from(first.providers, first.locations))
    assert (again.providers, again.locations) == ((), ())
    assert kinds(again) == ([], {"present": 1, "left-out": 1, "unused-location": 1})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "x: this is empty"),
        (b"%PDF", "x: this is a PDF"),
        (b"{}", "x: this is other JSON"),
        (b"[1]", "x: this is other JSON"),
        (b'{"results": []}', "x: this is an answer of the NPI registry"),
        (b'{"resourceType": "Bundle", "entry": [{}]}', "x: an entry of the Bundle has no resource"),
        (b'{"resourceType": "Endpoint"}\n{"resource', "x: line 2 is not JSON"),
        (b"{" * 5000, "x: this is not JSON"),
        (b"[" * 5000 + b"]" * 5000, "x: this is not JSON"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_it_looks_like(data, says):
    with pytest.raises(SiteGenError) as caught:
        read_fhir({"x": data})
    assert says in caught.value.message
