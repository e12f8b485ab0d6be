"""Neither a reply nor a prepared response asks to change or remove a review, or offers what could be its price.

Why: A refund or a gift in a reply buys a better review, or looks as if. The law forbids it, and so does every platform.

Fails:
    review:
      reply: {status: approved, text: "Would you reconsider your rating once things are calm?"}

Fails:
    review:
      reply: {status: approved, text: We would like to send you a gift card for the trouble.}

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Would you reconsider your rating once it is calm? Please call the office of {name}, {specialty}, at {phone}.

Passes:
    review:
      reply: {status: approved, text: We never ask anybody to change a review. Thank you for this one.}

Passes:
    review:
      reply: {status: approved, text: The class is free for everybody and begins on Monday.}

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Nobody needs to change a review to be heard. Please call the office of {name}, {specialty}, at {phone}.

Limits: What is offered by phone is not known; nor is a review that its author changed without being asked.

Basis: 16 CFR 465.4, 16 CFR 465.7(a); Google Maps policy on fake engagement.
"""

from __future__ import annotations

from site_gen.check.replies import speaks
from site_gen.check.responses import response_speaks
from site_gen.check.rule import Around, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    yield from speaks(review, provider, around, "asks", "asks the author to change or remove the review")
    yield from speaks(review, provider, around, "offers", "offers the author something")


def _in_response(response: Response, around: Around) -> Said:
    yield from response_speaks(response, "asks", "asks to change or remove the review")
    yield from response_speaks(response, "offers", "offers the author something")


RULE = Rule(
    code="RPL707",
    name="asks-removal",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.4; 16 CFR 465.7(a)",
    page=__doc__,
    review=_in_review,
    response=_in_response,
)
