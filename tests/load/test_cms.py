"""The configuration for Decap CMS and Sveltia CMS: what it offers of each kind of file, and what it keeps people from.

That both programs take it is tried by hand with their own checks; here its structure is held against the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from site_gen.cli.main import run
from site_gen.load.cms import OPEN, SEEN, Cms, cms_config
from site_gen.load.schema import json_schema

BOTH: tuple[Cms, ...] = ("sveltia", "decap")
WIDGETS = {"string", "text", "markdown", "number", "boolean", "datetime", "select", "list", "object", "relation"}
Json = dict[str, Any]


def collections(cms: Cms) -> dict[str, Json]:
    return {one["name"]: one for one in yaml.safe_load(cms_config(cms))["collections"]}


def fields(collection: Json) -> dict[str, Json]:
    return {one["name"]: one for one in collection["fields"]}


def every_field(value: Json) -> Iterator[Json]:
    for one in (*value.get("fields", ()), *([value["field"]] if "field" in value else ())):
        yield one
        yield from every_field(one)


@pytest.mark.parametrize("cms", BOTH)
def test_every_field_is_one_of_the_model_and_has_a_widget_that_the_cms_knows(cms):
    more = {"keyvalue"} if cms == "sveltia" else {"hidden"}
    for name, collection in collections(cms).items():
        schema = json_schema(name.removesuffix("s"))
        assert set(fields(collection)) - {"body"} <= set(schema["properties"])
        for field in every_field(collection):
            assert field["widget"] in WIDGETS | more, field
            assert field["label"]
            assert "fields" not in field or field["fields"], "an object without fields is refused"


@pytest.mark.parametrize("cms", BOTH)
@pytest.mark.parametrize("kind", ["provider", "location", "page"])
def test_what_the_model_requires_is_required(cms, kind):
    found = {name for name, field in fields(collections(cms)[f"{kind}s"]).items() if field.get("required", True)}
    assert found - {"body"} == set(json_schema(kind)["required"])


@pytest.mark.parametrize("cms", BOTH)
def test_no_review_is_made_or_removed_in_a_cms_and_no_provider_is_removed(cms):
    found = collections(cms)
    assert (found["reviews"]["create"], found["reviews"]["delete"]) == (False, False)
    assert (found["providers"]["create"], found["providers"]["delete"]) == (True, False)
    assert found["reviews"]["path"] == "{{provider}}/{{slug}}", "reviews lie in a folder for each provider"


def test_sveltia_lets_nothing_of_a_review_change_but_the_decision_and_the_reply():
    reviews = fields(collections("sveltia")["reviews"])
    assert set(reviews) == set(json_schema("review")["properties"]) - {"aspects"}, (
        "free keys with numbers stay as they are"
    )
    for name, field in reviews.items():
        locked = [one.get("readonly", False) for one in (field, *every_field(field))]
        assert all(locked) if name not in OPEN else not any(locked), name
        if name not in OPEN:
            assert "pattern" not in field, "what was received is not judged by a CMS"
            assert field["widget"] != "datetime", "a picker would write the time of receipt in another way"


def test_decap_shows_what_people_read_with_a_warning_and_hides_the_rest():
    reviews = fields(collections("decap")["reviews"])
    for name, field in reviews.items():
        if name in OPEN:
            assert field["widget"] == "object"
        elif name in SEEN:
            assert "INT102" in field["hint"]
        else:
            assert field["widget"] == "hidden", name
        assert not any("readonly" in one for one in (field, *every_field(field))), "Decap does not know it"


def test_decap_asks_for_nothing_inside_of_what_may_be_left_out():
    for collection in collections("decap").values():
        for field in collection["fields"]:
            if field["widget"] == "object" and not field["required"]:
                assert not any(one["required"] for one in field["fields"]), field["name"]


@pytest.mark.parametrize("cms", BOTH)
def test_choices_forms_and_limits_are_those_of_the_model(cms):
    provider = fields(collections(cms)["providers"])
    assert set(provider["status"]["options"]) == {"active", "on-leave", "departed"}
    assert provider["status"]["default"] == "active"
    pattern, said = provider["npi"]["pattern"]
    assert re.match(pattern, "1234567893")
    assert not re.match(pattern, "123")
    assert said == "a National Provider Identifier of ten digits"
    assert provider["bio"]["widget"] == "markdown"
    assert provider["verified_on"]["format"] == "YYYY-MM-DD"
    practice = {one["name"]: one for one in provider["locations"]["fields"]}
    assert practice["location"]["collection"] == "locations"
    moderation = {one["name"]: one for one in fields(collections(cms)["reviews"])["moderation"]["fields"]}
    assert "court-order" in moderation["reason"]["options"]
    assert moderation["decided_at"]["format"] == "YYYY-MM-DDTHH:mm:ss[Z]"


def test_only_sveltia_leaves_out_what_is_empty():
    assert yaml.safe_load(cms_config("sveltia"))["output"] == {"omit_empty_optional_fields": True}
    assert "output" not in yaml.safe_load(cms_config("decap"))


def test_the_list_of_reviews_does_not_show_ratings():
    for cms in BOTH:
        assert "rating" not in collections(cms)["reviews"]["summary"]


def test_the_command_prints_it(capsys):
    assert run(["schema", "--cms", "decap"]) == 0
    assert capsys.readouterr().out == cms_config("decap")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(["schema", "--cms", "wordpress"], "--cms"), (["schema", "--cms", "decap", "review"], "--cms prints all kinds")],
)
def test_a_wrong_cms_or_a_kind_beside_it_is_a_mistake(capsys, arguments, error):
    assert run(arguments) == 2
    assert error in capsys.readouterr().err
