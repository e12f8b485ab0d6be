"""No reply, prepared response or post ties a date, condition, procedure, medicine, body part or sum to a person.

Why: Details of care and payment are protected, whoever told them first. Fines for replies to reviews were for these.

Fails:
    # also RPL701
    review:
      rating: 5
      text: My shoulder healed.
      reply: {status: approved, text: How good to hear that your shoulder healed!}

Fails:
    # also RPL701
    review:
      text: They kept billing me.
      reply: {status: approved, text: Statements cross in the mail while somebody still has a balance of $120 on file.}

Fails:
    # also RPL701
    review:
      language: es
      text: Mi muela ya no molesta.
      reply: {status: approved, text: Nos alegra que su muela esté mejor.}

Fails:
    # also RPL701
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry that your root canal hurt. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    # also RPL701
    file:
      content/posts/roots.md: |
        ---
        title: Flowers
        summary: Somebody brought us flowers.
        status: approved
        ---
        Mrs. Halloran came in for a root canal last week and brought us flowers.

Passes:
    file:
      content/posts/hearts.md: |
        ---
        title: Hearts
        summary: Wear red on Friday.
        status: approved
        ---
        Our nurse Hannah Berg talks about heart attacks at noon. Have your blood pressure measured at your visit.

Passes:
    review:
      rating: 5
      text: My shoulder healed.
      reply: {status: approved, text: News like this makes our week. Thank you for sharing it!}

Passes:
    review:
      text: Got my flu shot elsewhere.
      reply: {status: approved, text: "In general, a flu shot is best in the fall, wherever it is given."}

Passes:
    review:
      text: My chest hurt and nobody picked up.
      reply: {status: approved, text: "If you have chest pain, call 911 at once. Our phones have a second line now."}

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We have changed how bills are printed, for everybody. Please call the office of {name}, {specialty}, at {phone}.

Limits: The lists of conditions, procedures and medicines are of frequent ones and of endings such as "-itis" and
"-pril", in English and Spanish. Details are seen where "you", "your", a relative or "he" and "she" stand near, where
something happened once ("the rash came from"), and anywhere in a reply that confirms a patient (RPL701), days and
sums of money too; a detail told of nobody is RPL704. In a post only a sentence counts that names somebody, too
(RPL701). Of fifteen that the rule's authors had not seen, it found eleven.

Basis: 45 CFR 164.502(a), 45 CFR 164.508(a)(1), 45 CFR 160.103 (protected health information); OCR resolution agreements
on replies to reviews.
"""

from __future__ import annotations

from site_gen.check.replies import ReplyText, confirming, discusses_with_leave, found, read_reply, safe_hint, unread
from site_gen.check.responses import THE_RESPONSE, confirming_response, found_in_response, read_response
from site_gen.check.rule import Around, Rule, Said
from site_gen.check.told import found_in_post, told_in, unread_post
from site_gen.findings import Severity
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    reply = read_reply(review)
    yield from unread(reply)
    if isinstance(reply, ReplyText) and not discusses_with_leave(review, around):
        quotes = reply.says("detail")
        if not quotes and confirming(review, provider, around, reply):
            # a reply that says whom it is about tells all of it about this person
            quotes = reply.says("care") or reply.says("facts")
        if quotes:
            hint = safe_hint(reply, provider, around)
            yield found("ties details of care or payment to a person", quotes, hint)


def _in_response(response: Response, around: Around) -> Said:
    read_as = read_response(response)
    yield from unread(read_as, THE_RESPONSE)
    if not isinstance(read_as, ReplyText):
        return
    quotes = read_as.says("detail")
    if not quotes and confirming_response(read_as, around):
        quotes = read_as.says("care") or read_as.says("facts")
    if quotes:
        yield found_in_response(read_as, "ties details of care or payment to a person", quotes)


def _in_post(post: Post, around: Around) -> Said:
    yield from unread_post(post, around)
    for told in told_in(post, around):
        quotes = told.read.says("detail")
        if not quotes and told.confirms:
            quotes = told.read.says("care") or told.read.says("facts")
        if quotes:
            yield found_in_post(told, post, around, "tells details of care or payment", quotes)


RULE = Rule(
    code="RPL703",
    name="phi",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.502(a); 45 CFR 164.508(a)(1)",
    page=__doc__,
    review=_in_review,
    response=_in_response,
    post=_in_post,
)
