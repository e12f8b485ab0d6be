"""The gate before the log: a reply with an error is not sealed, since what is sealed is shown and cannot be mended."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from pathlib import Path

from site_gen.check.engine import Results, check_reply
from site_gen.check.gates import leaves_out_reply
from site_gen.check.rule import Around, Key
from site_gen.check.select import is_set_aside
from site_gen.findings import Finding
from site_gen.load.documents import parse_provider, read_file
from site_gen.model.acknowledged import TeamFacts
from site_gen.model.authorizations import NO_REGISTER, Register
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site

Gate = Callable[[str, Review, Register], list[Finding]]
"""Gives what keeps a review's reply from the log; the text is the slug of its provider."""


def reply_gate(root: Path, site: Site, as_of: datetime.date, team: TeamFacts | None) -> Gate:
    """Give the gate of a site. A profile is read when the first of its replies comes."""

    @functools.lru_cache(maxsize=1)
    def profile(slug: str) -> Provider:
        path = f"content/providers/{slug}.yaml"
        provider = parse_provider(read_file(root, path), path)
        assert isinstance(provider, Provider), "everything has loaded before anything is sealed"
        return provider

    return lambda slug, review, register: reply_errors(review, profile(slug), site, as_of, register, team)


def reply_errors(
    review: Review,
    provider: Provider,
    site: Site,
    as_of: datetime.date,
    register: Register = NO_REGISTER,
    team: TeamFacts | None = None,
) -> list[Finding]:
    """Give what keeps a reply from the log, without lines: a seal names the file."""
    around = Around(site, (), (), as_of, register=register, team=team)
    return [one for one in reply_findings(review, provider, around) if leaves_out_reply(one)]


def reply_findings(review: Review, provider: Provider, around: Around) -> list[Finding]:
    """Give all that rules say about a reply and `site.yaml` does not set aside, without lines."""
    results = Results(_nowhere)
    check_reply(review, provider, around, results)
    ignores = around.site.checks.ignore
    return [one for one in results.findings if not is_set_aside(one, ignores, around.as_of)]


def _nowhere(path: str, at: Key) -> tuple[int, int]:
    return (0, 0)
