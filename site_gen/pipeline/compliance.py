"""Makes the compliance pack: runs the check, and puts down what it looked at, what came of it and what it rests on."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

import site_gen
from site_gen.check.page import FAMILIES
from site_gen.errors import UnreadableError
from site_gen.findings import Report
from site_gen.load.log_folder import CHECKPOINT
from site_gen.model.policy import REVIEW_POLICY, Policy
from site_gen.model.site import Site
from site_gen.model.standing import Standing, total
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.build import examine
from site_gen.pipeline.compliance_outcomes import cover_words, exclusions, index_by_basis, rule_results
from site_gen.pipeline.eligibility import page_eligibility
from site_gen.pipeline.options import BuildOptions, Progress, ignore_progress
from site_gen.pipeline.own_pages import sealed_policy
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.reporting import rule_codes
from site_gen.pipeline.rule_help import known_rules
from site_gen.pipeline.site_content import SiteContent
from site_gen.pipeline.site_log import SiteLog
from site_gen.report.compliance.compare import Changes, compare_packs
from site_gen.report.compliance.pack import (
    HTML_FILE,
    JSON_FILE,
    KIND,
    LogHead,
    Outcome,
    Pack,
    PolicyFacts,
    ReviewCounts,
    RuleResult,
    SiteFacts,
    format_pack,
    parse_pack,
)
from site_gen.report.compliance.page import format_page
from site_gen.report.compliance.words import LIMITS
from site_gen.report.head import is_report
from site_gen.write.report_folder import refuse_foreign_report, write_report


class Written(NamedTuple):
    """A pack and its files; both are None and nothing when the site level did not load: `report` says why."""

    report: Report
    pack: Pack | None = None
    files: tuple[Path, ...] = ()


def write_compliance(options: BuildOptions, folder: Path, progress: Progress = ignore_progress) -> Written:
    """Check the site and write the pack into `folder`, which is outside of what is published or sealed.

    Raises:
        UnreadableError: there is no site.
        UnwritableError: `folder` is none for a report, or holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, lambda data: is_report(data, KIND))
    examined = examine(options, progress)
    if examined.content is None:
        return Written(examined.report)
    pack = make_pack(options, examined.report, examined.content, examined.summaries)
    data = format_pack(pack)
    files = write_report(folder, ((HTML_FILE, format_page(pack, data)), (JSON_FILE, data)))
    return Written(examined.report, pack, files)


def make_pack(
    options: BuildOptions, report: Report, content: SiteContent, summaries: Sequence[ProviderSummary]
) -> Pack:
    """Give the pack of a check; `summaries` are of all providers."""
    standing = total(one.standing for one in summaries)
    site, log = content.ground.site, content.log
    no_log = _no_log(site, log)
    findings = tuple(cover_words(finding) for finding in report.findings)
    ignored = tuple(msgspec.structs.replace(one, finding=cover_words(one.finding)) for one in report.ignored)
    results = rule_results(report, known_rules(), rule_codes(), no_log)
    return Pack(
        version=site_gen.__version__,
        as_of=report.as_of,
        site=_site_facts(site),
        log=_log_head(site, log),
        no_log=no_log,
        policy=_policy_facts(content, options.root),
        checked=report.checked,
        pages="folder" if options.built else "rendered",
        reviews=_review_counts(standing, are_sealed=log is not None),
        outcomes={str(one): sum(1 for result in results if result.outcome is one) for one in Outcome},
        families=_families(results),
        rules=results,
        findings=findings,
        exclusions=exclusions(site.checks.ignore, report),
        ignored=ignored,
        bases=index_by_basis(results),
        limits=LIMITS,
        eligibility=page_eligibility(site, summaries, report, looked=report.checked.pages > 0),
    )


def compare_compliance(old: Path, new: Path) -> Changes:
    """Give what changed between two packs, each a file or the folder that holds it.

    Raises:
        UnreadableError: one that cannot be read, or is no pack of this schema.
    """
    return compare_packs(_read_pack(old), _read_pack(new))


def _read_pack(place: Path) -> Pack:
    file = place / JSON_FILE if place.is_dir() else place
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"cannot read {file}: {error.strerror}", hint="site-gen report compliance writes packs"
        ) from error
    return parse_pack(data, str(file))


def _families(results: Sequence[RuleResult]) -> dict[str, str]:
    """Give the titles of the families that are there, in the order in which all lists of rules have them."""
    there = dict.fromkeys(one.code[:3] for one in results)
    return {family: FAMILIES.get(family, family) for family in (*FAMILIES, *there) if family in there}


def _site_facts(site: Site) -> SiteFacts:
    return SiteFacts(
        name=site.name,
        base_url=site.base_url,
        languages=site.languages,
        time_zone=site.time_zone,
        jurisdiction=site.jurisdiction,
        covered_entity=site.covered_entity,
        team=site.team,
        decide_within_days=site.reviews.decide_within_days,
        retention_months=site.reviews.retention_months,
    )


def _no_log(site: Site, log: SiteLog | None) -> str:
    if site.log is None:
        return "the site has no review log"
    if log is None:
        return "the review log does not load"
    return "" if log.signed else f"the review log has no entries yet: there is no {CHECKPOINT}"


def _log_head(site: Site, log: SiteLog | None) -> LogHead | None:
    if site.log is None or log is None or not log.signed:
        return None
    root = base64.b64encode(log.root).decode()
    return LogHead(origin=site.log.origin, size=log.size, root=root, key=site.log.key)


def _policy_facts(content: SiteContent, root: Path) -> PolicyFacts | None:
    """Give the review policy in force: with a log the version that was sealed last, whatever the file says now."""
    site, log = content.ground.site, content.log
    written = _written_policy(content.records.policies, site)
    sealed = log.settings.policy_of.get(REVIEW_POLICY) if log else None
    if written is None:
        return _only_hash(sealed) if sealed else None
    if sealed is None or sealed == written.sha256:
        return _facts_of(written, is_sealed=sealed is not None)
    kept = sealed_policy(root, written, sealed, site)
    return _facts_of(kept, is_sealed=True) if kept else _only_hash(sealed)


def _written_policy(policies: Sequence[Policy], site: Site) -> Policy | None:
    own = (one for one in policies if one.slug == REVIEW_POLICY and one.language == site.default_language)
    return next(own, None)


def _facts_of(policy: Policy, *, is_sealed: bool) -> PolicyFacts:
    return PolicyFacts(
        title=policy.title,
        version=policy.version or "",
        effective_on=policy.effective_on.isoformat() if policy.effective_on else "",
        sha256=policy.sha256,
        is_sealed=is_sealed,
    )


def _only_hash(sha256: str) -> PolicyFacts:
    return PolicyFacts(title=REVIEW_POLICY, version="", effective_on="", sha256=sha256, is_sealed=True)


def _review_counts(standing: Standing, *, are_sealed: bool) -> ReviewCounts:
    return ReviewCounts(
        are_sealed=are_sealed,
        received=standing.received,
        shown=standing.shown + standing.hidden,
        redacted=standing.hidden,
        withheld=standing.withheld,
        pending=standing.pending,
        erased=standing.erased,
        replaced=standing.replaced,
        elsewhere=standing.elsewhere,
    )
