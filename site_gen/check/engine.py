"""Runs rules over their subjects and turns what they say into findings with file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from site_gen.check.log_view import LogView, Originals
from site_gen.check.pages.digest import Everything
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Key, Pair, Rule, SealedReview, Unchecked
from site_gen.check.rules import RULES
from site_gen.findings import Finding, NotChecked
from site_gen.model.alert import Alert
from site_gen.model.location import Location
from site_gen.model.media import MediaFile
from site_gen.model.page import Page
from site_gen.model.practice import Practice
from site_gen.model.provider import Provider
from site_gen.model.records import Records
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.model.summary import ProviderSummary

Locate = Callable[[str, Key], tuple[int, int]]
"""Gives line and column of a key in a file, both 0 when it cannot be read."""

CHECKPOINT = "log/checkpoint"
"""Where the log as a whole is pointed at."""


_ON_PAGES = tuple(rule for rule in RULES if rule.built is not None)
_ON_PROVIDERS = tuple(rule for rule in RULES if rule.provider or rule.reviews or rule.review)
_ON_REPLIES = tuple(rule for rule in RULES if rule.review and rule.code.startswith(("RPL", "POL")))


class Results:
    """What rules said so far: findings, and what they could not look at."""

    def __init__(self, locate: Locate) -> None:
        self.findings: list[Finding] = []
        self.not_checked: list[NotChecked] = []
        self._locate = locate

    def take(
        self, rule: Rule, said: Iterable[Issue | Unchecked], path: str, *, provider: str = "", review: str = ""
    ) -> None:
        """Take in what a rule says about the subject in the file `path`."""
        for one in said:
            if isinstance(one, Unchecked):
                self.not_checked.append(NotChecked(rule.code, one.reason))
                continue
            place = one.path or path
            line, column = self._locate(place, one.at)
            finding = Finding(
                path=place,
                line=line,
                column=column,
                code=rule.code,
                name=rule.name,
                severity=one.severity or rule.severity,
                message=one.message,
                hint=one.hint,
                provider=provider,
                review=review,
                basis=rule.basis,
            )
            self.findings.append(finding)


def check_provider(provider: Provider, reviews: tuple[Review, ...], around: Around, results: Results) -> None:
    """Run every rule about one provider and its reviews."""
    for rule in _ON_PROVIDERS:
        if rule.provider is not None:
            results.take(rule, rule.provider(provider, around), provider.path, provider=provider.slug)
        if rule.reviews is not None:
            results.take(rule, rule.reviews(reviews, provider, around), provider.path, provider=provider.slug)
        if rule.review is not None:
            for review in reviews:
                for said in rule.review(review, provider, around):
                    results.take(rule, (said,), review.path, provider=provider.slug, review=review.id)


def check_reply(review: Review, provider: Provider, around: Around, results: Results) -> None:
    """Run the rules about one review's reply."""
    for rule in _ON_REPLIES:
        assert rule.review is not None, "only these are in the list"
        said = rule.review(review, provider, around)
        results.take(rule, said, review.path, provider=provider.slug, review=review.id)


def check_sealed(sealed: Sequence[SealedReview], around: Around, results: Results) -> None:
    """Run the rules that compare review files with what was sealed of them."""
    for rule in RULES:
        if rule.sealed is not None:
            for one in sealed:
                review = one.review
                for said in rule.sealed(one, around):
                    results.take(rule, (said,), review.path, provider=review.provider, review=review.id)


def check_originals(originals: Originals, around: Around, results: Results) -> None:
    """Run the rules about the sealed originals of one provider."""
    for rule in RULES:
        if rule.originals is not None:
            said = rule.originals(originals, around)
            results.take(rule, said, originals.path, provider=originals.provider.slug)


def check_log(log: LogView, around: Around, results: Results) -> None:
    """Run the rules about the log as a whole."""
    for rule in RULES:
        if rule.log is not None:
            results.take(rule, rule.log(log, around), CHECKPOINT)


def check_own_pages(
    pages: Sequence[Page], summaries: tuple[ProviderSummary, ...], around: Around, results: Results
) -> None:
    """Run the rules about the pages that the owner wrote."""
    for rule in RULES:
        if rule.own_page is not None:
            for page in pages:
                results.take(rule, rule.own_page(page, summaries, around), page.path)


def check_alerts(
    alerts: Sequence[Alert], summaries: tuple[ProviderSummary, ...], around: Around, results: Results
) -> None:
    """Run the rules about alerts."""
    for rule in RULES:
        if rule.alert is not None:
            for alert in alerts:
                results.take(rule, rule.alert(alert, summaries, around), alert.path)


def check_media(files: Iterable[MediaFile], around: Around, results: Results) -> None:
    """Run the rules about pictures and films."""
    for rule in RULES:
        if rule.media is not None:
            for file in files:
                results.take(rule, rule.media(file, around), file.path)


def check_practice(practice: Practice, around: Around, results: Results) -> None:
    """Run the rules about posts, and those that need all of what the practice does besides profiles and reviews."""
    for rule in RULES:
        if rule.post is not None:
            for post in practice.posts:
                results.take(rule, rule.post(post, around), post.path)
        if rule.practice is not None:
            results.take(rule, rule.practice(practice, around), around.site.path)


def check_responses(responses: Sequence[Response], around: Around, results: Results) -> None:
    """Run the rules about prepared responses."""
    for rule in RULES:
        if rule.response is not None:
            for response in responses:
                results.take(rule, rule.response(response, around), response.path)


def check_page(reading: Reading, around: Around, results: Results) -> None:
    """Run the rules about built pages over one of them."""
    provider = reading.plan.provider.slug if reading.plan.provider else ""
    for rule in _ON_PAGES:
        assert rule.built is not None, "only these are in the list"
        results.take(rule, rule.built(reading, around), reading.file, provider=provider)


def check_across(everything: Everything, around: Around, results: Results) -> None:
    """Run the rules that need every page of the output."""
    for rule in RULES:
        if rule.across is not None:
            results.take(rule, rule.across(everything, around), around.site.path)


def check_site(
    site: Site,
    locations: Sequence[Location],
    records: Records,
    summaries: tuple[ProviderSummary, ...],
    around: Around,
    results: Results,
) -> None:
    """Run the rules about locations, invitations, imports and policies, and those that need the whole site."""
    for rule in RULES:
        if rule.invitation is not None:
            for invitation in records.invitations:
                results.take(rule, rule.invitation(invitation, around), invitation.path)
        if rule.manifest is not None:
            for manifest in records.manifests:
                results.take(rule, rule.manifest(manifest, around), manifest.path)
        if rule.policy is not None:
            for policy in records.policies:
                results.take(rule, rule.policy(policy, around), policy.path)
        if rule.form is not None:
            for form in records.forms:
                results.take(rule, rule.form(form, around), form.path)
        if rule.location is not None:
            for location in locations:
                results.take(rule, rule.location(location, around), location.path)
        if rule.site is not None:
            results.take(rule, rule.site(summaries, around), site.path)


def check_pairs(pairs: Sequence[Pair], around: Around, results: Results) -> None:
    """Run the rules about reviews that are nearly the same."""
    for rule in RULES:
        if rule.pair is not None:
            for pair in pairs:
                results.take(rule, rule.pair(pair, around), pair.other.path)
