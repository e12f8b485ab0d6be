"""The whole verification, in the order of `review-log.md`, "Verifying".

The providers are those in the log, whatever the site says; each is a task of its own, so that many can be looked at at
once, on many processes or over many connections.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence

import msgspec

from site_gen.model.standing import State
from site_gen.reviewlog.policy import Policy
from site_gen.reviewlog.states import Replay, ReviewState
from site_gen.reviewlog.strict import format_base64
from site_gen.reviewlog.tally import Tally, tally_whole
from site_gen.verify.claims import Checks, Claim, Verdict, results, sorted_failures
from site_gen.verify.log import PublishedLog, read_log
from site_gen.verify.number_node import Number
from site_gen.verify.numbers import compare_cards
from site_gen.verify.others import check_others
from site_gen.verify.place import Shared
from site_gen.verify.provider import ProviderResult, ProviderTask
from site_gen.verify.settings import SITE_FILE, SiteFile, read_site_file
from site_gen.verify.source import Source
from site_gen.verify.whole import check_policies, check_totals, check_wording
from site_gen.verify.wording import Wording

_ON_PAGES = (
    Claim.OPENINGS, Claim.TEXT, Claim.RATING, Claim.FIELDS, Claim.SHOWN, Claim.VANISHED, Claim.MARKUP, Claim.COUNTS,
    Claim.WITHHELD, Claim.REPLIES, Claim.WORDING, Claim.STRAY,
)  # fmt: skip

Run = Callable[[Shared, Sequence[ProviderTask]], Iterable[ProviderResult]]
"""Runs `provider.check_provider` on every task, in any order."""


def verify_site(
    source: Source, *, trust: Policy | None, since: bytes | None, today: datetime.date, run: Run
) -> Verdict:
    """Prove a published site.

    `trust` are the keys, and the witnesses, that count; without it nobody knows whose log this is. `since` is a
    checkpoint that was kept from an earlier visit.

    Raises:
        UnreadableError: there is no log, or a file could not be read now.
        LogError: `since` is no checkpoint of this log.
    """
    checks = Checks()
    log = read_log(source, trust, since, today, checks)
    replay = log.replay
    if replay is None:
        for claim in (Claim.STATES, Claim.POLICIES, *_ON_PAGES):
            checks.skip(claim, "the entries of the log are not proven")
        return _verdict(log, None, checks)
    check_policies(source, replay, checks)
    site = read_site_file(source, replay, today, checks)
    if site is None:
        for claim in _ON_PAGES:
            checks.skip(claim, f"{SITE_FILE} does not tell which pages there are")
        return _verdict(log, None, checks)
    _check_pages(source, replay, site, checks, run)
    return _verdict(log, site, checks)


def _check_pages(source: Source, replay: Replay, site: SiteFile, checks: Checks, run: Run) -> None:
    tasks = provider_tasks(replay, site, checks)
    shared = Shared(msgspec.structs.replace(site, providers={}), replay.display, replay.size)
    tallies: dict[str, Tally] = {}
    pages: set[str] = set()
    wording = Wording()
    cards: dict[tuple[str, str], tuple[Number, ...]] = {}
    ids: set[str] = set()
    for result in run(shared, tasks):
        checks.add(result.checks)
        tallies[result.provider] = result.tally
        pages.update(result.pages)
        wording.add(result.wording)
        cards.update(result.cards)
        for review in ids.intersection(result.ids):
            checks.fail(Claim.SHOWN, f"{review} is the id of two reviews", review=review)
        ids.update(result.ids)
    for (wording.language, wording.page), numbers in sorted(cards.items()):
        for claim, message in compare_cards(numbers, tallies, wording):
            checks.fail(claim, message, page=wording.page)
    check_totals(source, site, tally_whole(tallies.values(), replay.display), wording, checks)
    check_others(source, site, tallies, pages, wording, checks)
    check_wording(wording, checks)


def provider_tasks(replay: Replay, site: SiteFile, checks: Checks) -> list[ProviderTask]:
    """Give one task for each provider in the log, those without a page too."""
    reviews: dict[str, list[ReviewState]] = {provider: [] for provider in replay.providers}
    for review in replay.reviews.values():
        reviews.setdefault(review.provider, []).append(review)
    slugs = {provider: entry.slug for provider, entry in replay.providers.items()}
    owners: dict[str, str] = {}
    tasks = []
    for provider, known in sorted(reviews.items()):
        slug = slugs.get(provider, provider)
        if (owner := owners.setdefault(slug, provider)) != provider:
            checks.fail(Claim.VANISHED, f"has the address {slug}, as {owner} has", provider=provider)
        pages = site.providers.get(provider, {})
        tasks.append(ProviderTask(provider=provider, slug=slug, reviews=tuple(known), pages=pages))
    return tasks


def _verdict(log: PublishedLog, site: SiteFile | None, checks: Checks) -> Verdict:
    replay = log.replay
    published = [] if replay is None else [one for one in replay.reviews.values() if one.state is State.PUBLISHED]
    providers = set() if replay is None else {one.provider for one in replay.reviews.values()} | replay.providers.keys()
    return Verdict(
        origin=log.checkpoint.origin,
        size=log.checkpoint.size,
        root=format_base64(log.checkpoint.root),
        as_of=site.as_of if site else "",
        reviews=len(published),
        providers=len(providers),
        claims=results(checks),
        failures=sorted_failures(checks.failures),
    )
