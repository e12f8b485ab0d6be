"""A reply, a prepared response or a post does not say or let on that somebody is or was a patient.

Why: That somebody was treated is itself protected. The author may tell it; the practice may not, not even in thanks,
and not even where the review has told it already. A refusal to discuss "your treatment" tells it, too.

Fails:
    # also RPL703
    review:
      rating: 5
      reply: {status: published, published_at: 2026-03-14T09:00:00Z, text: Thank you for visiting us last spring.}

Fails:
    review:
      reply:
        status: approved
        text: Privacy rules keep us from going into your treatment here.

Fails:
    review:
      language: es
      reply: {status: approved, text: Gracias por confiar en nosotros. Fue un placer verla.}

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Please call the office of {name}, {specialty}, at {phone}.
        As our patient you are always welcome to write.

Fails:
    # also RPL703
    file:
      content/posts/thanks.md: |
        ---
        title: Thank you
        summary: A good week.
        status: approved
        ---
        Thank you for choosing us for your knee surgery on March 3, Maria. Your biopsy results came back clear.

Fails:
    # also RPL703
    says: warning
    file:
      content/posts/knees.md: |
        ---
        title: New knees
        summary: Two new knees.
        ---
        Our patient Maria Lopez had her knee surgery in March.

Passes:
    file:
      content/posts/knees.md: |
        ---
        title: New knees
        summary: After your knee surgery, you will stay with us for one night.
        status: approved
        ---
        Thank you for choosing us. Your test results come to the portal. See you at your next visit!

Passes:
    review:
      reply: {status: approved, text: "We welcome feedback from all our patients, and every letter is read."}

Passes:
    review:
      reply: {status: approved, text: We cannot say whether anybody who writes here is a patient of ours.}

Passes:
    review:
      language: es
      reply: {status: approved, text: Tratamos a todos nuestros pacientes con el mismo respeto.}

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Whoever writes here is heard. Please call the office of {name}, {specialty}, at {phone}.

Limits: Phrases are known in English and Spanish; other languages are not checked. Which one it is, its small words
and letters tell, not what is declared; below ten words of Latin letters they tell nothing, and it counts as read.
What ties a detail to a person (RPL703) counts, and so does speaking of care where somebody is named. What is said
between the lines is often missed: of fifteen replies that the rule's authors had not seen, it found twelve. That a
reply passes is no leave to publish it. A post speaks to all patients, so there only a sentence that names somebody
beside such words counts, as far as RPL702 knows names: a story without one, or with it a sentence before, is not
seen. It is a warning where the words need not be about whom it names, and beside a picture of a patient with consent
on record: read the form. A signed story without one is set aside by `checks: ignore`, with its reason, path and end.
Of 54 ordinary posts it blamed none and warned of two or three; of eleven that told of a patient it found eight. "Call
us if you have a question about your bill" passes; "about your visit" does not.

Basis: 45 CFR 164.502(a), 45 CFR 164.508(a)(1); OCR resolution agreements on replies to reviews, such as those of 2019
and 2022 with dental practices.
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
        quotes = confirming(review, provider, around, reply)
        if quotes:
            yield found("confirms that the author is a patient", quotes, safe_hint(reply, provider, around))


def _in_response(response: Response, around: Around) -> Said:
    read_as = read_response(response)
    yield from unread(read_as, THE_RESPONSE)
    if isinstance(read_as, ReplyText) and (quotes := confirming_response(read_as, around)):
        yield found_in_response(read_as, "confirms that whoever reads it is a patient", quotes)


def _in_post(post: Post, around: Around) -> Said:
    yield from unread_post(post, around)
    for told in told_in(post, around):
        if quotes := told.confirms:
            yield found_in_post(told, post, around, "tells that this is a patient", quotes)


RULE = Rule(
    code="RPL701",
    name="confirms-patient",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.502(a); 45 CFR 164.508(a)(1)",
    page=__doc__,
    review=_in_review,
    response=_in_response,
    post=_in_post,
)
