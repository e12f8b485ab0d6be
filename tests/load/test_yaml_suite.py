"""The YAML test suite: each of its texts is read as the value that the suite gives, or refused.

`YAML_TEST_SUITE=DIR` names the folder `src` of https://github.com/yaml/yaml-test-suite, which is not kept here.
What came of it is in docs/project/hostile-input.md.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from site_gen.load.yaml_lines import read_lines
from site_gen.load.yaml_nodes import YamlFault
from site_gen.load.yaml_reader import read_nodes, read_plain

SUITE = os.environ.get("YAML_TEST_SUITE")
pytestmark = pytest.mark.skipif(SUITE is None, reason="YAML_TEST_SUITE does not say where the YAML test suite is")

MARKS = ((re.compile("—*»"), "\t"), ("␣", " "), ("↵", ""), ("←", "\r"), ("⇔", "\ufeff"), ("∎\n", ""))
"""How the suite writes what is hard to see, and what it stands for (its ReadMe, "Special Characters")."""
LENIENT = {
    "9C9N": {"flow": ["a", "b", "c"]},
    "9JBA": ["a", "b", "c"],
    "CVW2": ["a", "b", "c"],
    "DK95": {"foo": "bar baz"},
    "G5U8": [["-", "-"]],
    "QB6E": {"quoted": "a b c"},
    "S98Z": {"empty block scalar": ""},
    "SU5Z": {"key": "value"},
    "X4QW": {"block": "scalar\n"},
    "Y79Y": [["foo", "foo"]],
    "YJV2": ["-"],
}
"""Not YAML, and read by libyaml: brackets and quotes that go on too far left or after a tab, comments without a blank
before them, lone dashes in brackets. None can mean anything else."""


class Case(NamedTuple):
    """A text of the suite: its id, whether it is YAML, and the values of its documents."""

    name: str
    text: str
    is_yaml: bool
    values: list[Any]


class _Texts(yaml.CSafeLoader):
    """Reads every scalar as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name for it


def cases() -> Iterator[Case]:
    """Give every text of the suite: what is to be read, and what a writer may make of it, which means the same."""
    assert SUITE is not None
    for place in sorted(Path(SUITE).glob("*.yaml")):
        inherited: dict[str, Any] = {}
        for one in yaml.load(place.read_text("utf-8"), _Texts):
            is_yaml = one.get("fail") != "true"
            inherited = {key: value for key, value in inherited.items() if key not in ("dump", "emit")} | one
            values: list[Any] = []
            if is_yaml:
                values = _of_json(inherited["json"]) if "json" in inherited else _of_events(inherited["tree"])
            for key in ("yaml", "dump", "emit") if is_yaml else ("yaml",):
                if inherited.get(key):
                    yield Case(place.stem, _plain(inherited[key]), is_yaml, values)


def _plain(text: str) -> str:
    for mark, meant in MARKS:
        text = mark.sub(meant, text) if isinstance(mark, re.Pattern) else text.replace(mark, meant)
    return text


def _of_json(text: str) -> list[Any]:
    decoder, found = json.JSONDecoder(), []
    while text := text.strip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def _of_events(tree: str) -> list[Any]:
    """Give the values of events, where JSON has none: keys that are no text, for example; tags count for nothing."""
    found: list[Any] = []
    open_ones: list[list[Any]] = [found]
    for line in tree.splitlines():
        kind, _, rest = line.strip().partition(" ")
        if kind in ("+MAP", "+SEQ"):
            open_ones.append([])
        elif kind in ("-MAP", "-SEQ"):
            inside = open_ones.pop()
            value = dict(zip(map(str, inside[::2]), inside[1::2], strict=True)) if kind == "-MAP" else inside
            open_ones[-1].append(value)
        elif kind in ("=VAL", "=ALI"):
            sign, said = re.fullmatch(r"(?:[&<]\S+ )*(\S)(.*)", rest).groups()  # type: ignore[union-attr]
            open_ones[-1].append(None if sign == ":" and said in ("", "null", "~") else said)
    return found


def same(one: Any, other: Any) -> bool:
    """Compare values; tell 1, 1.0 and True apart, but not the order of keys."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def read(text: str) -> Any:
    """Read a text exactly; give `...` where it is refused."""
    try:
        return read_nodes(text.encode()).plain()
    except YamlFault:
        return ...


def test_each_text_is_the_value_that_the_suite_gives_or_refused():
    counts: Counter[str] = Counter()
    wrong = []
    for case in cases():
        value = read(case.text)
        counts[f"{'YAML' if case.is_yaml else 'not YAML'}, {'refused' if value is ... else 'read'}"] += 1
        if value is ...:
            continue
        expected = (case.values or [None]) if case.is_yaml else [LENIENT.get(case.name, ...)]
        if len(expected) != 1 or expected[0] is ... or not same(value, expected[0]):
            wrong.append((case.name, case.text, value, expected))
    sys.stdout.write(f"\n{dict(counts)}\n")
    assert counts.total() > 400
    assert wrong == []


@pytest.mark.parametrize("frame", ["{}", "key:\n  {}", "key:\n- {}", "first: 1\n{}", "{}last: [1]\n"])
def test_each_text_is_read_quickly_as_it_is_read_exactly(frame):
    """Each as it is, and as a part of a larger file, where more of it is simple enough for the quick ways."""
    counts: Counter[str] = Counter()
    for case in cases():
        indent = "\n  " if "{}" not in frame.split("\n", 1)[0] else "\n"
        text = frame.replace("{}", case.text.replace("\n", indent))
        exact = read(text)
        for name, quick in (("line by line", _by_lines(text)), ("by events", read_plain(text.encode()))):
            assert quick is None or repr(quick) == repr(exact), (case.name, name)
            counts[f"read {name}"] += quick is not None
        counts["read exactly"] += exact is not ...
    sys.stdout.write(f"\n{frame!r}: {dict(counts)}\n")
    assert counts["read by events"] > 50


def _by_lines(text: str) -> Any:
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return read_lines(text)
