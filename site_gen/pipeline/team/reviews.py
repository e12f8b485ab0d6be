"""Tasks about reviews: decisions that wait, and replies at each step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from site_gen.findings import count_of
from site_gen.model.site import Site
from site_gen.model.team import Duty
from site_gen.report.replies.work import Waiting, Work
from site_gen.report.team.today import MOST_ITEMS, Task, Urgency


def tasks_of_reviews(work: Work, site: Site, now: datetime.datetime) -> Iterator[Task]:
    """Give what is to be decided and answered at `now`; the worst ratings and the oldest come first."""
    if work.undecided and work.oldest_undecided_on is not None:
        due_on = work.oldest_undecided_on + datetime.timedelta(days=site.reviews.decide_within_days)
        yield Task(
            duty="moderate",
            urgency="now" if due_on < work.as_of else "today",
            what=f"{_wait(work.undecided, 'review')} for a decision, the oldest since {work.oldest_undecided_on}",
            count=work.undecided,
            command="moderate",
            due_on=due_on,
        )
    begun = {stage: [one for one in work.waiting if one.stage == stage] for stage in _STAGES}
    yield from _task("reply", "now", "{} with urgent words", [one for one in work.waiting if one.is_urgent])
    yield from _task("reply", "now", "{} with a low rating, late", [one for one in begun["unanswered"] if one.is_late])
    rest = [one for one in begun["unanswered"] if not one.is_late]
    yield from _task("reply", "today", "{} without a reply", rest)
    yield from _task("reply", "today", "{} with a draft of a reply", begun["draft"])
    ripe = [one for one in begun["cooling-off"] if one.cooled_at is not None and one.cooled_at <= now]
    yield from _task("approve-replies", "today", "{} with a reply that has cooled off, to be approved", ripe)
    yield from _task("reply", "today", "{} with an approved reply, to be published", begun["approved"])
    for path in work.unread:
        yield Task(duty="intake", urgency="now", what="A review file does not load", items=(path,), count=1)


_STAGES = ("unanswered", "draft", "cooling-off", "approved")


def _task(duty: Duty, urgency: Urgency, what: str, waiting: Iterable[Waiting]) -> Iterator[Task]:
    ids = [one.id for one in waiting]
    if ids:
        command = f"reply {ids[0]}"
        words = what.format(count_of(len(ids), "review"))
        yield Task(
            duty=duty, urgency=urgency, what=words, items=tuple(ids[:MOST_ITEMS]), count=len(ids), command=command
        )


def _wait(count: int, word: str) -> str:
    return f"{count_of(count, word)} {'waits' if count == 1 else 'wait'}"
