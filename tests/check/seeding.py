"""Seeds: one planted violation each, where a check must find it, and the run that plants many of them and looks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from benchmarks.generate import AS_OF
from check.clean_site import COUNT, CleanSite, options_of
from conftest import its_own
from site_gen.check.gates import blocks_pages
from site_gen.check.rules import RULES
from site_gen.findings import Finding, Severity
from site_gen.pipeline.build import check
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.seal import SealOptions, seal

Stage: TypeAlias = Literal["content", "sealed", "pages"]
"""When a seed is planted: before the log takes it in, after that, or into the built pages."""
Found: TypeAlias = tuple[str, str, int]
"""Code, path and line of a finding."""
WHOLE = ""
"""Instead of a text: the finding is about the file as a whole, and names no line, or the one in which it begins."""

DIRECTORY = "directory.csv"
"""An export at the top of the site that a check compares with, where a seed has put one."""

_MOST = COUNT - 2
"""Seeds in one run: the first provider has reviews in every state, and the last one left."""
_SEVERITY = {rule.code: rule.severity for rule in RULES}


class Plot(NamedTuple):
    """Where a seed is planted: a folder, a provider of its own, and an id that nothing has.

    `number` is that of the provider: its three reviews are `r-{number}a000000000`, and so on with b and c.
    """

    root: Path
    provider: str
    number: int
    id: str
    providers: tuple[str, ...]
    key: KeySource

    def fill(self, text: str) -> str:
        """Fill in names: `{provider}`, `{first}` (provider), `{a}`, `{b}`, `{c}` (reviews), `{id}` and `{batch}` (new).

        `{id_2}` is the second of several new reviews.
        """
        names = {"provider": self.provider, "first": self.providers[0], "id": self.id, "batch": f"b-{self.id[2:]}"}
        names |= {letter: f"r-{self.number:02}{letter}000000000" for letter in "abc"}
        text = re.sub(r"\{id_(\d+)\}", lambda match: self.numbered(int(match[1])), text)
        return re.sub(r"\{(\w+)\}", lambda match: names.get(match[1], match[0]), text)

    def numbered(self, number: int) -> str:
        """Give the id of one of several new reviews, counted from 1."""
        return f"{self.id[:-2]}{number:02}"


Plant: TypeAlias = Callable[[Plot], None]


class Also(NamedTuple):
    """Another rule that rightly says something about the same fact, and why."""

    code: str
    path: str
    line: str
    why: str


class Seed(NamedTuple):
    """A violation: what is planted, and the one finding that it makes.

    `line` is a text that only the expected line has. What weighs the site as a whole names a run `apart` from others.
    """

    code: str
    what: str
    plant: Plant
    path: str
    line: str
    stage: Stage = "content"
    also: tuple[Also, ...] = ()
    apart: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the site has no pages while this stands, so that no rule about pages looks."""
        severity = _SEVERITY.get(self.code, Severity.ERROR)
        return blocks_pages(Finding(path="", code=self.code, name="", severity=severity, message=""))

    def expected(self, plot: Plot) -> Iterator[Found]:
        """Give what a check must find."""
        for code, path, line in ((self.code, self.path, self.line), *(one[:3] for one in self.also)):
            file = plot.fill(path)
            yield code, file, line_of_text(plot.root / file, plot.fill(line))


class Run(NamedTuple):
    """Seeds that are planted together."""

    name: str
    seeds: tuple[Seed, ...]


def line_of_text(file: Path, text: str) -> int:
    """Give the number of the only line that has a text, 0 for the whole file."""
    if text == WHOLE:
        return 0
    lines = file.read_text(encoding="utf-8").split("\n")
    found = [number for number, line in enumerate(lines, 1) if text in line]
    assert len(found) == 1, f"{text!r} stands in {len(found)} lines of {file}: {found}"
    return found[0]


def plan_runs(seeds: Sequence[Seed]) -> Iterator[Run]:
    """Put seeds together that can live together, each at a provider of its own."""
    for name in dict.fromkeys(seed.apart for seed in seeds if seed.apart):
        yield Run(name, tuple(seed for seed in seeds if seed.apart == name))
    groups: dict[str, list[Seed]] = {"pages": [], "no pages": [], "content": []}
    for seed in seeds:
        if not seed.apart:
            groups["pages" if seed.stage == "pages" else "no pages" if seed.blocks else "content"].append(seed)
    for name, group in groups.items():
        for begin in range(0, len(group), _MOST):
            yield Run(f"{name} {begin // _MOST + 1}", tuple(group[begin : begin + _MOST]))


def plant_and_check(clean: CleanSite, folder: Path, seeds: Sequence[Seed]) -> tuple[set[Found], set[Found]]:
    """Plant seeds in the clean site, or in a copy of its pages, and check it; give what had to be found, and what was.

    The site stays as it is then; `CleanSite.put_back` makes it clean again.
    """
    on_pages = any(seed.stage == "pages" for seed in seeds)
    root = folder / "public" if on_pages else clean.root
    own = clean.by_fewest_reviews()
    sown = [
        (seed, Plot(root, own[at], clean.providers.index(own[at]), f"r-seed{at:04}0000", clean.providers, clean.key))
        for at, seed in enumerate(seeds)
    ]
    if on_pages:
        shutil.copytree(clean.public, root)
        for seed, plot in sown:
            seed.plant(plot)
        report = check(options_of(clean.root, built=root, out=folder / "unused"))
    else:
        for seed, plot in sown:
            if seed.stage == "content":
                seed.plant(plot)
        seal(SealOptions(root=root, as_of=AS_OF, key=clean.key))
        for seed, plot in sown:
            if seed.stage == "sealed":
                seed.plant(plot)
        directory = root / DIRECTORY
        report = check(options_of(root, against=directory if directory.exists() else None))
    expected = {found for seed, plot in sown for found in seed.expected(plot)}
    found = {(one.code, one.path, one.line) for one in its_own(report.findings)}
    return expected, {(*one[:2], 0) if one[2] == 1 and (*one[:2], 0) in expected else one for one in found}
