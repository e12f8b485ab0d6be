"""The report of a run: what rules say about the site as a whole, once, and about every provider and page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from site_gen.check.engine import (
    Results,
    check_alerts,
    check_log,
    check_media,
    check_own_pages,
    check_pairs,
    check_practice,
    check_responses,
    check_site,
)
from site_gen.check.likeness import near_pairs, near_pairs_again
from site_gen.check.rule import Around, Pair
from site_gen.check.rules import RULES
from site_gen.check.select import set_aside
from site_gen.findings import Checked, Finding, Ignored, NotChecked, Report, sorted_findings
from site_gen.model.likeness import Sketch
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.cache import (
    BuildRecord,
    Inspected,
    ProviderRecord,
)
from site_gen.pipeline.erased import erased_forms
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.provider_source import Locator
from site_gen.pipeline.site_content import SiteContent
from site_gen.pipeline.texts import changed_texts, sketches_of

NOT_LOOKED_AT = Inspected(
    not_checked=tuple(
        NotChecked(rule.code, "there are no pages as long as errors in the content block them")
        for rule in RULES
        if rule.built is not None or rule.across is not None
    )
)
"""What is said of pages that were not rendered."""


class Reporter:
    """Puts together what was found. What is said about the site as a whole is worked out once, of all its summaries."""

    def __init__(
        self,
        options: BuildOptions,
        content: SiteContent,
        around: Around,
        findings: Sequence[Finding],
        old: BuildRecord | None,
    ) -> None:
        self._options = options
        self._content = content
        self._around = around
        self._findings = findings
        self._old = old
        self._locate = Locator(options.root)
        self._pairs: Sequence[Pair] | None = None
        self._on_site: Results | None = None
        self._on_pairs: Results | None = None
        self._responses: Inspected | None = None

    def report(
        self,
        summaries: tuple[ProviderSummary, ...],
        records: Mapping[str, ProviderRecord],
        *groups: Inspected,
        alike: bool = True,
    ) -> Report:
        """Report on the content, on the pages of the providers, and on further groups of pages.

        Looking for texts that are `alike` takes much memory, and can wait until other work is done that does so, too:
        nothing that is said of them blocks pages.
        """
        on_site = (self._check_site(summaries), *([self._check_pairs(records)] if alike else []))
        looked_at = (*(record.inspected for record in records.values()), *groups)
        own = records.values()
        parts: tuple[Results | ProviderRecord | Inspected, ...] = (*on_site, self.responses(), *own, *looked_at)
        findings = [*self._findings, *chain.from_iterable(part.findings for part in parts)]
        site = self._content.ground.site
        counted, ignored = set_aside(findings, site.checks.ignore, site.path, self._options.as_of, self._locate)
        reviews = sum(len(summary.review_ids) for summary in summaries)
        pages = sum(group.pages for group in looked_at)
        checked = Checked(len(summaries), reviews, pages, len(rule_codes()))
        not_checked = chain.from_iterable(part.not_checked for part in parts)
        return make_report(self._options, counted, checked, not_checked, ignored)

    def pairs(self, records: Mapping[str, ProviderRecord]) -> Sequence[Pair]:
        """Give the reviews that are nearly the same; looked for only where a text has changed since the last build."""
        if self._pairs is None:

            def every() -> list[Sketch]:
                return sketches_of(records.values())

            old = self._old
            if old is None:
                self._pairs = near_pairs(every())
            else:
                self._pairs = near_pairs_again(every, *changed_texts(records, old.providers), old.pairs)
        return self._pairs

    def responses(self) -> Inspected:
        """Give what rules say about the prepared responses; taken from the last build where no file has changed."""
        if self._responses is None:
            old, content = self._old, self._content
            if old is not None and old.responses_key == content.responses_digest:
                self._responses = old.responses
            else:
                results = Results(self._locate)
                check_responses(self._around.responses, self._around, results)
                self._responses = Inspected(tuple(results.findings), tuple(sorted(set(results.not_checked))))
        return self._responses

    def _check_pairs(self, records: Mapping[str, ProviderRecord]) -> Results:
        """Run the rules about texts that are nearly the same."""
        if self._on_pairs is None:
            self._on_pairs = Results(self._locate)
            check_pairs(self.pairs(records), self._around, self._on_pairs)
        return self._on_pairs

    def _check_site(self, summaries: tuple[ProviderSummary, ...]) -> Results:
        """Run the rules that need the whole site."""
        if self._on_site is None:
            content, around = self._content, self._around
            erased = erased_forms(self._options.root, around.register)
            around = msgspec.structs.replace(around, erased_forms=erased)
            ground = content.ground
            self._on_site = results = Results(self._locate)
            locations = tuple(ground.locations.values())
            check_site(ground.site, locations, content.records, summaries, around, results)
            check_own_pages(content.written_pages, summaries, around, results)
            check_alerts(content.practice.alerts, summaries, around, results)
            check_media(around.media_files.values(), around, results)
            check_practice(content.practice, around, results)
            if content.log_view is not None:
                check_log(content.log_view, around, results)
        return self._on_site


def make_report(
    options: BuildOptions,
    findings: Sequence[Finding],
    checked: Checked,
    not_checked: Iterable[NotChecked] = (),
    ignored: Iterable[Ignored] = (),
) -> Report:
    """Give the report of a build."""
    return Report(
        as_of=options.as_of.isoformat(),
        checked=checked,
        findings=sorted_findings(findings),
        not_checked=tuple(sorted(set(not_checked))),
        ignored=tuple(sorted(set(ignored))),
    )


def rule_codes() -> frozenset[str]:
    """Give the codes that a build looks for."""
    return frozenset(rule.code for rule in RULES)
