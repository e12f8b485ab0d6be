"""Loads everything of `content/` that the log commits to, strictly: a seal cannot be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from site_gen.findings import Finding, Severity
from site_gen.load.documents import (
    SITE_FILE,
    keep,
    parse_invitation,
    parse_manifest,
    parse_policy,
    parse_provider,
    parse_review,
    parse_site,
    read_file,
)
from site_gen.load.folder import list_files
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site

T = TypeVar("T")


class SealContent(NamedTuple):
    """What was loaded. `reviews` are by permanent id; texts by their SHA-256; `wordings` give the SHA-256 of a file."""

    site: Site
    providers: tuple[Provider, ...]
    reviews: Mapping[str, tuple[Review, ...]]
    policies: tuple[Policy, ...]
    invitations: tuple[Invitation, ...]
    manifests: tuple[Manifest, ...]
    wordings: Mapping[str, str]
    policy_texts: Mapping[str, bytes]
    wording_texts: Mapping[str, bytes]


def load_seal_content(root: Path) -> tuple[SealContent | None, tuple[Finding, ...]]:
    """Load the content of a site for sealing; None with the findings when a file does not load.

    Raises:
        UnreadableError: there is no site here.
    """
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        return None, tuple(site)
    findings: list[Finding] = []
    providers: list[Provider] = []
    reviews: dict[str, tuple[Review, ...]] = {}
    for path, data in _files(root, "content/providers", ".yaml", findings):
        provider = keep(parse_provider(data, path), findings)
        if provider is None:
            continue
        providers.append(provider)
        folder = f"content/reviews/{provider.slug}"
        loaded = [keep(parse_review(one, place), findings) for place, one in _files(root, folder, ".yaml", findings)]
        reviews[provider.permanent_id] = tuple(review for review in loaded if review is not None)
    policies: list[Policy] = []
    texts: dict[str, bytes] = {}
    for path, data in _files(root, "content/policies", ".md", findings, slugs=False):
        policy = keep(parse_policy(data, path, site.default_language), findings)
        if policy is not None:
            policies.append(policy)
            texts[policy.sha256] = data
    invitations = _load(root, "content/invitations", parse_invitation, findings)
    manifests = _load(root, "content/imports", parse_manifest, findings)
    wordings, wording_texts = _wordings(root, invitations, findings)
    if findings:
        return None, tuple(findings)
    content = SealContent(
        site, tuple(providers), reviews, tuple(policies), invitations, manifests, wordings, texts, wording_texts
    )
    return content, ()


def _load(
    root: Path, folder: str, parse: Callable[[bytes, str], T | list[Finding]], findings: list[Finding]
) -> tuple[T, ...]:
    loaded = [keep(parse(data, path), findings) for path, data in _files(root, folder, ".yaml", findings)]
    return tuple(one for one in loaded if one is not None)


def _wordings(
    root: Path, invitations: tuple[Invitation, ...], findings: list[Finding]
) -> tuple[dict[str, str], dict[str, bytes]]:
    """Give the SHA-256 of each invitation's text by file, and the texts by SHA-256."""
    digests: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    for invitation in invitations:
        path = f"content/{invitation.wording}"
        if not (root / path).is_file():
            findings.append(
                Finding(
                    path=invitation.path,
                    code="SRC003",
                    name="dangling-reference",
                    severity=Severity.ERROR,
                    message=f"no file {path}",
                    hint="what everybody was asked is published with the log: keep the text here",
                )
            )
            continue
        data = read_file(root, path)
        digest = hashlib.sha256(data).hexdigest()
        digests[invitation.wording] = digest
        texts[digest] = data
    return digests, texts


def _files(
    root: Path, folder: str, suffix: str, findings: list[Finding], *, slugs: bool = True
) -> list[tuple[str, bytes]]:
    listing = list_files(root, folder, suffix, slugs=slugs)
    findings.extend(listing.findings)
    return [(stamp.path, read_file(root, stamp.path)) for stamp in listing.files]
