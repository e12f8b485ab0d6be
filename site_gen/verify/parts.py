"""The published log in parts, so that memory does not grow with it: read once, then each part is checked alone.

Every entry is read and proven in the order of the log. What it means for reviews goes to files, by provider, since all
that is claimed of a page needs one provider only; settings, and what must be so across parts, stay with the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.model.placed import State
from site_gen.reviewlog.events import Event, read_events
from site_gen.reviewlog.parts import Router, part_count, part_of, play_part
from site_gen.reviewlog.states import Conflict, Replay
from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import MOST_FAILURES, Checks, Claim
from site_gen.verify.number_node import Number
from site_gen.verify.place import Shared
from site_gen.verify.provider import ProviderResult, ProviderTask, check_provider
from site_gen.verify.settings import SiteFile
from site_gen.verify.source import LOG_PREFIX, Source
from site_gen.verify.spill import Contents, Spill, read_spilled
from site_gen.verify.wording import Wording

_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


class Conflicts(msgspec.Struct):
    """How many conflicts there are, and the first of them by entry: a hostile log must not fill the memory."""

    count: int = 0
    first: list[Conflict] = []

    def add(self, found: Iterable[Conflict], more: int = 0) -> None:
        """Take in conflicts, and how many more there are elsewhere."""
        known = len(self.first)
        everything = [*self.first, *found]
        self.count += len(everything) - known + more
        self.first = nsmallest(MOST_FAILURES, everything, key=lambda one: (one.index, one.kind))

    def take(self, replay: Replay) -> None:
        """Take the conflicts of a replay away from it."""
        self.add(replay.conflicts)
        replay.conflicts.clear()

    def fail(self, checks: Checks) -> None:
        """Say what contradicts itself."""
        for conflict in self.first:
            checks.fail(Claim.STATES, conflict.message, page=LOG_PREFIX)
        checks.failed[Claim.STATES] += self.count - len(self.first)


class LogParts(NamedTuple):
    """A log that was read: `settings` are its replay without reviews, which wait in `total` files of `folder`."""

    settings: Replay
    conflicts: Conflicts
    folder: Path
    total: int


class PartTask(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the log: its file, and of the providers in it the address and the pages that the site gives."""

    folder: Path
    number: int
    slugs: Mapping[str, str]
    pages: Mapping[str, Mapping[str, tuple[str, ...]]]


class PartResult(msgspec.Struct, kw_only=True):
    """What came of one part: its conflicts, how many reviews are published, and of all its providers together the rest.

    `tallies` and `names` are by provider, `pages` those that were looked at, `ids` the ids of each provider's reviews,
    and `cards` the numbers of others on their pages, and those in cards, by language and page.
    """

    conflicts: Conflicts
    published: int
    providers: tuple[str, ...]
    checks: Checks = msgspec.field(default_factory=Checks)
    wording: Wording = msgspec.field(default_factory=Wording)
    tallies: dict[str, Tally] = {}
    pages: list[str] = []
    ids: list[tuple[str, ...]] = []
    cards: dict[tuple[str, str], tuple[Number, ...]] = {}
    names: dict[str, dict[str, str]] = {}

    def add(self, result: ProviderResult) -> None:
        """Take in what came of one of its providers."""
        self.checks.add(result.checks)
        self.wording.add(result.wording)
        self.tallies[result.provider] = result.tally
        self.pages += result.pages
        self.ids.append(result.ids)
        self.cards.update(result.cards)
        self.names[result.provider] = result.names


def read_parts(entries: Iterable[bytes], size: int, folder: Path) -> LogParts:
    """Read a log of `size` entries into files of a folder. What `entries` raises goes through.

    Raises:
        UnwritableError: the folder takes no more files.
    """
    count = part_count(size)
    settings, conflicts = Replay(), Conflicts()
    spill = Spill(folder / "parts", count)
    with closing(Contents(folder / "contents")) as contents:
        router = Router(count, contents.keep, contents.kept)
        for entry in entries:
            for event in read_events(settings, entry):
                part, routed = router.route(event)
                spill.put(part, _ENCODER.encode(routed))
            if len(settings.conflicts) > MOST_FAILURES:
                conflicts.take(settings)
    conflicts.take(settings)
    spill.close()
    return LogParts(settings, conflicts, folder / "parts", count)


def part_tasks(log: LogParts, site: SiteFile | None) -> list[PartTask]:
    """Give one task for each part, with the providers in the log, those without a page too."""
    slugs: list[dict[str, str]] = [{} for _ in range(log.total)]
    pages: list[dict[str, Mapping[str, tuple[str, ...]]]] = [{} for _ in range(log.total)]
    for provider, entry in log.settings.providers.items():
        slugs[part_of(provider, log.total)][provider] = entry.slug
    for provider, known in site.providers.items() if site else ():
        pages[part_of(provider, log.total)][provider] = known
    return [
        PartTask(folder=log.folder, number=number, slugs=slugs[number], pages=pages[number])
        for number in range(log.total)
    ]


def replay_part(folder: Path, number: int) -> Replay:
    """Give the reviews and the conflicts of one part of the files that `read_parts` made."""
    return play_part(_DECODER.decode(record) for record in read_spilled(folder, number))


def check_part(source: Source, shared: Shared | None, task: PartTask) -> PartResult:
    """Replay a part of the log, and hold its providers' openings and pages against it; without `shared` only replay.

    Raises:
        UnreadableError: a file could not be read now.
    """
    replay = replay_part(task.folder, task.number)
    conflicts = Conflicts()
    conflicts.take(replay)
    reviews = replay.by_provider()
    providers = tuple(sorted(reviews.keys() | task.slugs.keys()))
    tasks = (
        ProviderTask(
            provider=provider,
            slug=task.slugs.get(provider, provider),
            reviews=tuple(reviews.get(provider, ())),
            pages=task.pages.get(provider, {}),
        )
        for provider in providers
    )
    part = PartResult(
        conflicts=conflicts,
        published=sum(review.state is State.PUBLISHED for review in replay.reviews.values()),
        providers=providers,
    )
    if shared is not None:
        for one in tasks:
            part.add(check_provider(source, shared, one))
    return part


class SeenIds:
    """The ids of all reviews, in files: that none comes twice is found without holding them."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._count = count
        self._spill = Spill(folder, count)

    def add(self, ids: Iterable[str]) -> None:
        """Take in the ids of one provider's reviews, one of each."""
        for ident in set(ids):
            self._spill.put(part_of(ident, self._count), ident.encode())

    def twice(self) -> Iterator[str]:
        """Give the ids that more than one provider has, once for each provider beyond the first."""
        self._spill.close()
        for part in range(self._count):
            seen: set[bytes] = set()
            for ident in read_spilled(self._folder, part):
                if ident in seen:
                    yield ident.decode()
                seen.add(ident)
