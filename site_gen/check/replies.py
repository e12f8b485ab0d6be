"""What rules read in a practice's reply: which one counts, in which language it is, and what it says about a topic."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.check.people import named_people
from site_gen.check.phrases import Language, Reading, find, languages, read, topic_of
from site_gen.check.placeholders import contact_of, fill_text
from site_gen.check.rule import Around, Issue, Key, Said, Unchecked
from site_gen.check.shown import visible_text
from site_gen.check.tokens import BOUNDARY, COMMA, Token, tokenize
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Reply, Review
from site_gen.reviewlog.decisions import is_in_force

AT: Key = ("reply", "text")
"""Where findings about a reply's words point."""

TO_DISCUSS = "reply"
"""The word in an authorization's scope that lets the practice speak about the author's case in a reply."""

_OWN_SHARE = 0.12
"""At least so many of a text's words are small words of its language."""
_FOREIGN_SHARE = 0.3
"""The same where the review says that it is in a language that is not read."""
_KNOWN_SHARE = 0.2
"""At least so many of its words are small or common ones of a language, or nobody has read the text."""
_SHORT = 10
"""Below so many words, shares say nothing."""
_LATIN = "\u0250"
"""Letters before this one are Latin when they are folded."""
_SHOWN = 3
"""So many quotes at most stand in a message."""


class ReplyText(NamedTuple):
    """A reply that is public or about to be, its words, and it as each of its languages reads it, likeliest first.

    `is_known` is False where it seems to be in none of them: what is found in it counts, that nothing is says nothing.
    """

    text: str
    tokens: tuple[Token, ...]
    readings: tuple[tuple[Language, Reading], ...]
    is_known: bool = True

    def says(self, topic: str) -> list[str]:
        """Give what it says about a topic, in its own words."""
        quotes = [quote for one, reading in self.readings for quote in find(reading, topic_of(one.tag, topic))]
        return list(dict.fromkeys(quotes))


def public_reply(review: Review) -> Reply | None:
    """Give the reply that is published, or approved to be."""
    reply = review.reply
    return reply if reply is not None and reply.status in ("approved", "published") else None


def read_reply(review: Review) -> ReplyText | Unchecked | None:
    """Give the public reply to a review as it is read, why it cannot be, or None where there is none."""
    reply = public_reply(review)
    if reply is None:
        return None
    read_as = read_text(reply.text, review.language)
    return read_as or Unchecked(f"replies in the language {review.language} are not read")


def unread(read_as: ReplyText | Unchecked | None, what: str = "the reply") -> Iterator[Unchecked]:
    """Say that a text was not read, or not for certain: then it has not passed."""
    if isinstance(read_as, Unchecked):
        yield read_as
    elif read_as is not None and not read_as.is_known:
        yield Unchecked(f"{what} is in a language that is not read")


def quotes_of(review: Review, *topics: str) -> Iterator[str]:
    """Give what a review's public reply says about some topics; nothing where it is not read."""
    read_as = read_reply(review)
    if isinstance(read_as, ReplyText):
        for topic in topics:
            yield from read_as.says(topic)


def unknown_names(review: Review, provider: Provider, around: Around, reply: ReplyText) -> list[str]:
    """Give the people whom a reply names and the public review does not."""
    if not any(named_people(reply.text, reply.tokens, ())):
        return []
    practice = " ".join((provider.name.full, around.site.name, *(one.location for one in provider.locations)))
    known = public_words(review) | words_of(practice.replace("-", " "))
    return list(dict.fromkeys(named_people(reply.text, reply.tokens, known)))


def confirming(review: Review, provider: Provider, around: Around, reply: ReplyText) -> list[str]:
    """Give what in a reply tells that somebody is a patient.

    Who ties a detail to a person tells it, and so does who speaks of care and names somebody.
    """
    if quotes := reply.says("confirms") or reply.says("detail"):
        return quotes
    names = unknown_names(review, provider, around, reply)
    return names if names and reply.says("care") else []


def speaks(
    review: Review, provider: Provider, around: Around, topic: str, message: str, severity: Severity | None = None
) -> Said:
    """Say that a reply speaks of a topic, with its words and with a sentence that is safe."""
    read_as = read_reply(review)
    yield from unread(read_as)
    if isinstance(read_as, ReplyText) and (quotes := read_as.says(topic)):
        yield found(message, quotes, safe_hint(read_as, provider, around), severity)


