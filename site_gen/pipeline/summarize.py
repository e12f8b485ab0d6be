"""A provider in short: what lists, feeds and site-wide rules need of it."""

from __future__ import annotations

import datetime
import heapq
import operator
from collections.abc import Iterator, Mapping, Sequence

from site_gen.model.counting import Waits
from site_gen.model.handling import handle
from site_gen.model.ledger import Ledger
from site_gen.model.placed import Placed, State
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.standing import Standing
from site_gen.model.summary import Claim, Newest, PlaceSummary, ProviderSummary
from site_gen.model.topics import accepted_insurance, specialty_topics
from site_gen.render.compose.ratings import stars_view
from site_gen.render.compose.reviews import archive_count, archive_slices
from site_gen.render.data.feeds import FEED_LENGTH
from site_gen.render.edition import Edition

_MOST_ALTERNATIVES = 3
_COVERED = "[…]"
"""What stands in feeds for a hidden segment; the page behind the link names the reason."""


def summarize(
    edition: Edition,
    provider: Provider,
    reviews: Sequence[Review],
    placed: Sequence[Placed],
    standing: Standing,
    ledger: Ledger,
    waits: dict[str, Waits],
) -> ProviderSummary:
    """Give what the site level needs to know of a provider: `placed` as reviews stand, `reviews` as the files are.

    `waits` are the months that the log counts.
    """
    locations = edition.ground.locations
    per_page = edition.site.reviews.per_page
    pages = archive_count(placed, per_page, drafts=edition.ground.drafts)
    dates = [provider.verified_on, _changed_on(placed)]
    return ProviderSummary(
        id=provider.permanent_id,
        slug=provider.slug,
        path=provider.path,
        name=provider.name,
        kind=provider.kind,
        status=provider.status,
        npi=provider.npi,
        taxonomy=provider.taxonomy,
        specialties=provider.specialties,
        languages=provider.languages,
        conditions=provider.conditions,
        insurance=accepted_insurance(provider, locations),
        gender=provider.gender,
        i18n=provider.i18n,
        photo=provider.photo,
        places=tuple(
            PlaceSummary(
                location=practice.location,
                phone=practice.phone or locations[practice.location].phone or "",
                accepting=practice.accepting_new_patients,
            )
            for practice in provider.locations
            if practice.location in locations
        ),
        standing=standing,
        handling=handle(placed, waits),
        ledger=ledger,
        archive_pages=pages,
        newest=tuple(_newest(edition, placed)),
        changed_on=max((date for date in dates if date is not None), default=None),
        archive_changed_on=tuple(map(_changed_on, archive_slices(placed, pages, per_page))),
        review_ids=tuple(sorted(review.id for review in reviews)),
        claims=tuple(_claims(reviews)) if edition.site.covered_entity else (),
    )


def _changed_on(placed: Sequence[Placed]) -> datetime.date | None:
    """Give the day of the last decision or reply about some reviews, in UTC; nothing where no file tells one."""
    decided = (one.review.moderation.decided_at for one in placed)
    days = {instant.astimezone(datetime.UTC).date() for instant in decided if instant is not None}
    return max(days | {one.reply.published_on for one in placed if one.reply is not None}, default=None)


def _claims(reviews: Sequence[Review]) -> Iterator[Claim]:
    """Give which signed forms reviews name; what is withheld is not public, and needs none."""
    before = {review.id: review.supersedes for review in reviews}
    seen: set[tuple[str, str]] = set()
    for review in sorted(reviews, key=lambda one: one.id):
        one = review.authorization
        if one is None or one.basis != "signed" or one.reference is None or review.moderation.status == "withheld":
            continue
        key = (one.reference, _first_version(review.id, before))
        if key not in seen:
            seen.add(key)
            yield Claim(one.reference, review.id)


def _first_version(ident: str, before: Mapping[str, str | None]) -> str:
    """Give the id of the version that no other one precedes, or the smallest where they precede each other."""
    passed = [ident]
    while (earlier := before.get(passed[-1])) is not None:
        if earlier in passed:
            return min(passed[passed.index(earlier) :])
        passed.append(earlier)
    return passed[-1]


def _newest(edition: Edition, placed: Sequence[Placed]) -> Iterator[Newest]:
    """Give the reviews of one provider that could stand in the feeds of the whole site: those decided last."""
    dated = [(_published_at(one.review), one.review.id, one) for one in placed if one.state is State.PUBLISHED]
    for published_at, _id, one in heapq.nlargest(FEED_LENGTH, dated, key=operator.itemgetter(0, 1)):
        review = one.review
        covered = {hidden.field for hidden in one.hidden_fields}
        stars = stars_view(edition, review.rating)
        yield Newest(
            id=review.id,
            archive_page=one.index // edition.site.reviews.per_page + 1,
            title="" if "title" in covered else review.title or "",
            text=one.visible_text(_COVERED),
            author="" if "author" in covered else review.author or "",
            language=("" if "language" in covered else review.language) or edition.site.default_language,
            rating=stars.text if stars else "",
            published_at=published_at,
        )


def _published_at(review: Review) -> str:
    """Give when it was decided to show a review, or the month of its receipt where the file does not tell."""
    decided = review.moderation.decided_at
    if decided is None:
        return f"{review.received_month}-01T00:00:00Z"
    return decided.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def alternatives(departed: ProviderSummary, summaries: Sequence[ProviderSummary]) -> tuple[ProviderSummary, ...]:
    """Give a few providers who could take over: the same specialty first, then the same kind at the same places."""
    specialties = {topic.slug for topic in specialty_topics(departed)}
    places = {place.location for place in departed.places}
    ranked = []
    for summary in summaries:
        if summary.status != "active":
            continue
        shared = len(specialties.intersection(topic.slug for topic in specialty_topics(summary)))
        near = len(places.intersection(place.location for place in summary.places))
        if shared or (near and summary.kind == departed.kind):
            ranked.append((-shared, -near, summary.name.sort_key, summary.slug, summary))
    return tuple(row[-1] for row in sorted(ranked, key=lambda row: row[:-1])[:_MOST_ALTERNATIVES])
