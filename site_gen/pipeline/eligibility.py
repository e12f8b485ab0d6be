"""Whether the pages with reviews in their markup may earn stars in Google, page by page, and why not.

The policy is of GOO601: Google shows no stars for reviews of a LocalBusiness or an Organization on a site that it
controls itself, and every type that a provider has here is one of these. Whether the markup is valid is what the rules
about it found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from site_gen.check.gates import blocks_pages
from site_gen.findings import Finding, Report, Severity
from site_gen.model.counting import written_tenths
from site_gen.model.site import Site
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import addresses_of, archive_path, provider_path
from site_gen.render.schema_org.kinds import PROVIDER_TYPES
from site_gen.report.compliance.eligibility import WORDS, PageEligibility, Verdict

_OF_MARKUP = frozenset({"EMB501", "EMB502", "EMB503", "MOD211", "PAG857", "NAP802"})
"""Rules whose errors make the markup of a page say something that is not so, or nothing that can be read."""
_COPIED = "GOO602"
_OWN_FILES = ("content/providers/", "content/reviews/")


def page_eligibility(
    site: Site, summaries: Sequence[ProviderSummary], report: Report, *, looked: bool
) -> tuple[PageEligibility, ...]:
    """Give the verdict on every page of a provider, in every language, in order of its path.

    `looked` says whether the rules about pages ran: without that no markup is called valid.
    """
    found: dict[str, list[Finding]] = {}
    for finding in (*report.findings, *(one.finding for one in report.ignored)):
        if finding.path.endswith(".html"):
            found.setdefault(finding.path, []).append(finding)
    unseen = _unseen(report)
    rows = (
        row
        for summary in summaries
        for row in _of_provider(site, summary, found, looked=looked and summary.slug not in unseen)
    )
    return tuple(sorted(rows, key=lambda row: row.page))


def _unseen(report: Report) -> frozenset[str]:
    """Give the providers whose pages were not made, since something in their own files stops them."""
    stopped = (one.path for one in report.findings if blocks_pages(one) and one.path.startswith(_OWN_FILES))
    return frozenset(path.split("/")[2].removesuffix(".yaml") for path in stopped)


def _of_provider(
    site: Site, summary: ProviderSummary, found: Mapping[str, Sequence[Finding]], *, looked: bool
) -> Iterator[PageEligibility]:
    addresses, standing = addresses_of(site), summary.standing
    named = PROVIDER_TYPES[summary.kind]
    types = (named,) if isinstance(named, str) else named
    average = "" if standing.tenths is None else written_tenths(standing.tenths)
    has_reviews = bool(average or standing.shown + standing.hidden)
    paths = [provider_path(summary.slug)]
    paths += [archive_path(summary.slug, number) for number in range(1, summary.archive_pages + 1)]
    for language in site.languages:
        for path in paths:
            file = addresses.file(path, language)
            here = found.get(file, ())
            wrong = {one.code for one in here if one.code in _OF_MARKUP and one.severity is Severity.ERROR}
            copied = any(one.code == _COPIED for one in here)
            verdict = _verdict(wrong, has_reviews=has_reviews, looked=looked)
            yield PageEligibility(
                page=file.removesuffix("index.html"),
                provider=summary.slug,
                verdict=verdict,
                said=WORDS[verdict],
                reason=_reason(verdict, types, wrong, copied=copied),
                types=types,
                average=average,
                ratings=standing.rating_count if average else 0,
                codes=tuple(sorted({*wrong, *([_COPIED] if copied else [])})),
            )


def _verdict(wrong: Collection[str], *, has_reviews: bool, looked: bool) -> Verdict:
    if wrong:
        return Verdict.NOT_VALID
    if not looked:
        return Verdict.NOT_CHECKED
    return Verdict.NOT_ELIGIBLE if has_reviews else Verdict.NO_REVIEWS


def _reason(verdict: Verdict, types: Sequence[str], wrong: Collection[str], *, copied: bool) -> str:
    """Say why, in sentences; the first is about what decides."""
    sentences = []
    if wrong:
        sentences.append(f"The markup has errors: {', '.join(sorted(wrong))}.")
    if verdict is Verdict.NO_REVIEWS:
        sentences.append("No review is shown, and there are too few ratings for an average.")
    else:
        sentences.append(
            f"The reviews are of {' and '.join(types)}, an organization, on the site of the practice itself (GOO601)."
        )
    if copied:
        sentences.append(f"It shows a text that another site shows ({_COPIED}).")
    return " ".join(sentences)
