"""Makes reviews of what came in, and the bytes of their files and openings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.intake.account import Note, Refusal
from site_gen.intake.directory.draft import unfit
from site_gen.intake.reviews.forms import SOURCE as FORM
from site_gen.intake.reviews.received import Reading, Received
from site_gen.load.emit import to_yaml
from site_gen.load.log_folder import openings_path, read_openings
from site_gen.model.base import Month, Precision
from site_gen.model.contact import quoted
from site_gen.model.invitation import Invitation
from site_gen.model.review import Authorization, Method, Reply, Review
from site_gen.pipeline.fresh_ids import fresh_id
from site_gen.pipeline.intake.options import IntakeOptions
from site_gen.pipeline.intake.sort import Incoming, Sorted
from site_gen.pipeline.log_write import openings_file
from site_gen.pipeline.originals import fresh_salts
from site_gen.reviewlog.commitment import commit_review
from site_gen.reviewlog.fault import LogError
from site_gen.write.landing import Landing

_INVITED: Mapping[str, Method] = {
    "all-visits": "invited-all",
    "all-of-a-location": "invited-all",
    "all-of-a-provider": "invited-all",
    "random-sample": "invited-sample",
}
"""What an invitation makes of the reviews that answer it, by how the invited were chosen."""
_AHEAD = datetime.timedelta(days=1)
"""So far ahead a receipt may be: a date without a time is noon of its day, in zones where it is tomorrow already."""
_LONG = 4_000
"""Texts of more characters may not fit an entry, where many of them are segments of their own."""


class Made(NamedTuple):
    """A review out of a row, or why there is none, and what was dropped on the way."""

    review: Review | Refusal
    notes: tuple[Note, ...] = ()


class Log(NamedTuple):
    """What committing to a review needs to know of the log: its size, the month, and how exact `received` is."""

    size: int
    logged: Month
    precision: Precision


class Collected(NamedTuple):
    """How the reviews of an export were collected, where a row says nothing: what a person says of all of them.

    `invitations` are those of the site by id; `usual` is what counts where nobody was invited and nothing is said.
    """

    method: Method | None
    batch: str | None
    invitations: Mapping[str, Invitation]
    usual: Method

    def batch_of(self, one: Received) -> str | None:
        """Give the invitation that a row answers; whoever fills in a form may name one that does not exist."""
        return one.batch if one.batch in self.invitations else self.batch

    def method_of(self, batch: str | None) -> Method:
        """Give how a review came that answers an invitation, or none."""
        invitation = self.invitations.get(batch or "")
        return self.method or (_INVITED.get(invitation.selection, self.usual) if invitation else self.usual)


class MadeReviews(NamedTuple):
    """The reviews of an export, the rows that are none after all, and what was dropped on the way."""

    reviews: tuple[Review, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]


def make_reviews(
    options: IntakeOptions, reading: Reading, rows: Sorted, import_id: str, invitations: Mapping[str, Invitation]
) -> MadeReviews:
    """Make a review of every row that is to become one."""
    usual: Method = "organic" if reading.source == FORM else "imported"
    collected = Collected(options.method, options.batch, invitations, usual)
    made = [
        make_review(one, source=reading.source, import_id=import_id, collected=collected, now=options.now)
        for one in rows.incoming
    ]
    return MadeReviews(
        tuple(one.review for one in made if isinstance(one.review, Review)),
        tuple(one.review for one in made if isinstance(one.review, Refusal)),
        tuple(note for one in made for note in one.notes),
    )


def make_review(
    incoming: Incoming, *, source: str, import_id: str, collected: Collected, now: datetime.datetime
) -> Made:
    """Make a review of a row; what does not fit the model is refused."""
    one, edits = incoming.one, incoming.edits
    ident = fresh_id("r")
    notes: list[Note] = []
    batch = collected.batch_of(one)
    if one.batch and batch != one.batch:
        notes.append(Note(one.where, "no-batch", f"no invitation {quoted(one.batch)}, and it was left out"))
    language = one.language.replace("_", "-") if one.language else None
    review = Review(
        path=f"content/reviews/{incoming.about.provider}/{ident}.yaml",
        id=ident,
        provider=incoming.about.provider,
        location=incoming.about.location,
        rating=one.rating,
        aspects=one.aspects,
        title=one.title,
        text=one.text,
        author=one.author,
        language=language[:1].lower() + language[1:] if language else None,
        experienced=one.experienced,
        received_at=_received_at(one, incoming, now),
        source=source,
        source_id=one.source_id,
        method=one.method or collected.method_of(batch),
        verification=one.verification,
        completeness=one.completeness,
        batch=batch,
        import_=import_id,
        incentive=one.incentive,
        relationship=one.relationship,
        authorization=Authorization(basis="signed", reference=one.authorization) if one.authorization else None,
        supersedes=edits.latest.id if edits else None,
        reply=make_reply(one),
    )
    for field in ("language", "experienced", "location"):
        without = msgspec.structs.replace(review, **{field: None})
        if getattr(review, field) is not None and unfit(review) and not unfit(without):
            notes.append(
                Note(one.where, f"no-{field}", f"{field} {quoted(getattr(review, field))} is none, and was left out")
            )
            review = without
    if review.received_at > now + _AHEAD:
        return Made(Refusal(one.where, "not-yet", f"its date, {review.received_at:%Y-%m-%d}, has not come yet"))
    reason = unfit(review) or (_unsealable(review) if len(review.text or "") > _LONG else None)
    if reason is not None:
        return Made(Refusal(one.where, "unfit", reason))
    if one.rating is None and review.text is None and review.title is None:
        return Made(Refusal(one.where, "nothing-said", "neither a rating nor a text"))
    return Made(review, tuple(notes))


def make_reply(one: Received) -> Reply | None:
    """Give the answer that the practice gave at the source; without its day it is a draft for somebody to look at."""
    if one.reply is None:
        return None
    text = one.reply.text
    if one.reply.at is None:
        return Reply(status="draft", text=text)
    return Reply(status="published", published_at=one.reply.at, text=text)


def stage(root: Path, landing: Landing, log: Log | None, provider: tuple[str, Sequence[Review]]) -> int:
    """Write the files of one provider's new reviews, and the provider's openings with those of the new ones.

    The first of the pair is the permanent id. Gives how many reviews these were.

    Raises:
        LogError: a review cannot be committed to, or the provider's openings are damaged.
    """
    ident, reviews = provider
    for review in reviews:
        landing.write(review.path, to_yaml(review))
    if log is not None:
        salts = fresh_salts()
        commit = partial(commit_review, provider=ident, logged=log.logged, salts=salts, precision=log.precision)
        known = read_openings(root, ident, log.size)
        fresh = [commit(review) for review in reviews]
        landing.write(openings_path(ident), openings_file([*known, *fresh]), private=True)
    return len(reviews)


def _unsealable(review: Review) -> str | None:
    """Say why a review could never be sealed, or give None: better found before anything lands."""
    try:
        commit_review(review, provider=review.provider, logged="2000-01", salts=fresh_salts())
    except LogError as error:
        return error.message
    return None


def _received_at(one: Received, incoming: Incoming, now: datetime.datetime) -> datetime.datetime:
    """Give when a version was received: the first when it was written, an edit when it was changed."""
    if incoming.edits is None:
        return one.received_at
    before = incoming.edits.latest.received_at
    later = before + datetime.timedelta(seconds=1)  # what an edit edits is sealed first, so it is never later or equal
    return one.updated_at if one.updated_at is not None and one.updated_at > before else max(now, later)
