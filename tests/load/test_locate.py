"""Rules point at keys; the place of the value is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from load_samples import KINDS, as_yaml, places

from site_gen.load.locate import locate
from site_gen.model.page import BODY

PROFILE = b"""\
# a profile
name: {given: Ana, family: Diaz}
locations:
  - location: downtown
    hours: {mon: closed}
  - {location: annex}
bio: |
  Words.
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), (2, 1)),
        (("name",), (2, 7)),
        (("name", "family"), (2, 28)),
        (("locations",), (4, 3)),
        (("locations", 0), (4, 5)),
        (("locations", 0, "hours", "mon"), (5, 18)),
        (("locations", 1, "location"), (6, 16)),
        (("bio",), (7, 6)),
        # the nearest container that is there
        (("photo",), (2, 1)),
        (("name", "middle"), (2, 7)),
        (("locations", 2), (4, 3)),
        (("locations", 1, "hours", "mon"), (6, 5)),
        (("locations", "hours"), (4, 3)),
        (("bio", "x"), (7, 6)),
        (("name", 0), (2, 7)),
    ],
)
def test_a_key_leads_to_its_value_or_to_what_holds_it(keys, place):
    assert locate(PROFILE, keys) == place


def test_line_ends_of_windows_shift_nothing():
    assert locate(PROFILE.replace(b"\n", b"\r\n"), ("locations", 1, "location")) == (6, 16)


def test_a_document_start_shifts_nothing():
    assert locate(b"---\na: 1\nb: 2\n", ("b",)) == (3, 4)


@pytest.mark.parametrize(
    "page",
    [
        "---\ntitle: T\nnav: 1\n---\nbody: [\n",
        "---\r\ntitle: T\r\nnav: 1\r\n---\r\nB",
        "\ufeff---\ntitle: T\nnav: 1\n---",
    ],
)
def test_lines_of_front_matter_are_those_of_the_page(page):
    assert locate(page.encode(), ("nav",)) == (3, 6)
    assert locate(page.encode(), ("updated_on",)) == (2, 1)


@pytest.mark.parametrize("data", [b"a: [", b"\xff", b"a: *x", b"---\na: [\n---\nbody"])
def test_what_cannot_be_read_has_no_place(data):
    assert locate(data, ("a",)) == (0, 0)


def test_an_empty_file_is_found_at_its_beginning():
    assert locate(b"", ("a",)) == (1, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_of_a_full_document_is_found_in_its_line(kind):
    data = as_yaml(KINDS[kind].full)
    lines = data.decode().split("\n")
    for keys in places(KINDS[kind].full):
        line, column = locate(data, keys)
        before = lines[line - 1][: column - 1].strip()
        assert before == (f'"{keys[-1]}":' if isinstance(keys[-1], str) else ""), keys


@given(st.binary() | st.text().map(str.encode), st.lists(st.text() | st.integers(0, 3), max_size=3))
def test_any_bytes_have_a_place_or_none(data, keys):
    line, column = locate(data, keys)
    assert (line >= 1 and column >= 1) or (line, column) == (0, 0)


@pytest.mark.parametrize(
    ("page", "line"), [("---\ntitle: T\n---\nOne.\n\nTwo.\n", 6), ("---\r\n---\r\nOne.\r\n\r\nTwo.", 5)]
)
def test_a_line_below_front_matter_has_a_place(page, line):
    assert locate(page.encode(), (BODY, 2)) == (line, 1)
    assert locate(page.encode(), (BODY,))[0] <= 2, "without a line it is the front matter"
