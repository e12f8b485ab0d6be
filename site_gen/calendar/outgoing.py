"""What is still to go out: each post once for each channel, with the words that stand there, and what cannot.

Only approved posts with an hour to come are in it. A text is never cut: one that a channel does not take is refused,
and whoever exports is told.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen.calendar.tools import Tool
from site_gen.model.audience import Channel
from site_gen.model.foreign import FORMULA
from site_gen.model.plan import Slot
from site_gen.model.platforms import platforms
from site_gen.model.post import WEBSITE, Post


class Outgoing(NamedTuple):
    """A post that goes out on a channel: `media` is a public address, or empty; `was` its planned hour if it moved."""

    post: Post
    channel: Channel
    at: datetime.datetime
    text: str
    link: str
    media: str
    was: datetime.datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same one in another export: the ids of post and channel."""
        return self.post.slug, self.channel.id

    @property
    def words(self) -> str:
        """The text with its link behind it, as it stands where both are one."""
        return self.text if not self.link or self.link in self.text else f"{self.text}\n\n{self.link}"

    @property
    def digest(self) -> str:
        """What changes when anything of it but its hour does."""
        parts = "\0".join((self.text, self.link, self.media, self.channel.account or "")).encode()
        return hashlib.sha256(parts).hexdigest()[:16]


class Refused(msgspec.Struct, frozen=True):
    """A post that is in no file for a channel, and why."""

    post: str
    channel: str
    reason: str


class Sorted(NamedTuple):
    """What a tool gets, in order of time, and what it does not; `elsewhere` counts what is none of its business."""

    items: tuple[Outgoing, ...]
    refused: tuple[Refused, ...]
    elsewhere: int


def outgoing(
    slots: Iterable[Slot],
    channels: Mapping[str, Channel],
    words: Callable[[Post, Channel], Post | Refused],
    link: Callable[[Post, Channel], str],
    media: Callable[[Post], str],
) -> Iterator[Outgoing | Refused]:
    """Give what goes out on channels other than the site itself, in the order of the slots.

    `words` gives a post in a language of a channel, or why there is none.
    """
    for slot in slots:
        if slot.state != "scheduled" or slot.at is None:
            continue
        post = slot.post
        for ident in post.channels:
            if ident == WEBSITE:
                continue
            channel = channels.get(ident)
            if channel is None:
                yield Refused(post.slug, ident, "channels.yaml has no such channel")
                continue
            if channel.platform == WEBSITE:
                continue
            spoken = words(post, channel)
            if isinstance(spoken, Refused):
                yield spoken
            elif not (text := spoken.texts.get(ident) or spoken.summary):
                yield Refused(post.slug, ident, "neither a summary nor a text for this channel")
            else:
                was = slot.planned if slot.is_moved else None
                yield Outgoing(post, channel, slot.at, text, link(post, channel), media(post), was)


def for_tool(
    found: Iterable[Outgoing | Refused],
    name: str,
    tool: Tool,
    now: datetime.datetime,
    is_there: Callable[[Outgoing], bool] = lambda _one: False,
) -> Sorted:
    """Give what a tool can take, and what of it `is_there` already, however soon that goes out."""
    items: list[Outgoing] = []
    refused: list[Refused] = []
    elsewhere = 0
    for one in found:
        if isinstance(one, Refused):
            refused.append(one)
        elif one.channel.platform not in tool.platforms:
            elsewhere += 1
        elif reason := _why_not(one, name, tool, now, is_there) or _said_before(one, items, tool):
            refused.append(Refused(*one.key, reason))
        else:
            items.append(one)
    return Sorted(tuple(sorted(items, key=lambda one: (one.at, one.key))), tuple(refused), elsewhere)


def is_bare(one: Outgoing, tool: Tool) -> bool:
    """Tell whether somebody must attach a picture or film by hand: it is meant to have one, and its row has none."""
    is_meant = one.post.visual is not None or platforms()[one.channel.platform].visual == "needed"
    return is_meant and not (one.media and tool.takes_media)


def _why_not(one: Outgoing, name: str, tool: Tool, now: datetime.datetime, is_there: Callable[[Outgoing], bool]) -> str:
    """Say what keeps a post from a tool; nothing where nothing does."""
    if tool.needs_account and not one.channel.account:
        return f"the channel has no account, which {name} asks for"
    if one.at - now < datetime.timedelta(minutes=tool.lead_minutes) and not is_there(one):
        return f"goes out in less than {tool.lead_minutes} minutes"
    if tool.days_ahead is not None and one.at - now > datetime.timedelta(days=tool.days_ahead):
        return f"goes out in more than {tool.days_ahead} days"
    if tool.form == "csv" and one.text[0] in FORMULA:
        return f"begins with {one.text[0]!r}, which a spreadsheet would run: begin with a word"
    there = platforms()[one.channel.platform]
    if there.text is not None and there.text.used(one.words) > there.text.room(one.words):
        return f"{there.text.used(one.words):,} {there.text.unit}, {there.text.room(one.words):,} at most"
    return ""


def _said_before(one: Outgoing, items: Iterable[Outgoing], tool: Tool) -> str:
    """Say that a tool would refuse the text, since it posts the same on the same platform shortly before or after."""
    near = datetime.timedelta(days=tool.same_text_days)
    for other in items:
        same = other.channel.platform == one.channel.platform and other.words == one.words
        if same and abs(other.at - one.at) < near:
            return f"the same text as {other.post.slug} within {tool.same_text_days} days"
    return ""
