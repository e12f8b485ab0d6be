"""`convert` decides, `explain` says why: what one refuses the other explains, with place, found and expected."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from load_samples import KINDS, WRONG_VALUES, as_yaml, places, real_files, real_value, replaced, spoiled, without

from site_gen.load.convert import MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE, Fault, convert, explain
from site_gen.load.yaml_reader import read_nodes, read_plain
from site_gen.model.location import Location
from site_gen.model.page import Page
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site

RULES = (
    "a target of the kind [a-z0-9]+ (needs|has no) [a-z]+( and [a-z]+)?",
    "a binary rating has no value, best or scale",
    "expected value and best, or binary",
    "value [0-9]+ outside [0-9]+ to [0-9]+",
    "steps have no numbers: leave value, of and unit out",
    "every row of (bars|share) needs a value",
    "numbers need a source: its name and year",
    "share needs of: how many there are in all",
    "a share of [0-9]+ is more than [0-9]+",
    "bars have no of; write kind: share for so many of so many",
    "a withheld review needs a reason",
    "reason is for withheld reviews, status is (pending|published)",
    "moved_to is for the reason wrong-provider, found [a-z -]+",
    "a published reply needs published_at",
    "a review cannot supersede itself",
    "(received_at|decided_at|written_at|published_at): expected a year from 1900 to 2100, found [0-9]{4}",
    "(INT|MOD)[0-9]{3} cannot be ignored: INT and MOD rules always run",
    "unknown time zone .*, expected a name such as America/Chicago",
    "last_on [0-9-]+ is before first_on [0-9-]+",
    "[0-9]+ invited of [0-9]+ eligible",
    "[0-9]+ ratings in [0-9]+ rows",
    "(expires_on|revoked_on) [0-9-]+ is before signed_on [0-9-]+",
    "source and source_id go together",
    "a scope names specialties or locations; for every page write all",
    "scope: expected what it covers, such as website",
    "(ends_at|expires) [0-9T:.+Z-]+ is not after (starts_at|date) [0-9T:.+Z-]+",
)
"""What `__post_init__` says: a rule between several keys."""


def both(kind: str, data: bytes, **files: str) -> tuple[Any, list[Fault]]:
    """Give the struct and the faults of one file."""
    to, names = KINDS[kind].to, {**KINDS[kind].files, **files}
    return convert(read_plain(data), to, **names), explain(read_nodes(data), to, **names)


def faults_of(kind: str, text: str) -> list[tuple[int, int, str, str, str]]:
    """Give line, column, name, message and hint of every fault."""
    value, faults = both(kind, text.encode())
    assert (value is None) == bool(faults)
    return [(*fault.at, fault.name, fault.message, fault.hint) for fault in faults]


def only_fault(kind: str, text: str) -> tuple[int, int, str, str, str]:
    (fault,) = faults_of(kind, text)
    return fault


def assert_says_why(fault: Fault) -> None:
    assert fault.at.line >= 1
    assert fault.at.column >= 1
    if fault.name == UNKNOWN_KEY:
        assert fault.message.startswith("unknown key ")
    elif fault.name == MISSING_KEY:
        assert re.fullmatch("missing key [a-z0-9_]+, expected (?!nothing).+", fault.message)
    else:
        assert fault.name == WRONG_TYPE
        found = re.fullmatch(r"(.+: )?expected (?!nothing).+, found .+", fault.message, re.DOTALL)
        assert found or any(re.fullmatch(rule, fault.message) for rule in RULES), fault.message


@pytest.mark.parametrize("kind", KINDS)
def test_the_full_document_of_every_kind_fits(kind):
    value, faults = both(kind, as_yaml(KINDS[kind].full))
    assert value is not None
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_full_documents_hold_every_key(kind):
    def missing(to: Any, document: dict[str, Any]) -> set[str]:
        return {name for name in to.__struct_encode_fields__ if not name.startswith("@")} - set(document)

    full = KINDS[kind].full
    assert missing(KINDS[kind].to, full) == set()
    value, _ = both(kind, as_yaml(full))
    todo = [(value, full)]
    while todo:
        struct, document = todo.pop()
        for name, encoded in zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True):
            inner = getattr(struct, name)
            if hasattr(inner, "__struct_fields__"):
                # a rating is either binary or not
                assert missing(type(inner), document[encoded]) <= {"binary"}, encoded
                todo.append((inner, document[encoded]))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_refusal_is_explained_and_nothing_else_is(kind, data):
    document = data.draw(spoiled(KINDS[kind].full))
    value, faults = both(kind, as_yaml(document))
    assert (value is None) == bool(faults)
    assert faults == sorted(faults, key=lambda fault: fault.at)
    for fault in faults:
        assert_says_why(fault)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_value_in_any_place_is_explained(kind):
    full = KINDS[kind].full
    for number, at in enumerate(places(full)):
        for wrong in WRONG_VALUES[number % 5 :: 5]:
            value, faults = both(kind, as_yaml(replaced(full, at, copy.deepcopy(wrong))))
            assert (value is None) == bool(faults), (at, wrong)
            for fault in faults:
                assert_says_why(fault)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_may_be_left_out_or_is_said_to_be_missing(kind):
    full = KINDS[kind].full
    missed = set()
    for at in places(full):
        if isinstance(at[-1], str):
            value, faults = both(kind, as_yaml(without(full, at)))
            assert (value is None) == bool(faults), at
            missed |= {fault.message.split(",")[0] for fault in faults if fault.name == MISSING_KEY}
    required = {
        "site": {"name", "base_url", "organization", "type", "phone", "origin", "key", "code", "reason", "until",
                 "sources", "to"},
        "provider": {"name", "given", "family", "kind", "file", "alt", "poster", "title", "location", "on", "hours",
                     "degree", "school", "hospital"},
        "location": {"name", "address", "street", "locality", "latitude", "longitude", "on", "hours", "file", "alt"},
        "review": {"id", "provider", "received_at", "source", "method", "basis", "segment", "reason", "field", "text"},
        "invitation": {"id", "channel", "period", "first_on", "last_on", "selection", "eligible", "invited", "wording"},
        "import": {"id", "source", "format", "file", "sha256", "rows", "taken_at", "parser", "at"},
        "page": {"title", "kind", "rows", "label", "name", "year"},
        "policy": {"title", "by", "version", "on", "what"},
        "response": {"title", "topic"},
        "alert": {"title", "text", "severity", "scope", "starts_at", "name", "url"},
        "authorizations": {"reference", "version", "scope", "signed_on"},
        "form": {"title", "kind", "version"},
        "post": {"title", "file", "label", "url", "by", "on", "since", "reason"},
        "audiences": {"audiences", "id", "name"},
        "channels": {"channels", "id", "name", "platform", "ages", "percent", "measured_on", "source", "url"},
        "team": {"roles", "id", "name", "policy", "sha256", "on", "course", "service", "patient_data", "kind",
                 "signed_on"},
        "theme": set(),
        "media": {"who"},
    }  # fmt: skip
    assert missed == {f"missing key {name}" for name in required[kind]}


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_anywhere_is_one_fault_at_that_key(kind):
    full = KINDS[kind].full
    for at in [(), *places(full)]:
        inner = full
        for key in at:
            inner = inner[key]
        if not isinstance(inner, dict) or at[-1:] in [
            ("hours",),
            ("aspects",),
            ("links",),
            ("review_links",),
            ("i18n",),
            ("redirects",),
            ("deploy",),
            ("ratings",),
            ("left_out",),
            ("infographics",),
            ("texts",),
        ]:
            continue
        data = as_yaml(replaced(full, (*at, "zzz"), "x"))
        value, faults = both(kind, data)
        assert value is None, at
        (fault,) = faults
        assert fault.name == UNKNOWN_KEY
        assert fault.message == "unknown key zzz"
        assert data.decode().split("\n")[fault.at.line - 1][fault.at.column - 1 :].startswith('"zzz"')


@pytest.mark.parametrize(("kind", "path"), real_files()[::5])
def test_a_real_file_is_accepted_and_has_nothing_to_explain(kind, path):
    value, faults = both(kind, as_yaml(real_value(kind, path)))
    assert value is not None
    assert faults == []


PROVIDER = "name: {given: Ana, family: Diaz}\nkind: dentist\n"
REVIEW = "id: r-000000000001\nprovider: a\nreceived_at: 2026-03-01T00:00:00Z\nsource: web\nmethod: organic\n"
LOCATION = "name: A\naddress: {street: S, locality: L}\n"
SITE = "name: A\nbase_url: https://a.example\norganization: {type: Dentist, phone: '+13125550100'}\n"


def test_the_small_documents_below_fit():
    for kind, text in (("provider", PROVIDER), ("review", REVIEW), ("location", LOCATION), ("site", SITE)):
        assert faults_of(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "line", "column", "message", "hint"),
    [
        ("provider", PROVIDER + "specialities: [x]", 3, 1, "unknown key specialities", "did you mean specialties?"),
        ("provider", PROVIDER + "NPI: '1234567893'", 3, 1, "unknown key NPI", "did you mean npi?"),
        ("provider", PROVIDER + "verified-on: x", 3, 1, "unknown key verified-on", "did you mean verified_on?"),
        ("provider", PROVIDER + "kinds: dentist", 3, 1, "unknown key kinds", "did you mean links?"),  # kind is there
        ("provider", PROVIDER + "xyzzy: 1", 3, 1, "unknown key xyzzy", ""),  # too many keys to list
        ("location", LOCATION + "geo: {x: 1, latitude: 1, longitude: 2}", 3, 7, "unknown key x", ""),  # none is left
        ("location", LOCATION + "photo: {alt: x, src: media/a.jpg, file: media/a.jpg}", 3, 17, "unknown key src", ""),
        (
            "site",
            SITE + "contact: {mail: x}",
            4,
            11,
            "unknown key mail",
            "known here: complaints, corrections, reviews",
        ),
        (
            "provider",
            "name: {given: Ana, family: Diaz}\nkind: dentists",
            2,
            7,
            "kind: expected one of counselor, dentist, nurse-practitioner, optometrist, other, physician,"
            ' physician-assistant, psychologist, social-worker, therapist, found the text "dentists"',
            "did you mean dentist?",
        ),
        (
            "provider",
            PROVIDER + "status: on_leave",
            3,
            9,
            'status: expected one of active, departed, on-leave, found the text "on_leave"',
            "did you mean on-leave?",
        ),
        (
            "provider",
            PROVIDER + "status: zzz",
            3,
            9,
            'status: expected one of active, departed, on-leave, found the text "zzz"',
            "",
        ),
        (
            "provider",
            PROVIDER + "npi: 1234567893",
            3,
            6,
            "npi: expected a National Provider Identifier of ten digits, quoted, such as 1234567893, "
            "found the number 1234567893",
            "put the value in quotes",
        ),
        (
            "location",
            "name: true\naddress: {street: S, locality: L}\n",
            1,
            7,
            "name: expected 1 to 500 characters, found the boolean true",
            "put the value in quotes",
        ),
        (
            "provider",
            PROVIDER + "languages: en",
            3,
            12,
            'languages: expected a list, found the text "en"',
            "",
        ),
        ("provider", PROVIDER + "languages: 5", 3, 12, "languages: expected a list, found the number 5", ""),
        (
            "provider",
            PROVIDER + "languages: [en, 5]",
            3,
            17,
            "languages: expected a BCP 47 language tag, such as en, found the number 5",
            "put the value in quotes",
        ),
        (
            "provider",
            PROVIDER + "photo: media/a.jpg",
            3,
            8,
            'photo: expected a mapping of keys to values, found the text "media/a.jpg"',
            "",
        ),
        (
            "provider",
            PROVIDER + "verified_on: 2026",
            3,
            14,
            "verified_on: expected a date written YYYY-MM-DD, found the number 2026",
            "",
        ),
        (
            "provider",
            PROVIDER + "education: [{degree: MD, school: S, year: 1850}]",
            3,
            43,
            "year: expected a year of four digits, found the number 1850",
            "",
        ),
        (
            "provider",
            PROVIDER + 'education: [{degree: MD, school: S, year: "2001"}]',
            3,
            43,
            'year: expected a year of four digits, found the text "2001"',
            "",
        ),
        (
            "review",
            REVIEW + "rating: 9",
            6,
            9,
            "rating: expected a whole number from 1 to 5 or a mapping of keys to values, found the number 9",
            "",
        ),
        (
            "review",
            REVIEW + "rating: 4.0",
            6,
            9,
            "rating: expected a whole number from 1 to 5 or a mapping of keys to values, found the number 4.0",
            "",
        ),
        (
            "review",
            REVIEW + "rating: [4]",
            6,
            9,
            "rating: expected a whole number from 1 to 5 or a mapping of keys to values, found a list",
            "",
        ),
        (
            "review",
            REVIEW + "rating: {value: 2, best: 10, scale: 10.0}",
            6,
            37,
            "scale: expected one of 10, found the number 10.0",
            "",
        ),
        ("review", REVIEW + "rating: {value: 2}", 6, 9, "expected value and best, or binary", ""),
        (
            "review",
            REVIEW + "rating: {value: x, best: 5}",
            6,
            17,
            'value: expected a whole number from 0 to a million, found the text "x"',
            "",
        ),
        (
            "review",
            REVIEW + "aspects: {listens: 6}",
            6,
            20,
            "aspects.listens: expected a whole number from 1 to 5, found the number 6",
            "",
        ),
        (
            "review",
            REVIEW + "aspects: {Wait Time: 5}",
            6,
            11,
            'aspects: expected 1 to 80 lower-case letters, digits and hyphens, found the text "Wait Time"',
            "",
        ),
        (
            "location",
            LOCATION + "hours: {mon-fri: 8-12}",
            3,
            18,
            'hours.mon-fri: expected closed, or spans such as 08:00-12:00, 13:00-17:00, found the text "8-12"',
            "",
        ),
        (
            "location",
            LOCATION + "hours: {monday: closed}",
            3,
            9,
            'hours: expected a day (mon) or a range of days (mon-fri), found the text "monday"',
            "",
        ),
        (
            "location",
            LOCATION + "geo: {latitude: 91, longitude: 0}",
            3,
            17,
            "latitude: expected degrees from -90 to 90, found the number 91",
            "",
        ),
        (
            "location",
            LOCATION + "geo: {latitude: .nan, longitude: 0}",
            3,
            17,
            "latitude: expected degrees from -90 to 90, found the number nan",
            "",
        ),
        (
            "location",
            LOCATION + "i18n: {es: {parking: [x]}}",
            3,
            22,
            "parking: expected text of at most 100,000 characters, found a list",
            "",
        ),
        ("location", LOCATION + "i18n:\n  es:\n    parkin: x", 5, 5, "unknown key parkin", "did you mean parking?"),
        ("site", SITE + "languages: []", 4, 12, "languages: expected at least one language, found a list", ""),
        (
            "site",
            SITE + "hosting: {redirect_pages: no}",
            4,
            27,
            'redirect_pages: expected true or false, found the text "no"',
            "",
        ),
        (
            "review",
            REVIEW + 'experienced: "2026-13"',
            6,
            14,
            'experienced: expected a month written YYYY-MM, such as 2026-03, found the text "2026-13"',
            "",
        ),
        (
            "review",
            REVIEW + "supersedes: |\n  r-000000000002\n",
            6,
            13,
            'supersedes: expected r- and twelve random letters or digits, such as r-k3v9m2qd7xwa, '
            'found the text "r-000000000002\n"',
            "",
        ),
        (
            "review",
            REVIEW + "moderation: {status: published, decided_at: 2026-03-20T15:00:00}",
            6,
            45,
            "decided_at: expected an RFC 3339 instant with its offset, such as 2026-03-18T22:05:00Z, "
            'found the text "2026-03-20T15:00:00"',
            "",
        ),
    ],
)  # fmt: skip
def test_one_slip_is_one_fault_in_words(kind, text, line, column, message, hint):
    fault = only_fault(kind, text)
    assert fault[:2] == (line, column)
    assert fault[3:] == (message, hint)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("review", REVIEW + "rating: {binary: true, value: 1}", "a binary rating has no value, best or scale"),
        ("review", REVIEW + "rating: {value: 11, best: 10}", "value 11 outside 1 to 10"),
        ("review", REVIEW + "rating: {value: 5, best: 5, worst: 5}", "value 5 outside 5 to 5"),
        ("review", REVIEW + "moderation: {status: withheld}", "a withheld review needs a reason"),
        (
            "review",
            REVIEW + "moderation: {status: published, reason: abusive}",
            "reason is for withheld reviews, status is published",
        ),
        ("review", REVIEW + "reply: {status: published, text: Hi}", "a published reply needs published_at"),
        (
            "review",
            REVIEW + "moderation: {decided_at: 0226-03-01T00:00:00Z}",
            "decided_at: expected a year from 1900 to 2100, found 0226",
        ),
        (
            "review",
            REVIEW + "reply: {written_at: 2206-03-01T00:00:00Z, text: Hi}",
            "written_at: expected a year from 1900 to 2100, found 2206",
        ),
        (
            "site",
            SITE + "checks: {ignore: [{code: INT101, reason: x, until: 2027-01-01}]}",
            "INT101 cannot be ignored: INT and MOD rules always run",
        ),
    ],
)
def test_a_rule_between_keys_is_a_fault_of_the_mapping_that_breaks_it(kind, text, message):
    line, column, name, said, hint = only_fault(kind, text)
    last = text.split("\n")[-1]
    assert (name, said, hint) == (WRONG_TYPE, message, "")
    assert line == text.count("\n") + 1
    assert last[column - 1] == "{"


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (
            "review",
            REVIEW.replace("2026-03-01T00", "0226-03-01T00"),
            "received_at: expected a year from 1900 to 2100, found 0226",
        ),
        ("review", REVIEW + "supersedes: r-000000000001", "a review cannot supersede itself"),
        (
            "site",
            SITE + "time_zone: Mars/Olympus",
            "unknown time zone 'Mars/Olympus', expected a name such as America/Chicago",
        ),
        (
            "site",
            SITE + "time_zone: ../../etc/passwd",
            "unknown time zone '../../etc/passwd', expected a name such as America/Chicago",
        ),
        ("site", SITE + "time_zone: America", "unknown time zone 'America', expected a name such as America/Chicago"),
    ],
)
def test_a_rule_of_the_whole_file_is_a_fault_at_its_beginning(kind, text, message):
    assert only_fault(kind, text) == (1, 1, WRONG_TYPE, message, "")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("review", REVIEW + "rating: {binary: false}"),
        ("review", REVIEW + "rating: {value: 0, best: 10, worst: 0}"),
        ("review", REVIEW + "moderation: {status: withheld, reason: abusive}"),
        ("review", REVIEW + "reply: {status: published, published_at: 2026-03-02T00:00:00+02:00, text: Hi}"),
        ("review", REVIEW + "reply: {text: Hi}"),
        ("review", REVIEW + "supersedes: r-000000000002"),
        ("review", REVIEW.replace("2026-03-01T00", "1900-01-01T00")),
        ("site", SITE + "checks: {ignore: [{code: CNT902, reason: x, until: 2027-01-01}]}"),
        ("site", SITE + "time_zone: Europe/Paris"),
    ],
)
def test_what_keeps_the_rules_between_keys_fits(kind, text):
    assert faults_of(kind, text) == []


def test_a_rule_between_keys_waits_until_the_keys_are_right():
    faults = faults_of("review", REVIEW + "moderation: {status: withheld, resaon: abusive}")
    assert [fault[3] for fault in faults] == ["unknown key resaon"]


def test_a_missing_key_that_is_only_misspelt_is_one_fault():
    (fault,) = faults_of("provider", "name: {gvien: Ana, family: Diaz}\nkind: dentist\n")
    assert fault[3:] == ("unknown key gvien", "did you mean given?")
    missing, unknown = faults_of("provider", "name: {first: Ana, family: Diaz}\nkind: dentist\n")
    assert missing[2:4] == (MISSING_KEY, "missing key given, expected a given name")
    assert unknown[3:] == ("unknown key first", "known here: given, middle, prefix, suffix")


def test_all_faults_of_a_file_come_at_once_in_the_order_of_the_file():
    text = (
        "photo: {file: nowhere.jpg}\n"
        "name: {gvien: Ana, family: ''}\n"
        "kind: physican\n"
        "languages: [en, Deutsch, 7]\n"
        "locations:\n"
        "  - {location: Down Town, hours: {mon: 8}}\n"
        "  - open\n"
        "status: gone\n"
    )
    assert [(line, column, name) for line, column, name, _, _ in faults_of("provider", text)] == [
        (1, 8, MISSING_KEY),
        (1, 15, WRONG_TYPE),
        (2, 8, UNKNOWN_KEY),
        (2, 28, WRONG_TYPE),
        (3, 7, WRONG_TYPE),
        (4, 17, WRONG_TYPE),
        (4, 26, WRONG_TYPE),
        (6, 16, WRONG_TYPE),
        (6, 40, WRONG_TYPE),
        (7, 5, WRONG_TYPE),
        (8, 9, WRONG_TYPE),
    ]


@pytest.mark.parametrize("text", ["[]", "- a", "words", "5", "", "# nothing", "~"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_no_mapping_is_one_fault(kind, text):
    (fault,) = faults_of(kind, text)
    assert fault[3].startswith("expected a mapping of keys to values, found ")


@pytest.mark.parametrize("key", ["@path", "@slug", "@language", "@body", "@sha256"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_files_name_says_cannot_be_written_in_the_file(kind, key):
    data = as_yaml({**KINDS[kind].full, key: "x"})
    value, faults = both(kind, data)
    assert value is None
    assert [fault.message for fault in faults] == [f"unknown key {key}"]


def test_what_the_files_name_says_is_filled_in():
    value, _ = both("location", as_yaml(KINDS["location"].full))
    assert (value.path, value.slug) == ("content/locations/downtown.yaml", "downtown")


def test_a_files_name_that_does_not_fit_is_a_fault_of_the_whole_file():
    value, faults = both("page", as_yaml(KINDS["page"].full), language="backup")
    assert value is None
    assert faults == [
        Fault(
            WRONG_TYPE,
            'the file\'s name gives the language "backup", expected a BCP 47 language tag, such as en',
            "rename the file",
            (0, 0),
        )
    ]
    assert both("page", as_yaml(KINDS["page"].full), language="pt-BR")[1] == []


def test_a_path_is_never_taken_for_content_of_the_wrong_form():
    to = [Site, Provider, Location, Review, Page]
    assert {kind.to for kind in KINDS.values()} >= set(to)
    for kind in KINDS.values():
        names = {name[1:] for name in kind.to.__struct_encode_fields__ if name.startswith("@")}
        assert names == set(kind.files)


def test_values_of_an_alias_are_faults_at_the_anchor():
    text = PROVIDER + "conditions: &x [5]\nprocedures: *x\n"
    node = read_nodes(text.encode())
    faults = explain(node, Provider, **KINDS["provider"].files)
    assert [fault.at for fault in faults] == [(3, 17), (3, 17)]
    assert [fault.message.split(":")[0] for fault in faults] == ["conditions", "procedures"]
