"""One run of a build or a check, step by step."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.gates import blocks_pages
from site_gen.findings import Finding, Report
from site_gen.load.snapshot import Snapshot
from site_gen.model.alert import alerts_on, subject_of
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline import pool
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import (
    FORMAT,
    BuildRecord,
    Inspected,
    ProviderRecord,
    Written,
    alerts_digest,
    alternatives_digest,
    ground_digest,
    load_record,
    register_digest,
    rows_of,
    save_record,
    search_digest,
    seen_digest,
    site_digest,
    written,
)
from site_gen.pipeline.cache_folder import twin_of
from site_gen.pipeline.drawn import Drawn
from site_gen.pipeline.ground import SiteContent
from site_gen.pipeline.inspect import inspect_across, surroundings_of
from site_gen.pipeline.looks import looks_of
from site_gen.pipeline.media import make_pictures
from site_gen.pipeline.options import BuildOptions, BuildResult, Progress
from site_gen.pipeline.plans import site_plans
from site_gen.pipeline.reporting import NOT_LOOKED_AT, Reporter
from site_gen.pipeline.shard import Task, Workshop, provider_seen
from site_gen.pipeline.share import make_cards
from site_gen.pipeline.site_level import look_at_built, write_site_level
from site_gen.pipeline.site_log import unsealed_profiles
from site_gen.pipeline.summarize import alternatives
from site_gen.pipeline.texts import with_newest
from site_gen.render.addresses import SEARCH_INDEX
from site_gen.write.output import Files, output_digest
from site_gen.write.search_index import search_files, search_version
from site_gen.write.stage import Stage

_ALONE = 200
"""Providers below which starting processes costs more than looking at the lists of them."""
_FEW = 8
"""So many providers that are new or changed change few lists."""


class _Added(NamedTuple):
    """Files beside the pages: all of them, which are new, and a digest of what they are made of where there is one."""

    written: tuple[Written, ...]
    changed: tuple[str, ...] = ()
    key: bytes = b""


class _Outcome(NamedTuple):
    """One provider: its record, whether its files are the old ones, and which of them are new."""

    record: ProviderRecord
    reused: bool
    changed: tuple[str, ...] = ()


class Run:
    """One run; the steps stand in the order of `run`."""

    def __init__(
        self,
        options: BuildOptions,
        content: SiteContent,
        findings: Sequence[Finding],
        cache: Path,
        seen: Snapshot,
        output: Files,
        started_ns: int,
    ) -> None:
        self.options = options
        self.content = content
        self.cache = cache
        self.seen = seen
        self.output = output
        self.left = b""
        self.started_ns = started_ns
        self.stage = Stage(options.out, twin_of(cache, options.out))
        ground, records = content.ground, content.records
        self.around = content.around
        if options.against is not None:
            from site_gen.pipeline.against import load_directory  # slow to import, and asked for by few

            directory = load_directory(options.against, options.against_map, ground.locations)
            self.around = msgspec.structs.replace(self.around, directory=directory)
        self.built = Built(options.built, ground.site.languages) if options.built else None
        self.surroundings = surroundings_of(ground, content.assets, content.shelf, self.built)
        self.make = functools.partial(
            Workshop, options.root, ground, records, Stage(options.out), self.surroundings, self.built
        )
        self.ground_key = ground_digest(ground, records)
        self.register = register_digest(records)
        self.old = self._usable_record()
        self.outcomes: dict[str, _Outcome] = {}
        self.site_pictures: tuple[str, ...] = ()
        self.looks: dict[str, bytes] = {}
        self.drawn: dict[str, bytes] = {}
        self._intact: Mapping[str, int] = {}
        self.reporter = Reporter(options, content, self.around, findings, self.old)

    def run(self, progress: Progress, twin: Callable[[], Mapping[str, int]]) -> BuildResult:
        """Make what changed, look at it, and exchange the output, unless findings block it.

        `twin` gives the files of the output's twin, with the numbers of their inodes.
        """
        if self.old is not None:
            self._intact = self._intact_files(self.old)
            self.stage.begin(self._intact, twin())
        else:
            self.stage.clear()
        try:
            self._make_providers(progress)
            self._make_departed()
            summaries = self.summaries()
            report = self._report(summaries)
            if any(map(blocks_pages, report.findings)):
                self._give_up()
                return BuildResult(report, published=False)
            site_key = self._site_key()
            if self.old and self._is_unchanged(self.old, site_key):
                report = self._report(summaries, self.old.inspected, self.old.across)
                old = self.old
                self.site_pictures, self.looks, self.drawn = old.site_pictures, old.looks, old.drawn
                pictures = _Added(old.pictures_written)
                search = _Added(old.search_written, key=old.search)
                self._give_up()
                self._save(old.site, old.site_written, old.inspected, old.across, pictures, search)
                self.left = output_digest((file, size, changed) for file, (size, changed, _) in self.output.items())
                files = self._all_files(old.site_written, pictures, search)
                return BuildResult(report, True, len(files), unsealed=self._unsealed(summaries))
            changed = self._keep_providers()
            changed_here, site_written, inspected = self._write_rest(summaries, site_key)
            pictures = self._add_pictures(progress)
            across = self._look_across(inspected, [row.file for row in site_written])
            report = self._report(summaries, inspected, across)
            if any(map(blocks_pages, report.findings)):
                self._give_up()
                return BuildResult(report, published=False)
            old_search = [row.file for row in self.old.search_written] if self.old else []
            self.stage.keep_only(self._all_files(site_written, pictures).union(old_search))
            search = self._write_search()
            files = self._all_files(site_written, pictures, search)
            self.stage.keep_only(files)
            all_changed = {*changed, *changed_here, *pictures.changed, *search.changed, *self._gone(files)}
            self.stage.swap_in(all_changed.union(self.output.keys() - files) if self.old else None)
        except BaseException:
            self.stage.clear()
            raise
        self._save(site_key, site_written, inspected, across, pictures, search)
        rows = self._all_rows(site_written, pictures, search)
        self.left = output_digest({(row.file, row.size, row.changed_ns) for row in rows})
        return BuildResult(report, True, len(files), tuple(sorted(all_changed)), self._unsealed(summaries))

    def look(self, progress: Progress) -> BuildResult:
        """Make everything that findings may come from, and throw it away."""
        self._intact = self._intact_files(self.old) if self.old else {}
        self.stage.clear()
        try:
            self._make_providers(progress)
            self._make_departed()
            summaries = self.summaries()
            report = self._report(summaries)
            if self.built is None and any(map(blocks_pages, report.findings)):
                return BuildResult(self._report(summaries, NOT_LOOKED_AT), published=False)
            files: Iterable[str]
            if self.built is None:
                _changed, site_written, inspected = self._write_rest(summaries, self._site_key())
                files = [row.file for row in site_written]
            else:
                files = self.built.files
                inspected = look_at_built(self.built, self.content, summaries, self.surroundings, self.options.jobs)
            across = self._look_across(inspected, files)
            return BuildResult(self._report(summaries, inspected, across), published=False)
        finally:
            self.stage.clear()

    def _usable_record(self) -> BuildRecord | None:
        """Give the last build's record if its output can be taken over."""
        old = None if self.options.full or self.built else load_record(self.cache, self.options.out)
        if old is None or old.ground != self.ground_key or old.out != str(self.options.out):
            return None
        return old

    def _make_providers(self, progress: Progress) -> None:
        """Make the pages of every provider whose files are not as they were; departed ones are only loaded."""
        log = self.content.log
        tasks: list[tuple[Task, int]] = []
        for slug in self.content.providers:
            states = log.states_of(slug) if log else None
            ident = log.id_of(slug) if log else ""
            files = provider_seen(self.seen, slug, ident)
            stamps = seen_digest(files.digest, states, self.register)
            known = self.old.providers.get(slug) if self.old else None
            if known is not None and not (self._is_intact(known.written) and self._has_its_alerts(known)):
                known = None
            if known is not None and known.stamps == stamps and self._is_settled(files.newest_ns):
                self.outcomes[slug] = _Outcome(known, reused=True)
                continue
            task = Task(slug, known.content if known else b"", states, log.size if log else 0, ident, stamps=stamps)
            tasks.append((task, files.files))
        progress(len(self.outcomes), len(self.content.providers))
        for done in pool.run(self.make, tasks, self.options.jobs):
            if done.record is not None:
                self.outcomes[done.slug] = _Outcome(done.record, False, done.changed)
            else:
                assert self.old is not None, "only an old record can be taken over"
                same = msgspec.structs.replace(self.old.providers[done.slug], stamps=done.stamps)
                self.outcomes[done.slug] = _Outcome(same, reused=True)
            progress(len(self.outcomes), len(self.content.providers))

    def _has_its_alerts(self, known: ProviderRecord) -> bool:
        """Tell whether the alerts on a provider's old pages are those that belong there now."""
        alerts, summary = self.content.ground.alerts, known.summary
        return known.alerts == (alerts_digest(alerts_on(alerts, subject_of(summary))) if alerts and summary else b"")

    def _is_settled(self, newest: int) -> bool:
        """Tell whether the last build surely saw the files as they are: nothing changed while or since it ran."""
        return self.old is not None and newest < self.old.started_ns

    def _make_departed(self) -> None:
        """Make the pages of departed providers, now that it is known who could take over."""
        log = self.content.log
        summaries = self.summaries()
        tasks = []
        for summary in summaries:
            if summary.status != "departed":
                continue
            chosen = alternatives(summary, summaries)
            outcome = self.outcomes[summary.slug]
            if not outcome.reused or outcome.record.alternatives != alternatives_digest(chosen):
                states, ident = (log.states_of(summary.slug), log.id_of(summary.slug)) if log else (None, "")
                size, stamps = log.size if log else 0, outcome.record.stamps
                tasks.append((Task(summary.slug, b"", states, size, ident, chosen, stamps), 1))
        for done in pool.run(self.make, tasks, self.options.jobs):
            assert done.record is not None, "without a known digest there is nothing to take over"
            self.outcomes[done.slug] = _Outcome(done.record, False, done.changed)

    def summaries(self) -> tuple[ProviderSummary, ...]:
        """Give all summaries in order of slug."""
        records = (self.outcomes[slug].record for slug in self.content.providers)
        return tuple(record.summary for record in records if record.summary is not None)

    def _report(self, summaries: tuple[ProviderSummary, ...], *groups: Inspected) -> Report:
        return self.reporter.report(summaries, self._records(), *groups)

    def _records(self) -> dict[str, ProviderRecord]:
        return {slug: outcome.record for slug, outcome in self.outcomes.items()}

    def _unsealed(self, summaries: Sequence[ProviderSummary]) -> tuple[str, ...]:
        return unsealed_profiles(self.content.log, summaries) if self.content.log else ()

    def _site_key(self) -> bytes:
        signed = self.content.log.signed if self.content.log else b""
        shared = self.ground_key + signed + alerts_digest(self.content.ground.alerts)
        content = self.content
        return site_digest(shared, self._digests().values(), content.pages, content.news, content.events)

    def _digests(self) -> dict[str, bytes]:
        """Give the digests of the summaries by slug, in their order."""
        return {slug: self.outcomes[slug].record.summary_digest for slug in self.content.providers}

    def _look_across(self, inspected: Inspected, files: Iterable[str]) -> Inspected:
        """Run the rules that need all pages; `files` are those that are no pages, or all of them."""
        groups = [outcome.record.inspected.digest for outcome in self.outcomes.values()]
        digests = (*groups, inspected.digest)
        own = (row.file for outcome in self.outcomes.values() for row in outcome.record.written)
        redirects = (source.strip("/") for source in self.content.ground.site.redirects)
        known = {*files, *own, *redirects, *(file for digest in digests for file in digest.files)}
        return inspect_across(digests, known, self._read_output, self.surroundings, self.content.around)

    def _read_intact(self, file: str) -> bytes | None:
        """Give a file of the old output, if it is as it was written."""
        return (self.options.out / file).read_bytes() if file in self._intact else None

    def _read_output(self, file: str) -> bytes | None:
        """Give a file of the new output: from the stage, or from where it is taken over."""
        for folder in (self.built.folder,) if self.built else (self.stage.folder, self.options.out):
            try:
                return (folder / file).read_bytes()
            except OSError:
                continue
        return None

    def _is_unchanged(self, old: BuildRecord, site_key: bytes) -> bool:
        return (
            old.site == site_key
            and old.providers.keys() == self.outcomes.keys()
            and all(outcome.reused for outcome in self.outcomes.values())
            and old.search == self._search_key()
            and self._is_intact((*old.site_written, *old.pictures_written, *old.search_written))
        )

    def _keep_providers(self) -> list[str]:
        """Take over the pages of the providers that did not change; give the new files of the others."""
        changed: list[str] = []
        for outcome in self.outcomes.values():
            changed.extend(outcome.changed)
            if outcome.reused:
                for row in outcome.record.written:
                    self.stage.keep(row.file)
        return changed

    def _write_rest(
        self, summaries: Sequence[ProviderSummary], site_key: bytes
    ) -> tuple[list[str], tuple[Written, ...], Inspected]:
        """Complete the stage: the pages of the site level, the assets; give the new ones, all, and what they say."""
        if self.old and self.old.site == site_key and self._is_intact(self.old.site_written):
            for row in self.old.site_written:
                self.stage.keep(row.file)
            self.site_pictures, self.looks, self.drawn = self.old.site_pictures, self.old.looks, self.old.drawn
            return [], self.old.site_written, self.old.inspected
        content, old = self.content, self.old.looks if self.old and self.options.against is None else {}
        shared = self.ground_key + alerts_digest(content.ground.alerts)
        plans = site_plans(content.ground, summaries)
        known = looks_of(old, shared, plans(""), self.surroundings)
        drawn = Drawn(shared, self.old.drawn if self.old else {}, self._read_intact)
        whole = with_newest(self.outcomes[slug].record for slug in content.providers)
        digests, alone = self._digests(), self._works_alone()
        made = write_site_level(
            content, whole, plans, self.surroundings, known, drawn, digests, self.stage, alone=alone
        )
        self.site_pictures, self.looks, self.drawn = made.pictures, made.looks, made.drawn
        return made.changed, written(self.stage.folder, made.files), made.inspected

    def _works_alone(self) -> bool:
        """Tell whether so few pages of the site level are new that starting processes costs more than they save."""
        new = sum(not outcome.reused for outcome in self.outcomes.values())
        return self.options.jobs == 1 or len(self.outcomes) < _ALONE or (self.old is not None and new <= _FEW)

    def _add_pictures(self, progress: Progress) -> _Added:
        """Make the pictures that pages show, and add them to the stage; tell which are new."""
        shown = {key for outcome in self.outcomes.values() for key in outcome.record.pictures}
        keys = shown.union(self.site_pictures)
        if not keys:
            return _Added(())
        old = {row.file: row for row in self.old.pictures_written} if self.old else {}
        changed, files = [], []
        shelf, records = self.content.shelf, [outcome.record for outcome in self.outcomes.values()]
        named = [(one.summary, one.pictures) for one in records if one.summary is not None]
        made = make_pictures(shelf, self.cache, keys, progress)
        cards = make_cards(self.content.ground, shelf, self.cache, named, self.site_pictures, progress)
        for asset in (*made, *cards):
            files.append(asset.file)
            row = old.get(asset.file)
            if row is not None and self._is_intact((row,)):
                self.stage.keep(asset.file)
            elif self.stage.add(asset):
                changed.append(asset.file)
        return _Added(written(self.stage.folder, files), tuple(changed))

    def _search_key(self) -> bytes:
        """Give a digest of what the search index is made of; nothing for a site without one."""
        if not self.content.ground.site.search:
            return b""
        return search_digest(search_version(), self._records())

    def _write_search(self) -> _Added:
        """Complete the stage with the search index; the old one where it would be made of the same."""
        key = self._search_key()
        if not key:
            return _Added((), key=key)
        if self.old and self.old.search == key and self._is_intact(self.old.search_written):
            for row in self.old.search_written:
                self.stage.keep(row.file)
            return _Added(self.old.search_written, key=key)
        _default, *others = self.content.ground.site.languages
        files, changed = [], []
        for name, data in search_files(self.stage.folder, ("", *(f"{language}/" for language in others))).items():
            files.append(SEARCH_INDEX + name)
            if self.stage.write(files[-1], data):
                changed.append(files[-1])
        return _Added(written(self.stage.folder, files), tuple(changed), key)

    def _give_up(self) -> None:
        """Leave the output as it is."""
        if self.old is not None:
            self.stage.put_aside()
        else:
            self.stage.clear()

    def _is_intact(self, rows: Iterable[Written]) -> bool:
        """Tell whether files of the old output are still as they were written."""
        return all(self.output.get(row.file, ())[:2] == (row.size, row.changed_ns) for row in rows)

    def _intact_files(self, old: BuildRecord) -> dict[str, int]:
        """Give the files of the last build that are as they were written, with the numbers of their inodes."""
        return {row.file: self.output[row.file][2] for row in rows_of(old) if self._is_intact((row,))}

    def _gone(self, files: Collection[str]) -> set[str]:
        """Give the files of the last build that the new output no longer has."""
        return {row.file for row in rows_of(self.old)}.difference(files) if self.old else set()

    def _all_files(self, site_written: Sequence[Written], *added: _Added) -> set[str]:
        return {row.file for row in self._all_rows(site_written, *added)}

    def _all_rows(self, site_written: Sequence[Written], *added: _Added) -> Iterator[Written]:
        for outcome in self.outcomes.values():
            yield from outcome.record.written
        yield from site_written
        for one in added:
            yield from one.written

    def _save(
        self,
        site_key: bytes,
        site_written: tuple[Written, ...],
        inspected: Inspected,
        across: Inspected,
        pictures: _Added,
        search: _Added,
    ) -> None:
        providers = dict(sorted(self._records().items()))
        out = str(self.options.out)
        record = BuildRecord(
            FORMAT,
            self.ground_key,
            out,
            self.started_ns,
            providers,
            site_key,
            site_written,
            tuple(self.reporter.pairs(providers)),
            inspected,
            across,
            self.content.responses_digest,
            self.reporter.responses(),
            self.site_pictures,
            pictures.written,
            search.key,
            search.written,
            self.looks,
            self.drawn,
        )
        save_record(self.cache, record)
