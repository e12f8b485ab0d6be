"""The reviews of one source that a site has already, each with the versions that its author made of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import SiteGenError
from site_gen.intake.reviews.received import Received, Statement, statement_of
from site_gen.load.documents import parse_review, read_file
from site_gen.load.folder import list_files, list_folders
from site_gen.model.review import Review
from site_gen.pipeline.erased import precisions, tells_one
from site_gen.pipeline.pool import Workers

REVIEWS = "content/reviews"
_BATCH = 32


class KnownReview(msgspec.Struct, frozen=True, gc=False):
    """What of a review is compared with an export. It `is_answered` where its reply is public."""

    id: str
    path: str
    provider: str
    location: str | None
    source_id: str | None
    received_at: datetime.datetime
    author: str | None
    content: Statement
    supersedes: str | None
    moved_to: str | None
    import_: str | None
    is_shown: bool
    reply: str | None
    is_answered: bool


class Versions(NamedTuple):
    """A review as it came in first, its latest version, and what all of them said.

    A copy under the right provider is a version, too: whatever comes later belongs to it.
    """

    first: KnownReview
    latest: KnownReview
    contents: frozenset[Statement]
    providers: frozenset[str]


class KnownReviews:
    """The reviews of one source, each of which an export has once at most; `left` are those that it has not had yet.

    They are found by the source's own id. Where one side has none, by the instant and the author: with a content that
    one of the versions has, or as an edit where somebody is named, the instant is exact to the second and nobody else
    is left who shares it. An instant is the same as one that is cut to the second, which is all that some exports give,
    and a content the same as one with answers to more questions: not every export, and not every mapping, has all.
    """

    def __init__(self, reviews: Iterable[KnownReview]) -> None:
        everything = {one.id: one for one in reviews}
        following = {one.supersedes: one for one in everything.values() if one.supersedes}
        copies = {one.id: everything.get(one.moved_to or "") for one in everything.values()}
        moved = {name: copy for name, copy in copies.items() if copy is not None}
        later = {one.id for one in moved.values()} | {one.id for name, one in following.items() if name in everything}
        self.left: dict[str, Versions] = {}
        self._by_id: dict[str, list[Versions]] = {}
        self._by_content: dict[object, list[Versions]] = {}
        self._by_words: dict[object, list[Versions]] = {}
        self._by_hand: dict[object, list[Versions]] = {}
        self._waiting: Counter[object] = Counter()
        for first in everything.values():
            if first.id not in later:
                self._add(_versions(first, following, moved))

    def match(self, rows: Sequence[tuple[Received, str]]) -> list[Versions | None]:
        """Give what the site has of each row, which comes with the provider that it is about.

        The surest way first for all rows, so that none is given what belongs to a later one.
        """
        found: list[Versions | None] = [None] * len(rows)
        for find in (self._find, self._find_in_second, self._find_by_words, self._find_edited):
            found = [have or find(one, provider) for have, (one, provider) in zip(found, rows, strict=True)]
        return found

    def _find(self, one: Received, provider: str) -> Versions | None:
        """Give a review by its id, or by its own words where one side has no id."""
        if one.source_id and (same := self._by_id.get(one.source_id)):
            return self._taken(next((each for each in same if provider in each.providers), same[0]))
        return self._saying(one, one.received_at, provider)

    def _find_in_second(self, one: Received, provider: str) -> Versions | None:
        """Give a review by its own words and the second in which it was received."""
        return self._saying(one, precisions(one.received_at)[-1], provider)

    def _find_by_words(self, one: Received, provider: str) -> Versions | None:
        """Give a review that says the same in words and stars, and to no question of both another answer."""
        key = (bool(one.source_id), (precisions(one.received_at)[-1], one.author, provider))
        for found in self._by_words.get((*key, one.content.words), ()):
            if found.first.id in self.left and any(one.content.agrees(content) for content in found.contents):
                return self._taken(found)
        return None

    def _saying(self, one: Received, at: datetime.datetime, provider: str) -> Versions | None:
        candidates = self._by_content.get((bool(one.source_id), (at, one.author, provider), one.content), [])
        while candidates:
            if (found := candidates.pop()).first.id in self.left:
                return self._taken(found)
        return None

    def _find_edited(self, one: Received, provider: str) -> Versions | None:
        """Give the one review that is left of this instant and author, which a row says something else about."""
        for at in precisions(one.received_at):
            key = (bool(one.source_id), (at, one.author, provider))
            if tells_one(at, one.author) and self._waiting[key] == 1:
                return self._taken(next(each for each in self._by_hand[key] if each.first.id in self.left))
        return None

    def _add(self, versions: Versions) -> None:
        first = versions.first
        self.left[first.id] = versions
        if first.source_id:
            self._by_id.setdefault(first.source_id, []).append(versions)
        for key in self._keys(versions):
            self._by_hand.setdefault(key, []).append(versions)
            self._waiting[key] += 1
            for content in versions.contents:
                self._by_content.setdefault((*key, content), []).append(versions)
            for words in {content.words for content in versions.contents}:
                self._by_words.setdefault((*key, words), []).append(versions)

    def _taken(self, versions: Versions) -> Versions | None:
        """Give a review that no later row gets again; None where an earlier row had it."""
        if self.left.pop(versions.first.id, None) is None:
            return None
        for key in self._keys(versions):
            self._waiting[key] -= 1
        return versions

    def _keys(self, versions: Versions) -> Iterator[tuple[bool, object]]:
        """Give the keys for rows with an id, if the review has none, and for rows without one."""
        first = versions.first
        for provider in versions.providers:
            for at in precisions(first.received_at):
                hand = (at, first.author, provider)
                yield False, hand
                if not first.source_id:
                    yield True, hand


def _versions(first: KnownReview, following: Mapping[str, KnownReview], moved: Mapping[str, KnownReview]) -> Versions:
    chain = [first]
    seen = {first.id}
    while (later := moved.get(chain[-1].id) or following.get(chain[-1].id)) is not None and later.id not in seen:
        chain.append(later)
        seen.add(later.id)
    return Versions(first, chain[-1], frozenset(one.content for one in chain), frozenset(one.provider for one in chain))


def load_known(root: Path, source: str, workers: Workers) -> KnownReviews:
    """Read the reviews of a source.

    Raises:
        SiteGenError: a review file does not load.
    """
    folders, _findings = list_folders(root, REVIEWS)
    batches = (folders[start : start + _BATCH] for start in range(0, len(folders), _BATCH))
    return KnownReviews(one for batch in workers.in_order(partial(_read, root, source), batches) for one in batch)


def _read(root: Path, source: str, folders: Sequence[str]) -> list[KnownReview]:
    return [one for folder in folders for one in _of_provider(root, source, folder)]


def _of_provider(root: Path, source: str, folder: str) -> Iterator[KnownReview]:
    word = source.encode()
    for stamp in list_files(root, f"{REVIEWS}/{folder}", ".yaml", slugs=False).files:
        data = read_file(root, stamp.path)
        if word not in data:
            continue
        review = parse_review(data, stamp.path)
        if isinstance(review, list):
            first = review[0]
            raise SiteGenError(
                f"{first.path}:{first.line}: {first.message}", hint="mend it first: site-gen check shows everything"
            )
        if review.source == source:
            yield _known(review)


def _known(review: Review) -> KnownReview:
    return KnownReview(
        id=review.id,
        path=review.path,
        provider=review.provider,
        location=review.location,
        source_id=review.source_id,
        received_at=review.received_at,
        author=review.author,
        content=statement_of(review.rating, review.title, review.text, review.aspects),
        supersedes=review.supersedes,
        moved_to=review.moderation.moved_to,
        import_=review.import_,
        is_shown=review.moderation.status == "published",
        reply=review.reply.text if review.reply else None,
        is_answered=review.reply is not None and review.reply.status == "published",
    )
