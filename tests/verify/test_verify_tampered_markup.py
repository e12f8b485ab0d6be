"""Markup for search engines that says something else than the page shows, or something more."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from site_gen.verify.claims import Claim
from verify.copies import Copy
from verify.sites import ANA_1
from verify.tampering import Capture, Change, before_list, cases, check_noticed, edit, everywhere, in_head, markup

Json = dict[str, Any]
ROOT = "https://harbor.example"
REVIEW: Json = {"@type": "Review", "reviewBody": "Best dentist in town!"}
SCRIPT = '<script type="application/ld+json">'
NESTED = '{"a":' * 25 + '{"type":"Review"}' + "}" * 25
BLOCK = json.dumps({"@context": "https://schema.org", **REVIEW})


def provider(value: Json) -> Json:
    """Give the node that has the reviews."""
    return next(node for node in value["@graph"] if "review" in node)


def owner(change: Callable[[Json], Any]) -> Change:
    return markup(lambda value: change(provider(value)) and None)


def review(number: int, change: Callable[[Json], Any]) -> Change:
    """Change one review of the markup: 0 is the marked one, with answers and a reply, 1 the late one."""
    return owner(lambda node: change(node["review"][number]) and None)


def node(**values: Any) -> Change:
    """Add a node to the markup; `at` begins a keyword."""
    named = {name.replace("at_", "@"): value for name, value in values.items()}
    return markup(lambda value: value["@graph"].append(named))


def block(text: str, kind: str = "application/ld+json") -> Change:
    return in_head(f'<script type="{kind}">{text}</script>')


def move_reviews(value: Json) -> None:
    value["@graph"][1]["review"] = provider(value).pop("review")


def copy_reviews(value: Json) -> None:
    value["@graph"][1]["review"] = list(provider(value)["review"])


MARKUP: dict[str, Change] = {
    # what can be read in several ways, or not at all
    "two beginnings": everywhere('{"@context":', '{{"@context":'),
    "something behind its end": edit(ANA_1, "]}]}</script>", "]}]};</script>"),
    "a key twice": edit(ANA_1, '"reviewBody":"Waited', '"reviewBody":"Best!","reviewBody":"Waited'),
    "a key twice in two spellings": edit(ANA_1, '"reviewBody":"W', '"review\\u0042ody":"Best!","reviewBody":"W'),
    "half a character": edit(ANA_1, '"reviewBody":"Waited', '"reviewBody":"\\ud800Waited'),
    "half a character as a key": edit(ANA_1, '"reviewBody":"Waited', '"\\ud800":"x","reviewBody":"Waited'),
    "a number of 5,000 digits": edit(ANA_1, '"ratingValue":1,', f'"ratingValue":{"1" * 5000},'),
    "a number of 4,000 digits": edit(ANA_1, '"ratingValue":1,', f'"ratingValue":{"1" * 4000},'),
    "no number": edit(ANA_1, '"ratingValue":1,', '"ratingValue":NaN,'),
    "an endless number": edit(ANA_1, '"ratingValue":1,', '"ratingValue":1e999,'),
    "a list in lists without an end": block('{"@context":"https://schema.org","a":' + "[" * 100_000),
    "a list in 100,000 lists": block('{"@context":"https://schema.org","a":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "an object in 500": block('{"@context":"https://schema.org","a":' + '{"a":' * 500 + BLOCK + "}" * 501),
    # other words
    "words of its own": markup(lambda value: {**value, "@context": {"@vocab": "https://schema.org/", "x": "review"}}),
    "some words of its own": markup(lambda value: {**value, "@context": ["https://schema.org", {"x": "review"}]}),
    "words of its own inside": markup(lambda value: value["@graph"][0].update({"@context": {"name": "review"}})),
    "words of another": markup(lambda value: {**value, "@context": "https://other.example"}),
    "a list of blocks": markup(lambda value: [value, {"@context": "https://schema.org", **REVIEW}]),
    # another block
    "a block": block(BLOCK),
    "a block with a parameter": block(BLOCK, "application/ld+json; charset=utf-8"),
    "a block in capitals": block(BLOCK, "APPLICATION/LD+JSON"),
    "a block between blanks": block(BLOCK, " application/ld+json "),
    "a block of JSON": block(BLOCK, "application/json"),
    "a block in the list": before_list(f"{SCRIPT}{BLOCK}</script>"),
    "a block in 25 objects": block(f'{{"@context":"https://schema.org","a":{NESTED}}}'),
    # another review
    "a review": owner(lambda one: one["review"].append(REVIEW)),
    "a review by escapes": everywhere('"review":[', '"subjectOf":{"@type":"\\u0052eview","name":"Best!"},"review":['),
    "a review of another type": node(at_type="CriticReview", name="Best!"),
    "a review of a type in small letters": node(at_type="review", name="Best!"),
    "a review of a type with an address": node(at_type="https://schema.org/Review#", name="Best!"),
    "a review of two types": node(at_type=["Thing", "schema:Review"], name="Best!"),
    "a review of a type by another keyword": node(type="Review", name="Best!"),
    "a rating": node(at_type="EndorsementRating", name="5"),
    "a review in a graph": node(at_graph=[REVIEW]),
    "a review in what is included": markup(lambda value: {**value, "@included": [REVIEW]}),
    "a review the other way round": node(at_id="#x", at_reverse={"itemReviewed": {"name": "Best!"}}),
    "something the other way round": owner(lambda one: one.update({"@reverse": {"about": [{"text": "Best!"}]}})),
    "a review by a prefix": owner(lambda one: one.update({"schema:review": [{"name": "x"}]})),
    "a review by an address": owner(lambda one: one.update({"http://schema.org#review": [{"name": "x"}]})),
    "a review by the old name": owner(lambda one: one.update({"reviews": [{"name": "x"}]})),
    "a review by a name in capitals": owner(lambda one: one.update({"Review": [{"name": "x"}]})),
    "a provider that is a review": owner(lambda one: one.update({"@type": ["Dentist", "Review"]})),
    # reviews of something else
    "reviews of the practice": markup(move_reviews),
    "reviews of the practice, too": markup(copy_reviews),
    "reviews of another provider": owner(lambda one: one.update({"@id": f"{ROOT}/providers/ben-ode/#provider"})),
    "reviews of another address": owner(lambda one: one.update({"@id": f"{ROOT}/x?/providers/ana-diaz/#provider"})),
    "reviews of another site": owner(lambda one: one.update({"@id": "https://x.example/providers/ana-diaz/#provider"})),
    "a review about another": review(1, lambda one: one.update(itemReviewed={"@id": f"{ROOT}/providers/ben-ode/#x"})),
    "a review elsewhere": review(1, lambda one: one.update({"@id": one["@id"].replace(ROOT, "https://x.example")})),
    # other reviews
    "a review less": owner(lambda one: one["review"].pop(1)),
    "no reviews": owner(lambda one: one.pop("review")),
    "reviews by their addresses only": owner(lambda one: one.update(review=[{"@id": r["@id"]} for r in one["review"]])),
    "no list of reviews": owner(lambda one: one.update(review={"@list": one["review"]})),
    "another order": owner(lambda one: one["review"].reverse()),
    "300 reviews": owner(lambda one: one.update(review=one["review"] * 100)),
    "a review of no type": edit(ANA_1, 're:"@type":"Review"(,"@id":"[^"]*2")', r'"@type":"Thing"\1'),
    "a review's text": edit(ANA_1, '"reviewBody":"Waited 50', '"reviewBody":"Waited 5'),
    "a review's rating": edit(ANA_1, '"ratingValue":1,', '"ratingValue":5,'),
    "a review's author": review(1, lambda one: one["author"].update(name="Pat")),
    "a review's kind of author": review(1, lambda one: one["author"].update({"@type": "Organization"})),
    "a review's publisher": review(1, lambda one: one.update(publisher="Google")),
    "an answer": review(0, lambda one: one["reviewAspect"][1].update(value=5)),
    "an answer's best": review(0, lambda one: one["reviewAspect"][1].update(maxValue=2)),
    "an answer's question": review(0, lambda one: one["reviewAspect"][1].update(name="Parking")),
    "an answer more": review(0, lambda one: one["reviewAspect"].append({"@type": "PropertyValue", "value": 5})),
    "no answers": review(0, lambda one: one.pop("reviewAspect")),
    "a reply's text": review(0, lambda one: one["comment"].update(text="x")),
    "a reply's day": review(0, lambda one: one["comment"].update(datePublished="2026-04-21")),
    "a reply's author": review(0, lambda one: one["comment"].update(author={"@type": "Person", "name": "Pat"})),
    "a reply's author by address": review(
        0, lambda one: one["comment"].update(author={"@id": "https://x.example/#organization"})
    ),
    "no reply": review(0, lambda one: one.pop("comment")),
}
COUNTS: dict[str, Change] = {
    "an average": everywhere('"AggregateRating","ratingValue":"3', '"AggregateRating","ratingValue":"4'),
    "a number of ratings": everywhere('"ratingCount":', '"ratingCount":1'),
    "no average": owner(lambda one: one.pop("aggregateRating")),
    "two averages": owner(lambda one: one.update(aggregateRating=[one["aggregateRating"]] * 2)),
    "a worst that is no number": owner(lambda one: one["aggregateRating"].update(worstRating=True)),
    "an average of something": owner(lambda one: one["aggregateRating"].update(itemReviewed={"name": "x"})),
}
STRAY: dict[str, Change] = {
    "a review on the front page": edit("index.html", "</head>", f"{SCRIPT}{BLOCK}</script></head>"),
    "an average on the front page": edit(
        "index.html", '{"@context":"https://schema.org",', '{"@context":"https://schema.org","aggregateRating":{},'
    ),
    "other words on the front page": edit("index.html", '"@context":"https://schema.org"', '"@context":{"x":"y"}'),
}
SHOWN: dict[str, Change] = {
    "a block in a template": before_list(f"<template>{SCRIPT}{BLOCK}</script></template>"),
    "a block in a picture": before_list(f"<svg>{SCRIPT}{BLOCK}</script></svg>"),
    "a block of no type": in_head(f'<script language="application/ld+json">{BLOCK}</script>'),
}


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        *cases(MARKUP, Claim.MARKUP),
        *cases(COUNTS, Claim.COUNTS),
        *cases(STRAY, Claim.STRAY),
        *cases(SHOWN, Claim.SHOWN),
    ],
)
def test_changed_markup_is_noticed(small: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(small, change, claim, capsysbinary)
