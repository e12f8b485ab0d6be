"""Step 5, first half: what the published openings of one provider open, each disclosure against its entry in the log.

The entries come with the openings; each is the logged one by its leaf hash, so that no bundle is read twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from site_gen.reviewlog.examine import Claim as Part
from site_gen.reviewlog.examine import Opened, examine_openings
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.published import PublishedOpenings, parse_openings
from site_gen.reviewlog.states import Replay, ReviewState, State
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.source import LOG_PREFIX, MOST_OPENINGS, MissingFileError, Source

_CLAIMS: Mapping[Part, Claim] = {
    "complete": Claim.OPENINGS,
    "leaf": Claim.RATING,
    "state": Claim.SHOWN,
    "field": Claim.FIELDS,
    "segment": Claim.TEXT,
    "salt": Claim.OPENINGS,
    "reply": Claim.REPLIES,
}


def open_reviews(
    source: Source, provider: str, reviews: Sequence[ReviewState], log_size: int, checks: Checks
) -> dict[int, Opened]:
    """Give what is opened of a provider's reviews, by leaf index; what fails is in `checks`."""
    path = f"{LOG_PREFIX}openings/{provider}.json"
    published = sum(1 for review in reviews if review.state is State.PUBLISHED)
    checks.look(Claim.OPENINGS, published)
    try:
        openings = parse_openings(source.read(path, MOST_OPENINGS))
        if openings.provider != provider:
            raise LogError(f"openings: of {openings.provider}, expected those of {provider}")
    except (MissingFileError, LogError) as error:
        if published or not isinstance(error, MissingFileError):
            checks.fail(Claim.OPENINGS, error.message, provider=provider, page=path)
        return {}
    by_index = {review.index: review for review in reviews}
    good, foreign = _with_logged_entries(openings, by_index)
    for index, review_id in foreign.items():
        message = f"its entry is not the one at leaf {index} of the log"
        checks.fail(Claim.RATING, message, provider=provider, page=path, review=review_id)
    entries = {one.index: one.leaf for one in good.reviews}
    opened, failures = examine_openings(good, Replay(size=log_size, reviews=by_index), entries.__getitem__)
    ids = {one.index: one.id for one in openings.reviews}
    for failure in failures:
        if failure.claim == "complete" and failure.index in foreign:
            continue
        review_id = ids.get(failure.index, "")
        checks.fail(_CLAIMS[failure.claim], failure.message, provider=provider, page=path, review=review_id)
    return opened


def _with_logged_entries(
    openings: PublishedOpenings, reviews: Mapping[int, ReviewState]
) -> tuple[PublishedOpenings, dict[int, str]]:
    """Give the openings whose entry is the logged one, and the ids of the others by leaf index."""
    foreign = {
        one.index: one.id
        for one in openings.reviews
        if one.index in reviews and leaf_hash(one.leaf) != reviews[one.index].leaf
    }
    if not foreign:
        return openings, foreign
    kept = tuple(one for one in openings.reviews if one.index not in foreign)
    return msgspec.structs.replace(openings, reviews=kept), foreign
