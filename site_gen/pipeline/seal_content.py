"""Loads everything of `content/` that the log commits to, strictly: a seal cannot be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

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
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.pipeline.records import content_files, load_invitations, load_manifests, load_wordings


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
    for path, data in content_files(root, "content/providers", ".yaml", findings):
        provider = keep(parse_provider(data, path), findings)
        if provider is None:
            continue
        providers.append(provider)
        folder = f"content/reviews/{provider.slug}"
        loaded = [
            keep(parse_review(one, place), findings) for place, one in content_files(root, folder, ".yaml", findings)
        ]
        reviews[provider.permanent_id] = tuple(review for review in loaded if review is not None)
    policies: list[Policy] = []
    texts: dict[str, bytes] = {}
    for path, data in content_files(root, "content/policies", ".md", findings, slugs=False):
        policy = keep(parse_policy(data, path, site.default_language), findings)
        if policy is not None:
            policies.append(policy)
            texts[policy.sha256] = data
    invitations = load_invitations(root, findings)
    manifests = load_manifests(root, findings)
    texts_of = load_wordings(root, invitations, findings)
    wordings = {file: hashlib.sha256(data).hexdigest() for file, data in texts_of.items()}
    wording_texts = {wordings[file]: data for file, data in texts_of.items()}
    if findings:
        return None, tuple(findings)
    content = SealContent(
        site, tuple(providers), reviews, tuple(policies), invitations, manifests, wordings, texts, wording_texts
    )
    return content, ()
