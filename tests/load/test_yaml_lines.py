"""What is read line by line means what the exact reading says, or is left to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from load_samples import REPOSITORY, real_files

from site_gen.load.yaml_lines import read_lines
from site_gen.load.yaml_nodes import YamlFault
from site_gen.load.yaml_reader import read_nodes

REVIEW = """\
id: r-6lvi2q4m3z3s
provider: ada-novak-53
rating: 5
aspects: {listens: 5, wait-time: 5}
text: |-
  Nobody said why. Between: office #1 and 'entrance'

    - we waited
author: "Ella U."
experienced: 2025-11
received_at: 2025-12-03T23:55:16Z
tags: [one, "two, three", 4]
signed: {scope: [website, "a, b"], by: patient}
parking: >-
  The garage is
  free.

  Not at night.
locations:
  - location: clinic-2
    hours: {mon-wed: "08:00-12:00, 13:00-17:00"}
  - location: clinic-1
notes:
- a b
- 7
more:
  bio: |
    Two lines
    of text.

  url: https://example.example/a#b
"""
SLIPS = [
    "", "\n", " ", "  ", '"', "'", ":", ": ", "- ", "-", "&a ", "*a", "!t ", "{", "}", "[", "]", "#", " #", ",", ", ",
    "|", "|-", ">", "?", "%", "@", "`", "~", "null", "012", "---\n", "...\n", "\n\n", "\n  ", "\n    ", "é", "\\",
    "a: ", "b:\n", "- a: 1\n", "\t", "\r", "\x85", "\ufeff", "<<: ", "=", "\x00",
]  # fmt: skip


def agree(text: str) -> None:
    value = read_lines(text)
    if value is not None:
        assert repr(value) == repr(read_nodes(text.encode()).plain())


def test_a_review_is_read_line_by_line():
    value = read_lines(REVIEW)
    assert value is not None
    assert value["text"] == "Nobody said why. Between: office #1 and 'entrance'\n\n  - we waited"
    assert value["more"]["bio"] == "Two lines\nof text.\n"
    agree(REVIEW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a: 1",  # without an end of the line, a block would end otherwise
        "a:\n",
        "a: 1\na: 2\n",
        "null: 1\n",
        "a: {null: 1}\n",
        "a: {b: 1, b: 2}\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b # c\n",
        "# a\nb: 1\n",
        "a: b\n  c\n",
        "a: 'it''s'\n",
        'a: "\\n"\n',
        "a: &b c\n",
        "a: !c d\n",
        "a: [1, 2,]\n",
        "a: [b: 1]\n",
        "a: [1\n",
        "a: {b}\n",
        "a: >\n  b\n   c\n",
        "a: >+\n  b\n",
        "a: [[1, [2]]]\n",
        "a: ['b], 'c']\n",
        "a: |2\n  b\n",
        "a: |\n\n  b\n",
        "a: |\n    b\n  c\n",
        "a: |\n  b\n \nc: 1\n",
        "a: 1\n b: 2\n",
        "a: 1\n- b\n",
        "- a\n",
        "---\na: 1\n",
        "a: 1\n...\n",
        "%YAML 1.2\n",
        "a: b\tc\n",
        "a: b\u00a0c\n",
        "a: b\x85c: d\n",
        "a:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 30)) + " " * 30 + "a: 1\n",
    ],
    ids=repr,
)
def test_what_could_mean_something_else_is_left_to_the_parser(text):
    assert read_lines(text) is None


@given(st.data())
@settings(max_examples=300)
def test_a_review_after_slips_is_read_as_the_exact_reading_reads_it_or_left_to_it(data):
    lines = REVIEW.splitlines(keepends=True)
    begin = data.draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[begin : begin + data.draw(st.integers(1, len(lines)))])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(SLIPS)) + text[at + data.draw(st.integers(0, 2)) :]
    try:
        agree(text)
    except YamlFault as fault:
        pytest.fail(f"read, and the exact reading refuses it: {fault.message}")


PIECES = ["a:", " ", "  ", "\n", "- ", "b: 1", "c: x", "d: |-", "e: [1, x]", "f: {g: 1}", "text", '"q"', "'q'", "h: "]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(lambda pieces: "".join(pieces) + "\n"))
@settings(max_examples=300)
def test_lines_of_any_indentation_are_read_as_the_exact_reading_reads_them_or_left_to_it(text):
    agree(text)


def test_the_most_of_the_sample_s_reviews_need_no_parser():
    texts = [(REPOSITORY / path).read_text(encoding="utf-8") for kind, path in real_files() if kind == "review"]
    read = [text for text in texts if read_lines(text) is not None]
    assert len(read) > len(texts) / 2
    for text in read:
        agree(text)
