"""Reviews that belong to another provider, and their copies there, as the files name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from site_gen.model.review import Review


class Filed(NamedTuple):
    """A review file and the provider, by permanent id, in whose folder it lies."""

    provider: str
    review: Review


def find_moves(reviews: Mapping[str, Sequence[Review]]) -> tuple[dict[str, Filed], dict[str, Filed]]:
    """Give the reviews that name a copy, and the copies, both by the copy's id."""
    originals: dict[str, Filed] = {}
    for provider, known in sorted(reviews.items()):
        for review in known:
            if review.moderation.moved_to is not None:
                originals.setdefault(review.moderation.moved_to, Filed(provider, review))
    if not originals:
        return {}, {}
    everybody = (Filed(provider, review) for provider, known in sorted(reviews.items()) for review in known)
    return originals, {filed.review.id: filed for filed in everybody if filed.review.id in originals}
