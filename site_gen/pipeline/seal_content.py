"""Loads everything of `content/` that the log commits to, strictly: a seal cannot be taken back.

Reviews are read by several processes, and wait outside the memory until their provider's turn comes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple, Self

import msgspec

from site_gen.errors import UnwritableError, refused
from site_gen.findings import Finding
from site_gen.load.documents import (
    SITE_FILE,
    keep,
    parse_policy,
    parse_provider,
    parse_review,
    parse_site,
    read_file,
)
from site_gen.load.folder import PROVIDERS, list_files
from site_gen.model.authorizations import NO_REGISTER, Register
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import Policy, published
from site_gen.model.practice import NO_PRACTICE, Practice
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.pipeline.originals import REVIEWS
from site_gen.pipeline.pool import Workers
from site_gen.pipeline.records import (
    content_files,
    load_authorizations,
    load_invitations,
    load_manifests,
    load_team,
    load_wordings,
)
from site_gen.pipeline.seal_steps import Person

_BATCH = 16
"""Providers that another process loads at a time."""


class Shelf(Mapping[str, tuple[Review, ...]]):
    """The reviews of all providers by permanent id, in a file in `folder` that has no name and ends with this process.

    Raises:
        UnwritableError: no such file can be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, tuple[int, int]] = {}
        try:
            self._file: IO[bytes] = TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `__exit__`
        except OSError as error:
            raise self._refused(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        with suppress(OSError):  # what a full disk did not take is not wanted any more
            self._file.close()

    def put(self, provider: str, reviews: bytes) -> None:
        """Keep a provider's reviews, as `originals.REVIEWS` reads them.

        Raises:
            UnwritableError: there is no room for them.
        """
        try:
            self._places[provider] = (self._file.seek(0, os.SEEK_END), len(reviews))
            self._file.write(reviews)
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def raw(self, provider: str) -> bytes:
        """Give a provider's reviews as they were put."""
        start, length = self._places[provider]
        self._file.seek(start)
        return self._file.read(length)

    def __getitem__(self, provider: str) -> tuple[Review, ...]:
        return REVIEWS.decode(self.raw(provider))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _refused(self, error: OSError) -> UnwritableError:
        return refused(f"write a file without a name in {self._folder}", error)


class SealContent(NamedTuple):
    """What was loaded. `reviews` are by permanent id; texts by their SHA-256; `wordings` give the SHA-256 of a file.

    `has_moves` says whether a review names a copy. `policies` are the public ones: what is sealed is published;
    `practice` has all of them, and the team.
    """

    site: Site
    providers: tuple[Person, ...]
    reviews: Shelf
    has_moves: bool
    policies: tuple[Policy, ...]
    invitations: tuple[Invitation, ...]
    manifests: tuple[Manifest, ...]
    wordings: Mapping[str, str]
    policy_texts: Mapping[str, bytes]
    wording_texts: Mapping[str, bytes]
    register: Register = NO_REGISTER
    practice: Practice = NO_PRACTICE


class _Loaded(NamedTuple):
    """One provider from its files: no person if the profile does not load, and what is wrong with the files."""

    person: Person | None
    reviews: bytes
    has_moves: bool
    findings: tuple[Finding, ...]


def load_seal_content(root: Path, shelf: Shelf, workers: Workers) -> tuple[SealContent | None, tuple[Finding, ...]]:
    """Load the content of a site for sealing; None with the findings when a file does not load.

    Raises:
        UnreadableError: there is no site here.
    """
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        return None, tuple(site)
    findings: list[Finding] = []
    providers: list[Person] = []
    has_moves = False
    for loaded in _load_providers(root, workers, findings):
        findings.extend(loaded.findings)
        if loaded.person is not None:
            providers.append(loaded.person)
            shelf.put(loaded.person.permanent_id, loaded.reviews)
            has_moves = has_moves or loaded.has_moves
    policies: list[Policy] = []
    texts: dict[str, bytes] = {}
    for path, data in content_files(root, "content/policies", ".md", findings, slugs=False):
        policy = keep(parse_policy(data, path, site.default_language), findings)
        if policy is not None:
            policies.append(policy)
            texts[policy.sha256] = data
    public = published(policies)
    team = load_team(root, findings)
    invitations = load_invitations(root, findings)
    manifests = load_manifests(root, findings)
    register = Register(load_authorizations(root, findings))
    texts_of = load_wordings(root, invitations, findings)
    wordings = {file: hashlib.sha256(data).hexdigest() for file, data in texts_of.items()}
    wording_texts = {wordings[file]: data for file, data in texts_of.items()}
    if findings:
        return None, tuple(findings)
    content = SealContent(
        site,
        tuple(providers),
        shelf,
        has_moves,
        public,
        invitations,
        manifests,
        wordings,
        {policy.sha256: texts[policy.sha256] for policy in public},
        wording_texts,
        register,
        Practice(team=team, policies=tuple(policies)),
    )
    return content, ()


def _load_providers(root: Path, workers: Workers, findings: list[Finding]) -> Iterator[_Loaded]:
    """Load profiles and reviews, in the order of the profiles' names."""
    listing = list_files(root, PROVIDERS, ".yaml")
    findings.extend(listing.findings)
    paths = [stamp.path for stamp in listing.files]
    batches = (paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH))
    for batch in workers.in_order(partial(_load_batch, root), batches):
        yield from batch


def _load_batch(root: Path, paths: Sequence[str]) -> list[_Loaded]:
    return [_load_provider(root, path) for path in paths]


def _load_provider(root: Path, path: str) -> _Loaded:
    findings: list[Finding] = []
    provider = keep(parse_provider(read_file(root, path), path), findings)
    if provider is None:
        return _Loaded(None, b"", False, tuple(findings))
    folder = f"content/reviews/{provider.slug}"
    loaded = [keep(parse_review(one, place), findings) for place, one in content_files(root, folder, ".yaml", findings)]
    reviews = [review for review in loaded if review is not None]
    return _Loaded(
        Person(provider.permanent_id, provider.slug, provider.status),
        msgspec.json.encode(reviews),
        any(review.moderation.moved_to is not None for review in reviews),
        tuple(findings),
    )
