"""The markup for search engines: its reviews are exactly the visible ones, and its average is the log's.

Compared with what the page shows, which is compared with the log elsewhere. Whatever else in it speaks of reviews or
ratings fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from site_gen.html.words import numbers_in
from site_gen.model.counting import written_tenths
from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Claim, Fails
from site_gen.verify.review_node import Mark, ShownReview
from site_gen.verify.wording import Wording

_HOLDERS = (dict, list)
_BEST, _WORST = "5", "1"
_COMPARED = frozenset({"review", "aggregateRating"})
_ABOUT_REVIEWS = {
    "aggregaterating", "associatedclaimreview", "associatedreview", "bestrating", "contentrating", "itemreviewed",
    "negativenotes", "positivenotes", "ratingcount", "ratingexplanation", "ratingvalue", "review", "reviewaspect",
    "reviewbody", "reviewcount", "reviewrating", "reviews", "starrating", "worstrating",
}  # fmt: skip
"""Properties of schema.org that say something of reviews or ratings, in lower case."""
_KEYWORDS = frozenset({"@context", "@graph", "@id", "@type"})
"""Those of JSON-LD that are used; others say things the other way round, or of something else."""
_ALIASES = frozenset({"id", "type"})
"""Second names that the context of schema.org gives to keywords."""
_PART = re.compile("[/#:]")
_PRACTICE = "the practice"
"""Stands for the node of the practice as the author of a reply."""
_TYPES = ("review", "rating", "recommendation")
"""What stands in the names of the types that are reviews or ratings."""

Node: TypeAlias = dict[str, Any]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Whose page it is, and what pages do not show.

    The provider's reviews belong to a node of its own address, which ends in `slug`, below the site's root, which ends
    in `base_path`. `lowest` gives the worst value of each rating's scale, by the id of the review's element.
    """

    slug: str
    language: str
    base_path: str
    lowest: Mapping[str, int]

    def root_of(self, owner: Node) -> str:
        """Give the address of the site by the node of its provider; nothing where it is no address of the provider."""
        root = rf"https?://[^\s/?#]+{re.escape(self.base_path)}"
        found = re.fullmatch(rf"({root})/providers/{re.escape(self.slug)}/#\w+", str(owner.get("@id")))
        return found[1] if found else ""


def compare_markup(
    json_ld: Sequence[Any], shown: Sequence[ShownReview], tally: Tally, about: About, words: Wording
) -> Fails:
    """Give everything in which the markup of a provider's page is not what the page shows, in its order."""
    owners = [node for node in _nodes(json_ld) if not _COMPARED.isdisjoint(node)]
    if len(owners) > 1 or not all(map(about.root_of, owners)):
        yield Claim.MARKUP, "the markup has reviews of something else than this provider"
        return
    owner: Node = owners[0] if owners else {}
    if owner:
        words.note("address", "", about.root_of(owner))
    yield from _compare_reviews(owner.get("review", []), shown, about, about.root_of(owner))
    yield from _compare_average(owner.get("aggregateRating"), tally)
    if what := speaks_of_reviews(json_ld, owner):
        yield Claim.MARKUP, f"the markup has {what} beside the reviews of the page"


def speaks_of_reviews(json_ld: Sequence[Any], owner: Node | None = None) -> str:
    """Name what speaks of reviews or ratings in markup; nothing where nothing does. Not counted is what `owner` has."""
    for node in _nodes(json_ld, owner):
        types = node.get("@type", [])
        for name in types if isinstance(types, list) else [types]:
            if any(one in str(name).lower() for one in _TYPES):
                return f"a node of the type {str(name)[:60]}"
        names = node.keys() - _COMPARED if node is owner else node.keys()
        if speaking := [name for name in names if name not in _KEYWORDS and _speaks(name)]:
            return f"the property {min(speaking)[:60]}"
    return ""


def _speaks(name: str) -> bool:
    """Tell whether a property is about reviews, or is written as only other readers of markup understand it."""
    if name.isascii() and name.isalpha():
        return name.lower() in _ABOUT_REVIEWS or name in _ALIASES
    return name.startswith("@") or name in _ALIASES or _PART.split(name)[-1].lower() in _ABOUT_REVIEWS


