"""One run of a build or a check, step by step."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from site_gen.check.gates import blocks_pages
from site_gen.errors import UnwritableError
from site_gen.findings import Finding, Report
from site_gen.load.snapshot import Snapshot
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.added import Added, add_pictures, add_search, search_key
from site_gen.pipeline.before import Before
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import FORMAT, BuildRecord, Inspected, Written, load_record, rows_of, save_record
from site_gen.pipeline.cache_folder import twin_of
from site_gen.pipeline.crew import Crew
from site_gen.pipeline.digests import ground_digest
from site_gen.pipeline.inspect import inspect_across, surroundings_of
from site_gen.pipeline.meanwhile import Meanwhile
from site_gen.pipeline.options import BuildOptions, BuildResult, Progress
from site_gen.pipeline.outcomes import Outcomes
from site_gen.pipeline.reporting import NOT_LOOKED_AT, Reporter
from site_gen.pipeline.shard import Workshop
from site_gen.pipeline.site_content import SiteContent
from site_gen.pipeline.site_log import unsealed_profiles
from site_gen.pipeline.site_step import SiteMade, SiteStep, made_before
from site_gen.pipeline.strangers import Strangers
from site_gen.write.output import Files, output_digest
from site_gen.write.stage import Stage


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
        self.meanwhile = Meanwhile(options, cache, seen)
        self.left = b""
        self.started_ns = started_ns
        self.stage = Stage(options.out, twin_of(cache, options.out))
        ground, records = content.ground, content.records
        around = content.around
        if options.against is not None:
            from site_gen.pipeline.against import load_directory  # slow to import, and asked for by few

            directory = load_directory(options.against, options.against_map, ground.locations)
            around = msgspec.structs.replace(around, directory=directory)
        self.built = Built(options.built, ground.site.languages) if options.built else None
        self.surroundings = surroundings_of(ground, content.assets, content.shelf, self.built)
        self.ground_key = ground_digest(ground, records)
        self.old = self._usable_record()
        self.before = Before(self.old, output, options.out)
        self.strangers = Strangers(options, cache, output)
        make = functools.partial(
            Workshop, options.root, ground, records, Stage(options.out), self.surroundings, content.around, self.built
        )
        self.crew = Crew(make, options.jobs)
        self.outcomes = Outcomes(content, self.before, self.crew)
        self.site_step = SiteStep(content, self.before, self.outcomes, self.crew, self.surroundings, self.ground_key)
        self.reporter = Reporter(options, content, around, findings, self.old)

    def run(self, progress: Progress, twin: Callable[[], Mapping[str, int]]) -> BuildResult:
        """Make what changed, look at it, and exchange the output, unless findings block it.

        `twin` gives the files of the output's twin, with the numbers of their inodes.

        Raises:
            UnwritableError: something may not be written, or the output holds files that no build made.
        """
        self.strangers.refuse()
        if self.old is not None:
            self.stage.begin(self.before.intact(), twin())
        else:
            self.stage.clear()
        try:
            summaries, report = self._make_providers(progress)
            if any(map(blocks_pages, report.findings)):
                return self._without_output(self._report(summaries))
            again = self.meanwhile.changes(is_new=self.old is None)
            key = self.site_step.key()
            if self.old and self._is_unchanged(self.old, key):
                return self._same_again(self.old, summaries)._replace(is_mixed=again())
            changed = {file for outcome in self.outcomes for file in outcome.changed}
            site = self._write_site(summaries, key)
            pictures = add_pictures(
                self.content, self.outcomes, site.pictures, self.before, self.stage, self.cache, progress
            )
            across = self._look_across(site.inspected, [row.file for row in site.written])
            report = self._report(summaries, site.inspected, across)
            if any(map(blocks_pages, report.findings)):
                return self._without_output(report)
            old_search = [row.file for row in self.old.search_written] if self.old else []
            self.stage.keep_only({row.file for row in self._rows(site, pictures)}.union(old_search))
            search = add_search(self.content, self.outcomes, self.before, self.stage)
            rows = {row.file: row for row in self._rows(site, pictures, search)}
            self.stage.keep_only(rows)
            changed = {*changed, *site.changed, *pictures.changed, *search.changed, *self.before.gone(rows)}
            self.meanwhile.refuse_lost_cache()
            self.strangers.refuse(rows)
            self.strangers.note(rows, and_there=True)
            self.stage.swap_in(changed.union(self.before.output.keys() - rows) if self.old else None)
        except BaseException:
            self.crew.close()  # it writes into the stage
            with suppress(UnwritableError):  # what stopped the run is what there is to say
                self.stage.clear()
            raise
        try:
            self._save(site, across, pictures, search)
        except UnwritableError as error:
            raise UnwritableError(f"the output is complete, but {error.message}", hint=error.hint) from error
        self.left = output_digest((row.file, row.size, row.changed_ns) for row in rows.values())
        return BuildResult(report, True, len(rows), tuple(sorted(changed)), self._unsealed(summaries), again())

    def look(self, progress: Progress) -> BuildResult:
        """Make everything that findings may come from, and throw it away."""
        self.stage.clear()
        try:
            summaries, report = self._make_providers(progress)
            if self.built is None and any(map(blocks_pages, report.findings)):
                return BuildResult(self._report(summaries, NOT_LOOKED_AT), published=False)
            files: Iterable[str]
            if self.built is None:
                site = self._write_site(summaries, self.site_step.key())
                files, inspected = [row.file for row in site.written], site.inspected
            else:
                files = self.built.files
                inspected = self.site_step.look_at_built(self.built, summaries)
            across = self._look_across(inspected, files)
            return BuildResult(self._report(summaries, inspected, across), published=False)
        finally:
            self.crew.close()
            self.stage.clear()

    def summaries(self) -> tuple[ProviderSummary, ...]:
        """Give all summaries in order of slug."""
        return self.outcomes.summaries()

    def _usable_record(self) -> BuildRecord | None:
        """Give the last build's record if its output can be taken over."""
        old = None if self.options.full or self.built else load_record(self.cache, self.options.out)
        if old is None or old.ground != self.ground_key or old.out != str(self.options.out):
            return None
        return old

    def _make_providers(self, progress: Progress) -> tuple[tuple[ProviderSummary, ...], Report]:
        """Make all providers; give their summaries, and what is to be said before there are pages of the site level."""
        self.outcomes.make_all(self.seen, progress)
        self.outcomes.make_departed()
        if self.content.log:
            self.content.log.forget_reviews()
        summaries = self.summaries()
        return summaries, self.reporter.report(summaries, self.outcomes.records(), alike=False)

    def _report(self, summaries: tuple[ProviderSummary, ...], *groups: Inspected) -> Report:
        self.crew.close()  # what is looked for last takes much memory
        return self.reporter.report(summaries, self.outcomes.records(), *groups)

    def _unsealed(self, summaries: Sequence[ProviderSummary]) -> tuple[str, ...]:
        return unsealed_profiles(self.content.log, summaries) if self.content.log else ()

    def _is_unchanged(self, old: BuildRecord, site_key: bytes) -> bool:
        return (
            old.site == site_key
            and old.providers.keys() == self.outcomes.records().keys()
            and not self.outcomes.new()
            and old.search == search_key(self.content, self.outcomes)
            and self.before.is_intact((*old.site_written, *old.pictures_written, *old.search_written))
        )

    def _same_again(self, old: BuildRecord, summaries: tuple[ProviderSummary, ...]) -> BuildResult:
        """Leave the output as it is, with a record of this build that says the same of it."""
        report = self._report(summaries, old.inspected, old.across)
        site, pictures = made_before(old), Added(old.pictures_written)
        search = Added(old.search_written, key=old.search)
        self._give_up()
        self._save(site, old.across, pictures, search)
        self.left = output_digest((file, size, changed) for file, (size, changed, _) in self.before.output.items())
        files = {row.file for row in self._rows(site, pictures, search)}
        return BuildResult(report, True, len(files), unsealed=self._unsealed(summaries))

    def _without_output(self, report: Report) -> BuildResult:
        self._give_up()
        return BuildResult(report, published=False)

    def _write_site(self, summaries: Sequence[ProviderSummary], key: bytes) -> SiteMade:
        """Complete the stage; with a directory to compare with, every page is looked at anew."""
        return self.site_step.write(summaries, key, self.stage, anew=self.options.against is not None)

    def _look_across(self, inspected: Inspected, files: Iterable[str]) -> Inspected:
        """Run the rules that need all pages; `files` are those that are no pages, or all of them."""
        digests = (*(outcome.record.inspected.digest for outcome in self.outcomes), inspected.digest)
        own = (row.file for outcome in self.outcomes for row in outcome.record.written)
        redirects = (source.strip("/") for source in self.content.ground.site.redirects)
        known = {*files, *own, *redirects, *(file for digest in digests for file in digest.files)}
        return inspect_across(digests, known, self._read_output, self.surroundings, self.content.around)

    def _read_output(self, file: str) -> bytes | None:
        """Give a file of the new output: from the stage, or from where it is taken over."""
        for folder in (self.built.folder,) if self.built else (self.stage.folder, self.options.out):
            try:
                return (folder / file).read_bytes()
            except OSError:
                continue
        return None

    def _give_up(self) -> None:
        """Leave the output as it is."""
        if self.old is not None:
            self.stage.put_aside()
        else:
            self.stage.clear()

    def _rows(self, site: SiteMade, *added: Added) -> Iterator[Written]:
        """Give every file of the output."""
        for outcome in self.outcomes:
            yield from outcome.record.written
        yield from site.written
        for one in added:
            yield from one.written

    def _save(self, site: SiteMade, across: Inspected, pictures: Added, search: Added) -> None:
        providers = dict(sorted(self.outcomes.records().items()))
        record = BuildRecord(
            FORMAT,
            self.ground_key,
            str(self.options.out),
            self.started_ns,
            providers,
            site.key,
            site.written,
            tuple(self.reporter.pairs(providers)),
            site.inspected,
            across,
            self.content.responses_digest,
            self.reporter.responses(),
            site.pictures,
            pictures.written,
            search.key,
            search.written,
            dict(site.looks),
            dict(site.drawn),
        )
        save_record(self.cache, record)
        self.strangers.note(row.file for row in rows_of(record))
