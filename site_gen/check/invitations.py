"""What the wording of an invitation asks for and promises: patterns in `site_gen/data/invitations.json`."""

from __future__ import annotations

import functools
from typing import Literal

from site_gen.check.phrases import INVITATIONS, Reading, find, languages, read, topic_of
from site_gen.check.tokens import tokenize

Asked = Literal["gates", "leads", "rewards"]
"""Sends the unhappy elsewhere or asks the happy alone; asks for praise; promises something."""


def asked_in(wording: str, topic: Asked) -> list[str]:
    """Give what a wording says about a topic, in its own words; it is read in every language that is known."""
    said = [quote for tag, one in _read(wording) for quote in find(one, topic_of(tag, topic, INVITATIONS))]
    return list(dict.fromkeys(said))


@functools.lru_cache(maxsize=8)
def _read(wording: str) -> tuple[tuple[str, Reading], ...]:
    """Read a wording once for the rules, which come one after the other."""
    tokens = tokenize(wording)
    return tuple((tag, read(wording, tokens, one)) for tag, one in languages(INVITATIONS).items())
