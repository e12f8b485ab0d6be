"""Measures the rules over replies: against labelled replies that were written before the rules."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from conftest import AS_OF
from site_gen.check.rule import Around, Issue
from site_gen.check.rules import RULES
from site_gen.model.provider import Name, Practice, Provider
from site_gen.model.review import Reply, Review
from site_gen.model.site import Organization, Site

FILE = Path(__file__).parent / "data" / "replies.yaml"
MEASURED = ("RPL701", "RPL702", "RPL703", "RPL705", "RPL706", "RPL707")
BY_CODE = {rule.code: rule for rule in RULES if rule.code.startswith("RPL")}
PROVIDER = Provider(
    path="content/providers/amara-okafor.yaml",
    slug="amara-okafor",
    name=Name(prefix="Dr.", given="Amara", family="Okafor", suffix="MD"),
    kind="physician",
    specialties=("Cardiology",),
    locations=(Practice(location="downtown", phone="+13125550142"),),
)
AROUND = Around(
    site=Site(
        path="site.yaml",
        name="Harbor Family Health",
        base_url="https://harbor.example",
        organization=Organization(type="MedicalClinic", phone="+13125550100"),
    ),
    locations=("downtown",),
    media=(),
    as_of=AS_OF,
    phones={},
)


class Score(NamedTuple):
    """How often a rule was right, was wrong, and missed one."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def review_with(reply: str, **values: Any) -> Review:
    """Give a published review with an approved reply."""
    given = {"rating": 5, "author": "Walt"} | {name: value for name, value in values.items() if value is not None}
    return Review(
        path="content/reviews/amara-okafor/r-000000000001.yaml",
        id="r-000000000001",
        provider="amara-okafor",
        received_at=datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC),
        source="website-form",
        method="organic",
        reply=Reply(status="approved", text=reply),
        **given,
    )


def issues(code: str, review: Review) -> list[Issue]:
    """Give what one rule says about a review."""
    check = BY_CODE[code].review
    assert check is not None
    return [one for one in check(review, PROVIDER, AROUND) if isinstance(one, Issue)]


def codes(review: Review) -> set[str]:
    """Give the rules over single reviews that say something."""
    return {code for code, rule in BY_CODE.items() if rule.review is not None and issues(code, review)}


def cases() -> list[dict[str, Any]]:
    """Give the labelled replies."""
    loaded: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def review_of(case: dict[str, Any]) -> Review:
    return review_with(
        case["reply"],
        rating=case.get("rating"),
        text=case.get("review"),
        author=case.get("author"),
        language=case.get("language", "en"),
    )


def score(code: str, sets: str = "ebcdh") -> Score:
    """Measure one rule on sets of replies, by the first letters of their ids: `e` is the first, in both languages.

    Where careful readers differ, neither answer counts.
    """
    right = wrong = missed = 0
    for case in cases():
        if case["id"][0] not in sets or code in case.get("may", ()):
            continue
        says, wanted = bool(issues(code, review_of(case))), code in case["trips"]
        right += says and wanted
        wrong += says and not wanted
        missed += wanted and not says
    return Score(right, wrong, missed)
