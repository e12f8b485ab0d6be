"""What is to be done at a place, and in which order, so that whoever reads meanwhile finds what a page needs.

Tiles, entries and everything that pages load go first, then pages, then what leads to them, then what the log says of
them and its checkpoint, so that `verify` fails for as short as can be; what is gone here is removed after that. No tile
is ever removed: an older checkpoint that somebody kept still needs it (review-log.md, "Sealing": the checkpoint last).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from site_gen.deploy.items import CHECKPOINT, LASTING, TILES, Item
from site_gen.deploy.manifest import Deployed
from site_gen.deploy.place import LOCK, STATE

_LOADED = ("review-log/", "assets/", "pagefind/")
_LEADING = frozenset({"robots.txt", "llms.txt", "feed.xml", "feed.json", "calendar.ics", "_headers", "_redirects"})
_SITEMAP = re.compile(r"sitemap(-[0-9]+)?\.xml")
_OF_PAGES = ("review-log/openings/", "review-log/site.json")
"""What has to fit both to the pages and to the checkpoint."""
STEPS = ("tiles, entries and assets", "pages", "sitemap and feeds", "openings", "checkpoint")
"""What is put at a place, in this order."""


class Plan(NamedTuple):
    """The files to put, in steps in the order of `STEPS`, and those to remove afterwards; what is `kept` is there.

    What is `leaving` is gone here and stays there until the next deployment, since pages may be kept for a while.
    `lost` counts those of the puts that somebody else removed there, or gave another size; None: nobody looked.
    """

    puts: tuple[tuple[Item, ...], ...]
    deletions: tuple[str, ...]
    kept: int
    leaving: tuple[str, ...] = ()
    lost: int | None = None

    @property
    def changes(self) -> int:
        """How many files are put or removed."""
        return sum(map(len, self.puts)) + len(self.deletions)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do, nor to write down."""
        return not self.changes and not self.leaving

    @property
    def size(self) -> int:
        """How many bytes are put."""
        return sum(item.size for step in self.puts for item in step)


def make_plan(items: Sequence[Item], there: Deployed, sizes: Mapping[str, int] | None = None) -> Plan:
    """Compare an output with what lies at a place; what is pending there is put again.

    `sizes` are those of the files that are found there, in bytes; without them the manifest is believed.
    """
    unsure = frozenset(there.pending)
    steps: list[list[Item]] = [[] for _ in STEPS]
    lost = 0
    for item in items:
        if item.path in unsure or there.files.get(item.path) != item.sha256:
            steps[step_of(item.path)].append(item)
        elif sizes is not None and sizes.get(item.path) != item.size:
            steps[step_of(item.path)].append(item)
            lost += 1
    here = {item.path for item in items}
    gone = {path for path in {*there.files, *unsure} - here if may_go(path)}
    leaving = {path for path in gone - unsure if LASTING.fullmatch(path)}
    puts = tuple(tuple(step) for step in steps)
    if any(puts) or gone:  # another time than when they were left
        gone.update(there.leaving)
    gone -= leaving | here
    kept = len(items) - sum(map(len, puts))
    return Plan(puts, tuple(sorted(gone)), kept, tuple(sorted(leaving)), None if sizes is None else lost)


def step_of(path: str) -> int:
    """Give the number of the step in which a file is put, from 0."""
    if path == CHECKPOINT:
        return 4
    if path.startswith(_OF_PAGES):
        return 3
    name = path.rpartition("/")[2]
    if name in _LEADING or _SITEMAP.fullmatch(name):
        return 2
    return 0 if path.startswith(_LOADED) else 1


def may_go(path: str) -> bool:
    """Tell whether a file may be removed from a place."""
    return not path.startswith(TILES) and path not in (STATE, LOCK)


def after(plan: Plan, items: Iterable[Item], there: Deployed, log_size: int) -> Deployed:
    """Give what lies at a place when a plan is done: the output, tiles that are kept, and what is leaving."""
    kept = {path: digest for path, digest in there.files.items() if not may_go(path)}
    files = kept | {item.path: item.sha256 for item in items}
    return Deployed(files=files, log_size=log_size, leaving=plan.leaving)


def before(plan: Plan, there: Deployed) -> Deployed:
    """Give what is known of a place while a plan is carried out: everything that it touches is not."""
    touched = {item.path for step in plan.puts for item in step} | set(plan.deletions)
    files = {path: digest for path, digest in there.files.items() if path not in touched}
    return Deployed(files=files, pending=tuple(sorted(touched)), log_size=there.log_size)
