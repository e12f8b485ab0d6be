"""The work with replies of a whole site: what waits, how much is answered and how soon, what came of it."""

from __future__ import annotations

import datetime
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, get_args

from site_gen.check.ripeness import cooled_at, stars_or_none
from site_gen.check.urgent import urgent_cues
from site_gen.load.documents import parse_review, read_file
from site_gen.model.placed import SHOWN_ELSEWHERE, replaced_versions
from site_gen.model.review import Review
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.queue import rating_words
from site_gen.pipeline.replies.moves import Outcome, stage_of
from site_gen.pipeline.replies.severity import BETWEEN, is_low_rating
from site_gen.pipeline.review_files import review_paths
from site_gen.report.replies.work import Rate, Waiting, Work

WINDOW_DAYS = 365
LATE_AFTER_DAYS = 7
_WEEK = 7
_BUCKETS = ("1", "2", "3", "4", "5", "none")


class _Sorted(NamedTuple):
    """The reviews of a site that can be answered, those that wait for a decision first, and files that do not load."""

    answerable: list[Review]
    undecided: list[Review]
    unread: tuple[str, ...]


def read_work(
    root: Path, now: datetime.datetime, *, window_days: int = WINDOW_DAYS, late_after_days: int = LATE_AFTER_DAYS
) -> Work:
    """Give the work with replies at `now`.

    Reviews that the site shows count, and those that are shown elsewhere; withheld and replaced ones do not.

    Raises:
        SiteGenError: no site that loads here.
        LogError: the log's checkpoint is damaged.
    """
    desk = Desk(root, now)
    sorted_out = _read(root)
    begin = desk.now - datetime.timedelta(days=window_days)
    recent = [one for one in sorted_out.answerable if one.received_at >= begin]
    older = [one for one in sorted_out.answerable if one.received_at < begin]
    begun = [one for one in older if stage_of(one) != "unanswered"]
    open_ones = [one for one in (*recent, *begun) if stage_of(one) != "published"]
    waiting = [_waiting(one, desk, late_after_days) for one in open_ones]
    waiting.sort(key=lambda one: (BETWEEN if one.stars is None else one.stars, -one.age_days, one.id))
    replies = [one.reply for one in recent if one.reply is not None and one.reply.status == "published"]
    outcomes = Counter(reply.outcome for reply in replies)
    return Work(
        practice=desk.site.name,
        as_of=desk.as_of,
        window_days=window_days,
        late_after_days=late_after_days,
        waiting=tuple(waiting),
        rates=_rates(recent),
        total=_rate("all", recent),
        elsewhere=sum(1 for one in recent if one.source in SHOWN_ELSEWHERE),
        outcomes={outcome: outcomes[outcome] for outcome in get_args(Outcome)},
        older=sum(1 for one in older if stage_of(one) == "unanswered"),
        undecided=len(sorted_out.undecided),
        oldest_undecided_on=min(map(_received_on, sorted_out.undecided), default=None),
        unread=sorted_out.unread,
    )


def _read(root: Path) -> _Sorted:
    reviews: list[Review] = []
    unread = []
    for path in review_paths(root):
        review = parse_review(read_file(root, path), path)
        if isinstance(review, list):
            unread.append(path)
        else:
            reviews.append(review)
    before = {one.id: one.supersedes for one in reviews}
    shown = (one.id for one in reviews if one.source in SHOWN_ELSEWHERE or _is_shown(one))
    replaced = replaced_versions(before, shown)
    current = [one for one in reviews if one.id not in replaced]
    answerable = [one for one in current if one.source in SHOWN_ELSEWHERE or _is_shown(one)]
    undecided = [one for one in current if one.source not in SHOWN_ELSEWHERE and one.moderation.status == "pending"]
    return _Sorted(answerable, undecided, tuple(unread))


def _is_shown(review: Review) -> bool:
    return review.moderation.status == "published"


def _received_on(review: Review) -> datetime.date:
    return review.received_at.astimezone(datetime.UTC).date()


def _waiting(review: Review, desk: Desk, late_after_days: int) -> Waiting:
    provider = desk.provider(review.provider)
    age = max((desk.now - review.received_at).days, 0)
    stage, low = stage_of(review), is_low_rating(review.rating)
    return Waiting(
        id=review.id,
        provider=review.provider,
        provider_name=provider.name.full if provider else review.provider,
        source=review.source,
        is_elsewhere=review.source in SHOWN_ELSEWHERE,
        stars=stars_or_none(review.rating),
        is_low=low,
        received_on=_received_on(review),
        age_days=age,
        stage=stage,
        written_at=review.reply.written_at if review.reply else None,
        cooled_at=cooled_at(review, desk.site) if stage == "cooling-off" else None,
        is_urgent=low and bool(urgent_cues(f"{review.title or ''}\n{review.text or ''}")),
        is_late=low and age > late_after_days,
        rating=rating_words(review.rating),
    )


def _rates(reviews: Iterable[Review]) -> tuple[Rate, ...]:
    by_stars: dict[str, list[Review]] = defaultdict(list)
    for one in reviews:
        stars = stars_or_none(one.rating)
        by_stars["none" if stars is None else str(int(stars + 0.5))].append(one)
    return tuple(_rate(bucket, by_stars[bucket]) for bucket in _BUCKETS)


def _rate(stars: str, reviews: Iterable[Review]) -> Rate:
    known = list(reviews)
    days = [
        max((one.reply.published_at - one.received_at).days, 0)
        for one in known
        if one.reply is not None and one.reply.status == "published" and one.reply.published_at is not None
    ]
    return Rate(
        stars=stars,
        received=len(known),
        answered=len(days),
        within_week=sum(1 for one in days if one <= _WEEK),
        median_days=statistics.median(days) if days else None,
    )
