"""A reply names nobody whom the public review does not name, and a prepared response names no patient.

Why: Whoever writes under initials or a made-up name chose to. A reply that knows better tells every reader who it was.

Fails:
    review:
      author: Soccer Dad
      reply: {status: approved, text: "Dear Mr. Pemberton, we are sorry to hear this."}

Fails:
    review:
      author: G. L.
      reply: {status: approved, text: "Gwendolyn, we would like to make this right."}

Fails:
    review:
      author: Walt
      moderation: {hidden_fields: [{field: author, reason: third-party-privacy}]}
      reply: {status: approved, text: "Thank you, Walt!"}

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Dear Mr. Pemberton, please call the office of {name}, {specialty}, at {phone}.

Passes:
    review:
      author: Walt
      reply: {status: approved, text: "Thank you, Walt! Dr. Diaz and the team at Harbor Dental send their regards."}

Passes:
    review:
      rating: 5
      text: Ask for Brenda, she is a gem.
      reply: {status: approved, text: Brenda blushed. Our manager Tom Finch told her on Main Street.}

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Dear neighbor, please call the office of {name}, {specialty}, at {phone}.

Limits: A name is known by its title, by a greeting, by the commas of an address, after "your son" or "tell", by what
its bearer did ("came", "called"), or by a list of frequent given names; another one in the middle of a sentence is not
seen. Staff are told from patients by words near the name, such as "ask for" or "manager".

Basis: 45 CFR 164.502(a), 45 CFR 164.514(b)(2)(i)(A).
"""

from __future__ import annotations

from site_gen.check.replies import ReplyText, found, may_discuss, read_reply, safe_hint, unknown_names, unread
from site_gen.check.responses import THE_RESPONSE, found_in_response, names_in_response, read_response
from site_gen.check.rule import Around, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    reply = read_reply(review)
    yield from unread(reply)
    if isinstance(reply, ReplyText) and (names := unknown_names(review, provider, around, reply)):
        severity = Severity.WARNING if may_discuss(review, around) else None
        hint = safe_hint(reply, provider, around)
        yield found("names somebody whom the public review does not name", names, hint, severity)


def _in_response(response: Response, around: Around) -> Said:
    read_as = read_response(response)
    yield from unread(read_as, THE_RESPONSE)
    if isinstance(read_as, ReplyText) and (names := names_in_response(read_as, around)):
        yield found_in_response(read_as, "names somebody", names)


RULE = Rule(
    code="RPL702",
    name="identifies",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.502(a); 45 CFR 164.514(b)",
    page=__doc__,
    review=_in_review,
    response=_in_response,
)
