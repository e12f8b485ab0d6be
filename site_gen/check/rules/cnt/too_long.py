r"""Replies, responses, biographies and posts are brief, and every page and post says in a line what is in it.

Why: Readers decide in seconds. A long reply argues and gives details away; a long biography hides the phone number.
The `description` of a page is what search engines show below its title and what is read out in previews; without one
they cut a piece out of the text. The `summary` of a post does the same in lists and feeds, and is what channels get
that have no words of their own. A platform cuts what is too long for it, or refuses it on the day.

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

Fails:
    file: {content/posts/flu.md: "---\ntitle: Flu shots\n---\nCome in.\n"}

Fails:
    file:
      content/channels.yaml: |
        channels: [{id: quick, name: Quick news, platform: x}]
      content/posts/flu.md: |
        ---
        title: Flu shots
        summary: {fill:260}
        channels: [website, quick]
        ---
        Come in.

Fails:
    file:
      content/channels.yaml: |
        channels: [{id: texts, name: Text messages, platform: sms}]
      content/posts/flu.md: |
        ---
        title: Flu shots
        summary: Walk in on Saturdays.
        channels: [texts]
        texts: {texts: "{fill:60} ¿Mañana a las 9 está bien?"}
        ---
        Come in.

Fails:
    file:
      content/channels.yaml: |
        channels: [{id: films, name: Our films, platform: youtube}]
      content/posts/flu.md: |
        ---
        title: {fill:101}
        summary: Walk in on Saturdays.
        channels: [films]
        ---
        Come in.

Passes:
    file:
      content/channels.yaml: |
        channels:
          - {id: quick, name: Quick news, platform: x}
          - {id: page, name: Our page, platform: facebook}
          - {id: texts, name: Text messages, platform: sms}
      content/posts/flu.md: |
        ---
        title: Flu shots
        summary: {fill:400}
        channels: [website, page, quick, texts]
        texts: {quick: "{fill:256}", texts: "{fill:150}"}
        ---
        Come in.
      content/posts/spring.md: "---\ntitle: Spring, perhaps with a film\nstatus: idea\n---\n"

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
so a longer one to a review from there could not be posted. A post's text has at most 6,000 characters, about four
minutes, our own measure, too. What platforms take is in `site_gen/data/platforms.json`, each figure with its source and
the day on which it was read; a server or a paid account may allow more. X and Mastodon count every address as 23
characters, and one is counted for the link to the post; elsewhere the link that a posting tool adds is not counted. Of
newsletters, print and Nextdoor no limit is known. Ideas are not judged.

Basis: Google Business Profile API, `reviewReply.comment`; twitter-text, configuration 3; lexicon app.bsky.feed.post;
3GPP TS 23.038; Meta, Threads posts; Pinterest product specs.
"""

from __future__ import annotations

from site_gen.check.posts import is_written, original_of, outlets_of
from site_gen.check.replies import AT, public_reply
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.texts import bios_of, is_policy
from site_gen.findings import Severity
from site_gen.model.page import BODY, Page
from site_gen.model.platforms import PlatformLimits, platforms
from site_gen.model.post import WEBSITE, Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary

_MOST_REPLY = 1_000
_MOST_BIO = 3_000
_MOST_POST = 6_000
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


def _in_post(post: Post, around: Around) -> Said:
    if not is_written(post, around):
        return
    if post.summary is None:
        yield Issue(
            message="the post has no summary",
            at=("title",),
            hint="say in a sentence or two what it is about: summary: …",
        )
    size = len(post.body.strip())
    if size > _MOST_POST:
        yield Issue(
            message=f"the post has {size:,} characters, more than {_MOST_POST:,}",
            at=(BODY, 0),
            hint="keep what readers can use, and lead to the rest",
        )
    titles: list[str] = []
    for outlet in outlets_of(post, around):
        limits = platforms()[outlet.platform]
        yield from _for_channel(post, outlet.id, limits, has_link=_has_link(original_of(post, around)))
        if limits.title is not None and len(post.title) > limits.title and limits.name not in titles:
            titles.append(limits.name)
            yield Issue(
                message=f"the title has {len(post.title):,} characters; {limits.name} takes {limits.title:,}",
                at=("title",),
                hint="shorten it: the end of it is read by nobody",
            )


def _for_channel(post: Post, channel: str, limits: PlatformLimits, *, has_link: bool) -> Said:
    own = channel in post.texts
    text = post.texts.get(channel) or post.summary
    if text is None or limits.text is None:
        return
    counts_link = has_link and limits.text.link is not None
    used = limits.text.used(text) + (1 + (limits.text.link or 0) if counts_link else 0)
    room = limits.text.room(text)
    if used <= room:
        return
    with_link = ", with the link" if counts_link else ""
    bytes_or_not = "bytes" if limits.text.unit == "bytes" else "characters"
    yield Issue(
        message=f"{'the text' if own else 'the summary'} for {channel} has {used:,} {bytes_or_not}{with_link}; "
        f"{limits.name} takes {room:,}",
        at=("texts", channel) if own else ("summary",),
        hint="shorten it" if own else f"give it words of its own: texts: {{{channel}: …}}",
    )


def _has_link(post: Post) -> bool:
    return post.call_to_action is not None or WEBSITE in post.channels


RULE = Rule(
    code="CNT902",
    name="too-long",
    severity=Severity.WARNING,
    since="0.1",
    basis="Google Business Profile API; limits of platforms",
    page=__doc__,
    provider=_in_bios,
    review=_in_reply,
    own_page=_in_page,
    response=_in_response,
    post=_in_post,
)
