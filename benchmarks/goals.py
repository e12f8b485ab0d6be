"""What is to be reached, beside what was measured: a Markdown table."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from benchmarks.measure import Figure
from benchmarks.saves import Saves


class Measured(NamedTuple):
    """What was measured of one size: cold builds by tool, our other steps by name, the saves of a preview, and help."""

    providers: int
    cold: Mapping[str, Figure]
    steps: Mapping[str, Figure]
    saves: Saves
    help: Figure


class Goal(NamedTuple):
    """A row: what is to be reached, what at first, and what was measured, with a number for each limit.

    `limits` are the greatest values for the goal and the first step, in the unit of `value`.
    """

    name: str
    words: tuple[str, str]
    limits: tuple[float, float]
    value: float
    shown: str


def goals_of(sizes: Sequence[Measured]) -> list[Goal]:
    """Give the rows for the largest size; the start-up counts at the smallest one, growth between the last two."""
    small, large = sizes[0], sizes[-1]
    hugo, eleventy, ours = (large.cold[name].seconds for name in ("hugo", "eleventy", "site-gen"))
    first = small.cold["site-gen"].seconds / small.cold["hugo"].seconds
    count, memory = f"{large.providers:,} providers", max(one.cold["site-gen"].megabytes for one in sizes)
    rows = [
        Goal(f"cold build, {count}, of Hugo's time", ("≤ 1/5", "≤ 1/3"), (1 / 5, 1 / 3), ours / hugo, ""),
        Goal("the same, of Eleventy's time", ("≤ 1/2", "< 1"), (1 / 2, 1), ours / eleventy, ""),
        Goal(f"cold build, {small.providers:,} providers, of Hugo's time", ("≤ 1", "≤ 2"), (1, 2), first, ""),
        Goal("peak memory of a cold build, MB", ("≤ 250", "≤ 500"), (250, 500), memory, f"{memory:.0f}"),
    ]
    if len(sizes) > 1:
        before = sizes[-2]
        growth = ours / before.cold["site-gen"].seconds
        times = large.providers / before.providers
        limits = (1.05 * times, 1.1 * times)
        words = (f"≤ {limits[0]:.1f}", f"≤ {limits[1]:.1f}")
        rows.append(
            Goal(f"growth, {before.providers:,} to {large.providers:,}", words, limits, growth, f"{growth:.1f}")
        )
    for name, step, limits in (
        ("nothing changed", "build, nothing changed", (0.5, 1)),
        ("one review changed", "build, one review changed", (0.7, 1.5)),
        ("check, cold, with built pages", "check, cold", (10, 25)),
        ("verify of the published folder", "verify", (10, 25)),
        (f"seal of {10 * large.providers:,} new reviews", "seal, all new", (10, 30)),
    ):
        rows.append(_seconds(name, limits, large.steps[step].seconds))
    rows.insert(-3, _seconds("from save to page in `serve`", (0.15, 0.5), statistics.median(large.saves.pages)))
    rows.append(_seconds("`site-gen --help`", (0.15, 0.25), large.help.seconds))
    return rows


def goal_table(sizes: Sequence[Measured]) -> str:
    """Give the rows as a table; what is reached is said, too."""
    lines = ["| | goal | first step | measured | reached |", "|---|--:|--:|--:|---|"]
    for row in goals_of(sizes):
        goal, first = row.limits
        reached = "goal" if row.value <= goal else "first step" if row.value <= first else "no"
        shown = row.shown or f"{row.value:.2f}"
        lines.append(f"| {row.name} | {row.words[0]} | {row.words[1]} | {shown} | {reached} |")
    return "\n".join(lines)


def steps_table(one: Measured) -> str:
    """Give our own steps at a size as a table."""
    lines = [
        f"{one.providers:,} providers, our other commands:",
        "",
        "| | seconds | of all processors | MB |",
        "|---|--:|--:|--:|",
    ]
    for name, figure in one.steps.items():
        lines.append(f"| {name} | {figure.seconds:.2f} | {figure.processor:.2f} | {figure.megabytes:.0f} |")
    saves = one.saves
    page, build = statistics.median(saves.pages), statistics.median(saves.builds)
    lines += [
        "",
        f"`serve`: there after {saves.start:.1f} s; from save to page {page:.2f} s (at most {max(saves.pages):.2f}), "
        f"to the end of the build behind it {build:.1f} s, medians of {len(saves.pages)} saves; "
        f"{saves.first_megabytes:.0f} MB after the first, {saves.last_megabytes:.0f} MB after the last.",
    ]
    return "\n".join(lines)


def _seconds(name: str, limits: tuple[float, float], value: float) -> Goal:
    return Goal(f"{name}, seconds", (f"≤ {limits[0]:g}", f"≤ {limits[1]:g}"), limits, value, "")
