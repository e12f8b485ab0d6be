"""What a post tells of somebody whom it names: the sentences that name no clinician, member of the team or place.

A post speaks to all patients ("your appointment"), as a reply cannot. So its words are judged only where a sentence
names somebody, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.check.consents import lack_of_consent
from site_gen.check.people import named_people
from site_gen.check.posts import all_of, is_written, original_of
from site_gen.check.replies import ReplyText, listed, read_text, unread, words_of
from site_gen.check.rule import Around, Issue, Key, Unchecked
from site_gen.check.texts import plain_whole
from site_gen.check.tokens import BOUNDARY, fold, tokenize
from site_gen.findings import Severity
from site_gen.model.post import Post

_ENDS = frozenset(".!?…\n")
"""How a mark begins that ends a sentence and not only a clause."""
_OURS = frozenset({"we", "us", "our", "ours", "here", "nos", "nosotros", "nuestro", "nuestra", "nuestros", "nuestras"})
"""Words that tie what is said to the practice."""
_TO_SOMEBODY = frozenset({"you", "your", "yours", "usted"})
_ADDRESS = r"(?:\b(?:dear|hi|hello|thanks?|you|gracias|querid[oa]|estimad[oa]) |, ?){0}|{0} ?,"
_OUR_PATIENT = re.compile(
    r"\b(?:our|nuestr[oa])(?: \w+)? (?:patient|paciente)\b"
    r"(?! (?:advocate|advisory|care|council|education|navigator|portal|representative|safety|services)\b)"
)
_HINT = (
    "write what is true for everybody; for a story that its patient signed for, say so as the reason in "
    "site.yaml, checks: ignore, with the path of the post"
)


class Told(NamedTuple):
    """A sentence of a post that names somebody, as it is read, and where it stands."""

    at: Key
    names: tuple[str, ...]
    read: ReplyText

    def is_sure(self, quote: str) -> bool:
        """Tell whether words of it are about whom it names: to "you" if the name is an address, else said by us."""
        if words_of(quote) & _TO_SOMEBODY:
            addresses = (_ADDRESS.format(re.escape(name)) for name in self.names)
            return any(re.search(one, self.read.text, re.IGNORECASE) for one in addresses)
        return any(token.folded in _OURS for token in self.read.tokens)

    @property
    def confirms(self) -> list[str]:
        """What in it tells that somebody is a patient; with care alone only of "our patient"."""
        if quotes := self.read.says("confirms") or self.read.says("detail"):
            return quotes
        words = " ".join(token.folded for token in self.read.tokens)
        return [*self.names] if _OUR_PATIENT.search(words) and self.read.says("care") else []


def told_in(post: Post, around: Around) -> Iterator[Told]:
    """Give the sentences of a post that name somebody who is none of the practice; of an idea none."""
    if not is_written(post, around):
        return
    known = _known_words(post, around)
    for part in all_of(post):
        for sentence in _sentences(plain_whole(part.markdown)):
            names = tuple(named_people(sentence, tokenize(sentence), known))
            read_as = read_text(sentence, post.language) if names else None
            if read_as is not None:
                yield Told(part.at, names, read_as)


def unread_post(post: Post, around: Around) -> Iterator[Unchecked]:
    """Say that a post was not read, where it is in no language that is."""
    if not is_written(post, around):
        return
    text = plain_whole("\n\n".join(part.markdown for part in all_of(post)))
    read_as = read_text(text, post.language) or Unchecked(f"posts in the language {post.language} are not read")
    yield from unread(read_as, "the post")


def found_in_post(told: Told, post: Post, around: Around, message: str, quotes: list[str]) -> Issue:
    """Give the issue that a post says these words of somebody.

    It is a warning in a draft, where the words need not be about whom it names, and where the post's picture shows
    a patient who consented to that: the form says whether to the words as well.
    """
    is_sure = any(map(told.is_sure, quotes)) and original_of(post, around).is_ready and not _shows_consent(post, around)
    return Issue(
        message=f"the post names {listed([*told.names])} and {message}: {listed(quotes)}",
        at=told.at,
        hint=_HINT,
        severity=None if is_sure else Severity.WARNING,
    )


def _shows_consent(post: Post, around: Around) -> bool:
    visual = original_of(post, around).visual
    file = around.media_files.get(visual.file) if visual else None
    people = file.sidecar.people if file and file.sidecar else ()
    return any(one.is_patient and not lack_of_consent(one, around) for one in people)


def _known_words(post: Post, around: Around) -> frozenset[str]:
    """Give the words of names that are of the practice: the site, locations, and colleagues whom the post names.

    A colleague is named by the last word of the name, or in `providers`: every other Maria is none of the practice.
    """
    team = around.practice.team
    said = words_of("\n".join(part.markdown for part in all_of(post)))
    ours = original_of(post, around).providers
    names = [slug.replace("-", " ") for slug in around.providers]
    names += [member.name for member in team.members] if team else []
    named = [name for name in names if name.replace(" ", "-") in ours or fold(name).rpartition(" ")[2] in said]
    places = [slug.replace("-", " ") for slug in around.locations]
    return words_of("\n".join((around.site.name, *places, *named)))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for token in tokenize(text)[1:]:
        if token.folded == BOUNDARY and text[token.start] in _ENDS:
            yield text[start : token.end]
            start = token.end
    yield text[start:]