def found(message: str, quotes: list[str], hint: str, severity: Severity | None = None) -> Issue:
    """Give the issue that a reply says these words."""
    return Issue(message=f"the reply {message}: {listed(quotes)}", at=AT, hint=hint, severity=severity)


def listed(quotes: list[str]) -> str:
    """Give the first of some quotes for a message, and how many more there are."""
    more = f" and {len(quotes) - _SHOWN} more" if len(quotes) > _SHOWN else ""
    return ", ".join(f'"{_short(quote)}"' for quote in quotes[:_SHOWN]) + more


def safe_hint(reply: ReplyText, provider: Provider, around: Around) -> str:
    """Give a hint with a sentence that confirms nothing, in the language of the reply."""
    language = reply.readings[0][0]
    sentence = fill_text(language.safe, contact_of(provider, around, language.tag))
    return f'say what is true for everybody, such as "{sentence}"'


def public_words(review: Review) -> frozenset[str]:
    """Give the folded words that readers see of a review: text, title and author, without what is hidden."""
    hidden = {one.field for one in review.moderation.hidden_fields}
    parts = [getattr(review, field) or "" for field in ("title", "author") if field not in hidden]
    return words_of(" ".join((*parts, visible_text(review))))


def words_of(text: str) -> frozenset[str]:
    """Give the folded words of a text."""
    return frozenset(token.folded for token in tokenize(text)) - {BOUNDARY, COMMA}


def may_discuss(review: Review, around: Around) -> bool:
    """Tell whether the author signed that the practice may speak about the author's own case in a reply.

    An authorization to publish the review is none to discuss it: its scope must name the reply (45 CFR 164.508 (c)(1)).
    """
    authorization = around.authorization_of(review)
    if authorization is None or authorization.basis != "signed" or TO_DISCUSS not in authorization.scope:
        return False
    return is_in_force(authorization, around.as_of)


def discusses_with_leave(review: Review, around: Around) -> bool:
    """Tell whether a reply may confirm and detail: the author's own case, by the author's authorization."""
    if not may_discuss(review, around):
        return False
    read_as = read_reply(review)
    return isinstance(read_as, ReplyText) and not read_as.says("relations")


@functools.lru_cache(maxsize=256)
def read_text(text: str, declared: str | None) -> ReplyText | None:
    """Read a text once for all the rules, which come one after the other; None in a language that is not read."""
    tokens = tokenize(text)
    spoken = _languages_of(tokens, declared)
    if not spoken:
        return None
    return ReplyText(text, tokens, tuple((one, read(text, tokens, one)) for one in spoken), _is_known(tokens))


def _is_known(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a text is in a language that is read, as far as its small words and its letters tell."""
    words = [word for word in _words(tokens) if word[-1].isalpha()]
    letters = "".join(words)
    if 2 * sum(letter < _LATIN for letter in letters) < len(letters):
        return False
    if len(words) < _SHORT:
        return True
    counts = (
        sum((word in one.function or word in one.common) - (word in one.unlike) for word in words)
        for one in languages().values()
    )
    return max(counts) >= _KNOWN_SHARE * len(words)


def _words(tokens: tuple[Token, ...]) -> list[str]:
    return [token.folded for token in tokens if token.folded not in (BOUNDARY, COMMA)]


def _languages_of(tokens: tuple[Token, ...], declared: str | None) -> tuple[Language, ...]:
    words = _words(tokens)
    known = languages()
    primary = declared.split("-")[0] if declared else None
    least = _OWN_SHARE if primary is None or primary in known else _FOREIGN_SHARE
    shares = {tag: sum(word in one.function for word in words) / max(1, len(words)) for tag, one in known.items()}
    spoken = sorted((tag for tag, share in shares.items() if share >= least), key=lambda tag: (-shares[tag], tag))
    if spoken:
        declared_too = (primary,) if primary in known and primary not in spoken else ()
        return tuple(known[tag] for tag in (*spoken, *declared_too))
    if primary is None:
        return tuple(known.values())
    return (known[primary],) if primary in known else ()


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else f"{quote[:59]}…"