def _compare_reviews(nodes: Any, shown: Sequence[ShownReview], about: About, root: str) -> Fails:
    if not isinstance(nodes, list) or not all(isinstance(node, dict) for node in nodes):
        yield Claim.MARKUP, "the reviews of the markup are no list of reviews"
        return
    found = [str(node.get("@id", "")).rpartition("#")[2] for node in nodes]
    visible = [review.id for review in shown]
    if found != visible:
        other = sorted(set(found) ^ set(visible))
        first = other[0][:60] if other else "another order"
        yield Claim.MARKUP, f"the markup has {len(found)} reviews, the page shows {len(visible)} ({first or 'no id'})"
        return
    for node, review in zip(nodes, shown, strict=True):
        if not str(node["@id"]).startswith(f"{root}/providers/{about.slug}/reviews/"):
            yield Claim.MARKUP, f"{review.id}: its address in the markup is of another provider"
        expected = _expected(review, str(about.lowest.get(review.id, _WORST)), about.language)
        given = {name: _text(value, f"{root}/#organization") for name, value in node.items() if name != "@id"}
        for name in sorted(given.keys() | expected.keys()):
            if given.get(name) != expected.get(name):
                values = f"{_short(given.get(name))}, the page shows {_short(expected.get(name))}"
                yield Claim.MARKUP, f"{review.id}: {name} in the markup is {values}"


def _compare_average(node: Any, tally: Tally) -> Fails:
    expected: Node | None = None
    if tally.tenths is not None:
        expected = {
            "@type": "AggregateRating",
            "ratingValue": written_tenths(tally.tenths),
            "bestRating": _BEST,
            "worstRating": _WORST,
            "ratingCount": str(tally.rating_count),
        }
        if tally.review_count:
            expected["reviewCount"] = str(tally.review_count)
    if _text(node) != expected:
        said = f"{_short(node) if node else 'none'}, from the log follows {_short(expected) if expected else 'none'}"
        yield Claim.COUNTS, f"the markup has the average {said}"


def _expected(review: ShownReview, lowest: str, language: str) -> Node:
    """Give the node that says what the page says, numbers as text; `lowest` is the worst of the rating's scale."""
    fields = {field.name: field for field in review.fields if field.name != "label"}
    parts = review.texts[0] if review.texts else ()
    node: Node = {"@type": "Review"}
    if author := fields.get("author"):
        node["author"] = {"@type": "Person", "name": author.value}
    if received := fields.get("received"):
        node["datePublished"] = received.value
    if title := fields.get("title"):
        node["name"] = title.value
    if parts:
        node["reviewBody"] = "".join(part.text if isinstance(part, Mark) else part for part in parts)
    if title or parts:
        node["inLanguage"] = review.language or language
    rating = fields.get("rating")
    if rating is not None and rating.best:
        node["reviewRating"] = {
            "@type": "Rating", "ratingValue": rating.value, "bestRating": rating.best, "worstRating": lowest,
        }  # fmt: skip
    labels = {question.value: question.text for question in review.phrased("question")}
    if review.aspects:
        node["reviewAspect"] = [
            {
                "@type": "PropertyValue", "propertyID": answer.name, "name": labels.get(answer.name),
                "value": str(sum(numbers_in(answer.text)) - int(_BEST)), "minValue": _WORST, "maxValue": _BEST,
            }
            for answer in review.aspects
        ]  # fmt: skip
    if reply := fields.get("reply"):
        days = [date.instant for date in review.phrased("replied")]
        node["comment"] = {
            "@type": "Comment", "author": _PRACTICE, "datePublished": days[0] if days else None, "text": reply.value,
        }  # fmt: skip
    return node


def _nodes(values: Any, owner: Node | None = None) -> list[Node]:
    """Give every object in a value, however deep; of `owner` not what its compared properties hold."""
    found: list[Node] = []
    _gather(values, owner, found)
    return found


def _gather(values: Any, owner: Node | None, found: list[Node]) -> None:
    if isinstance(values, dict):
        found.append(values)
        left_out = _COMPARED if values is owner else ()
        for name, value in values.items():
            if isinstance(value, _HOLDERS) and name not in left_out:
                _gather(value, owner, found)
    elif isinstance(values, list | tuple):
        for value in values:
            if isinstance(value, _HOLDERS):
                _gather(value, owner, found)


def _text(value: Any, practice: str = "") -> Any:
    """Give a value with its numbers as text, and the reference to the practice, whose address is given, by one word."""
    if isinstance(value, dict):
        if practice and value == {"@id": practice}:
            return _PRACTICE
        return {name: _text(part, practice) for name, part in value.items()}
    if isinstance(value, list):
        return [_text(part, practice) for part in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:119]}…"
