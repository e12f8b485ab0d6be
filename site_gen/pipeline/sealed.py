"""Finds one sealed review: its private opening, and where the log has it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.log_folder import opening_providers, openings_path, parse_openings_file, read_optional
from site_gen.pipeline.erased import read_erased
from site_gen.pipeline.log import OpenLog
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening, verify_opening
from site_gen.reviewlog.states import ReviewState


class SealedOne(NamedTuple):
    """A review in the log: its opening, its state, and its provider by permanent id."""

    opening: Opening
    state: ReviewState
    provider: str


def id_at(root: Path, log: OpenLog, leaf: int) -> str | None:
    """Give the id of the review at a leaf of the log; None for one that was erased, which has no id any more."""
    path = openings_path(log.replay.reviews[leaf].provider)
    openings = parse_openings_file(read_optional(root, path) or b"", path, log.size)
    return next((opening.id for opening in openings if opening.index == leaf), None)


def find_sealed(root: Path, log: OpenLog, review_id: str) -> SealedOne:
    """Give a review of the log by its id, its opening checked against the entry completely.

    Raises:
        SiteGenError: the log has no such review, or had it and it was erased.
        LogError: the opening is not of the entry at its place.
    """
    for provider in opening_providers(root):
        path = openings_path(provider)
        data = read_optional(root, path) or b""
        if review_id.encode() not in data:
            continue
        for opening in parse_openings_file(data, path, log.size):
            if opening.id == review_id and opening.index is not None:
                state = log.replay.reviews.get(opening.index)
                if state is None or state.leaf != leaf_hash(opening.entry):
                    raise LogError(f"the private opening of {review_id} is not of entry {opening.index} of the log")
                verify_opening(opening)
                return SealedOne(opening, state, provider)
    if read_erased(root).holds_id(review_id):
        raise SiteGenError(f"the review {review_id} was erased", hint="nothing of it is left")
    raise SiteGenError(
        f"no review {review_id} in the log", hint="site-gen seal appends what is not in it yet; ids begin with r-"
    )
