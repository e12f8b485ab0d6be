"""One provider from files to pages: load, check, render, look at the pages, write aside; alone, in any process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from site_gen.check.engine import Results, check_provider
from site_gen.check.gates import blocks_pages
from site_gen.check.pages.plan import Surroundings
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.findings import Finding
from site_gen.load.documents import keep, parse_provider, parse_review
from site_gen.model.alert import alerts_on, subject_of
from site_gen.model.ledger import keep_ledger
from site_gen.model.provider import Provider
from site_gen.model.records import Records
from site_gen.model.review import Review
from site_gen.model.standing import stand
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import Apart, Inspected, ProviderRecord, written
from site_gen.pipeline.digests import alerts_digest, alternatives_digest, register_digest, summary_digest
from site_gen.pipeline.erased import readable_erased
from site_gen.pipeline.ground import make_around
from site_gen.pipeline.inspect import Looked, inspect
from site_gen.pipeline.log_cache import decode_states
from site_gen.pipeline.looks import Basis, Look, looking
from site_gen.pipeline.media import keys_in, shows_pictures
from site_gen.pipeline.placing import Placing
from site_gen.pipeline.plans import provider_plans
from site_gen.pipeline.provider_source import Locator, content_digest, files_of_provider, read_source
from site_gen.pipeline.summarize import summarize
from site_gen.pipeline.texts import set_apart
from site_gen.render.edition import editions_of
from site_gen.render.ground import Ground
from site_gen.render.pages.provider import provider_files
from site_gen.render.pages.rendered import Rendered
from site_gen.reviewlog.tally import log_waits
from site_gen.write.stage import Stage


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One provider to make. `known` is the content digest of pages that could be taken over.

    `states` are its reviews in the review log as `log_cache` keeps them, None for a site without one, `ident` whom they
    are about there, and `log_size` the length of the log.
    `alternatives` is None as long as they are not known: a departed provider is then only loaded and checked.
    `stamps` is a digest of what its files looked like before any was read, for its record.
    """

    slug: str
    known: bytes = b""
    states: bytes | None = None
    log_size: int = 0
    ident: str = ""
    alternatives: tuple[ProviderSummary, ...] | None = None
    stamps: bytes = b""


class Done(msgspec.Struct, frozen=True, array_like=True):
    """What came of a task. `record` is None when the old one still holds; `changed` are the files with new content."""

    slug: str
    record: ProviderRecord | None
    changed: tuple[str, ...] = ()
    stamps: bytes = b""


