"""The JSON Schemas for editors agree with the loader, but for what a schema cannot say."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker
from load_samples import KINDS, WRONG_VALUES, as_yaml, places, real_files, real_value, replaced, spoiled, without

from site_gen.load import schema
from site_gen.load.convert import convert, explain
from site_gen.load.schema import json_schema, schema_text
from site_gen.load.yaml_reader import read_nodes

VALIDATORS = {
    kind: Draft7Validator(json_schema(kind), format_checker=FormatChecker(["date"])) for kind in sorted(schema.KINDS)
}

BEYOND_A_SCHEMA = (
    # rules between keys, which __post_init__ holds
    "a binary rating has no value, best or scale",
    "expected value and best, or binary",
    "value [0-9]+ outside [0-9]+ to [0-9]+",
    "a withheld review needs a reason",
    "reason is for withheld reviews, status is (pending|published)",
    "[0-9]+ rows left out of [0-9]+",
    "a published reply needs published_at",
    "a review cannot supersede itself",
    "[a-z_]+: expected a year from 1900 to 2100, found [0-9]{4}",
    "(INT|MOD)[0-9]{3} cannot be ignored: INT and MOD rules always run",
    "unknown time zone .*, expected a name such as America/Chicago",
    "last_on [0-9-]+ is before first_on [0-9-]+",
    "[0-9]+ invited of [0-9]+ eligible",
    "[0-9]+ ratings in [0-9]+ rows",
    "(expires_on|revoked_on) [0-9-]+ is before signed_on [0-9-]+",
    "source and source_id go together",
    "scope: expected what it covers, such as website",
    "a scope names specialties or locations; for every page write all",
    "[0-9]+-[0-9]+ is no age band: expected two ages in order, 120 at most",
    "(date|expires): .* is no day and time: .*",
    "(ends_at|expires) [0-9T:.+Z-]+ is not after (starts_at|date) [0-9T:.+Z-]+",
    "the id [a-z0-9-]+ stands twice",
    "a target of the kind [a-z0-9]+ (needs|has no) [a-z]+( and [a-z]+)?",
    "steps have no numbers: leave value, of and unit out",
    "every row of (bars|share) needs a value",
    "numbers need a source: its name and year",
    "share needs of: how many there are in all",
    "a share of [0-9]+ is more than [0-9]+",
    "bars have no of; write kind: share for so many of so many",
    # draft 7 only annotates instants, and takes 5.0 for a whole number
    "[a-z_]+: expected an RFC 3339 instant with its offset, such as .*, found the text .*",
    "[a-z0-9_.]+: expected .*(whole number|year of four digits|school grade|best value|one of 10).*, "
    "found the number -?[0-9]+\\.0",
)
"""What the build finds and an editor does not."""


def loads(kind: str, document: Any) -> bool:
    return convert(copy.deepcopy(document), KINDS[kind].to, **KINDS[kind].files) is not None


def is_beyond(kind: str, document: Any) -> bool:
    """Tell whether everything that is wrong with a document is beyond a schema."""
    faults = explain(read_nodes(as_yaml(document)), KINDS[kind].to, **KINDS[kind].files)
    return bool(faults) and all(
        any(re.fullmatch(known, fault.message, re.DOTALL) for known in BEYOND_A_SCHEMA) for fault in faults
    )


def assert_agree(kind: str, document: Any) -> None:
    if VALIDATORS[kind].is_valid(document) != loads(kind, document):
        assert not loads(kind, document), "the schema refuses what the loader accepts"
        assert is_beyond(kind, document), "the schema accepts what the loader refuses"


def schemas_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from schemas_in(one)


def test_there_is_a_schema_of_every_kind():
    assert set(schema.KINDS) == set(KINDS)
    assert {kind: to.to for kind, to in KINDS.items()} == schema.KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_valid_one_of_draft_7(kind):
    document = json_schema(kind)
    Draft7Validator.check_schema(document)
    assert document["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert document["$id"] == f"urn:site-gen:schema:{kind}"
    assert document["title"] == f"site-gen {kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_to_a_definition_and_every_definition_is_used(kind):
    document = json_schema(kind)
    used = {one["$ref"] for one in schemas_in(document) if "$ref" in one}
    assert used == {f"#/definitions/{name}" for name in document["definitions"]}


def structs_of(kind: str) -> dict[str, dict[str, Any]]:
    document = json_schema(kind)
    return {schema.KINDS[kind].__name__: document} | document["definitions"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_means(kind):
    for struct, one in structs_of(kind).items():
        assert set(one["properties"]) == set(schema.words().keys.get(struct, {})), f"keys.json, {struct}"
        for name, value in one["properties"].items():
            assert value["description"].startswith(schema.words().keys[struct][name])


def test_nothing_is_explained_that_no_file_has():
    known = {struct for kind in KINDS for struct in structs_of(kind)}
    assert set(schema.words().keys) == known
    assert set(schema.words().files) == set(KINDS)
    texts = [text for keys in schema.words().keys.values() for text in keys.values()]
    assert all(text == text.strip() and text[:1] != "" and text[-1:] != "." for text in texts)


def test_an_editor_hears_in_words_what_a_pattern_expects():
    properties = json_schema("theme")["properties"]
    assert properties["color"]["description"] == (
        "The one accent colour; light and dark shades are made of it: a colour of six hexadecimal digits, quoted"
    )
    said = [one["patternErrorMessage"] for one in schemas_in(properties["color"]) if "pattern" in one]
    assert said == ["expected a colour of six hexadecimal digits, quoted"]
    for kind in KINDS:
        for one in schemas_in(json_schema(kind)):
            if isinstance(one.get("pattern"), str):
                assert one["patternErrorMessage"].startswith("expected ")


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_files_name_says_is_in_no_schema(kind):
    assert '"@' not in schema_text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_mapping_is_closed(kind):
    document = json_schema(kind)
    structs = [one for one in schemas_in(document) if isinstance(one.get("properties"), dict) and "type" in one]
    assert len(structs) >= 1
    assert all(one["additionalProperties"] is False for one in structs)


@pytest.mark.parametrize("kind", KINDS)
def test_every_pattern_means_the_same_in_an_editor(kind):
    patterns = {one["pattern"] for one in schemas_in(json_schema(kind)) if isinstance(one.get("pattern"), str)}
    assert kind in ("page", "policy") or patterns
    for pattern in patterns:
        assert pattern.startswith("^")
        assert pattern.endswith(r"$(?!\n)")  # Python's $ alone allows a line feed
        # letters after a backslash, or Python's own groups, would be read otherwise by ECMA 262
        assert set(re.findall(r"\\(.)", pattern)) <= set("s+n\\.[]")
        assert set(re.findall(r"\(\?(.)", pattern)) == {"!"}


def test_the_text_of_a_schema_is_the_schema_with_a_line_feed():
    text = schema_text("theme")
    assert json.loads(text) == json_schema("theme")
    assert text.endswith("}\n")
    assert text == schema_text("theme")


@pytest.mark.parametrize(("kind", "path"), real_files())
def test_a_schema_accepts_every_real_file_of_its_kind(kind, path):
    assert [error.message for error in VALIDATORS[kind].iter_errors(real_value(kind, path))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_accepts_a_document_with_every_key(kind):
    assert [error.message for error in VALIDATORS[kind].iter_errors(KINDS[kind].full)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_agrees_with_the_loader_about_every_missing_key(kind):
    for at in places(KINDS[kind].full):
        assert_agree(kind, without(KINDS[kind].full, at))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_agrees_with_the_loader_about_wrong_values(kind):
    for number, at in enumerate(places(KINDS[kind].full)):
        for wrong in WRONG_VALUES[number % 5 :: 5]:
            assert_agree(kind, replaced(KINDS[kind].full, at, copy.deepcopy(wrong)))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_schema_agrees_with_the_loader_about_any_spoiled_document(kind, data):
    assert_agree(kind, data.draw(spoiled(KINDS[kind].full)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_refuses_an_unknown_key_in_every_mapping(kind):
    full = KINDS[kind].full
    for at in [(), *places(full)]:
        inner = full
        for key in at:
            inner = inner[key]
        if isinstance(inner, dict) and at[-1:] not in [("links",), ("redirects",), ("ratings",)]:
            document = replaced(full, (*at, "Zzz"), "x")
            assert not VALIDATORS[kind].is_valid(document), at
            assert not loads(kind, document), at


REVIEW = {
    "id": "r-000000000001",
    "provider": "a",
    "received_at": "2026-03-01T00:00:00Z",
    "source": "web",
    "method": "organic",
}


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": {}},
        {"rating": {"binary": True, "value": 1}},
        {"rating": {"value": 11, "best": 10}},
        {"rating": 4.0},
        {"moderation": {"status": "withheld"}},
        {"moderation": {"status": "pending", "reason": "abusive"}},
        {"reply": {"status": "published", "text": "Hi"}},
        {"received_at": "yesterday"},
        {"received_at": "2026-03-01T00:00:00"},
        {"received_at": "0226-03-01T00:00:00Z"},
        {"supersedes": "r-000000000001"},
    ],
)
def test_what_a_schema_cannot_say_only_the_loader_refuses(changes):
    document = REVIEW | changes
    assert VALIDATORS["review"].is_valid(document)
    assert not loads("review", document)
    assert is_beyond("review", document)


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": 6},
        {"rating": "4"},
        {"rating": True},
        {"method": "bought"},
        {"id": "r-1"},
        {"id": "r-000000000001\n"},
        {"experienced": "2026-13"},
        {"experienced": 2026},
        {"authorization": {"basis": "signed", "signed_on": "2026-02-30"}},
        {"aspects": {"Wait Time": 5}},
        {"aspects": {"wait-time": 6}},
        {"text": "x" * 20_001},
        {"title": ""},
        {"zzz": 1},
    ],
)
def test_what_a_schema_can_say_both_refuse(changes):
    document = REVIEW | changes
    assert not VALIDATORS["review"].is_valid(document)
    assert not loads("review", document)
    assert loads("review", REVIEW)
    assert VALIDATORS["review"].is_valid(REVIEW)
