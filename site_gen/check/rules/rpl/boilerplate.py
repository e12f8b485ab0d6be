"""Not nearly all of a provider's replies are the same one.

Why: A standard sentence is safe, and better than a careless one; but readers see that nobody read what was written.

Fails:
    reviews: [{rating: 5, count: 5, reply: {status: approved, text: Thank you for writing!}}]

Passes:
    reviews: [{rating: 5, count: 4, reply: {status: approved, text: Thank you for writing!}}]

Limits: Words are compared without case, accents and marks, all of them: one word more makes another reply. Below five
replies nothing is said.
"""

from __future__ import annotations

from collections import Counter

from site_gen.check.replies import AT, public_reply
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.tokens import BOUNDARY, COMMA, tokenize
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_LEAST = 5
_SHARE_PERCENT = 80


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    replies = [(review, reply.text) for review in reviews if (reply := public_reply(review)) is not None]
    if len(replies) < _LEAST:
        return
    keys = [_key(text) for _, text in replies]
    key, count = max(Counter(keys).items(), key=lambda one: (one[1], one[0]))
    if count * 100 > len(replies) * _SHARE_PERCENT:
        review, text = replies[keys.index(key)]
        begin = " ".join(text.split())[:60]
        yield Issue(
            message=f'{count} of {len(replies)} replies are the same: "{begin}"',
            at=AT,
            path=review.path,
            hint="keep the safe sentence and add one about what was written, that is true for everybody",
        )


def _key(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenize(text) if token.folded not in (BOUNDARY, COMMA))


RULE = Rule(
    code="RPL710",
    name="boilerplate",
    severity=Severity.NOTICE,
    since="0.1",
    page=__doc__,
    reviews=_in_reviews,
)
