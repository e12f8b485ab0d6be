"""Seeds: one planted violation each, where a check must find it, and the run that plants many of them and looks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml

from benchmarks.generate import AS_OF
from check.clean_site import CleanSite, add_review, options_of
from check.examples import merged, write_text, write_yaml
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
"""Instead of a text: the finding is about the file as a whole, and names no line."""

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

    `line` is a text that only the expected line has. `alone` is for rules that weigh the site as a whole.
    """

    code: str
    what: str
    plant: Plant
    path: str
    line: str
    stage: Stage = "content"
    also: tuple[Also, ...] = ()
    alone: bool = False

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


def plan_runs(seeds: Sequence[Seed], most: int) -> Iterator[Run]:
    """Put seeds together that can live together: at most `most`, each at a provider of its own."""
    for seed in seeds:
        if seed.alone:
            yield Run(f"{seed.code} alone", (seed,))
    groups: dict[str, list[Seed]] = {"pages": [], "no pages": [], "content": []}
    for seed in seeds:
        if not seed.alone:
            groups["pages" if seed.stage == "pages" else "no pages" if seed.blocks else "content"].append(seed)
    for name, group in groups.items():
        for begin in range(0, len(group), most):
            yield Run(f"{name} {begin // most + 1}", tuple(group[begin : begin + most]))


def plant_and_check(clean: CleanSite, folder: Path, seeds: Iterable[Seed]) -> tuple[set[Found], set[Found]]:
    """Plant seeds in a copy of the clean site, and check it; give what had to be found, and what was."""
    root = folder / "site"
    own = clean.providers[1:-2]
    sown = [
        (seed, Plot(root, own[at], at + 1, f"r-seed{at:04}0000", clean.providers, clean.key))
        for at, seed in enumerate(seeds)
    ]
    if any(seed.stage == "pages" for seed, _plot in sown):
        shutil.copytree(clean.public, root)
        for seed, plot in sown:
            seed.plant(plot)
        report = check(options_of(clean.root, built=root, out=folder / "unused"))
    else:
        shutil.copytree(clean.root, root, ignore=shutil.ignore_patterns("public"), symlinks=True)
        for seed, plot in sown:
            if seed.stage == "content":
                seed.plant(plot)
        seal(SealOptions(root=root, as_of=AS_OF, key=clean.key))
        for seed, plot in sown:
            if seed.stage == "sealed":
                seed.plant(plot)
        report = check(options_of(root, out=clean.public))
    expected = {found for seed, plot in sown for found in seed.expected(plot)}
    return expected, {(one.code, one.path, one.line) for one in report.findings}


def review(patch: dict[str, Any], **more: Any) -> Plant:
    """Add a review, clean but for this change."""
    return lambda plot: _add(plot, {"id": plot.id, **patch, **more})


def reviews(count: int, patch: Callable[[int], dict[str, Any]]) -> Plant:
    """Add some reviews to one provider; `patch` gives what is special about each."""

    def plant(plot: Plot) -> None:
        for number in range(count):
            _add(plot, {"id": plot.numbered(number + 1), **patch(number)})

    return plant


def reviews_all_over(count: int, patch: dict[str, Any]) -> Plant:
    """Add one review each to some providers."""

    def plant(plot: Plot) -> None:
        for number in range(count):
            _add(plot._replace(provider=plot.providers[number]), {"id": plot.numbered(number + 1), **patch})

    return plant


def changed(path: str, patch: dict[str, Any]) -> Plant:
    """Change a YAML file as a merge patch says."""

    def plant(plot: Plot) -> None:
        file = plot.fill(path)
        value = yaml.safe_load((plot.root / file).read_text(encoding="utf-8"))
        write_yaml(plot.root, file, merged(value, _filled(plot, patch)))

    return plant


def written(path: str, text: str | dict[str, Any]) -> Plant:
    """Write a file: a text, or plain values as YAML."""

    def plant(plot: Plot) -> None:
        if isinstance(text, str):
            write_text(plot.root, plot.fill(path), plot.fill(text))
        else:
            write_yaml(plot.root, plot.fill(path), _filled(plot, text))

    return plant


def replaced(path: str, pattern: str, new: str, count: int = 1) -> Plant:
    """Replace what a pattern finds in a file: the first time, or every time if `count` is 0."""

    def plant(plot: Plot) -> None:
        place = plot.root / plot.fill(path)
        text = place.read_text(encoding="utf-8")
        text, done = re.subn(plot.fill(pattern), plot.fill(new), text, count=count, flags=re.DOTALL)
        assert done, f"{plot.fill(pattern)!r} is not in {place}"
        place.write_text(text, encoding="utf-8")

    return plant


def gone(*paths: str) -> Plant:
    """Remove files and folders."""

    def plant(plot: Plot) -> None:
        for path in paths:
            place = plot.root / plot.fill(path)
            shutil.rmtree(place) if place.is_dir() else place.unlink()

    return plant


def both(*plants: Plant) -> Plant:
    """Plant one after the other."""

    def plant(plot: Plot) -> None:
        for one in plants:
            one(plot)

    return plant


def _add(plot: Plot, patch: dict[str, Any]) -> None:
    add_review(plot.root, plot.provider, _filled(plot, patch))


def _filled(plot: Plot, value: Any) -> Any:
    """Give plain values with the names of the plot filled in."""
    if isinstance(value, dict):
        return {key: _filled(plot, one) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(plot, one) for one in value]
    return plot.fill(value) if isinstance(value, str) else value
