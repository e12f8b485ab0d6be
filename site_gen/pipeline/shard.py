"""One provider from files to pages: load, check, render, write aside. Runs alone, in any process, in any order."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from site_gen.check.engine import check_provider
from site_gen.check.rule import Key
from site_gen.errors import UnreadableError
from site_gen.findings import Finding, Severity
from site_gen.load.documents import parse_provider, parse_review, read_file
from site_gen.load.folder import FileStamp, list_files
from site_gen.load.locate import locate
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.standing import Placed, Standing, place, stand
from site_gen.model.summary import Newest, PlaceSummary, ProviderSummary
from site_gen.pipeline.cache import ProviderRecord, alternatives_digest, newest_ns, stamps_digest, written
from site_gen.pipeline.ground import make_around
from site_gen.render.compose.ratings import stars_view
from site_gen.render.compose.reviews import archive_count, newest_first
from site_gen.render.data.feeds import FEED_LENGTH
from site_gen.render.edition import Edition, Ground, editions_of
from site_gen.render.pages.provider import provider_files
from site_gen.write.stage import Stage


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One provider to make. `known` is the content digest of pages that could be taken over.

    `alternatives` is None as long as they are not known: a departed provider is then only loaded and checked.
    """

    slug: str
    known: bytes = b""
    alternatives: tuple[ProviderSummary, ...] | None = None


class Done(msgspec.Struct, frozen=True, array_like=True):
    """What came of a task. `record` is None when the old one still holds; `changed` are the files with new content."""

    slug: str
    record: ProviderRecord | None
    changed: tuple[str, ...] = ()


class Workshop:
    """What a process needs to make any provider's pages; made once in each process."""

    def __init__(self, root: Path, ground: Ground, stage: Stage) -> None:
        self.root = root
        self.ground = ground
        self.stage = stage
        self.around = make_around(ground)
        self.editions = editions_of(ground)

    def make(self, task: Task) -> Done:
        """Load, check and render one provider, and write its files into the stage."""
        stamps, findings = provider_stamps(self.root, task.slug)
        data = [read_file(self.root, stamp.path) for stamp in stamps]
        content = _content_digest(stamps, data)
        if content == task.known:
            return Done(task.slug, None)
        provider, reviews = self._parse(stamps, data, findings)
        summary = None
        files: list[str] = []
        changed: list[str] = []
        if provider is not None:
            by_path = {stamp.path: one for stamp, one in zip(stamps, data, strict=True)}
            findings.extend(check_provider(provider, tuple(reviews), self.around, Locator(self.root, by_path)))
            placed = place(reviews)
            standing = stand(placed, self.ground.site.reviews, self.ground.as_of.strftime("%Y-%m"))
            summary = summarize(next(iter(self.editions.values())), provider, placed, standing)
            waits = provider.status == "departed" and task.alternatives is None
            if not waits and not any(finding.severity is Severity.ERROR for finding in findings):
                for rendered in provider_files(self.editions, provider, placed, standing, task.alternatives or ()):
                    files.append(rendered.file)
                    if self.stage.write(rendered.file, rendered.data):
                        changed.append(rendered.file)
        record = ProviderRecord(
            stamps_digest(stamps),
            newest_ns(stamps),
            content,
            alternatives_digest(task.alternatives or ()),
            summary,
            tuple(findings),
            written(self.stage.folder, files),
        )
        return Done(task.slug, record, tuple(changed))

    def _parse(
        self, stamps: Sequence[FileStamp], data: Sequence[bytes], findings: list[Finding]
    ) -> tuple[Provider | None, list[Review]]:
        provider = parse_provider(data[0], stamps[0].path)
        reviews = []
        for stamp, one in zip(stamps[1:], data[1:], strict=True):
            review = parse_review(one, stamp.path)
            if isinstance(review, list):
                findings.extend(review)
            else:
                reviews.append(review)
        if isinstance(provider, list):
            findings.extend(provider)
            return None, reviews
        return provider, reviews


class Locator:
    """Finds lines for findings: in the bytes that were read already, else in the file."""

    def __init__(self, root: Path, known: dict[str, bytes] | None = None) -> None:
        self._root = root
        self._known = known or {}

    def __call__(self, path: str, keys: Key) -> tuple[int, int]:
        """Give line and column, both 0 when the file is not there."""
        try:
            data = self._known.get(path) or read_file(self._root, path)
        except UnreadableError:
            return (0, 0)
        return locate(data, keys)


def provider_stamps(root: Path, slug: str) -> tuple[tuple[FileStamp, ...], list[Finding]]:
    """List the files of one provider, the profile first, then the reviews in order of name."""
    path = f"content/providers/{slug}.yaml"
    try:
        status = (root / path).stat()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error
    reviews = list_files(root, f"content/reviews/{slug}", ".yaml")
    return (FileStamp(path, status.st_size, status.st_mtime_ns), *reviews.files), list(reviews.findings)


def summarize(edition: Edition, provider: Provider, placed: Sequence[Placed], standing: Standing) -> ProviderSummary:
    """Give what the site-level pages need to know of a provider."""
    locations = edition.ground.locations
    per_page = edition.site.reviews.per_page
    decided = [one.review.moderation.decided_at for one in placed if one.review.moderation.decided_at]
    dates = [instant.astimezone(datetime.UTC).date() for instant in decided]
    return ProviderSummary(
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
        insurance=provider.insurance,
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
        archive_pages=archive_count(placed, per_page, drafts=edition.ground.drafts),
        newest=tuple(_newest(edition, placed)),
        changed_on=max([*dates, *([provider.verified_on] if provider.verified_on else [])], default=None),
        review_ids=tuple(sorted(one.review.id for one in placed)),
    )


def _newest(edition: Edition, placed: Sequence[Placed]) -> Iterator[Newest]:
    """Give the reviews of one provider that could stand in the feeds of the whole site: those decided last."""
    ordered = sorted(newest_first(placed), key=lambda one: (_published_at(one.review), one.review.id), reverse=True)
    for one in ordered[:FEED_LENGTH]:
        review = one.review
        stars = stars_view(edition, review.rating)
        yield Newest(
            id=review.id,
            archive_page=one.index // edition.site.reviews.per_page + 1,
            title=review.title or "",
            text=review.text or "",
            author=review.author or "",
            language=review.language or edition.site.default_language,
            rating=stars.text if stars else "",
            published_at=_published_at(review),
        )


def _published_at(review: Review) -> str:
    """Give when it was decided to show a review, or the month of its receipt where the file does not tell."""
    decided = review.moderation.decided_at
    if decided is None:
        return f"{review.received_month}-01T00:00:00Z"
    return decided.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _content_digest(stamps: Sequence[FileStamp], data: Sequence[bytes]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for stamp, one in zip(stamps, data, strict=True):
        digest.update(f"{stamp.path}\0{len(one)}\0".encode())
        digest.update(one)
    return digest.digest()
