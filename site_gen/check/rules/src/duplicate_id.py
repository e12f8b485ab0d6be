"""SRC004."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, reviews_rule, site_rule
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary

_CODE, _NAME = "SRC004", "duplicate-id"


@reviews_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def duplicate_review_id(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Iterator[Issue]:
    """Two reviews of one provider have the same id, or the same id at the same source."""
    by_id: dict[str, Review] = {}
    by_source: dict[tuple[str, str], Review] = {}
    for review in reviews:
        first = by_id.setdefault(review.id, review)
        if first is not review:
            yield Issue(message=f"the id {review.id} again, first in {first.path}", at=("id",), path=review.path)
        if review.source_id and review.supersedes is None:
            first = by_source.setdefault((review.source, review.source_id), review)
            if first is not review:
                message = f"{review.source_id} of {review.source} again, first in {first.path}"
                yield Issue(message=message, at=("source_id",), path=review.path)


@site_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def duplicate_in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Iterator[Issue]:
    """Two providers share an NPI, or a review id."""
    npis: dict[str, ProviderSummary] = {}
    reviews: dict[str, ProviderSummary] = {}
    for summary in summaries:
        if summary.npi:
            first = npis.setdefault(summary.npi, summary)
            if first is not summary:
                yield Issue(
                    message=f"NPI {summary.npi} again, first in {first.path}",
                    at=("npi",),
                    path=summary.path,
                    hint="one person has one profile; several locations stand in it",
                )
        for review_id in summary.review_ids:
            first = reviews.setdefault(review_id, summary)
            if first is not summary:
                message = f"the review id {review_id} again, first under {first.slug}"
                yield Issue(message=message, path=f"content/reviews/{summary.slug}/{review_id}.yaml")
