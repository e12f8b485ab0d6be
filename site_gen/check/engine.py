"""Runs rules over their subjects and turns what they say into findings with file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from site_gen.check.rule import Around, Issue, Key, Rule, SealedReview
from site_gen.check.rules import (
    LOCATION_RULES,
    PROVIDER_RULES,
    REVIEW_RULES,
    REVIEWS_RULES,
    SEALED_RULES,
    SITE_RULES,
)
from site_gen.findings import Finding
from site_gen.model.location import Location
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.model.summary import ProviderSummary

Locate = Callable[[str, Key], tuple[int, int]]
"""Gives line and column of a key in a file, both 0 when it cannot be read."""


def check_provider(
    provider: Provider, reviews: tuple[Review, ...], around: Around, locate: Locate
) -> Iterator[Finding]:
    """Run every rule about one provider and its reviews."""
    for rule in PROVIDER_RULES:
        for issue in rule.check(provider, around):
            yield _finding(rule, issue, provider.path, locate, provider=provider.slug)
    for rule in REVIEWS_RULES:
        for issue in rule.check(reviews, provider, around):
            yield _finding(rule, issue, provider.path, locate, provider=provider.slug)
    for rule in REVIEW_RULES:
        for review in reviews:
            for issue in rule.check(review, provider, around):
                yield _finding(rule, issue, review.path, locate, provider=provider.slug, review=review.id)


def check_sealed(sealed: Sequence[SealedReview], around: Around, locate: Locate) -> Iterator[Finding]:
    """Run the rules that compare review files with what was sealed of them."""
    for rule in SEALED_RULES:
        for one in sealed:
            for issue in rule.check(one, around):
                review = one.review
                yield _finding(rule, issue, review.path, locate, provider=review.provider, review=review.id)


def check_site(
    site: Site, locations: Sequence[Location], summaries: tuple[ProviderSummary, ...], around: Around, locate: Locate
) -> Iterator[Finding]:
    """Run the rules about locations and those that need the whole site."""
    for rule in LOCATION_RULES:
        for location in locations:
            for issue in rule.check(location, around):
                yield _finding(rule, issue, location.path, locate)
    for rule in SITE_RULES:
        for issue in rule.check(summaries, around):
            yield _finding(rule, issue, site.path, locate)


def _finding(rule: Rule, issue: Issue, path: str, locate: Locate, *, provider: str = "", review: str = "") -> Finding:
    place = issue.path or path
    line, column = locate(place, issue.at)
    return Finding(
        path=place,
        line=line,
        column=column,
        code=rule.code,
        name=rule.name,
        severity=issue.severity or rule.severity,
        message=issue.message,
        hint=issue.hint,
        provider=provider,
        review=review,
        basis=rule.basis,
    )
