"""Neither a reply nor a prepared response gives medical advice, and no post to somebody whom it names.

Why: Who advises somebody unseen, in public, treats a patient without an examination, and tells readers what is wrong.

Fails:
    review:
      text: The tablets upset my stomach.
      reply: {status: approved, text: Please stop taking the tablets with coffee.}

Fails:
    review:
      text: Ibuprofen did not help.
      reply: {status: approved, text: Most of our callers do well with ibuprofen every six hours.}

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Until then, take ibuprofen every six hours. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    # also RPL701, RPL703
    file:
      content/posts/fever.md: |
        ---
        title: Fever
        summary: A question that reached us.
        status: approved
        reviewed_by: Dr. Ana Diaz
        reviewed_on: 2026-05-04
        ---
        Dear Maria, you should take ibuprofen every six hours.

Passes:
    file:
      content/posts/fever.md: |
        ---
        title: Fever
        summary: What to do.
        status: approved
        reviewed_by: Dr. Ana Diaz
        reviewed_on: 2026-05-04
        ---
        Take ibuprofen every six hours.

Passes:
    review:
      reply: {status: approved, text: "In an emergency, call 911. For anything else a nurse answers until eight."}

Passes:
    review:
      reply: {status: approved, text: We take every note seriously and should have answered sooner.}

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        In an emergency, call 911. Please call the office of {name}, {specialty}, at {phone}.

Limits: Advice is a verb such as "skip" or "cut back on" with a medicine, a food, a part of the body or a habit, a
dose, or a diagnosis such as "sounds like"; other advice is not seen. In a post to everybody it is CNT904, which a
review mends; to somebody named (RPL702) nothing does. Of seven replies with advice that the rule's authors had not
seen, it found five, and it took two others for advice.

Basis: 45 CFR 164.502(a); the standard of care of the provider's own profession.
"""

from __future__ import annotations

from site_gen.check.replies import speaks
from site_gen.check.responses import response_speaks
from site_gen.check.rule import Around, Rule, Said
from site_gen.check.told import found_in_post, told_in, unread_post
from site_gen.findings import Severity
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    yield from speaks(review, provider, around, "advises", "gives medical advice")


def _in_response(response: Response, around: Around) -> Said:
    yield from response_speaks(response, "advises", "gives medical advice")


def _in_post(post: Post, around: Around) -> Said:
    yield from unread_post(post, around)
    for told in told_in(post, around):
        if quotes := told.read.says("advises"):
            yield found_in_post(told, post, around, "gives medical advice", quotes)


RULE = Rule(
    code="RPL705",
    name="medical-advice",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.502(a)",
    page=__doc__,
    review=_in_review,
    response=_in_response,
    post=_in_post,
)
