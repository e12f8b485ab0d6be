"""What rules read of a post: its texts, where it goes, and whether it is more than an idea yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from site_gen.check.rule import Around, Key
from site_gen.check.texts import Text
from site_gen.model.audience import Platform
from site_gen.model.page import BODY
from site_gen.model.post import WEBSITE, Post


class Outlet(NamedTuple):
    """Somewhere a post goes: the id of the channel, and what kind of place it is."""

    id: str
    platform: Platform


def original_of(post: Post, around: Around) -> Post:
    """Give the post that a translation belongs to, which says when and where it goes; the post itself if it is none.

    A translation alone stands for itself.
    """
    first = around.site.default_language
    if post.language == first:
        return post
    posts = around.practice.posts
    return next((one for one in posts if one.slug == post.slug and one.language == first), post)


def is_written(post: Post, around: Around) -> bool:
    """Tell whether a post is more than an idea: what nobody has written yet is not judged."""
    return original_of(post, around).status != "idea"


def outlets_of(post: Post, around: Around) -> Iterator[Outlet]:
    """Give where a post goes, and where it has words of its own for; what `channels.yaml` does not have is left out."""
    file = around.practice.channels
    known: dict[str, Platform] = {one.id: one.platform for one in file.channels} if file else {}
    known.setdefault(WEBSITE, "website")
    for channel in dict.fromkeys((*original_of(post, around).channels, *post.texts)):
        if channel in known:
            yield Outlet(channel, known[channel])


def whole_of(post: Post) -> tuple[Text, ...]:
    """Give what a reader of the post's own page reads, part by part; the headline first."""
    parts = [_text(post, "the title", ("title",), post.title)]
    if post.summary:
        parts.append(_text(post, "the summary", ("summary",), post.summary))
    parts += [_text(post, "a key fact", ("key_facts", number), fact) for number, fact in enumerate(post.key_facts)]
    if post.body.strip():
        parts.append(_text(post, "the text", (BODY, 0), post.body))
    return tuple(parts)


def all_of(post: Post) -> tuple[Text, ...]:
    """Give every text of a post that anybody reads anywhere; the headline first."""
    parts = [*whole_of(post), *own_words_of(post)]
    if post.call_to_action is not None:
        parts.append(_text(post, "the call to action", ("call_to_action", "label"), post.call_to_action.label))
    if post.visual is not None and post.visual.alt:
        parts.append(_text(post, "the words for the picture", ("visual", "alt"), post.visual.alt))
    return tuple(parts)


def own_words_of(post: Post) -> Iterator[Text]:
    """Give the words that a post has for single channels."""
    for channel, words in post.texts.items():
        yield _text(post, f"the text for {channel}", ("texts", channel), words)


def joined(parts: Sequence[Text]) -> str:
    """Give parts as one text, each a paragraph of its own."""
    return "\n\n".join(part.markdown for part in parts)


def part_with(parts: Sequence[Text], words: str) -> Text:
    """Give the first part that has some words, or the first one of all."""
    folded = " ".join(words.split()).lower()
    return next((part for part in parts if folded in " ".join(part.markdown.split()).lower()), parts[0])


def _text(post: Post, what: str, at: Key, words: str) -> Text:
    return Text(what, post.language, at, words)
