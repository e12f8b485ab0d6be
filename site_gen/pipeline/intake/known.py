"""The reviews of one source that a site has already, each with the versions that its author made of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import SiteGenError
from site_gen.intake.reviews.received import Received
from site_gen.load.documents import parse_review, read_file
from site_gen.load.folder import list_files, list_folders
from site_gen.model.review import Review
from site_gen.pipeline.pool import Workers

REVIEWS = "content/reviews"
_BATCH = 32


class KnownReview(msgspec.Struct, frozen=True, gc=False):
    """What of a review is compared with an export; `is_answered` tells whether it has a reply that is published."""

    id: str
    path: str
    provider: str
    source_id: str | None
    received_at: datetime.datetime
    author: str | None
    content: tuple[object, ...]
    supersedes: str | None
    is_imported: bool
    is_shown: bool
    is_answered: bool


class Latest(NamedTuple):
    """A review as it came in first, and its latest version, which may be the same."""

    first: KnownReview
    latest: KnownReview


class KnownReviews:
    """The reviews of one source, each of which an export has once at most.

    They are found by the source's own id. Where one side has none, by the instant and the author: with equal content,
    or as an edit where the instant is exact to the second, so that no two reviews share it by chance.
    """

    def __init__(self, reviews: Iterable[KnownReview]) -> None:
        everything = tuple(reviews)
        following = {one.supersedes: one for one in everything if one.supersedes is not None}
        ids = {one.id for one in everything}
        self.left: dict[str, Latest] = {}
        self._by_id: dict[str, str] = {}
        self._by_hand: dict[object, list[str]] = {}
        for first in everything:
            if first.supersedes in ids:
                continue
            latest = first
            seen = {first.id}
            while (later := following.get(latest.id)) is not None and later.id not in seen:
                latest = later
                seen.add(later.id)
            self.left[first.id] = Latest(first, latest)
            if first.source_id:
                self._by_id[first.source_id] = first.id
            self._by_hand.setdefault((first.received_at, first.author, first.provider), []).append(first.id)

    def take(self, one: Received, provider: str) -> Latest | None:
        """Give what the site has of a review, which no later row gets again."""
        if one.source_id and one.source_id in self._by_id:
            return self.left.pop(self._by_id[one.source_id], None)
        candidates = [
            self.left[ident]
            for ident in self._by_hand.get((one.received_at, one.author, provider), ())
            if ident in self.left and not (one.source_id and self.left[ident].first.source_id)
        ]
        found = next((each for each in candidates if each.latest.content == one.content), None)
        if found is None and len(candidates) == 1 and _is_exact(one.received_at):
            found = candidates[0]
        return self.left.pop(found.first.id) if found else None


def _is_exact(at: datetime.datetime) -> bool:
    return bool(at.second or at.microsecond)


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
    for stamp in list_files(root, f"{REVIEWS}/{folder}", ".yaml").files:
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
        source_id=review.source_id,
        received_at=review.received_at,
        author=review.author,
        content=(review.rating, review.title, review.text),
        supersedes=review.supersedes,
        is_imported=review.import_ is not None,
        is_shown=review.moderation.status == "published",
        is_answered=review.reply is not None and review.reply.status == "published",
    )
