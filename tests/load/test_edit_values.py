"""Single values of a settings file are replaced, and every other byte stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_exactly
from site_gen.load.edit_values import edit_values
from site_gen.model.theme import ThemeSettings

PATH = "themes/mine/theme.yaml"
BLOCK = """\
# ours
extends: default   # all the rest
color: "#0b6e6e"   # the accent

layout:
  # type
  font: serif      # sans, serif, rounded
  corners: soft

# the end
"""
COLOR, FONT, CORNERS, HERO = ("color",), ("layout", "font"), ("layout", "corners"), ("layout", "hero")
VALUES = st.fixed_dictionaries(
    {},
    optional={
        ("name",): st.none() | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=9),
        COLOR: st.sampled_from([None, "#123456", "#FFFFFF"]),
        FONT: st.sampled_from([None, "sans", "serif"]),
        CORNERS: st.sampled_from([None, "square"]),
        HERO: st.sampled_from([None, "plain"]),
    },
)


def edit(text: str, changes: dict[tuple[str, ...], str | None]) -> str:
    return edit_values(text.encode(), changes, ThemeSettings, PATH).decode()


def test_a_value_is_replaced_where_it_stands():
    edited = edit(BLOCK, {COLOR: "#123456", FONT: "sans"})
    assert edited == BLOCK.replace('"#0b6e6e"', '"#123456"').replace("font: serif", "font: sans")


def test_a_new_key_comes_after_the_last_one_of_its_mapping():
    assert edit(BLOCK, {HERO: "solid"}) == BLOCK.replace("corners: soft\n", "corners: soft\n  hero: solid\n")
    assert edit("name: A", {FONT: "serif"}) == "name: A\nlayout:\n  font: serif\n"
    assert edit("# x\n{}\n", {COLOR: "#123456"}) == '# x\ncolor: "#123456"\n'
    assert edit("layout: {}\n", {FONT: "serif"}) == "layout:\n  font: serif\n"


def test_what_is_taken_out_leaves_its_comment():
    edited = edit(BLOCK, {FONT: None})
    assert edited == BLOCK.replace("  font: serif      # sans, serif, rounded\n", "  # sans, serif, rounded\n")
    assert edit("layout:\n  font: serif\nname: A\n", {FONT: None}) == "name: A\n"
    assert edit("layout: {font: serif} # x\n", {FONT: None}) == "# x\n{}\n"


def test_braces_stay_braces():
    text = "{extends: default, layout: {font: serif, corners: soft}}\n"
    assert edit(text, {FONT: "sans"}) == text.replace("serif", "sans")
    assert edit(text, {FONT: None}) == "{extends: default, layout: {corners: soft}}\n"
    assert edit(text, {CORNERS: None, HERO: "plain"}) == "{extends: default, layout: {font: serif, hero: plain}}\n"


def test_line_ends_and_a_byte_order_mark_stay():
    text = "\ufeff" + BLOCK.replace("\n", "\r\n")
    edited = edit(text, {HERO: "solid", COLOR: None})
    assert edited.startswith("\ufeff#")
    assert "\n" not in edited.replace("\r\n", "")


def test_a_value_that_is_none_for_its_key_is_refused_in_the_words_of_the_build():
    with pytest.raises(SiteGenError, match="expected a colour of six hexadecimal digits"):
        edit(BLOCK, {COLOR: "red"})


def test_what_cannot_be_edited_safely_is_refused():
    with pytest.raises(SiteGenError, match="color cannot be written"):
        edit('color: &accent "#0b6e6e"\nname: *accent\n', {COLOR: "#123456"})


@given(
    VALUES, st.sampled_from([BLOCK, "# x\n{}\n", "{name: x}", "layout: {font: serif}\n", "name: >\n  two\n  words\n"])
)
def test_whatever_is_changed_reads_back_and_comments_stay(changes, text):
    before = parse_exactly(text.encode(), ThemeSettings, PATH)
    edited = edit(text, changes)
    after = parse_exactly(edited.encode(), ThemeSettings, PATH)
    for keys in (("name",), COLOR, FONT, CORNERS, HERO):
        expected = changes.get(keys, value(before, keys))
        assert value(after, keys) == expected
    for comment in re.findall(r"(?:^|\s)(# .*)", text):
        assert comment in edited


def value(settings: ThemeSettings, keys: tuple[str, ...]) -> object:
    found: object = settings
    for key in keys:
        found = getattr(found, key)
    return found
