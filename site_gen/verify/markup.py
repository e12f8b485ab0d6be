"""The markup for search engines: its reviews are exactly the visible ones, and its average is the log's.

Compared with what the page shows, which is compared with the log elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Claim
from site_gen.verify.compare import Fails
from site_gen.verify.numbers import average_text
from site_gen.verify.review_node import Mark, ShownReview

_BEST, _WORST = 5, 1
_BODY_KEYS = frozenset({"reviewBody", "reviewRating"})
_REVIEW_LINKS = frozenset({"review", "reviews"})
_DEEPEST = 64


def markup_nodes(json_ld: Sequence[Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give every node that is a review, in order, and every node that is an average, however deep they stand."""
    reviews: list[dict[str, Any]] = []
    averages: list[dict[str, Any]] = []
    for node in _nodes(list(json_ld), 0):
        types = _types(node)
        if any(name == "Recommendation" or name.endswith("Review") for name in types) or _BODY_KEYS & node.keys():
            reviews.append(node)
        if "AggregateRating" in types or {"ratingCount", "reviewCount"} & node.keys():
            averages.append(node)
    return reviews, averages


def compare_markup(json_ld: Sequence[Any], shown: Sequence[ShownReview], language: str) -> Fails:
    """Give everything in which the reviews of the markup are not those that the page shows, in its order."""
    reviews, _averages = markup_nodes(json_ld)
    found = [str(node.get("@id", "")).rpartition("#")[2] for node in reviews]
    visible = [review.id for review in shown]
    if found != visible:
        extra = [name for name in found if name not in visible] or [name for name in visible if name not in found]
        about = extra[0] if extra else "another order"
        yield Claim.MARKUP, f"the markup has {len(found)} reviews, the page shows {len(visible)} ({about or 'no id'})"
        return
    for link in _linked(json_ld):
        if not isinstance(link, dict) or link not in reviews:
            yield Claim.MARKUP, "the markup links a review that it does not hold"
    for node, review in zip(reviews, shown, strict=True):
        for name, value, expected in _values(node, review, language):
            if value != expected:
                yield Claim.MARKUP, f"{review.id}: {name} in the markup is {value!r}, the page shows {expected!r}"


def compare_average(json_ld: Sequence[Any], tally: Tally) -> Fails:
    """Give what is wrong with the average of the markup; below the minimum there must be none."""
    _reviews, averages = markup_nodes(json_ld)
    expected: list[dict[str, Any]] = []
    if tally.tenths is not None:
        node: dict[str, Any] = {
            "ratingValue": average_text(tally.tenths),
            "bestRating": str(_BEST),
            "worstRating": str(_WORST),
            "ratingCount": str(tally.rating_count),
        }
        if tally.review_count:
            node["reviewCount"] = str(tally.review_count)
        expected = [node]
    found = [{name: _text(value) for name, value in node.items() if name != "@type"} for node in averages]
    if found != expected:
        yield Claim.COUNTS, f"the markup has the average {found or 'none'}, from the log follows {expected or 'none'}"


def _values(node: dict[str, Any], review: ShownReview, language: str) -> Iterator[tuple[str, Any, Any]]:
    """Give name, value in the markup and value on the page."""
    fields = {field.name: field for field in review.fields if field.name != "label"}
    author = node.get("author")
    yield "author", author.get("name") if isinstance(author, dict) else author, review.byline
    received = fields.get("received")
    yield "datePublished", node.get("datePublished"), received.value if received else None
    title = fields.get("title")
    yield "name", node.get("name"), title.value if title else None
    parts = review.texts[0] if review.texts else ()
    text = "".join(part.text if isinstance(part, Mark) else part for part in parts)
    yield "reviewBody", node.get("reviewBody"), text or None
    if title or parts:
        yield "inLanguage", node.get("inLanguage"), review.language or language
    rating = fields.get("rating")
    on_scale = (rating.value, rating.best) if rating is not None and rating.best else None
    yield "reviewRating", _rating(node.get("reviewRating")), on_scale
    comment = node.get("comment")
    reply = fields.get("reply")
    yield "comment", comment.get("text") if isinstance(comment, dict) else comment, reply.value if reply else None
    asked = node.get("reviewAspect", [])
    names = [one.get("propertyID") for one in asked if isinstance(one, dict)] if isinstance(asked, list) else asked
    yield "reviewAspect", names, [name for name, _said in review.aspects]


def _rating(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return _text(value.get("ratingValue")), _text(value.get("bestRating"))


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _types(node: dict[str, Any]) -> list[str]:
    found = node.get("@type", [])
    names = found if isinstance(found, list) else [found]
    return [str(name).rpartition("/")[2].rpartition(":")[2] for name in names]


def _nodes(values: list[Any], depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    for value in values:
        if isinstance(value, dict):
            yield value
            yield from _nodes(list(value.values()), depth + 1)
        elif isinstance(value, list):
            yield from _nodes(value, depth + 1)


def _linked(json_ld: Sequence[Any]) -> Iterator[Any]:
    """Give what stands under `review` of any node."""
    for node in _nodes(list(json_ld), 0):
        for key in _REVIEW_LINKS & node.keys():
            value = node[key]
            yield from value if isinstance(value, list) else [value]
