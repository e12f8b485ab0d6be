"""Posts: in lists, and each on its page."""

from __future__ import annotations

from site_gen.render.views.page import Html, ImageView, LinkView, Pager, View
from site_gen.render.views.provider import VideoView


class PostCardView(View, frozen=True, kw_only=True):
    """A post in a list. Languages are set where a text is in another one than the page.

    `mark` says in a preview that it is not out; `date` is written out, `date_at` the same as an RFC 3339 instant, both
    are empty where a draft has none.
    """

    title: str
    url: str
    title_lang: str
    title_dir: str
    summary: str
    summary_lang: str
    summary_dir: str
    date: str
    date_at: str
    mark: str
    image: ImageView | None


class NewsView(View, frozen=True, kw_only=True):
    """A list of posts, newest first; `topics` lead to lists of those about one, `feeds` to what programs read.

    `title_lang` is set where the list is named for a topic that has no name in the language of the page.
    """

    title: str
    title_lang: str
    intro: str
    posts: tuple[PostCardView, ...]
    topics: tuple[LinkView, ...]
    feeds: tuple[LinkView, ...]
    pager: Pager | None
    empty_note: str


class FactsView(View, frozen=True, kw_only=True):
    """The few things to remember of a post, each in a sentence."""

    facts: tuple[str, ...]
    lang: str
    dir: str


class AskView(View, frozen=True, kw_only=True):
    """The one thing that a reader is asked to do."""

    label: str
    url: str
    lang: str


class PersonView(View, frozen=True, kw_only=True):
    """A provider whom a post names; the number is empty for whoever cannot be called here."""

    slug: str
    name: str
    suffix: str
    url: str
    what: str
    what_lang: str
    phone_url: str
    phone_text: str


class PostView(View, frozen=True, kw_only=True):
    """A post on its page. Languages and directions are set where a text is in another language than the page.

    `reviewed` says who with medical training has read it, and when. Dates that end in `_at` or `_on` are for machines.
    """

    title: str
    title_lang: str
    title_dir: str
    summary: str
    summary_lang: str
    summary_dir: str
    body: Html
    body_lang: str
    body_dir: str
    date: str
    date_at: str
    mark: str
    reviewed: str
    reviewed_by: str
    reviewed_on: str
    image: ImageView | None
    video: VideoView | None
    facts: FactsView | None
    ask: AskView | None
    people: tuple[PersonView, ...]
    topics: tuple[LinkView, ...]
    news: LinkView
