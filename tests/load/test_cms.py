"""The configuration for Decap CMS and Sveltia CMS: what it offers of each kind of file, and what it keeps people from.

That both programs take it was tried in a browser (docs/guide/cms.md); here its structure is held against the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from conftest import REPOSITORY
from site_gen.cli.main import run
from site_gen.load.cms import OPEN, SEEN, Cms, cms_config
from site_gen.load.schema import json_schema

READONLY = {"string", "text", "number"}
"""The widgets that index.html of the guide teaches Decap CMS to show without a way to change them."""
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
    more = {"keyvalue", "hidden"} if cms == "sveltia" else {"hidden"}
    for name, collection in collections(cms).items():
        schema = json_schema(name.removesuffix("s"))
        assert set(fields(collection)) - {"body"} <= set(schema["properties"])
        for field in every_field(collection):
            assert field["widget"] in WIDGETS | more, field
            assert field["label"]
            assert "fields" not in field or field["fields"], "an object without fields is refused"


@pytest.mark.parametrize("cms", BOTH)
@pytest.mark.parametrize("kind", ["provider", "location", "page", "response"])
def test_what_the_model_requires_is_required(cms, kind):
    found = {name for name, field in fields(collections(cms)[f"{kind}s"]).items() if field.get("required", True)}
    assert found - {"body"} == set(json_schema(kind)["required"])


@pytest.mark.parametrize("cms", BOTH)
def test_a_new_file_asks_for_what_it_needs_without_a_click_and_for_no_more(cms):
    provider, location = (fields(collections(cms)[name]) for name in ("providers", "locations"))
    assert not provider["name"]["collapsed"]
    assert not location["address"]["collapsed"]
    assert provider["photo"]["collapsed"]


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
        if name in OPEN:
            assert not any("readonly" in one for one in (field, *every_field(field)))
        elif name == "authorization":
            assert field == {"name": name, "label": "Authorization", "widget": "hidden"}, (
                "a part that is readonly can be unticked all the same"
            )
        else:
            assert field["readonly"], name
            assert field["widget"] in {"string", "text", "number"}, "choices and pickers would write in another way"
            assert not {"pattern", "default"} & set(field), "what was received is not judged by a CMS"


def test_decap_shows_what_people_read_with_a_warning_and_hides_the_rest():
    reviews = fields(collections("decap")["reviews"])
    for name, field in reviews.items():
        if name in OPEN:
            assert field["widget"] == "object"
            assert not any("readonly" in one for one in every_field(field))
        elif name in SEEN:
            assert "INT102" in field["hint"]
            assert field["readonly"], "index.html of the guide shows it as text"
            assert field["widget"] in READONLY
        else:
            assert field["widget"] == "hidden", name
    assert collections("decap")["reviews"]["editor"] == {"preview": False}


def test_the_page_of_the_guide_makes_the_widgets_of_sealed_fields_readonly():
    guide = (REPOSITORY / "docs/guide/cms.md").read_text()
    page = guide[guide.index("<!doctype html>") : guide.index("</html>")]
    taught = re.search(r"for \(const name of \[(.+?)\]\)", page)
    assert taught is not None
    assert set(re.findall(r'"(\w+)"', taught[1])) == READONLY
    assert 'field.get("readonly")' in page


@pytest.mark.parametrize("cms", BOTH)
def test_what_people_decide_by_comes_first_and_then_the_decision(cms):
    names = list(fields(collections(cms)["reviews"]))
    assert tuple(names[: len(SEEN) + len(OPEN)]) == (*SEEN, *OPEN)


@pytest.mark.parametrize("cms", BOTH)
def test_waiting_shown_and_withheld_reviews_can_be_told_apart(cms):
    found = collections(cms)["reviews"]["view_filters"]
    assert [one["pattern"] for one in found] == ["^pending$", "^published$", "^withheld$"]
    assert {one["field"] for one in found} == {"moderation.status"}


@pytest.mark.parametrize("cms", BOTH)
def test_opening_a_file_writes_no_key_that_it_did_not_have(cms):
    assert not [
        field["name"] for one in collections(cms).values() for field in every_field(one) if "default" in field
    ], "Sveltia writes defaults into files that lack them"


@pytest.mark.parametrize("cms", BOTH)
def test_prepared_responses_are_plain_text_below_their_keys(cms):
    responses = collections(cms)["responses"]
    assert (responses["folder"], responses["extension"], responses["format"]) == (
        "content/responses",
        "md",
        "yaml-frontmatter",
    )
    assert fields(responses)["body"]["widget"] == "text", "Markdown would be escaped"
    assert "thanks" in fields(responses)["topic"]["options"]


def test_decap_asks_for_nothing_inside_of_what_may_be_left_out():
    for collection in collections("decap").values():
        for field in collection["fields"]:
            if field["widget"] == "object" and not field["required"]:
                assert not any(one["required"] for one in field["fields"]), field["name"]


@pytest.mark.parametrize("cms", BOTH)
def test_choices_forms_and_limits_are_those_of_the_model(cms):
    provider = fields(collections(cms)["providers"])
    assert set(provider["status"]["options"]) == {"active", "on-leave", "departed"}
    assert provider["status"]["hint"].endswith("; active if nothing is chosen")
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
