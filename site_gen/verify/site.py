"""The whole verification, in the order of `review-log.md`, "Verifying".

The providers are those in the log, whatever the site says. They are looked at in parts of the log, many at once, on
many processes or over many connections; what is kept of each is small, and of its reviews nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from site_gen.reviewlog.policy import Policy
from site_gen.reviewlog.strict import format_base64
from site_gen.reviewlog.tally import Tally, tally_whole
from site_gen.verify.claims import Checks, Claim, Verdict, results, sorted_failures
from site_gen.verify.log import PublishedLog, read_log
from site_gen.verify.names import Profiles, compare_names, name_faults
from site_gen.verify.number_node import Number
from site_gen.verify.numbers import compare_cards
from site_gen.verify.others import Each, Others, check_others
from site_gen.verify.parts import LogParts, PartResult, PartTask, SeenIds, part_tasks
from site_gen.verify.place import Shared
from site_gen.verify.settings import SITE_FILE, SiteFile, read_site_file
from site_gen.verify.source import Source
from site_gen.verify.whole import check_policies, check_totals, check_wording
from site_gen.verify.wording import Wording

_ON_PAGES = (
    Claim.OPENINGS, Claim.TEXT, Claim.RATING, Claim.FIELDS, Claim.SHOWN, Claim.VANISHED, Claim.MARKUP, Claim.COUNTS,
    Claim.WITHHELD, Claim.REPLIES, Claim.WORDING, Claim.STRAY,
)  # fmt: skip

Run = Callable[[Shared | None, Sequence[PartTask]], Iterable[PartResult]]
"""Runs `parts.check_part` on every task, in any order."""


def verify_site(
    source: Source, *, trust: Policy | None, since: bytes | None, today: datetime.date, run: Run, each: Each
) -> Verdict:
    """Prove a published site.

    `trust` are the keys, and the witnesses, that count; without it nobody knows whose log this is. `since` is a
    checkpoint that was kept from an earlier visit. `run` and `each` say where the work is done.

    Raises:
        UnreadableError: there is no log, or a file could not be read now.
        LogError: `since` is no checkpoint of this log.
    """
    with TemporaryDirectory(prefix="site-gen-") as folder:
        return _Verification(source, Path(folder), run, each).verify(trust, since, today)


class _Verification:
    """One run; the steps stand in the order of `verify`."""

    def __init__(self, source: Source, folder: Path, run: Run, each: Each) -> None:
        self.source = source
        self.folder = folder
        self.run = run
        self.each = each
        self.checks = Checks()
        self.published = 0
        self.providers = 0

    def verify(self, trust: Policy | None, since: bytes | None, today: datetime.date) -> Verdict:
        checks = self.checks
        log = read_log(self.source, trust, since, today, self.folder, checks)
        if log.parts is None:
            for claim in (Claim.STATES, Claim.POLICIES, *_ON_PAGES):
                checks.skip(claim, "the entries of the log are not proven")
            return self._verdict(log, None)
        check_policies(self.source, log.parts.settings, checks)
        site = read_site_file(self.source, log.parts.settings, today, checks)
        if site is None:
            for claim in _ON_PAGES:
                checks.skip(claim, f"{SITE_FILE} does not tell which pages there are")
        self._check_parts(log.parts, site)
        return self._verdict(log, site)

    def _check_parts(self, log: LogParts, site: SiteFile | None) -> None:
        """Replay all parts, and check the pages of their providers where the site tells which there are."""
        display = log.settings.display
        shared = Shared(msgspec.structs.replace(site, providers={}), display, log.settings.size) if site else None
        pages = _Pages(SeenIds(self.folder / "ids", log.total))
        for part in self.run(shared, part_tasks(log, site)):
            log.conflicts.add(part.conflicts.first, part.conflicts.count - len(part.conflicts.first))
            self.published += part.published
            self.providers += len(part.providers)
            pages.add(part)
        log.conflicts.fail(self.checks)
        if site is None:
            return
        self.checks.add(pages.checks)
        pages.check_all(self.source, log, site, self.checks, self.each)

    def _verdict(self, log: PublishedLog, site: SiteFile | None) -> Verdict:
        return Verdict(
            origin=log.checkpoint.origin,
            size=log.checkpoint.size,
            root=format_base64(log.checkpoint.root),
            as_of=site.as_of if site else "",
            reviews=self.published,
            providers=self.providers,
            claims=results(self.checks),
            failures=sorted_failures(self.checks.failures),
        )


class _Pages:
    """What came of the pages of all providers, as far as it matters to others."""

    def __init__(self, ids: SeenIds) -> None:
        self.ids = ids
        self.checks = Checks()
        self.tallies: dict[str, Tally] = {}
        self.paths: set[str] = set()
        self.wording = Wording()
        self.cards: dict[tuple[str, str], tuple[Number, ...]] = {}
        self.names: dict[str, dict[str, str]] = {}

    def add(self, part: PartResult) -> None:
        self.checks.add(part.checks)
        self.tallies |= part.tallies
        self.paths.update(part.pages)
        self.wording.add(part.wording)
        self.cards |= part.cards
        self.names |= part.names
        for ids in part.ids:
            self.ids.add(ids)

    def check_all(self, source: Source, log: LogParts, site: SiteFile, checks: Checks, each: Each) -> None:
        """Check what must be so across providers, and all other pages."""
        known = log.settings.providers
        slugs = {one: known[one].slug if one in known else one for one in sorted(self.tallies)}
        _check_addresses(slugs, checks)
        for review in self.ids.twice():
            checks.fail(Claim.SHOWN, f"{review} is the id of two reviews", review=review)
        wording, profiles = self.wording, Profiles(site, slugs, self.names)
        for (wording.language, wording.page), numbers in sorted(self.cards.items()):
            for claim, message in (
                *compare_cards(numbers, self.tallies, wording),
                *compare_names(numbers, profiles, wording.language, wording.page),
            ):
                checks.fail(claim, message, page=wording.page)
        check_totals(source, site, tally_whole(self.tallies.values(), log.settings.display), wording, checks)
        others = Others(source, site, self.tallies, frozenset(slugs.values()), profiles, wording, checks)
        check_others(others, self.paths, each)
        for message in name_faults(self.names, slugs):
            checks.fail(Claim.WORDING, message)
        check_wording(wording, checks)


def _check_addresses(slugs: Mapping[str, str], checks: Checks) -> None:
    """Check that no two providers have one address: else one could stand in for another."""
    owners: dict[str, str] = {}
    for provider, slug in slugs.items():
        if (owner := owners.setdefault(slug, provider)) != provider:
            checks.fail(Claim.VANISHED, f"has the address {slug}, as {owner} has", provider=provider)
