"""Loads the pages that the owner wrote, and the policies that are published as pages."""

from __future__ import annotations

from pathlib import Path

from site_gen.findings import Finding, Severity
from site_gen.load.documents import keep, parse_page, parse_policy, read_file, stem
from site_gen.load.folder import walk_files
from site_gen.load.log_folder import POLICIES
from site_gen.model.base import is_slug
from site_gen.model.page import Page
from site_gen.model.policy import Policy, published
from site_gen.model.site import Site
from site_gen.pipeline.log_findings import unsealed_policy
from site_gen.pipeline.records import load_policies
from site_gen.pipeline.site_log import SiteLog

_TAKEN = frozenset(
    ("assets", "calendar", "conditions", "find", "gender", "how-we-collect-reviews", "index", "insurance",
     "languages", "locations", "new-patients", "news", "pagefind", "policies", "providers", "review-log",
     "review-us", "specialties", "transparency", "who-to-ask"),
)  # fmt: skip
"""First parts of addresses that the product itself uses (`formats.md`, Output)."""


def load_pages(root: Path, site: Site, findings: list[Finding]) -> tuple[Page, ...]:
    """Give the pages that load and whose address is free."""
    listing = walk_files(root, "content/pages")
    findings.extend(listing.findings)
    pages = []
    for stamp in listing.files:
        page = keep(parse_page(read_file(root, stamp.path), stamp.path, site.default_language), findings)
        if page is None:
            continue
        if not stamp.path.endswith(".md") or not all(is_slug(part) for part in page.slug.split("/")):
            findings.append(_bad_name(stamp.path))
        elif page.slug.partition("/")[0] in _TAKEN:
            findings.append(_taken(stamp.path, page.slug))
        else:
            pages.append(page)
    return tuple(pages)


def load_policy_pages(
    root: Path, site: Site, log: SiteLog | None, findings: list[Finding]
) -> tuple[tuple[Policy, ...], tuple[Page, ...]]:
    """Give the policies as written, and the public ones as pages at `policies/<name>/`: as they were sealed last."""
    policies = load_policies(root, site.default_language, findings)
    pages = []
    for policy in published(policies):
        sealed = log.settings.policy_of.get(policy.slug) if log else policy.sha256
        if policy.language == site.default_language and sealed != policy.sha256:
            findings.append(unsealed_policy(policy))
            policy = sealed_policy(root, policy, sealed, site) or policy
        pages.append(
            Page(
                path=policy.path,
                slug=f"policies/{policy.slug}",
                language=policy.language,
                body=policy.body,
                title=policy.title,
                description=policy.description,
                updated_on=policy.effective_on,
            )
        )
    return policies, tuple(pages)


def sealed_policies(root: Path) -> tuple[str, ...]:
    """Give the hashes of all versions of policies whose texts the log kept."""
    return tuple(sorted(stem(stamp.path) for stamp in walk_files(root, POLICIES).files))


def sealed_policy(root: Path, policy: Policy, sealed: str | None, site: Site) -> Policy | None:
    """Give the version of a policy that the log has, where its text was kept."""
    path = f"{POLICIES}/{sealed}.md"
    if sealed is None or not (root / path).is_file():
        return None
    read = parse_policy(read_file(root, path), policy.path, site.default_language)
    return None if isinstance(read, list) else read


def _bad_name(path: str) -> Finding:
    return Finding(
        path=path,
        code="SRC001",
        name="unreadable",
        severity=Severity.ERROR,
        message="the name of a page is lower-case letters, digits and hyphens, then .md or .LANGUAGE.md",
    )


def _taken(path: str, slug: str) -> Finding:
    return Finding(
        path=path,
        code="SRC004",
        name="duplicate-id",
        severity=Severity.ERROR,
        message=f"the address /{slug}/ belongs to a page that site-gen makes itself",
        hint="give the file another name",
    )
