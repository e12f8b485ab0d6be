"""The average in the markup is the one that the ratings make, out of as many ratings as there are.

Why: The stars in search results come from the markup. They are the number that most people see, and most never check.

Fails:
    page: {providers/ana-diaz/index.html: [['"ratingValue":"4.0"', '"ratingValue":"4.9"']]}

Fails:
    page: {providers/ana-diaz/index.html: [['"ratingCount":1', '"ratingCount":120']]}

Fails:
    site: {reviews: {minimum_ratings: 5}}
    page:
      providers/ana-diaz/index.html:
        - ['"@type":"Dentist","@id":"https://harbor.example/providers/ana-diaz/#provider"', '"@type":"Dentist","@id":"https://harbor.example/providers/ana-diaz/#provider","aggregateRating":{"@type":"AggregateRating","ratingValue":4,"ratingCount":1}']

Passes:
    page: {providers/ana-diaz/index.html: [['"ratingCount":1', '"ratingCount":"1"']]}

Limits: A page may leave the average out of its markup. Which ratings count is `review-log.md`, "Average".

Basis: Google's policy for review snippets; UK CMA208, "consumer review information".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.counting import written_tenths
from site_gen.model.standing import Standing

_SCALE = {"bestRating": 5, "worstRating": 1}


def _on_page(page: Reading, around: Around) -> Said:
    provider = page.plan.provider
    standing = page.plan.standings.get(provider.permanent_id) if provider else None
    for item in page.markup.of_type("AggregateRating"):
        for fault in _faults(item.node, standing):
            yield Issue(message=f"the markup has {fault}", at=page.at(item.script))


def _faults(node: Mapping[str, Any], standing: Standing | None) -> Iterator[str]:
    value = node.get("ratingValue")
    if standing is None:
        yield f"the average {value!r} on a page that is no provider's"
        return
    if standing.tenths is None:
        yield f"the average {value!r}, {standing.rating_count} ratings of at least {standing.minimum} make none"
        return
    counts = {"ratingCount": standing.rating_count, "reviewCount": standing.review_count}
    if str(value) != written_tenths(standing.tenths):
        yield f"the average {value!r}, the ratings make {written_tenths(standing.tenths)}"
    if node.keys().isdisjoint(counts):
        yield "an average without a number of ratings"
    for name, expected in {**counts, **_SCALE}.items():
        if name in node and str(node[name]) != str(expected):
            yield f"{name} {node[name]!r}, expected {expected}"


RULE = Rule(
    code="EMB503",
    name="aggregate-parity",
    severity=Severity.ERROR,
    since="0.1",
    basis="Google structured data; CMA208",
    page=__doc__,
    built=_on_page,
)
