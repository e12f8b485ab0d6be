"""One provider from files to pages: load, check, render, look at the pages, write aside; alone, in any process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from site_gen.check.engine import Results, check_originals, check_provider, check_sealed
from site_gen.check.gates import blocks_pages, leaves_out_reply
from site_gen.check.log_view import Originals
from site_gen.check.pages.plan import Surroundings
from site_gen.check.rule import Around, Key
from site_gen.check.select import is_set_aside
from site_gen.errors import UnreadableError, next_step
from site_gen.findings import Finding
from site_gen.load.documents import keep, parse_provider, parse_review, read_file
from site_gen.load.folder import FileStamp, list_files
from site_gen.load.locate import locate
from site_gen.load.log_folder import LOG, openings_path, parse_openings_file, read_optional
from site_gen.load.snapshot import NOTHING, Seen, Snapshot, together
from site_gen.model.alert import alerts_on, subject_of
from site_gen.model.authorizations import Register
from site_gen.model.ledger import keep_ledger
from site_gen.model.provider import Provider
from site_gen.model.records import Records
from site_gen.model.review import Review
from site_gen.model.standing import NONE_GONE, Gone, Placed, place, stand
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import (
    Inspected,
    ProviderRecord,
    alerts_digest,
    alternatives_digest,
    register_digest,
    states_digest,
    summary_digest,
    written,
)
from site_gen.pipeline.erased import Erased, read_erased
from site_gen.pipeline.ground import make_around
from site_gen.pipeline.inspect import Looked, inspect
from site_gen.pipeline.log_cache import decode_states
from site_gen.pipeline.log_findings import damaged_opening
from site_gen.pipeline.logged import draft_placed, place_logged, published_openings
from site_gen.pipeline.looks import Basis, Look, looking
from site_gen.pipeline.media import keys_in
from site_gen.pipeline.plans import provider_plans
from site_gen.pipeline.summarize import summarize
from site_gen.pipeline.texts import set_apart
from site_gen.render.edition import Ground, editions_of
from site_gen.render.pages.provider import provider_files
from site_gen.render.pages.rendered import Rendered
from site_gen.reviewlog.decisions import lapse_of, page_defect
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.segments import split_text
from site_gen.reviewlog.tally import log_waits
from site_gen.write.stage import Stage


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One provider to make. `known` is the content digest of pages that could be taken over.

    `states` are its reviews in the review log as `log_cache` keeps them, None for a site without one, `ident` whom they
    are about there, and `log_size` the length of the log.
    `alternatives` is None as long as they are not known: a departed provider is then only loaded and checked.
    `stamps` is a digest of what its files looked like before any was read, for its record.
    """

    slug: str
    known: bytes = b""
    states: bytes | None = None
    log_size: int = 0
    ident: str = ""
    alternatives: tuple[ProviderSummary, ...] | None = None
    stamps: bytes = b""


class Done(msgspec.Struct, frozen=True, array_like=True):
    """What came of a task. `record` is None when the old one still holds; `changed` are the files with new content."""

    slug: str
    record: ProviderRecord | None
    changed: tuple[str, ...] = ()
    stamps: bytes = b""


