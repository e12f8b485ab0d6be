"""No rule says a word, a name or another value of a review that its readers do not see; it says where it stands."""

from __future__ import annotations

import datetime
import re

import pytest

from conftest import AS_OF
from site_gen.check.rule import Around, Issue
from site_gen.check.rules import RULES
from site_gen.check.shown import quoted_if_shown, visible_text
from site_gen.model.provider import Name, Practice, Provider
from site_gen.model.review import Authorization, HiddenField, HiddenSegment, Moderation, Review
from site_gen.model.site import Organization, Site

CHILD = "Little Zebulon came along. She treated my daughter for weeks."
REMNANT = "As an AI language model, I cannot visit."
GARBLED = "Ð¡Ð°ÑˆÐ° waited."
FIELDS = ("author", "title", "experienced", "verification", "location")
PROVIDER = Provider(
    path="content/providers/ana-diaz.yaml",
    slug="ana-diaz",
    name=Name(given="Ana", family="Diaz"),
    kind="dentist",
    specialties=("General dentistry",),
    locations=(Practice(location="downtown"),),
)
AROUND = Around(
    site=Site(
        path="site.yaml",
        name="Harbor Dental",
        base_url="https://harbor.example",
        covered_entity=True,
        organization=Organization(type="Dentist", phone="+13125550100"),
    ),
    locations=("downtown",),
    media=(),
    as_of=AS_OF,
    phones={},
)
EVERYTHING = Moderation(
    status="published",
    hidden=tuple(HiddenSegment(segment=place, reason="third-party-privacy") for place in range(4)),
    hidden_fields=tuple(HiddenField(field=field, reason="third-party-privacy") for field in FIELDS),
)
SHOWN = Moderation(status="published")
UNSEEN = {
    "hidden": EVERYTHING,
    "withheld": Moderation(status="withheld", reason="abusive"),
    "pending": Moderation(),
}
NEEDLES = {
    "PRV318": ("John Doe",),
    "PRV320": ("AI language model", "{{last_name}}"),
    "PRV321": ("visit-match",),
    "PRV322": ("2026-05",),
    "PRV324": ("my daughter",),
    "INT113": ("Саша", "Ð¡Ð°ÑˆÐ°"),
    "SRC003": ("downtonw",),
    "SRC004": ("sub-777",),
}
"""By rule, what it says of a review that is shown, and may not say of one that is not."""


def review_with(number: int = 1, **values) -> Review:
    given = {
        "author": "John Doe",
        "title": "Dr. {{last_name}} is kind",
        "text": f"{CHILD} {REMNANT} {GARBLED}",
        "experienced": "2026-05",
        "verification": "visit-match",
        "location": "downtonw",
        "authorization": Authorization(basis="signed", version="web-2", by="patient"),
    } | values
    ident = f"r-{number:012}"
    return Review(
        path=f"content/reviews/ana-diaz/{ident}.yaml",
        id=ident,
        provider="ana-diaz",
        rating=5,
        received_at=datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC),
        source="website-form",
        method="organic",
        **given,
    )


def said_by_rules(*reviews: Review) -> dict[str, str]:
    """Give what each rule over reviews says of some, messages and hints together."""
    said: dict[str, list[str]] = {}
    for rule in RULES:
        issues = [one for review in reviews for one in (rule.review(review, PROVIDER, AROUND) if rule.review else ())]
        issues += rule.reviews(reviews, PROVIDER, AROUND) if rule.reviews else ()
        said[rule.code] = [f"{one.message} {one.hint}" for one in issues if isinstance(one, Issue)]
    return {code: "\n".join(words) for code, words in said.items() if words}


@pytest.fixture(scope="module")
def same_author():
    """Give five reviews under one name, with one id at their source, decided about in one way."""

    def make(moderation: Moderation) -> list[Review]:
        given = {"author": "Perpetua Quimby", "source_id": "sub-777", "moderation": moderation}
        return [review_with(one, **given) for one in range(1, 6)]

    return make


@pytest.mark.parametrize("how", UNSEEN)
def test_nothing_of_what_readers_do_not_see_is_in_a_message(how, same_author):
    seen = said_by_rules(review_with(moderation=SHOWN, verification="visit-match"))
    unseen = said_by_rules(review_with(moderation=UNSEEN[how]))
    many = said_by_rules(*same_author(UNSEEN[how]))
    for code, needles in NEEDLES.items():
        assert code in unseen or code in many, code
        if code != "SRC004":
            assert all(one in seen[code] for one in needles), (code, seen[code])
    whole = "\n".join((*unseen.values(), *many.values()))
    needles = [one for those in NEEDLES.values() for one in those]
    assert [one for one in (*needles, "Zebulon", "Perpetua", "Quimby", "waited") if one in whole] == []


def test_a_name_that_all_its_reviews_show_is_said_and_no_other(same_author):
    shown, hidden = same_author(SHOWN), same_author(EVERYTHING)
    assert '5 reviews of this provider under the name "Perpetua Quimby"' in said_by_rules(*shown)["PRV318"]
    mixed = said_by_rules(*shown[:4], hidden[4])["PRV318"]
    assert "5 reviews of this provider under one name, which not all of them show" in mixed


def test_a_hidden_part_is_told_by_its_segment():
    hidden = (HiddenSegment(segment=1, reason="third-party-privacy"),)
    review = review_with(moderation=Moderation(status="published", hidden=hidden), title=None)
    said = said_by_rules(review)
    assert "words of segment 1 that are not shown" in said["PRV324"]
    assert 'a program leaves behind: "As an AI language model"' in said["PRV320"]


def test_words_around_a_hidden_part_make_no_phrase():
    hidden = Moderation(status="published", hidden=(HiddenSegment(segment=1, reason="abusive"),))
    review = review_with(text="Then she treated! Nobody! my daughter laughed.", moderation=hidden)
    assert "treated! my daughter" not in " ".join(visible_text(review).split())
    assert visible_text(review).startswith("Then she treated!")


def test_a_cue_across_two_segments_is_told_without_a_place():
    review = review_with(text="One. Two.", moderation=Moderation())
    assert quoted_if_shown(re.compile(r"One\. Two"), review, "text") == "words that are not shown"
