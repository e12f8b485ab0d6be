"""An infographic has the numbers that its kind needs, and says where they come from."""

from __future__ import annotations

import pytest

from site_gen.findings import Finding
from site_gen.load.documents import parse_page
from site_gen.model.infographic import Infographic

SOURCE = "source: {name: Our own count, year: 2026}"
BARS = "kind: bars\ntitle: Waits\n"


def read(text: str) -> Infographic | list[Finding]:
    """Read a card at the head of a page."""
    block = "".join(f"    {line}\n" for line in text.splitlines())
    page = parse_page(f"---\ntitle: T\ninfographics:\n  card:\n{block}---\n".encode(), "content/pages/about.md", "en")
    return page if isinstance(page, list) else page.infographics["card"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{BARS}rows: [{{label: A}}]\n{SOURCE}\n", "every row of bars needs a value"),
        (f"{BARS}rows: [{{label: A, value: 0}}, {{label: B}}]\n{SOURCE}\n", "every row of bars needs a value"),
        (f"{BARS}rows: [{{label: A, value: 1}}]\n", "numbers need a source"),
        (f"{BARS}of: 10\nrows: [{{label: A, value: 1}}]\n{SOURCE}\n", "bars have no of"),
        (f"kind: share\ntitle: T\nrows: [{{label: A, value: 1}}]\n{SOURCE}\n", "share needs of"),
        (
            f"kind: share\ntitle: T\nof: 10\nrows: [{{label: A, value: 11}}]\n{SOURCE}\n",
            "a share of 11 is more than 10",
        ),
        ("kind: steps\ntitle: T\nrows: [{label: A, value: 1}]\n", "steps have no numbers"),
        ("kind: steps\ntitle: T\nunit: minutes\nrows: [{label: A}]\n", "steps have no numbers"),
        (f"{BARS}rows: []\n{SOURCE}\n", "expected 1 to 12 rows"),
        ("kind: pie\ntitle: T\nrows: [{label: A}]\n", "kind: expected one of"),
    ],
)
def test_what_is_missing_or_too_much_is_said(text, message):
    findings = read(text)
    assert isinstance(findings, list)
    assert message in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        f"{BARS}unit: minutes\nrows: [{{label: A, value: 0}}, {{label: B, value: 3, detail: Late.}}]\n{SOURCE}\n",
        f"kind: share\ntitle: T\nof: 10\nrows: [{{label: A, value: 10}}]\n{SOURCE}\n",
        "kind: steps\ntitle: T\nrows: [{label: Call us}]\n",
    ],
)
def test_what_a_kind_needs_is_enough(text):
    assert isinstance(read(text), Infographic)


def test_its_words_are_read_with_those_of_the_page():
    card = read("kind: steps\ntitle: A visit\nrows: [{label: Call, detail: Any day}]\n")
    assert isinstance(card, Infographic)
    assert card.words == "A visit.\n\nCall. Any day"