class Workshop:
    """What a process needs to make any provider's pages, and to look at those of the site level; made once in each.

    `around_site` is what rules look up that are about pages of the site level: no provider's page depends on all of it.
    """

    def __init__(
        self,
        root: Path,
        ground: Ground,
        records: Records,
        stage: Stage,
        surroundings: Surroundings,
        around_site: Around,
        built: Built | None = None,
    ) -> None:
        self.root = root
        self.surroundings = surroundings
        self.built = built
        self.ground = ground
        self.stage = stage
        self.around = make_around(ground, records)
        self.around_site = around_site
        self.editions = editions_of(ground)
        self._look: Callable[[Rendered], Look] | None = None
        self._placing = Placing(ground, self.around, readable_erased(root))
        self.register = register_digest(records)

    def make(self, task: Task) -> Done:
        """Load, check and render one provider, and write its files into the stage."""
        stamps, findings = files_of_provider(self.root, task.slug, task.ident)
        data = [read_source(self.root, stamp.path) for stamp in stamps]
        by_path = {stamp.path: one for stamp, one in zip(stamps, data, strict=True)}
        parsed = self._parse(by_path, findings) if self.register else None
        content = content_digest(stamps, data, task.states, self._signed(parsed[1]) if parsed else b"")
        if content == task.known:
            return Done(task.slug, None, stamps=task.stamps)
        provider, reviews = parsed or self._parse(by_path, findings)
        summary = None
        digest, apart = b"", Apart()
        inspected = Inspected()
        files: list[str] = []
        changed: list[str] = []
        pictures: set[str] = set()
        results = Results(Locator(self.root, by_path))
        if provider is not None:
            check_provider(provider, tuple(reviews), self.around.among(reviews), results)
            placed, gone, openings = self._placing.place(
                task.states, task.log_size, provider, reviews, by_path, results
            )
            findings.extend(results.findings)
            as_of = self.ground.as_of.strftime("%Y-%m")
            standing = stand(placed, self.ground.site.reviews, as_of, gone=gone)
            settings, has_team = self.ground.site.reviews, self.around.team is not None
            ledger = keep_ledger(reviews, placed, gone, settings, self.ground.as_of, has_team=has_team)
            months = log_waits(decode_states(task.states)) if task.states is not None else {}
            edition = next(iter(self.editions.values()))
            summary = summarize(edition, provider, reviews, placed, standing, ledger, months)
            summary = msgspec.structs.replace(summary, forms=self.around.register.at_source(reviews))
            digest = summary_digest(summary)
            summary, apart = set_apart(summary)
            waits = provider.status == "departed" and task.alternatives is None
            if not waits and not any(map(self._blocks, findings)):
                plans = provider_plans(self.editions, provider, placed, standing, task.alternatives or ())
                if self.built is None:
                    made = provider_files(self.editions, provider, placed, standing, task.alternatives or ())
                    rendered = (*made, *openings)
                    has_pictures = shows_pictures(self.ground)
                    for one in rendered:
                        files.append(one.file)
                        if has_pictures:
                            pictures |= keys_in(one.data)
                        if self.stage.write(one.file, one.data):
                            changed.append(one.file)
                else:
                    rendered = tuple(self.built.provider_files(provider.slug))
                listed = provider.status != "departed"
                inspected = inspect(rendered, plans, self.surroundings, self.around, listed=listed)
        record = ProviderRecord(
            task.stamps,
            content,
            alternatives_digest(task.alternatives or ()),
            summary,
            tuple(findings),
            written(self.stage.folder, files),
            tuple(results.not_checked),
            inspected,
            tuple(sorted(pictures)),
            self._alerts(provider),
            digest,
            apart,
        )
        return Done(task.slug, record, tuple(changed))

    def hear(self, basis: Basis) -> None:
        """Take in what looks at pages of the site level depend on, once all providers are made."""
        self._look = looking(basis, self.ground, self.surroundings, self.around_site)

    def look(self, page: Rendered) -> Look:
        """Look at a page of the site level."""
        assert self._look is not None, "what looks depend on is told first"
        return self._look(page)

    def look_into(self, file: str) -> Looked:
        """Look at a page of the site level in the folder of pages that were built already."""
        assert self.built is not None, "there is such a folder"
        return self.look(self.built.page(file)).looked

    def _alerts(self, provider: Provider | None) -> bytes:
        """Give a digest of the alerts on a provider's pages."""
        alerts = self.ground.alerts
        return alerts_digest(alerts_on(alerts, subject_of(provider))) if alerts and provider else b""

    def _blocks(self, finding: Finding) -> bool:
        ignores = self.ground.site.checks.ignore
        return blocks_pages(finding) and not is_set_aside(finding, ignores, self.ground.as_of)

    def _signed(self, reviews: Sequence[Review]) -> bytes:
        """Give what the register says of a provider's reviews, and where, for a digest."""
        register = self.around.register
        found = [entry for review in reviews for entry in (*register.of(review), *register.of_others(review))]
        return msgspec.msgpack.encode((bool(self.around.register), found))

    def _parse(self, by_path: Mapping[str, bytes], findings: list[Finding]) -> tuple[Provider | None, list[Review]]:
        provider: Provider | None = None
        reviews = []
        for path, data in by_path.items():
            if path.startswith("content/providers/"):
                provider = keep(parse_provider(data, path), findings)
            elif path.startswith("content/reviews/"):
                review = keep(parse_review(data, path), findings)
                if review is not None:
                    reviews.append(review)
        return provider, reviews
