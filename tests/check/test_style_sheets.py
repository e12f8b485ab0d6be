"""What rules take out of a style sheet."""

from __future__ import annotations

from site_gen.check.pages.hiding import read_sheets


def test_half_a_character_in_a_selector_is_the_one_that_browsers_take_it_for():
    hiding = read_sheets({"a.css": rb".a\d800 b{display:none} .c{display:none}"})
    assert hiding.hides == (".a\ufffdb", ".c")
    assert hiding.unread == ()