class Workshop:
    """What a process needs to make any provider's pages, and to look at those of the site level; made once in each.

    `around_site` is what rules look up that are about pages of the site level: no provider's page depends on all of it.
    """

    def __init__(
        self,
        root: Path,
        ground: Ground,
        records: Records,
        stage: Stage,
        surroundings: Surroundings,
        around_site: Around,
        built: Built | None = None,
    ) -> None:
        self.root = root
        self.surroundings = surroundings
        self.built = built
        self.ground = ground
        self.stage = stage
        self.around = make_around(ground, records)
        self.around_site = around_site
        self.editions = editions_of(ground)
        self._look: Callable[[Rendered], Look] | None = None
        self.erased = _erased(root)
        self.register = register_digest(records)

    def make(self, task: Task) -> Done:
        """Load, check and render one provider, and write its files into the stage."""
        stamps, findings = _provider_files(self.root, task.slug, task.ident)
        data = [_read(self.root, stamp.path) for stamp in stamps]
        by_path = {stamp.path: one for stamp, one in zip(stamps, data, strict=True)}
        parsed = self._parse(by_path, findings) if self.register else None
        content = _content_digest(stamps, data, task.states, self._signed(parsed[1]) if parsed else b"")
        if content == task.known:
            return Done(task.slug, None, stamps=task.stamps)
        provider, reviews = parsed or self._parse(by_path, findings)
        summary = None
        digest, newest, sketches = b"", b"", b""
        inspected = Inspected()
        files: list[str] = []
        changed: list[str] = []
        pictures: set[str] = set()
        results = Results(Locator(self.root, by_path))
        if provider is not None:
            check_provider(provider, tuple(reviews), self.around.among(reviews), results)
            placed, gone, openings = self._place(task, provider, reviews, by_path, results)
            findings.extend(results.findings)
            as_of = self.ground.as_of.strftime("%Y-%m")
            standing = stand(placed, self.ground.site.reviews, as_of, gone=gone)
            settings, has_team = self.ground.site.reviews, self.around.team is not None
            ledger = keep_ledger(reviews, placed, gone, settings, self.ground.as_of, has_team=has_team)
            months = log_waits(decode_states(task.states)) if task.states is not None else {}
            edition = next(iter(self.editions.values()))
            summary = summarize(edition, provider, reviews, placed, standing, ledger, months)
            summary = msgspec.structs.replace(summary, forms=self.around.register.at_source(reviews))
            digest = summary_digest(summary)
            summary, newest, sketches = set_apart(summary)
            waits = provider.status == "departed" and task.alternatives is None
            if not waits and not any(map(self._blocks, findings)):
                plans = provider_plans(self.editions, provider, placed, standing, task.alternatives or ())
                if self.built is None:
                    made = provider_files(self.editions, provider, placed, standing, task.alternatives or ())
                    rendered = (*made, *openings)
                    for one in rendered:
                        files.append(one.file)
                        if self.ground.media or self.ground.site.pictures.share:
                            pictures |= keys_in(one.data)
                        if self.stage.write(one.file, one.data):
                            changed.append(one.file)
                else:
                    rendered = tuple(self.built.provider_files(provider.slug))
                listed = provider.status != "departed"
                inspected = inspect(rendered, plans, self.surroundings, self.around, listed=listed)
        record = ProviderRecord(
            task.stamps,
            content,
            alternatives_digest(task.alternatives or ()),
            summary,
            tuple(findings),
            written(self.stage.folder, files),
            tuple(results.not_checked),
            inspected,
            tuple(sorted(pictures)),
            self._alerts(provider),
            digest,
            newest,
            sketches,
        )
        return Done(task.slug, record, tuple(changed))

    def hear(self, basis: Basis) -> None:
        """Take in what looks at pages of the site level depend on, once all providers are made."""
        self._look = looking(basis, self.ground, self.surroundings, self.around_site)

    def look(self, page: Rendered) -> Look:
        """Look at a page of the site level."""
        assert self._look is not None, "what looks depend on is told first"
        return self._look(page)

    def look_into(self, file: str) -> Looked:
        """Look at a page of the site level in the folder of pages that were built already."""
        assert self.built is not None, "there is such a folder"
        return self.look(self.built.page(file)).looked

    def _alerts(self, provider: Provider | None) -> bytes:
        """Give a digest of the alerts on a provider's pages."""
        alerts = self.ground.alerts
        return alerts_digest(alerts_on(alerts, subject_of(provider))) if alerts and provider else b""

    def _blocks(self, finding: Finding) -> bool:
        ignores = self.ground.site.checks.ignore
        return blocks_pages(finding) and not is_set_aside(finding, ignores, self.ground.as_of)

    def _place(
        self,
        task: Task,
        provider: Provider,
        reviews: Sequence[Review],
        by_path: Mapping[str, bytes],
        results: Results,
    ) -> tuple[tuple[Placed, ...], Gone, tuple[Rendered, ...]]:
        """Give the reviews with their states, counts of those that were erased, and the file of published openings."""
        around = self.around.among(reviews)
        if task.states is None:
            placed = place((self._as_authorized(review, around) for review in reviews), split_text)
            return self._without_refused(placed, results.findings), NONE_GONE, ()
        path = openings_path(provider.permanent_id)
        try:
            openings = parse_openings_file(by_path.get(path, b""), path, task.log_size)
            states = decode_states(task.states)
            unread = by_path.keys() - {review.path for review in reviews}
            originals = Originals(provider, path, states, openings, tuple(reviews), self._returned(reviews), unread)
            check_originals(originals, around, results)
            logged = place_logged(reviews, states, openings)
            check_sealed(logged.sealed, around, results)
            published = published_openings(provider.permanent_id, logged)
        except LogError as error:
            if not any(one.path == path for one in results.findings):
                results.findings.append(damaged_opening(provider, path, error))
            return (), NONE_GONE, ()
        drafts = tuple(draft_placed(logged.unsealed, len(states))) if self.ground.drafts else ()
        file = f"review-log/openings/{provider.permanent_id}.json"
        return (*logged.placed, *drafts), logged.gone, (Rendered(file, published),)

    def _as_authorized(self, review: Review, around: Around) -> Review:
        """Give a review of a site without a log as it is shown: withheld where no authorization carries the page."""
        if review.moderation.status != "published":
            return review
        authorization, covered = around.authorization_of(review), around.site.covered_entity
        lapse = lapse_of(authorization, as_of=around.as_of, covered=covered)
        if lapse is None and covered and page_defect(authorization, around.as_of):
            lapse = "authorization-missing"
        if lapse is None:
            return review
        withheld = msgspec.structs.replace(
            review.moderation, status="withheld", reason=lapse, hidden=(), hidden_fields=()
        )
        return msgspec.structs.replace(review, moderation=withheld)

    def _signed(self, reviews: Sequence[Review]) -> bytes:
        """Give what the register says of a provider's reviews, and where, for a digest."""
        register = self.around.register
        found = [entry for review in reviews for entry in (*register.of(review), *register.of_others(review))]
        return msgspec.msgpack.encode((bool(self.around.register), found))

    def _returned(self, reviews: Sequence[Review]) -> frozenset[str] | None:
        """Give the ids of files whose review was erased; None where the marks of erased reviews are not here."""
        if self.erased is None or not self.erased.marks:
            return None
        return frozenset(
            one.id for one in reviews if self.erased.holds(review_id=one.id, source=one.source, source_id=one.source_id)
        )

    def _without_refused(self, placed: tuple[Placed, ...], findings: Sequence[Finding]) -> tuple[Placed, ...]:
        """Give the reviews without the replies that an error keeps from the page."""
        ground = self.ground
        ignores = ground.site.checks.ignore
        refused = {
            one.review for one in findings if leaves_out_reply(one) and not is_set_aside(one, ignores, ground.as_of)
        }
        return tuple(msgspec.structs.replace(one, reply=None) if one.review.id in refused else one for one in placed)

    def _parse(self, by_path: Mapping[str, bytes], findings: list[Finding]) -> tuple[Provider | None, list[Review]]:
        provider: Provider | None = None
        reviews = []
        for path, data in by_path.items():
            if path.startswith("content/providers/"):
                provider = keep(parse_provider(data, path), findings)
            elif path.startswith("content/reviews/"):
                review = keep(parse_review(data, path), findings)
                if review is not None:
                    reviews.append(review)
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


