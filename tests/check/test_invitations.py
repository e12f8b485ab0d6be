"""The rules over the wordings of invitations: measured on labelled ones, and on any text at all."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import cpu_seconds

from site_gen.check.invitations import _read, asked_in
from site_gen.check.phrases import INVITATIONS, languages

FILE = Path(__file__).parent / "data" / "invitations.yaml"
TOPICS = {"PRV305": "gates", "PRV306": "leads", "PRV307": "rewards"}
LATER_AT_FIRST = {"PRV305": (3, 12), "PRV306": (8, 18), "PRV307": (8, 14)}
"""How many of the violations of the set `later` each rule found when it read them for the first time, on 2026-11-27."""
MISSED = frozenset({"Review us if you were happy. If you weren't, our inbox is open."})
"""What no rule finds, for want of a word that ties its two sentences together."""


@functools.cache
def cases() -> dict[str, list[dict[str, Any]]]:
    """Give the labelled wordings by set."""
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def tripped(text: str) -> set[str]:
    return {code for code, topic in TOPICS.items() if asked_in(text, topic)}


@pytest.mark.parametrize("name", ["first", "second", "later", "known"])
def test_a_violation_trips_its_rule_and_no_other(name: str):
    wrong = {}
    for case in cases()[name]:
        found = tripped(case["text"])
        wanted = {case["trips"]} - {"none"}
        if found - set(case.get("may", ())) != wanted and case["text"] not in MISSED:
            wrong[case["text"]] = found
    assert wrong == {}


def test_the_sets_are_as_large_as_the_pages_of_the_rules_say():
    violations = {name: [one["trips"] for one in those if one["trips"] != "none"] for name, those in cases().items()}
    innocent = {name: len(those) - len(violations[name]) for name, those in cases().items()}
    assert {name: len(those) for name, those in violations.items()} == {
        "first": 50,
        "second": 70,
        "later": 44,
        "known": 6,
    }
    assert innocent == {"first": 15, "second": 65, "later": 30, "known": 5}
    assert {code: violations["later"].count(code) for code in TOPICS} == {
        code: of for code, (_, of) in LATER_AT_FIRST.items()
    }


@pytest.mark.parametrize("code", TOPICS)
def test_the_page_of_a_rule_says_what_it_found_at_first_reading(code: str):
    page = (Path(__file__).parents[2] / "docs" / "rules" / f"{code}.md").read_text(encoding="utf-8")
    found, of = LATER_AT_FIRST[code]
    assert f"Of {of} wordings that were written after its patterns, it found {found}" in " ".join(page.split())


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(sorted(languages(INVITATIONS)["en"].marks)), max_size=60).map(" ".join)
)
@settings(max_examples=40)
def test_any_wording_is_read_and_what_is_quoted_is_in_it(text: str):
    for topic in TOPICS.values():
        for quote in asked_in(text, topic):
            assert quote in " ".join(text.split())


@pytest.mark.parametrize("unit", ["if you ", "happy, ", "5 stars. ", "not ", "review us, call us; ", "no gift card, "])
def test_twice_the_wording_takes_about_twice_the_time(unit: str):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        _read.cache_clear()
        return cpu_seconds(lambda: [asked_in(text, topic) for topic in TOPICS.values()])

    seconds(100)
    short = min(seconds(2_500) for _ in range(2))
    assert min(seconds(20_000) for _ in range(2)) < 8 * short * 3 + 0.2
