"""Reviews and their average: exactly those that the page shows, in full."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.model.placed import Placed
from site_gen.model.review import Rating, Review
from site_gen.model.standing import Standing
from site_gen.render.addresses import archive_path
from site_gen.render.edition import Edition
from site_gen.render.schema_org.graph import Node, encode, home_id, reference
from site_gen.render.views.reviews import ReviewListView, ReviewView

_BEST, _WORST = 5, 1

MadeNodes = dict[int, msgspec.Raw]
"""The nodes of one provider's reviews in one language that are in graphs already, by the places of the reviews."""


def average_node(view: ReviewListView, standing: Standing) -> Node | None:
    """Give the average as the page shows it, or None below the minimum: then no average is marked up either.

    It covers every eligible rating of the provider, not only those of this page.
    """
    if not view.average.value:
        return None
    node: Node = {
        "@type": "AggregateRating",
        "ratingValue": view.average.value,
        "bestRating": _BEST,
        "worstRating": _WORST,
        "ratingCount": standing.rating_count,
    }
    if standing.review_count:  # search engines take a count of 0 for an error
        node["reviewCount"] = standing.review_count
    return node


def review_nodes(
    edition: Edition, slug: str, shown: Sequence[Placed], view: ReviewListView, made: MadeNodes
) -> list[msgspec.Raw]:
    """Give the reviews of one page in its order; `shown` and the reviews of `view` are the same ones."""
    organization = reference(home_id(edition, "organization"))
    for placed, seen in zip(shown, view.reviews, strict=True):
        if placed.index not in made:
            made[placed.index] = msgspec.Raw(encode(_review_node(edition, slug, placed, seen, organization)))
    return [made[placed.index] for placed in shown]


def review_id(edition: Edition, slug: str, placed: Placed) -> str:
    """Give a review's permalink in the default language: its id on every page in every language."""
    number = placed.index // edition.site.reviews.per_page + 1
    return f"{edition.addresses.absolute(archive_path(slug, number))}#review-{placed.review.id}"


def _review_node(edition: Edition, slug: str, placed: Placed, seen: ReviewView, organization: Node) -> Node:
    review = placed.review
    assert review.id == seen.id, f"review {review.id} in markup, {seen.id} on the page"
    node: Node = {
        "@type": "Review",
        "@id": review_id(edition, slug, placed),
        "author": {"@type": "Person", "name": seen.author},
        "datePublished": seen.received_iso,
    }
    if seen.title:
        node["name"] = seen.title
    if seen.segments:
        node["reviewBody"] = "".join(segment.hidden_label or segment.text for segment in seen.segments)
    if seen.title or seen.segments:
        node["inLanguage"] = seen.lang or edition.language
    if rating := _rating_node(review.rating):
        node["reviewRating"] = rating
    if seen.aspects:
        node["reviewAspect"] = _aspect_nodes(review, seen)
    if seen.reply:
        node["comment"] = {
            "@type": "Comment",
            "author": organization,
            "datePublished": seen.reply.date_iso,
            "text": seen.reply.text,
        }
    return node


def _rating_node(rating: int | Rating | None) -> Node | None:
    """Give a rating on its own scale; None for none and for recommendations, which are no numbers."""
    if rating is None:
        return None
    if isinstance(rating, int):
        return {"@type": "Rating", "ratingValue": rating, "bestRating": _BEST, "worstRating": _WORST}
    if rating.value is None:
        return None
    return {"@type": "Rating", "ratingValue": rating.value, "bestRating": rating.best, "worstRating": rating.worst}


def _aspect_nodes(review: Review, seen: ReviewView) -> list[Node]:
    """Give the answers to single questions as values of `reviewAspect` (range: StructuredValue since release 30.0).

    Not as further ratings: readers of the markup expect one `reviewRating` in a review, and would take the answer about
    the waiting time for the verdict of a review without stars. Not as `associatedReview` either: each answer would be
    a Review of its own, and there are exactly as many as the page shows.
    """
    return [
        {
            "@type": "PropertyValue",
            "propertyID": aspect.name,
            "name": aspect.label,
            "value": review.aspects[aspect.name],
            "minValue": _WORST,
            "maxValue": _BEST,
        }
        for aspect in seen.aspects
    ]