def provider_seen(seen: Snapshot, slug: str, ident: str) -> Seen:
    """Give what was seen of the files of one provider from outside: the profile, the reviews, the sealed openings."""
    profile, reviews = seen.file(f"content/providers/{slug}.yaml"), seen.folder(f"content/reviews/{slug}")
    openings = seen.file(openings_path(ident)) if ident else NOTHING
    return together(profile, reviews, openings)


def _provider_files(root: Path, slug: str, ident: str) -> tuple[tuple[FileStamp, ...], list[Finding]]:
    """List the files of one provider: the profile, the reviews in order of name, and the sealed openings, if any.

    `ident` is the provider's permanent id, by which the openings are called; nothing for a site without a log.
    """
    path = f"content/providers/{slug}.yaml"
    reviews = list_files(root, f"content/reviews/{slug}", ".yaml")
    stamps = [_stamp(root, path), *reviews.files]
    if ident and (root / openings_path(ident)).is_file():
        stamps.append(_stamp(root, openings_path(ident)))
    return tuple(stamps), list(reviews.findings)


def _read(root: Path, path: str) -> bytes:
    """Give a file of a provider: of content within its limit, of the log all of it."""
    return (read_optional(root, path) or b"") if path.startswith(f"{LOG}/") else read_file(root, path)


def erased_forms(root: Path, register: Register) -> frozenset[str]:
    """Give the references of signed forms whose review was erased."""
    erased = _erased(root)
    if erased is None or not erased.marks:
        return frozenset()
    signed = (entry.signed for entry in register if entry.signed.is_linked)
    return frozenset(
        one.reference
        for one in signed
        if erased.holds(review_id=one.review or "", source=one.source or "", source_id=one.source_id)
    )


def _erased(root: Path) -> Erased | None:
    """Give the marks of erased reviews; None where they say nothing without the site's secret."""
    try:
        return read_erased(root)
    except LogError:
        return None


def _stamp(root: Path, path: str) -> FileStamp:
    try:
        status = (root / path).stat()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint=next_step(error)) from error
    return FileStamp(path, status.st_size, status.st_ctime_ns)


def _content_digest(stamps: Sequence[FileStamp], data: Sequence[bytes], states: bytes | None, signed: bytes) -> bytes:
    digest = hashlib.blake2b(states_digest(states) + signed, digest_size=16)
    for stamp, one in zip(stamps, data, strict=True):
        digest.update(f"{stamp.path}\0{len(one)}\0".encode())
        digest.update(one)
    return digest.digest()
