"""What changes on the site by the clock alone: posts that go out or end, alerts that begin or end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from site_gen.model.alert import Alert, active_alerts
from site_gen.model.news import is_on_site
from site_gen.model.plan import Slot, edges_of, plan
from site_gen.model.post import Post

What = Literal["alert-begins", "alert-ends", "post-begins", "post-ends"]
"""What happens; a post ends when it expires or is stopped."""


class Change(NamedTuple):
    """One thing that changes at an instant, and the file that says so."""

    at: datetime.datetime
    what: What
    path: str
    title: str


def changes_after(
    posts: Sequence[Post], alerts: Sequence[Alert], at: datetime.datetime, zone: str
) -> Iterator[tuple[Change, ...]]:
    """Give the changes after an instant, those of the same moment together, in their order.

    `posts` are in one language and may go out, `alerts` may stand on pages, `zone` is that of the site. Posts of other
    channels change no page.
    """
    ends = {edge for alert in alerts for edge in (alert.starts_at, alert.ends_at) if edge is not None}
    slots = plan(posts, alerts, at, zone)
    before = _standing(slots, alerts, at)
    while following := [edge for edge in ends | edges_of(slots, zone) if edge > at]:
        at = min(following)
        slots = plan(posts, alerts, at, zone)
        after = _standing(slots, alerts, at)
        if changed := tuple(_differences(before, after, at)):
            yield changed
        before = after


class _Standing(NamedTuple):
    posts: dict[str, Post]
    alerts: dict[str, Alert]


def _standing(slots: Sequence[Slot], alerts: Sequence[Alert], at: datetime.datetime) -> _Standing:
    out = {slot.post.path: slot.post for slot in slots if slot.state == "out" and is_on_site(slot)}
    return _Standing(out, {alert.path: alert for alert in active_alerts(alerts, at)})


def _differences(before: _Standing, after: _Standing, at: datetime.datetime) -> Iterator[Change]:
    kinds: tuple[tuple[dict[str, Alert] | dict[str, Post], dict[str, Alert] | dict[str, Post], What], ...] = (
        (after.alerts, before.alerts, "alert-begins"),
        (before.alerts, after.alerts, "alert-ends"),
        (after.posts, before.posts, "post-begins"),
        (before.posts, after.posts, "post-ends"),
    )
    for one, other, what in kinds:
        for path in sorted(one.keys() - other.keys()):
            yield Change(at, what, path, one[path].title)
