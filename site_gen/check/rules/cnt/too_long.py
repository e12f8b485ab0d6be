r"""Replies, prepared responses and biographies are brief, and every page says in a line what is on it.

Why: Readers decide in seconds. A long reply argues and gives details away; a long biography hides the phone number.
The `description` of a page is what search engines show below its title and what is read out in previews; without one
they cut a piece out of the text.

Fails:
    review:
      reply: {status: approved, text: "Thank you for writing. {fill:1000}"}

Fails:
    review:
      source: google-business-profile
      reply: {status: approved, text: "Thank you for writing. {fill:4096}"}

Fails:
    file: {content/pages/parking.md: "---\ntitle: Parking\nnav: 1\n---\nBehind the house.\n"}

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Thank you for writing. {fill:1000} Please call the office of {name}, {specialty}, at {phone}.

Passes:
    review:
      reply: {status: approved, text: Thank you for writing to all of us here at the office.}
    file:
      content/pages/parking.md: "---\ntitle: Parking\ndescription: Where to park.\nnav: 1\n---\nBehind the house.\n"

Passes:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Thank you for writing. {fill:800} Please call the office of {name}, {specialty}, at {phone}.

Limits: A reply, or a prepared response, has at most 1,000 characters, about what a phone shows without scrolling, and a
biography 3,000, about two minutes of reading; both are our own measures. Google takes replies of at most 4,096 bytes,
so a longer one to a review from there could not be posted. Posts and their channels have limits of their own.

Basis: Google Business Profile API, `reviewReply.comment`.
"""

from __future__ import annotations

from site_gen.check.replies import AT, public_reply
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.texts import bios_of, is_policy
from site_gen.findings import Severity
from site_gen.model.page import BODY, Page
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary

_MOST_REPLY = 1_000
_MOST_BIO = 3_000
_GOOGLE = "google-business-profile"
_MOST_AT_GOOGLE = 4_096
"""In bytes of UTF-8."""


def _in_reply(review: Review, provider: Provider, around: Around) -> Said:
    reply = public_reply(review)
    if reply is None:
        return
    size = len(reply.text.encode())
    if review.source == _GOOGLE and size > _MOST_AT_GOOGLE:
        yield Issue(
            message=f"the reply has {size:,} bytes; Google takes {_MOST_AT_GOOGLE:,}",
            at=AT,
            hint="shorten it, or it cannot be posted there",
        )
    elif len(reply.text) > _MOST_REPLY:
        yield Issue(
            message=f"the reply has {len(reply.text):,} characters, more than {_MOST_REPLY:,}",
            at=AT,
            hint="thank, say what is true for everybody, and offer a call",
        )


def _in_response(response: Response, around: Around) -> Said:
    size = len(response.body.strip())
    if size > _MOST_REPLY:
        yield Issue(
            message=f"the response has {size:,} characters, more than {_MOST_REPLY:,}",
            at=(BODY, 0),
            hint="thank, say what is true for everybody, and offer a call",
        )


def _in_bios(provider: Provider, around: Around) -> Said:
    for text in bios_of(provider, around):
        if len(text.markdown) > _MOST_BIO:
            yield Issue(
                message=f"{text.what} has {len(text.markdown):,} characters, more than {_MOST_BIO:,}",
                at=text.at,
                hint="keep what helps to choose; training and awards have fields of their own",
            )


def _in_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if page.description is None and not is_policy(page):
        yield Issue(
            message="the page has no description",
            at=("title",),
            hint="say in one sentence what is on it: description: …",
        )


RULE = Rule(
    code="CNT902",
    name="too-long",
    severity=Severity.WARNING,
    since="0.1",
    basis="Google Business Profile API",
    page=__doc__,
    provider=_in_bios,
    review=_in_reply,
    own_page=_in_page,
    response=_in_response,
)
