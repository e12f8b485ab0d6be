"""A reply that speaks about the author's own case does so by the author's signed authorization.

Why: With it, what RPL701 and RPL703 forbid is allowed. That a reply makes use of it should be seen, since it ends with
the authorization: at its date, or when the author takes it back.

Fails:
    review:
      rating: 5
      text: My crown looks great.
      authorization: {basis: signed, scope: [website, reply], signed_on: 2026-03-09}
      reply: {status: approved, text: We are glad that your crown looks great.}

Passes:
    review:
      rating: 5
      authorization: {basis: signed, scope: [website, reply], signed_on: 2026-03-09}
      reply: {status: approved, text: Thank you for writing!}

Passes:
    review:
      rating: 5
      authorization: {basis: signed, scope: [website], signed_on: 2026-03-09}
      reply: {status: approved, text: Thank you for letting others use these words!}

Limits: The scope must have the word `reply`: to publish a review and to discuss it are two uses. That the paper exists
is not known. What a reply says about a relative is not covered, and a name (RPL702) is a warning still.

Basis: 45 CFR 164.508(c)(1).
"""

from __future__ import annotations

from site_gen.check.replies import discusses_with_leave, found, quotes_of
from site_gen.check.rule import Around, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.reply is not None and discusses_with_leave(review, around):
        quotes = list(dict.fromkeys(quotes_of(review, "confirms", "detail")))
        if quotes:
            hint = "allowed while it is in force: take the reply down when it ends"
            yield found("discusses the author's case by signed authorization", quotes, hint)


RULE = Rule(
    code="RPL711",
    name="consent-to-discuss",
    severity=Severity.NOTICE,
    since="0.1",
    basis="45 CFR 164.508(c)(1)",
    page=__doc__,
    review=_in_review,
)
