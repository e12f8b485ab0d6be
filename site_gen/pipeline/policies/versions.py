"""Which versions of a policy there were: what its file says, and what the log has sealed."""

from __future__ import annotations

from pathlib import Path

from site_gen.load.documents import parse_policy, read_file
from site_gen.load.log_folder import CHECKPOINT, POLICIES
from site_gen.model.policy import Policy
from site_gen.pipeline.log_tools import open_own, own_entries
from site_gen.pipeline.policies.acknowledge import loaded_site, named_policy
from site_gen.report.policies.versions import SealedVersion, Versions
from site_gen.reviewlog.entries import PolicyEntry, parse_entry


def versions_of(root: Path, slug: str) -> Versions:
    """Give the versions of a policy.

    Raises:
        SiteGenError: no such policy, or a file does not load.
        LogError: the log is damaged.
    """
    policy = named_policy(root, slug)
    sealed = tuple(_sealed(root, slug, policy)) if loaded_site(root).log and (root / CHECKPOINT).is_file() else ()
    return Versions(
        policy=slug,
        title=policy.title,
        version=policy.version or "",
        sha256=policy.sha256,
        visibility=policy.visibility,
        is_sealed=any(one.sha256 == policy.sha256 for one in sealed[-1:]),
        changes=tuple(sorted(policy.changes, key=lambda one: one.on)),
        sealed=sealed,
    )


def _sealed(root: Path, slug: str, policy: Policy) -> list[SealedVersion]:
    _settings, log = open_own(root)
    found = []
    for leaf, data in enumerate(own_entries(root, log)):
        entry = parse_entry(data)
        if isinstance(entry, PolicyEntry) and entry.name == slug:
            version = version_of(root, entry.sha256, policy)
            found.append(SealedVersion(leaf=leaf, month=entry.logged, version=version, sha256=entry.sha256))
    return found


def version_of(root: Path, sha256: str, policy: Policy) -> str:
    """Give what a version called itself; empty where its text is not kept, or says nothing."""
    if sha256 == policy.sha256:
        return policy.version or ""
    path = f"{POLICIES}/{sha256}.md"
    read = parse_policy(read_file(root, path), policy.path, policy.language) if (root / path).is_file() else None
    return read.version or "" if isinstance(read, Policy) else ""
