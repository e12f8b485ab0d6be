"""The queue: every review that waits for a decision, in the order in which they came in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_gen.check.characters import hidden_characters, wrong_decodings
from site_gen.check.contact_fields import contact_fields
from site_gen.check.rule import Issue
from site_gen.check.rules.prv import authorization, generated_text, minor_or_proxy
from site_gen.findings import Finding, Severity
from site_gen.load.documents import parse_review, read_file
from site_gen.model.contact import has_contact
from site_gen.model.placed import SHOWN_ELSEWHERE, replaced_versions
from site_gen.model.provider import Provider
from site_gen.model.review import Moderation, Rating, Reason, Review
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.marks import identifiers_in, view_segments
from site_gen.pipeline.moderation.views import FieldView, PendingReview, Queue, Refusal
from site_gen.pipeline.review_files import ReviewFile, read_review_file, review_paths
from site_gen.reviewlog.decisions import is_revoked, sealed_difference
from site_gen.reviewlog.openings import Opening, opened_segments
from site_gen.reviewlog.segments import split_text

_LOOKED_AT = (minor_or_proxy.RULE, generated_text.RULE)
"""Rules that ask a person to look; none of them knows the rating."""


def read_queue(root: Path, now: datetime.datetime) -> Queue:
    """Give what waits at `now`. Reviews that are shown elsewhere are never in it, nor versions that were replaced.

    Raises:
        SiteGenError: no site that loads here.
        LogError: the log's checkpoint or an original is damaged.
    """
    desk = Desk(root, now)
    findings: list[Finding] = []
    files = list(_waiting(root, findings))
    files.sort(key=lambda file: file.review.sequence_key)
    limit = desk.site.reviews.decide_within_days
    views = tuple(view_review(desk, file) for file in files)
    return Queue(
        reviews=views,
        hindrances=desk.hindrances(),
        findings=tuple(findings),
        overdue=sum(1 for view in views if view.age_days > limit),
        decide_within_days=limit,
    )


def look_again(root: Path, view: PendingReview, now: datetime.datetime) -> PendingReview | None:
    """Give a review of the queue as its file is now, or None where it does not wait any more.

    Raises:
        SiteGenError: the file does not load.
    """
    if not (root / view.path).is_file():
        return None
    file = read_review_file(root, view.path)
    return view_review(Desk(root, now), file) if file.review.moderation.status == "pending" else None


def view_review(desk: Desk, file: ReviewFile) -> PendingReview:
    """Give one review as it is shown to whoever decides about it, whatever was decided before.

    Raises:
        LogError: its sealed original is damaged.
    """
    review = file.review
    provider = desk.provider(review.provider)
    opening = desk.opening(review)
    text = review.text or ""
    segments = opened_segments(opening) if opening else split_text(text)
    identifiers = identifiers_in(text, provider.name if provider else None)
    is_hidden = desk.site.reviews.hide_rating_until_decided and review.moderation.status == "pending"
    return PendingReview(
        id=review.id,
        path=file.path,
        digest=file.digest,
        provider=review.provider,
        provider_name=provider.name.full if provider else review.provider,
        received_at=review.received_at.astimezone(datetime.UTC),
        age_days=max((desk.now - review.received_at).days, 0),
        source=review.source,
        method=review.method,
        verification=review.verification,
        rating=None if is_hidden else rating_words(review.rating),
        is_rating_hidden=is_hidden and review.rating is not None,
        title=review.title,
        text=text,
        segments=view_segments(segments, identifiers),
        identifiers=identifiers,
        titled=identifiers_in(review.title or "", provider.name if provider else None),
        named=tuple(_named(review, provider)),
        fields=tuple(_fields(review, is_hidden)),
        contact=review.contact,
        supersedes=review.supersedes,
        is_sealed=opening is not None and opening.index is not None,
        blocked=tuple(_blocks(review, provider, opening)),
        refusals=(*desk.unread_register(), *(_refusals(desk, review, provider) if provider else ())),
        suspects=tuple(_suspects(review)),
        cautions=(*_contacts(review), *(_cautions(desk, review, provider) if provider else ())),
    )


def rating_words(rating: int | Rating | None) -> str | None:
    """Say a rating in words; None for none."""
    if rating is None:
        return None
    if isinstance(rating, int):
        return f"{rating} of 5"
    if rating.binary is not None:
        return "recommends" if rating.binary else "does not recommend"
    assert rating.value is not None, "a rating that is not binary has a value"
    assert rating.best is not None, "a rating that is not binary has a best value"
    scale = rating.scale or 1
    return f"{rating.value / scale:g} of {rating.best / scale:g}"


def _waiting(root: Path, findings: list[Finding]) -> Iterator[ReviewFile]:
    """Give the files of pending reviews; what does not load is added to `findings`."""
    pending: list[ReviewFile] = []
    before: dict[str, str | None] = {}
    published: list[str] = []
    for path in review_paths(root):
        data = read_file(root, path)
        review = parse_review(data, path)
        if isinstance(review, list):
            findings.extend(review)
        elif review.source in SHOWN_ELSEWHERE:
            continue
        else:
            before[review.id] = review.supersedes
            if review.moderation.status == "pending":
                pending.append(ReviewFile(path, data, review))
            elif review.moderation.status == "published":
                published.append(review.id)
    replaced = replaced_versions(before, published)
    yield from (file for file in pending if file.review.id not in replaced)


def _fields(review: Review, is_hidden: bool) -> Iterator[FieldView]:
    values = {
        "author": review.author,
        "title": review.title,
        "experienced": review.experienced,
        "location": review.location,
        "language": review.language,
        "verification": None if review.verification == "none" else review.verification,
        "incentive": review.incentive,
        "relationship": review.relationship,
        "completeness": None if review.completeness == "full" else review.completeness,
    }
    for name, value in values.items():
        if value is not None:
            yield FieldView(name, value)
    if review.aspects:
        said = ", ".join(f"{name} {stars}" for name, stars in review.aspects.items())
        yield FieldView("aspects", "" if is_hidden else said)


def _named(review: Review, provider: Provider | None) -> Iterator[str]:
    """Give the fields beside text and title in which somebody is named, or contact data stands."""
    for field in ("author", "incentive", "relationship"):
        value = getattr(review, field) or ""
        is_named = field != "author" and identifiers_in(value, provider.name if provider else None)
        if is_named or has_contact(value):
            yield field


def _blocks(review: Review, provider: Provider | None, opening: Opening | None) -> Iterator[Refusal]:
    if review.source in SHOWN_ELSEWHERE:
        yield Refusal("GOO602", f"it is shown on {review.source}, and never here: there is nothing to decide")
    if provider is None:
        message = f"there is no content/providers/{review.provider}.yaml that loads"
        yield Refusal("SRC003", message, "site-gen check says what is wrong")
    difference = sealed_difference(review, opening, in_words=True) if opening else ""
    if difference:
        hint = f"site-gen seal --restore {review.id} writes the sealed review back; then decide"
        yield Refusal("INT102", f"it is not what was sealed: {difference}", hint)


def _refusals(desk: Desk, review: Review, provider: Provider) -> Iterator[Refusal]:
    """Give what would keep the review from a site that shows what its files say, as one without a log does."""
    shown = msgspec.structs.replace(review, moderation=Moderation(status="published"))
    around = msgspec.structs.replace(desk.around_of(review), site=msgspec.structs.replace(desk.site, log=None))
    check = authorization.RULE.review
    assert check is not None, "the rule looks at reviews"
    for issue in check(shown, provider, around):
        if isinstance(issue, Issue) and issue.severity is not Severity.WARNING:
            revoked = is_revoked(around.authorization_of(review), desk.as_of)
            reason: Reason = "authorization-revoked" if revoked else "authorization-missing"
            hint = f"write the author's signed form into content/authorizations.yaml, or withhold it as {reason}"
            yield Refusal("PRV323", f"may not be published: {issue.message}", hint, reason)


def _suspects(review: Review) -> Iterator[str]:
    for key in ("text", "title", "author"):
        value = getattr(review, key) or ""
        for one in sorted((*wrong_decodings(value), *hidden_characters(value)))[:1]:
            yield f"{key}: {one.what} at character {one.at + 1}; compare with the source"


def _contacts(review: Review) -> Iterator[str]:
    for field in contact_fields(review):
        yield f"contact data stands in {field}, which would be shown: hide the field"


def _cautions(desk: Desk, review: Review, provider: Provider) -> Iterator[str]:
    for rule in _LOOKED_AT:
        assert rule.review is not None, "these rules look at reviews"
        for issue in rule.review(review, provider, desk.around):
            if isinstance(issue, Issue):
                yield issue.message
