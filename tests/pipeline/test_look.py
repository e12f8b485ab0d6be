"""The look of a site as the panel of the preview has it, and what saving it writes."""

from __future__ import annotations

import msgspec
import pytest

from site_gen.errors import SiteGenError
from site_gen.load.schema import json_schema
from site_gen.load.theme import load_theme
from site_gen.model.theme import Layout, Theme
from site_gen.pipeline.look import look_text, read_look, write_look

OWN = """\
-- themes/mine/theme.yaml --
extends: lantern
color: "#123456"   # the brand
layout:
  font: sans
"""


@pytest.fixture
def own(site):
    """Give a site with a theme of its own."""
    folder = site(OWN)
    text = (folder.root / "site.yaml").read_text(encoding="utf-8")
    (folder.root / "site.yaml").write_text(f"# first\n{text}theme: mine  # ours\n", encoding="utf-8")
    return folder.root


def option(look, key):
    return next(one for one in look.options if one.key == key)


def test_every_key_of_the_schema_is_an_option(own):
    schema = json_schema("theme")
    layout = schema["definitions"]["Layout"]["properties"]
    keys = [key for key in schema["properties"] if key != "layout"] + [f"layout.{key}" for key in layout]
    look = read_look(own)
    assert [one.key for one in look.options] == keys
    assert all(one.means for one in look.options)
    for key, value in layout.items():
        assert {choice for choice, _class in option(look, f"layout.{key}").choices} == set(value["anyOf"][0]["enum"])


def test_an_option_has_its_value_and_what_would_hold_without_it(own):
    look = read_look(own)
    assert (look.file, look.also, look.below) == ("themes/mine/theme.yaml", "", "lantern")
    assert option(look, "color")[2:4] == ("#123456", "#7a3b1d")
    assert option(look, "layout.font")[2:4] == ("sans", "serif")
    assert option(look, "layout.hero")[2:4] == ("", "solid")
    assert option(look, "layout.spacing")[2:4] == ("", "airy")
    assert option(look, "extends").suggested == ("default", "lantern")


def test_a_trial_gives_the_root_element_the_classes_of_a_build(own):
    trial = {"layout.font": "rounded", "layout.hero": "plain", "layout.spacing": "airy", "layout.cards": "grid"}
    look = read_look(own)
    tried = [
        made
        for one in look.options
        for value, made in one.choices
        if made and value == trial.get(one.key, one.value or one.inherited)
    ]
    write_look(own, look.digest, trial)
    built = load_theme(own, "mine")
    assert isinstance(built, Theme)
    assert tuple(tried) == built.look
    assert len(tried) < len(msgspec.structs.fields(Layout)), "what no theme says has no class"


def test_saving_changes_the_values_and_nothing_else_of_the_file(own):
    look = read_look(own)
    before = (own / "site.yaml").read_bytes()
    values = {"color": "#654321", "layout.hero": "plain", "layout.spacing": "airy", "name": ""}
    text = look_text(own, values)
    assert text == 'extends: lantern\ncolor: "#654321"   # the brand\nlayout:\n  font: sans\n  hero: plain\n'
    write_look(own, look.digest, values)
    assert (own / "themes/mine/theme.yaml").read_text(encoding="utf-8") == text
    assert (own / "site.yaml").read_bytes() == before


def test_a_value_that_would_hold_anyway_is_left_out(own):
    assert "font" not in look_text(own, {"layout.font": "serif"})
    assert "solid" not in look_text(own, {"layout.hero": "solid"})


def test_a_site_on_a_theme_of_the_package_gets_one_of_its_own(site):
    root = site("").root
    before = (root / "site.yaml").read_text(encoding="utf-8")
    look = read_look(root)
    assert (look.file, look.also) == ("themes/mine/theme.yaml", "site.yaml")
    write_look(root, look.digest, {"color": "#123456", "layout.font": "serif"})
    made = (root / "themes/mine/theme.yaml").read_text(encoding="utf-8")
    assert made == 'name: Mine\nextends: default\ncolor: "#123456"\nlayout:\n  font: serif\n'
    assert (root / "site.yaml").read_text(encoding="utf-8") == f"{before}theme: mine\n"
    assert read_look(root).also == ""


def test_a_theme_that_is_there_but_not_chosen_is_not_written_over(site):
    root = site(OWN).root
    assert read_look(root).file == "themes/mine-2/theme.yaml"


def test_a_file_that_changed_meanwhile_is_left_alone(own):
    look = read_look(own)
    file = own / "themes/mine/theme.yaml"
    file.write_text("extends: default\n", encoding="utf-8")
    with pytest.raises(SiteGenError, match="changed meanwhile"):
        write_look(own, look.digest, {"color": "#654321"})
    assert file.read_text(encoding="utf-8") == "extends: default\n"


@pytest.mark.parametrize(
    "values", [{"color": "red"}, {"layout.font": "comic"}, {"extends": "../up"}, {"logo": "x.svg"}]
)
def test_a_value_that_the_model_does_not_have_is_refused(own, values):
    before = (own / "themes/mine/theme.yaml").read_bytes()
    with pytest.raises(SiteGenError, match=r"^themes/mine/theme\.yaml: "):
        write_look(own, read_look(own).digest, values)
    assert (own / "themes/mine/theme.yaml").read_bytes() == before


def test_a_broken_theme_is_said_and_not_edited(own):
    (own / "themes/mine/theme.yaml").write_text("color: red\n", encoding="utf-8")
    with pytest.raises(SiteGenError, match=r"theme\.yaml:1: "):
        read_look(own)
