"""A page shows a review in the words that were received, with its rating, author, month and reply.

Why: A site that shows reviews vouches for them. Whoever may change a template may change a word in it.

Fails:
    page: {providers/ana-diaz/index.html: [['>The wait was long.', '>The wait was short.']]}

Fails:
    page: {providers/ana-diaz/index.html: [['<span>4 of 5</span>', '<span>5 of 5</span>']]}

Fails:
    page: {providers/ana-diaz/index.html: [['data-value="Walt">Walt<', 'data-value="Walt">Walter, patient for years<']]}

Fails:
    page: {providers/ana-diaz/index.html: [['data-review-text>', 'data-review-text style="opacity:0">']]}

Fails:
    page: {providers/ana-diaz/index.html: [['"reviewBody":"The wait was long. ', '"reviewBody":"']]}

Fails:
    page:
      providers/ana-diaz/index.html:
        - ['data-reviews>', 'data-reviews><article id="review-r-zzzzzzzzzzzz"><p data-review-text>Best!</p></article>']

Passes:
    page: {providers/ana-diaz/index.html: [['>The wait was long.', '><b>The wait</b> was long.']]}

Limits: The words that a theme puts around a review ("received", "visit in") are not judged here, nor what a style sheet
adds to it (`content`). Pages must carry the `data-` attributes of the log's specification, or nothing can be compared.

Basis: 16 CFR 255.2(d); Google's policy for structured data, "content".
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.pages.plan import is_covered, parts_of
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.seen import SeenField, SeenReview
from site_gen.check.pages.wording import first_difference, is_cut_short, parts_in, plain
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.tree import Node
from site_gen.html.words import numbers_in
from site_gen.model.placed import Placed
from site_gen.model.review import Rating


def _on_page(page: Reading, around: Around) -> Said:
    known = {seen.node.mem_id for seen, _placed in page.matched}
    for seen in page.reviews:
        if seen.node.mem_id not in known:
            yield Issue(message=f"shows review {seen.id[:40]}, which does not belong here", at=page.at(seen.node))
    bodies = {
        str(item.node.get("@id", "")).rpartition("#review-")[2]: item.node.get("reviewBody")
        for item in page.markup.of_type("Review")
    }
    for seen, placed in page.matched:
        for node, fault in (*_texts(page, seen, placed, bodies.get(seen.id)), *_fields(page, seen, placed)):
            yield Issue(message=f"review {seen.id}: {fault}", at=page.at(node))


def _texts(page: Reading, seen: SeenReview, placed: Placed, body: object) -> Iterator[tuple[Node, str]]:
    expected = parts_of(placed)
    if len(seen.texts) != (1 if expected else 0):
        yield seen.node, f"has {len(seen.texts)} texts, expected {1 if expected else 0}"
        return
    for node in seen.texts:
        whole, shown = plain(expected), plain(parts_in(node))
        if shown != whole and not is_cut_short(shown, whole):
            yield node, first_difference(shown, whole)
        elif body is not None and body != node.text():
            yield node, f"its text in the markup differs: {first_difference(node.text(), str(body))}"
        if page.hidden_by(node) is not None and page.hidden_by(seen.node) is None:
            yield node, "its text is in the page and cannot be seen"


def _fields(page: Reading, seen: SeenReview, placed: Placed) -> Iterator[tuple[Node, str]]:
    review = placed.review
    part = page.plan.reviews
    wanted = {"received": (part.received[review.id] if part else "", "")}
    if review.title and not is_covered(placed, "title"):
        wanted["title"] = (review.title, review.title)
    if review.author and not is_covered(placed, "author"):
        wanted["author"] = (review.author, review.author)
    if placed.reply:
        wanted["reply"] = (placed.reply.text, placed.reply.text)
    for name, (value, words) in wanted.items():
        fields = seen.named(name)
        if len(fields) != 1:
            yield seen.node, f"has {len(fields)} fields {name}, expected 1"
        for field in fields:
            if field.value != value or (words and field.text != words):
                yield field.node, f"{name} is {field.text[:60]!r} ({field.value[:60]!r}), expected {value[:60]!r}"
            elif page.hidden_by(field.node) is not None and page.hidden_by(seen.node) is None:
                yield field.node, f"{name} is in the page and cannot be seen"
    if not placed.reply and (fields := seen.named("reply")):
        yield fields[0].node, "has a reply that was not published"
    yield from _rating(page, seen, review.rating)


def _rating(page: Reading, seen: SeenReview, rating: int | Rating | None) -> Iterator[tuple[Node, str]]:
    value, reads = _expected(rating)
    fields = seen.named("rating")
    if len(fields) != (rating is not None):
        yield seen.node, f"has {len(fields)} ratings, expected {int(rating is not None)}"
    for field in fields:
        if field.value != value or (reads and not _says(field, reads)):
            yield field.node, f"the rating is {field.text.strip()[:40]!r} ({field.value[:20]!r}), expected {value}"
        elif page.hidden_by(field.node) is not None and page.hidden_by(seen.node) is None:
            yield field.node, "the rating is in the page and cannot be seen"


def _expected(rating: int | Rating | None) -> tuple[str, tuple[int, ...]]:
    """Give the exact value of a rating, and the numbers that its words may name."""
    if rating is None or isinstance(rating, int):
        return str(rating or ""), (rating or 0, 5)
    if rating.value is None or rating.best is None:
        return str(rating.binary).lower(), ()
    return str(rating.value), (rating.value, rating.best)


def _says(field: SeenField, reads: tuple[int, ...]) -> bool:
    found = numbers_in(field.text)
    return found in (list(reads), list(reads[:1]), list(reversed(reads)))


RULE = Rule(
    code="EMB501",
    name="page-vs-data",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 255.2(d); Google structured data",
    page=__doc__,
    built=_on_page,
)
