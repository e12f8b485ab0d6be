"""The posts that stand on the site at an instant, newest first, each with its words in every language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from site_gen.model.alert import Alert
from site_gen.model.plan import Slot, SlotState, plan
from site_gen.model.post import WEBSITE, Post

_TO_COME: tuple[SlotState, ...] = ("scheduled", "draft", "missed")
"""States of posts that a preview with drafts shows, too."""


class NewsPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post of the site: `words` are its translations by language, `at` is when it went out, or is to.

    `state` is `out` for everything that the public sees; a preview has others, and posts without a date.
    """

    post: Post
    words: dict[str, Post] = {}
    at: datetime.datetime | None
    state: SlotState = "out"

    @property
    def is_out(self) -> bool:
        """Whether everybody may read it."""
        return self.state == "out"


def slots_of(
    posts: Iterable[Post], alerts: Sequence[Alert], at: datetime.datetime, zone: str, language: str
) -> tuple[Slot, ...]:
    """Give the calendar of all channels; `language` is that in which posts have their dates, the site's first one."""
    return plan([post for post in posts if post.language == language], alerts, at, zone)


def news_of(slots: Iterable[Slot], posts: Iterable[Post], *, drafts: bool = False) -> tuple[NewsPost, ...]:
    """Give the posts of the calendar that stand on the site, newest first; `posts` are all, translations too.

    With `drafts` also those that are to come, and those that nobody has approved.
    """
    shown = ("out", *_TO_COME) if drafts else ("out",)
    words: dict[str, dict[str, Post]] = {}
    for post in posts:
        words.setdefault(post.slug, {})[post.language] = post
    chosen = [
        NewsPost(
            post=slot.post,
            words={tag: one for tag, one in words.get(slot.post.slug, {}).items() if tag != slot.post.language},
            at=slot.at,
            state=slot.state,
        )
        for slot in slots
        if slot.state in shown and is_on_site(slot)
    ]
    return tuple(sorted(chosen, key=_newest_first))


def has_begun(slots: Iterable[Slot], *, drafts: bool = False) -> bool:
    """Tell whether the site has pages of news: from its first post on, also when none stands at the moment.

    So the link to them, which every page has, does not come and go with each post.
    """
    shown = ("out", "expired", *(_TO_COME if drafts else ()))
    return any(slot.state in shown and is_on_site(slot) for slot in slots)


def is_on_site(slot: Slot) -> bool:
    """Tell whether a post is for the site at all."""
    return WEBSITE in slot.post.channels


def topics_of(news: Iterable[NewsPost]) -> dict[str, tuple[NewsPost, ...]]:
    """Give the posts of each topic, in order of the topics' names."""
    found: dict[str, list[NewsPost]] = {}
    for one in news:
        for topic in dict.fromkeys(one.post.topics):
            found.setdefault(topic, []).append(one)
    return {topic: tuple(found[topic]) for topic in sorted(found)}


def _newest_first(one: NewsPost) -> tuple[bool, float, str]:
    return (one.at is not None, -one.at.timestamp() if one.at else 0.0, one.post.slug)
