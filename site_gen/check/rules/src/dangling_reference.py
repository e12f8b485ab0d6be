"""SRC003."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from site_gen.check.rule import Around, Issue, Key, location_rule, provider_rule, review_rule, reviews_rule, site_rule
from site_gen.findings import Severity
from site_gen.model.location import Location
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary

_CODE, _NAME = "SRC003", "dangling-reference"


@provider_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def dangling_in_provider(provider: Provider, around: Around) -> Iterator[Issue]:
    """A profile names a location or a file that does not exist."""
    for index, practice in enumerate(provider.locations):
        yield from _missing("location", practice.location, around.locations, ("locations", index, "location"))
    if provider.photo:
        yield from _missing("file", provider.photo.file, around.media, ("photo", "file"))
    if provider.video:
        for key, file in (("file", provider.video.file), ("poster", provider.video.poster)):
            yield from _missing("file", file, around.media, ("video", key))
        if provider.video.captions:
            yield from _missing("file", provider.video.captions, around.media, ("video", "captions"))


@location_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def dangling_in_location(location: Location, around: Around) -> Iterator[Issue]:
    """A location names a file that does not exist."""
    if location.photo:
        yield from _missing("file", location.photo.file, around.media, ("photo", "file"))


@review_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def dangling_in_review(review: Review, provider: Provider, around: Around) -> Iterator[Issue]:
    """A review lies in another provider's folder, or names a location that does not exist."""
    if review.provider != provider.slug:
        yield Issue(
            message=f"the review is about {review.provider} and lies in the folder of {provider.slug}",
            at=("provider",),
            hint=f"move the file to content/reviews/{review.provider}/",
        )
    if review.location:
        yield from _missing("location", review.location, around.locations, ("location",))


@reviews_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def dangling_in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Iterator[Issue]:
    """An author's edit names an earlier review that this provider does not have."""
    known = {review.id for review in reviews}
    for review in reviews:
        if review.supersedes is not None and review.supersedes not in known:
            yield Issue(message=f"no review {review.supersedes} of this provider", at=("supersedes",), path=review.path)


@site_rule(_CODE, _NAME, severity=Severity.ERROR, since="0.1")
def dangling_in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Iterator[Issue]:
    """The site's logo does not exist."""
    if around.site.organization.logo:
        yield from _missing("file", around.site.organization.logo, around.media, ("organization", "logo"))


def _missing(what: str, name: str, known: Collection[str], at: Key) -> Iterator[Issue]:
    if name not in known:
        near = difflib.get_close_matches(name, sorted(known), n=1)
        hint = f"did you mean {near[0]}?" if near else ""
        yield Issue(message=f"no {what} {name}", at=at, hint=hint)
