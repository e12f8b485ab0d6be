"""What is claimed of the whole site: policies, totals and wording."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from site_gen.reviewlog.states import Replay
from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.numbers import compare_totals
from site_gen.verify.page import read_page
from site_gen.verify.settings import SiteFile
from site_gen.verify.source import LOG_PREFIX, MOST_PAGE, MOST_TEXT, MissingFileError, Source
from site_gen.verify.wording import Wording, wording_faults

HOW = "how-we-collect-reviews/"
TRANSPARENCY = "transparency/"
_KINDS: dict[str, Literal["home", "how", "transparency"]] = {"": "home", HOW: "how", TRANSPARENCY: "transparency"}
"""The pages that may give numbers about the whole site."""


def check_policies(source: Source, replay: Replay, checks: Checks) -> None:
    """Check that every text whose hash the log holds is published under this hash."""
    policies = replay.policies.keys() | replay.policies_named.keys()
    wordings = {invitation.wording for invitation in replay.invitations.values()}
    paths = [(digest, f"{LOG_PREFIX}policies/{digest}.md") for digest in sorted(policies)]
    paths += [(digest, f"{LOG_PREFIX}wording/{digest}.txt") for digest in sorted(wordings)]
    for digest, path in paths:
        checks.look(Claim.POLICIES)
        try:
            if sha256(source.read(path, MOST_TEXT)).hexdigest() != digest:
                checks.fail(Claim.POLICIES, "is not the text that the log names", page=path)
        except MissingFileError as error:
            checks.fail(Claim.POLICIES, error.message, page=path)


def total_pages(site: SiteFile) -> frozenset[str]:
    """Give the paths of the pages that may give numbers about the whole site."""
    return frozenset(site.prefix(language) + name for language in site.languages for name in _KINDS)


def check_totals(source: Source, site: SiteFile, whole: Tally, wording: Wording, checks: Checks) -> None:
    """Step 8: the totals of the whole site, in every language; the front and the transparency page may be missing."""
    for language in site.languages:
        for name, kind in _KINDS.items():
            path = site.prefix(language) + name
            try:
                page = read_page(source.read(path, MOST_PAGE))
            except MissingFileError as error:
                if name == HOW:
                    checks.look(Claim.WITHHELD)
                    checks.fail(Claim.WITHHELD, error.message, page=path)
                continue
            checks.look(Claim.WITHHELD)
            checks.look(Claim.COUNTS)
            wording.language, wording.page = language, path
            for message in filter(None, (page.unreadable, *page.odd)):
                checks.fail(Claim.COUNTS, message, page=path)
            for claim, message in compare_totals(page.numbers, whole, wording, kind):
                checks.fail(claim, message, page=path)


def check_wording(wording: Wording, checks: Checks) -> None:
    """Check that the same value reads the same everywhere."""
    checks.look(Claim.WORDING, len(wording.seen))
    for page, message in wording_faults(wording):
        checks.fail(Claim.WORDING, message, page=page)
