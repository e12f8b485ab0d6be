"""A reply, and a prepared response, does not argue with the author, and never threatens.

Why: A practice cannot win in public: it may not tell its side, and whoever reads on sees only the tone. A threat of
lawyers to make a review disappear is forbidden, and an error here; contradiction and accusation are warnings.

Fails:
    review:
      reply: {status: approved, text: This story is untrue from beginning to end.}

Fails:
    review:
      reply: {status: approved, text: "A baseless story, as everybody in this building knows."}

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        This story is untrue from beginning to end. Please call the office of {name}, {specialty}, at {phone}.

Passes:
    review:
      reply: {status: approved, text: We see this differently and would like to talk about it by phone.}

Passes:
    review:
      reply: {status: approved, text: Two false alarms in one week were hard on everybody in the waiting room.}

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We may see this differently and would like to listen. Please call the office of {name}, {specialty}, at {phone}.

Limits: Sarcasm is not seen. That something in a review is wrong is for the moderators, who have a reason for it.

Basis: 16 CFR 465.7(a) (threats and intimidation).
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
    yield from speaks(review, provider, around, "threatens", "threatens the author", Severity.ERROR)
    yield from speaks(review, provider, around, "argues", "argues with the author")


def _in_response(response: Response, around: Around) -> Said:
    yield from response_speaks(response, "threatens", "threatens the author", Severity.ERROR)
    yield from response_speaks(response, "argues", "argues with the author")


RULE = Rule(
    code="RPL706",
    name="argues",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.7(a)",
    page=__doc__,
    review=_in_review,
    response=_in_response,
)
