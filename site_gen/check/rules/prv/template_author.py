"""Authors have names that people have, or none.

Why: John Doe, Test and Patient 7 come out of templates, and five reviews under one name at one provider come from one
hand.

Fails:
    review: {author: John Doe}

Fails:
    review: {author: Patient 7}

Fails:
    reviews:
      - {author: Bernadette K., count: 5}

Passes:
    review: {author: A patient patient}

Passes:
    reviews:
      - {author: Bernadette K., count: 2}

Limits: A short list of names in English and Spanish. Versions that their author changed count once. Common first names
alone, such as Maria, are not counted together. Ids in sequence are usual at vendors and say nothing.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

import re
from collections import Counter

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.shown import is_shown
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_MOST = 4
_TEMPLATE = re.compile(
    r"(?:john|jane) (?:doe|smith|q\.? public)|test(?: ?(?:user|patient|review|\d+))?|lorem ipsum|foo(?: ?bar)?|asdf+|"
    r"(?:first ?name|name)(?: (?:last ?name|here))?|fulano(?: de tal)?|"
    r"(?:patient|user|customer|reviewer|paciente) ?#?\d+",
    re.IGNORECASE,
)
_HINT = "ask the collector; withhold what is believed to be fake, with that reason"


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.author and _TEMPLATE.fullmatch(review.author.strip()):
        called = f'called "{review.author}",' if is_shown(review, "author") else "not shown, and called"
        yield Issue(message=f"its author is {called} as in a template", at=("author",), hint=_HINT)


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    replaced = {review.supersedes for review in reviews}
    authors = Counter(
        " ".join(review.author.casefold().split())
        for review in reviews
        if review.author and " " in review.author.strip() and review.id not in replaced
    )
    for author, count in sorted(authors.items()):
        if count > _MOST:
            those = [one for one in reviews if " ".join((one.author or "").casefold().split()) == author]
            first = those[0]
            is_public = all(is_shown(one, "author") for one in those)
            name = f'the name "{first.author}"' if is_public else "one name, which not all of them show"
            message = f"{count} reviews of this provider under {name}"
            yield Issue(message=message, at=("author",), path=first.path, hint=_HINT)


RULE = Rule(
    code="PRV318",
    name="template-author",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.2",
    page=__doc__,
    review=_in_review,
    reviews=_in_reviews,
)
