"""The gate before the log: a reply with an error is not sealed, since what is sealed is shown and cannot be mended."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from site_gen.check.engine import Results, check_reply
from site_gen.check.gates import leaves_out_reply
from site_gen.check.rule import Around, Key
from site_gen.check.select import is_set_aside
from site_gen.findings import Finding, NotChecked
from site_gen.load.documents import parse_provider, read_file
from site_gen.model.acknowledged import TeamFacts
from site_gen.model.authorizations import Register
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site


class ReplyRead(NamedTuple):
    """What rules say about a reply, and which of them could not read it: that is never passed."""

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being public."""
        return tuple(one for one in self.findings if leaves_out_reply(one))

    @property
    def unread(self) -> str:
        """Which rules did not read it, in words; nothing where all did."""
        codes = sorted({one.code for one in self.not_checked} - {one.code for one in self.findings})
        return f"no rule read this text for {', '.join(codes)}: it is in a language that is not read" if codes else ""


Gate = Callable[[str, Review, Register], ReplyRead]
"""Reads a review's reply before it comes into the log; the text is the slug of its provider."""


def reply_gate(root: Path, site: Site, as_of: datetime.date, team: TeamFacts | None) -> Gate:
    """Give the gate of a site. A profile is read when the first of its replies comes."""

    @functools.lru_cache(maxsize=1)
    def profile(slug: str) -> Provider:
        path = f"content/providers/{slug}.yaml"
        provider = parse_provider(read_file(root, path), path)
        assert isinstance(provider, Provider), "everything has loaded before anything is sealed"
        return provider

    return lambda slug, review, register: read_public_reply(
        review, profile(slug), Around(site, (), (), as_of, register=register, team=team)
    )


def read_public_reply(review: Review, provider: Provider, around: Around) -> ReplyRead:
    """Give all that rules say about a reply and `site.yaml` does not set aside, without lines: the file is named."""
    results = Results(_nowhere)
    check_reply(review, provider, around, results)
    ignores = around.site.checks.ignore
    findings = (one for one in results.findings if not is_set_aside(one, ignores, around.as_of))
    return ReplyRead(tuple(findings), tuple(dict.fromkeys(results.not_checked)))


def _nowhere(path: str, at: Key) -> tuple[int, int]:
    return (0, 0)
