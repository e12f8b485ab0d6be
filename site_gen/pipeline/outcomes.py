"""What came of every provider: made anew where anything that its pages hang on has changed, else taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from site_gen.load.snapshot import Snapshot
from site_gen.model.alert import alerts_on, subject_of
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.before import Before
from site_gen.pipeline.cache import ProviderRecord
from site_gen.pipeline.crew import Crew
from site_gen.pipeline.digests import alerts_digest, alternatives_digest, register_digest, seen_digest
from site_gen.pipeline.options import Progress
from site_gen.pipeline.provider_source import provider_seen
from site_gen.pipeline.shard import Done, Task, Workshop
from site_gen.pipeline.shards import make_in_shards
from site_gen.pipeline.site_content import SiteContent
from site_gen.pipeline.summarize import alternatives


class Outcome(NamedTuple):
    """One provider: its record, whether its files are the old ones, and which of them are new."""

    record: ProviderRecord
    reused: bool
    changed: tuple[str, ...] = ()


class Outcomes:
    """The outcomes by slug, made by a crew."""

    def __init__(self, content: SiteContent, before: Before, crew: Crew[Workshop]) -> None:
        self._content = content
        self._before = before
        self._crew = crew
        self._by_slug: dict[str, Outcome] = {}

    def __len__(self) -> int:
        return len(self._by_slug)

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self._by_slug.values())

    def make_all(self, seen: Snapshot, progress: Progress) -> None:
        """Make the pages of every provider whose files are not as they were; departed ones are only loaded."""
        content, old = self._content, self._before.record
        register = register_digest(content.records)
        tasks: list[tuple[Task, int]] = []
        for slug in content.providers:
            states, ident, size = self._in_log(slug)
            files = provider_seen(seen, slug, ident)
            stamps = seen_digest(files.digest, states, register)
            known = old.providers.get(slug) if old else None
            if known is not None and not (self._before.is_intact(known.written) and self._has_its_alerts(known)):
                known = None
            if known is not None and known.stamps == stamps and self._before.is_settled(files.newest_ns):
                self._by_slug[slug] = Outcome(known, reused=True)
                continue
            task = Task(slug, known.content if known else b"", states, size, ident, stamps=stamps)
            tasks.append((task, files.files))
        progress(len(self), len(content.providers))
        for done in make_in_shards(self._crew, tasks):
            self._by_slug[done.slug] = self._outcome(done)
            progress(len(self), len(content.providers))

    def make_departed(self) -> None:
        """Make the pages of departed providers, now that it is known who could take over."""
        summaries = self.summaries()
        tasks = []
        for summary in summaries:
            if summary.status != "departed":
                continue
            chosen = alternatives(summary, summaries)
            outcome = self._by_slug[summary.slug]
            if not outcome.reused or outcome.record.alternatives != alternatives_digest(chosen):
                states, ident, size = self._in_log(summary.slug)
                tasks.append((Task(summary.slug, b"", states, size, ident, chosen, outcome.record.stamps), 1))
        for done in make_in_shards(self._crew, tasks):
            self._by_slug[done.slug] = self._outcome(done)

    def summaries(self) -> tuple[ProviderSummary, ...]:
        """Give all summaries in order of slug."""
        return tuple(record.summary for record in self.in_order() if record.summary is not None)

    def in_order(self) -> Iterator[ProviderRecord]:
        """Give all records in order of slug."""
        return (self._by_slug[slug].record for slug in self._content.providers)

    def records(self) -> dict[str, ProviderRecord]:
        """Give the records by slug."""
        return {slug: outcome.record for slug, outcome in self._by_slug.items()}

    def digests(self) -> dict[str, bytes]:
        """Give the digests of the summaries by slug, in their order."""
        return {slug: self._by_slug[slug].record.summary_digest for slug in self._content.providers}

    def new(self) -> Sequence[Outcome]:
        """Give the outcomes that are not those of the last build."""
        return [outcome for outcome in self if not outcome.reused]

    def _outcome(self, done: Done) -> Outcome:
        if done.record is not None:
            return Outcome(done.record, False, done.changed)
        assert self._before.record is not None, "only an old record can be taken over"
        same = msgspec.structs.replace(self._before.record.providers[done.slug], stamps=done.stamps)
        return Outcome(same, reused=True)

    def _in_log(self, slug: str) -> tuple[bytes | None, str, int]:
        """Give the states of a provider's reviews in the log, its permanent id there, and the size of the log."""
        log = self._content.log
        return (log.states_of(slug), log.id_of(slug), log.size) if log else (None, "", 0)

    def _has_its_alerts(self, known: ProviderRecord) -> bool:
        """Tell whether the alerts on a provider's old pages are those that belong there now."""
        alerts, summary = self._content.ground.alerts, known.summary
        return known.alerts == (alerts_digest(alerts_on(alerts, subject_of(summary))) if alerts and summary else b"")
