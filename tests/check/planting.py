"""Ways to plant: what a seed changes in a site, in a few words."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from typing import Any

import yaml

from check.clean_content import BATCH
from check.clean_site import add_review
from check.examples import merged, write_text, write_yaml
from check.seeding import Plant, Plot

PROFILE = "content/providers/{provider}.yaml"
OWN = "content/reviews/{provider}/{id}.yaml"
"""The review that a seed adds."""
A, B, C = (f"content/reviews/{{provider}}/{{{letter}}}.yaml" for letter in "abc")
"""The reviews that are there and sealed: one with a reply, one with marks, one with labels."""
INVITATION = "content/invitations/{id}.yaml"
ASKED = "content/wording/{id}.txt"
SITE = "site.yaml"
FIRST_KEY = "name: Fictional"
"""What a finding about the whole site points at: the first line of its settings."""


def review(patch: dict[str, Any], **more: Any) -> Plant:
    """Add a review, clean but for this change."""
    return lambda plot: _add(plot, {"id": plot.id, **patch, **more})


def reviews(count: int, patch: Callable[[int], dict[str, Any]]) -> Plant:
    """Add some reviews to one provider; `patch` gives what is special about each."""

    def plant(plot: Plot) -> None:
        for number in range(count):
            _add(plot, {"id": plot.numbered(number + 1), **patch(number)})

    return plant


def reviews_all_over(count: int, patch: dict[str, Any]) -> Plant:
    """Add one review each to some providers."""

    def plant(plot: Plot) -> None:
        for number in range(count):
            _add(plot._replace(provider=plot.providers[number]), {"id": plot.numbered(number + 1), **patch})

    return plant


def changed(path: str, patch: dict[str, Any]) -> Plant:
    """Change a YAML file as a merge patch says."""

    def plant(plot: Plot) -> None:
        file = plot.fill(path)
        value = yaml.safe_load((plot.root / file).read_text(encoding="utf-8"))
        write_yaml(plot.root, file, merged(value, _filled(plot, patch)))

    return plant


def written(path: str, text: str | dict[str, Any]) -> Plant:
    """Write a file: a text, or plain values as YAML."""

    def plant(plot: Plot) -> None:
        if isinstance(text, str):
            write_text(plot.root, plot.fill(path), plot.fill(text))
        else:
            write_yaml(plot.root, plot.fill(path), _filled(plot, text))

    return plant


def replaced(path: str, pattern: str, new: str, count: int = 1) -> Plant:
    """Replace what a pattern finds in a file: the first time, or every time if `count` is 0."""

    def plant(plot: Plot) -> None:
        place = plot.root / plot.fill(path)
        text = place.read_text(encoding="utf-8")
        text, done = re.subn(plot.fill(pattern), plot.fill(new), text, count=count, flags=re.DOTALL)
        assert done, f"{plot.fill(pattern)!r} is not in {place}"
        place.write_text(text, encoding="utf-8")

    return plant


def gone(*paths: str) -> Plant:
    """Remove files and folders."""

    def plant(plot: Plot) -> None:
        for path in paths:
            place = plot.root / plot.fill(path)
            shutil.rmtree(place) if place.is_dir() else place.unlink()

    return plant


def both(*plants: Plant) -> Plant:
    """Plant one after the other."""

    def plant(plot: Plot) -> None:
        for one in plants:
            one(plot)

    return plant


def _add(plot: Plot, patch: dict[str, Any]) -> None:
    add_review(plot.root, plot.provider, _filled(plot, patch))


def _filled(plot: Plot, value: Any) -> Any:
    """Give plain values with the names of the plot filled in."""
    if isinstance(value, dict):
        return {key: _filled(plot, one) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(plot, one) for one in value]
    return plot.fill(value) if isinstance(value, str) else value


def invitation(patch: dict[str, Any], asked: str = "How was your visit?\n") -> Plant:
    """Add a batch of invitations with a wording of its own, clean but for this change."""
    own = {"id": "{batch}", "wording": "wording/{id}.txt"}
    return both(written(ASKED, asked), written(INVITATION, {**BATCH, **own, **patch}))


def withheld(reason: str, **more: Any) -> dict[str, Any]:
    return {"moderation": {"status": "withheld", "reason": reason, **more}}


def received(day: datetime.date, decided_after_days: float = 2) -> dict[str, Any]:
    """Give the dates of a review that came in on a day."""
    at = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    decided = at + datetime.timedelta(days=decided_after_days)
    return {
        "received_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "experienced": f"{day:%Y-%m}",
        "text": None,
        "author": None,
        "moderation": {"decided_at": decided.strftime("%Y-%m-%dT%H:%M:%SZ")},
    }


def weekly(number: int, first: datetime.date = datetime.date(2025, 1, 6)) -> datetime.date:
    return first + datetime.timedelta(weeks=number)


def recent() -> dict[str, Any]:
    """Give the dates of a review that nobody has to have decided about yet."""
    return received(datetime.date(2026, 11, 18))
