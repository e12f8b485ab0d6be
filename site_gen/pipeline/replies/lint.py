"""What rules say about the text of a reply before it is public, and where in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from site_gen.check.rule import Around
from site_gen.findings import Finding
from site_gen.model.provider import Provider
from site_gen.model.review import Reply, Review
from site_gen.pipeline.reply_gate import ReplyRead, read_public_reply
from site_gen.reviewlog.identifiers import Span

_QUOTED = re.compile(r'"([^"]+)"')


def lint_reply(review: Review, reply: Reply, provider: Provider, around: Around) -> ReplyRead:
    """Read a reply as if it were approved; what `site.yaml` sets aside is left out."""
    approved = msgspec.structs.replace(reply, status="approved", published_at=None)
    return read_public_reply(msgspec.structs.replace(review, reply=approved), provider, around)


def quoted_spans(text: str, findings: Iterable[Finding]) -> tuple[Span, ...]:
    """Give where in a text the words stand that findings quote; those they shorten are looked for as far as they go."""
    spans = set()
    for finding in findings:
        for quote in _QUOTED.findall(finding.message):
            words = quote.rstrip("…").split()
            match = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
            if match:
                spans.add(match.span())
    return tuple(sorted(spans))
