"""What others say of the structured data: Adobe's validator, and schema-dts through the TypeScript compiler."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY

from .conftest import MOST_SECONDS, Sample, pages_of, program

Graphs = dict[str, list[dict[str, Any]]]
OPTIONAL = "(optional)"
"""How Adobe marks what Google likes to have and does not ask for; what a page does not know is not made up."""
VOCABULARY = REPOSITORY / "site_gen/data/schema_org.json"
GRAPH = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
COMPILER = ("--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext")
NO_STARS = 'Required attribute "reviewRating" is missing'
"""Google asks it of every review; schema.org does not, and a review without stars is shown and marked up as it is."""


@pytest.fixture(scope="module")
def graphs(sample: Sample) -> Graphs:
    """Give the nodes of each page that has any."""
    found = {}
    for page in pages_of(sample.out):
        scripts = GRAPH.findall(page.file.read_text(encoding="utf-8"))
        assert len(scripts) <= 1, page.path
        for script in scripts:
            found[page.file.relative_to(sample.out).as_posix()] = json.loads(script)["@graph"]
    return found


def stars_missing(nodes: list[dict[str, Any]]) -> int:
    reviews = [review for node in nodes for review in node.get("review", ())]
    return sum("reviewRating" not in review for review in reviews)


class Typed:
    """Nodes as constants in TypeScript, each distinct one once; nodes within nodes are constants of their own."""

    def __init__(self) -> None:
        self.lines: dict[str, str] = {}

    def add(self, value: Any) -> str:
        if isinstance(value, list):
            return f"[{', '.join(map(self.add, value))}]"
        if not isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False)
        text = f"{{{', '.join(f'{json.dumps(name)}: {self.add(item)}' for name, item in value.items())}}}"
        if "@type" not in value:
            return text
        types = value["@type"]
        leaves = ", ".join(f"S.{one}Leaf" for one in ([types] if isinstance(types, str) else types))
        kind = leaves if isinstance(types, str) else f"S.MergeLeafTypes<[{leaves}]>"
        return self.lines.setdefault(f": {kind} = {text};", f"node{len(self.lines)}")

    def source(self) -> str:
        constants = [f"export const {name}{rest}" for rest, name in self.lines.items()]
        return "\n".join(['import type * as S from "schema-dts";', *constants, ""])


@pytest.fixture
def compile_nodes(packages: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Give a function that types nodes by schema-dts and gives what the compiler says."""
    node = program("node")
    (tmp_path / "node_modules").symlink_to(packages)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")

    def run(*nodes: dict[str, Any]) -> list[str]:
        typed = Typed()
        for one in nodes:
            typed.add(one)
        (tmp_path / "nodes.ts").write_text(typed.source(), encoding="utf-8")
        command = [node, "node_modules/typescript/bin/tsc", *COMPILER, "nodes.ts"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        assert done.returncode in (0, 2), done.stdout + done.stderr
        return done.stdout.splitlines()

    return run


def test_adobes_validator_accepts_every_page(ask: Callable[..., Any], sample: Sample, graphs: Graphs):
    answer = ask("structured_data.mjs", VOCABULARY, sample.out)
    assert answer["pages"] == len(graphs) > 300
    assert {"IndividualPhysician", "Dentist", "Person", "ProfilePage", "BreadcrumbList"} <= set(answer["types"])
    said = [one for one in answer["said"] if not one["message"].endswith(OPTIONAL)]
    assert [one for one in said if one["message"] != NO_STARS] == []
    pages = [one["file"] for one in said]
    assert {file: pages.count(file) for file in pages} == {
        file: count for file, nodes in graphs.items() if (count := stars_missing(nodes))
    }


def test_adobes_validator_finds_what_is_wrong(ask: Callable[..., Any], tmp_path: Path):
    graph = [
        {"@type": "Person", "name": "Ana", "aggregateRating": {"@type": "AggregateRating", "ratingValue": 4}},
        {"@type": ["MedicalOrganization", "MedicalBusiness"], "name": "One", "alumniOf": "Two", "telephone": "Three"},
        {"@type": "Hospitel", "name": "Four"},
    ]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph})
    script = f'<script type="application/ld+json">{data}</script>'
    (tmp_path / "wrong.html").write_text(f"<!doctype html><title>One</title>{script}", encoding="utf-8")
    said = {one["message"] for one in ask("structured_data.mjs", VOCABULARY, tmp_path)["said"]}
    assert 'Property "aggregateRating" for type "Person" is not supported by the schema.org specification' in said
    assert 'Type "Hospitel" is not a valid schema.org type' in said
    assert any('"alumniOf"' in one for one in said)
    assert not any('"telephone"' in one for one in said)


def test_every_node_of_every_page_has_the_form_that_schema_dts_gives_it(
    compile_nodes: Callable[..., list[str]], graphs: Graphs
):
    assert compile_nodes(*(node for nodes in graphs.values() for node in nodes)) == []


def test_schema_dts_finds_what_is_wrong(compile_nodes: Callable[..., list[str]]):
    rating = {"@type": "Rating", "ratingValue": 5}
    said = compile_nodes(
        {"@type": "Person", "name": "Ana", "review": []},
        {"@type": "Review", "reviewRating": rating, "author": {"@type": "AggregateRating", "ratingValue": 4}},
        {"@type": "Hospitel", "name": "Four"},
    )
    assert [("review" in line, "AggregateRating" in line, "Hospitel" in line) for line in said if "error" in line] == [
        (True, False, False), (False, True, False), (False, False, True)
    ]  # fmt: skip
