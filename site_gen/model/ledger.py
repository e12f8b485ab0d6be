"""What site-wide rules count of one provider: small numbers, so that ten thousand providers stay cheap."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from site_gen.model.counting import NO_ROW, Row, add_rows, low_and_others, row_of, rows_of
from site_gen.model.likeness import Sketch, author_mark, grams_of
from site_gen.model.placed import Placed, State
from site_gen.model.review import Review
from site_gen.model.site import ReviewSettings
from site_gen.model.standing import Gone

AT_ONCE = datetime.timedelta(minutes=1)
"""Nobody reads a review and decides about it in less."""

_COMPARED = (State.PENDING, State.PUBLISHED, State.ELSEWHERE)


class Trace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a role did with a provider's reviews: a file that names it first and the key there, and its newest decision.

    `decided_on` is a day (`YYYY-MM-DD`) or empty where the file says none; `decided_in` is empty without a decision.
    """

    path: str
    key: tuple[str, str]
    decided_on: str = ""
    decided_in: str = ""


class Ledger(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One provider's reviews in numbers that only site-wide rules need.

    Rows count by stars: `published`, `replaced`, `erased`, `overdue` (pending for longer than the site's limit, of
    which the oldest waits for `oldest_days`) and `at_once` (published within a minute). `waits` maps whole days from
    receipt to decision to how many low ratings (one or two stars) and how many others took that long. `batches` counts
    the reviews of each invitation, `imports` those of each import by stars, erased ones as having none. `responses`
    has, by prepared response, the files of the reviews whose reply came from it, in order. `roles` has what each role
    did, on a site with `team.yaml`.
    """

    published: Row = NO_ROW
    replaced: Row = NO_ROW
    erased: Row = NO_ROW
    overdue: Row = NO_ROW
    oldest_days: int = 0
    at_once: Row = NO_ROW
    waits: dict[int, tuple[int, int]] = {}
    batches: dict[str, int] = {}
    imports: dict[str, Row] = {}
    responses: dict[str, tuple[str, ...]] = {}
    sketches: tuple[Sketch, ...] = ()
    roles: dict[str, Trace] = {}


def keep_ledger(
    reviews: Sequence[Review],
    placed: Sequence[Placed],
    gone: Gone,
    settings: ReviewSettings,
    as_of: datetime.date,
    *,
    has_team: bool = False,
) -> Ledger:
    """Count the reviews of one provider: `placed` as they stand, `reviews` as they lie in the content."""
    limit = settings.decide_within_days
    ages = [(as_of - one.review.received_at.date()).days for one in placed if one.state is State.PENDING]
    imports = rows_of((review.import_, review.rating) for review in reviews)
    for name, count in gone.imports.items():
        imports[name] = add_rows(imports.get(name, NO_ROW), (0, 0, 0, 0, 0, count))
    return Ledger(
        published=_row(placed, State.PUBLISHED),
        replaced=_row(placed, State.REPLACED),
        erased=gone.stars,
        overdue=row_of(
            one.review.rating
            for one in placed
            if one.state is State.PENDING and (as_of - one.review.received_at.date()).days > limit
        ),
        oldest_days=max(ages, default=0),
        at_once=row_of(one.review.rating for one in placed if one.state is State.PUBLISHED and _is_at_once(one.review)),
        waits=dict(sorted(_waits(placed))),
        batches=dict(sorted(Counter(review.batch for review in reviews if review.batch).items())),
        imports=dict(sorted(imports.items())),
        responses=_responses(reviews),
        sketches=tuple(_sketches(placed)),
        roles=_roles(reviews) if has_team else {},
    )


def total_rows(rows: Iterable[Row]) -> Row:
    """Add up rows."""
    added = NO_ROW
    for row in rows:
        added = add_rows(added, row)
    return added


def _row(placed: Sequence[Placed], state: State) -> Row:
    return row_of(one.review.rating for one in placed if one.state is state)


def _is_at_once(review: Review) -> bool:
    decided_at = review.moderation.decided_at
    return decided_at is not None and decided_at - review.received_at < AT_ONCE


def _waits(placed: Sequence[Placed]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Give days, and how many decisions took that long; recommendations and texts without stars have no side."""
    days: dict[int, list[Review]] = {}
    for one in placed:
        decided_at = one.review.moderation.decided_at
        if one.state in (State.PUBLISHED, State.WITHHELD) and decided_at is not None:
            days.setdefault(max((decided_at - one.review.received_at).days, 0), []).append(one.review)
    for day, reviews in days.items():
        counts = low_and_others(row_of(review.rating for review in reviews))
        if any(counts):
            yield day, counts


def _responses(reviews: Sequence[Review]) -> dict[str, tuple[str, ...]]:
    named: dict[str, list[str]] = {}
    for review in reviews:
        if review.reply is not None and review.reply.response is not None:
            named.setdefault(review.reply.response, []).append(review.path)
    return {name: tuple(paths) for name, paths in sorted(named.items())}


def _roles(reviews: Sequence[Review]) -> dict[str, Trace]:
    found: dict[str, Trace] = {}
    for review in reviews:
        made, reply = review.moderation, review.reply
        if made.by is not None:
            day = made.decided_at.date().isoformat() if made.decided_at is not None else ""
            known = found.get(made.by)
            if known is None:
                found[made.by] = Trace(review.path, ("moderation", "by"), day, review.path)
            elif not known.decided_in or known.decided_on < day:
                found[made.by] = Trace(known.path, known.key, day, review.path)
        if reply is not None:
            for key, role in (("written_by", reply.written_by), ("approved_by", reply.approved_by)):
                if role is not None and role not in found:
                    found[role] = Trace(review.path, ("reply", key))
    return dict(sorted(found.items()))


def _sketches(placed: Sequence[Placed]) -> Iterator[Sketch]:
    """Give what texts are compared by; an author's edit is like the version that it will replace."""
    for one in placed:
        review = one.review
        is_an_edit = review.supersedes is not None and one.state is State.PENDING
        grams = grams_of(review.text or "") if one.state in _COMPARED and not is_an_edit else b""
        if grams:
            yield Sketch(review.path, author_mark(review.author), review.source, one.state is State.ELSEWHERE, grams)
