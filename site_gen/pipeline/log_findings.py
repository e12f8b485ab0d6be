"""What is wrong between the review log and the content, where no single rule over a review can see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from site_gen.findings import Finding, Severity
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.pipeline.logged import Logged
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.states import Replay

_SEAL = "site-gen seal appends it to the log; until then no page shows it"


def log_findings(provider: Provider, logged: Logged, path: str) -> Iterator[Finding]:
    """Give what one provider's log and files do not have in common."""
    for opening in logged.missing:
        yield Finding(
            path=f"content/reviews/{provider.slug}/{opening.id}.yaml",
            code="INT101",
            name="leaf-missing",
            severity=Severity.ERROR,
            message=f"the review {opening.id} (leaf {opening.index}) has no file any more",
            hint=f"site-gen seal --restore {opening.id} writes it back; sealed reviews are withheld or erased",
            provider=provider.slug,
            review=opening.id,
        )
    for leaf in logged.unopened:
        yield Finding(
            path=path,
            code="INT101",
            name="leaf-missing",
            severity=Severity.ERROR,
            message=f"the sealed original of leaf {leaf} is missing",
            hint="restore the file from the repository; without it the review can be neither shown nor checked",
            provider=provider.slug,
        )
    for review in logged.unsealed:
        yield Finding(
            path=review.path,
            code="INT121",
            name="unsealed",
            severity=Severity.WARNING,
            message="the review is not in the log yet",
            hint=_SEAL,
            provider=provider.slug,
            review=review.id,
        )


def unsealed_policy(policy: Policy) -> Finding:
    """Give the finding for a policy whose present text is not in the log."""
    return Finding(
        path=policy.path,
        code="INT121",
        name="unsealed",
        severity=Severity.WARNING,
        message="this version of the policy is not in the log yet",
        hint="site-gen seal appends it to the log; until then the page shows the version that was sealed last",
    )


def damaged_opening(provider: Provider, path: str, error: LogError) -> Finding:
    """Give the finding for private openings that cannot be read."""
    return Finding(
        path=path,
        code="INT107",
        name="tile-mismatch",
        severity=Severity.ERROR,
        message=error.message,
        hint=error.hint or "restore the file from the repository; it holds the sealed originals",
        provider=provider.slug,
    )


def replay_findings(replay: Replay, slugs: Collection[str]) -> Iterator[Finding]:
    """Give the conflicts in the log, and the providers in it who have no profile any more."""
    for conflict in replay.conflicts:
        yield Finding(
            path="log/checkpoint",
            code="INT111",
            name="state-conflict",
            severity=Severity.ERROR,
            message=f"entry {conflict.index}: {conflict.message}",
        )
    for ident, entry in sorted(replay.providers.items()):
        if entry.slug not in slugs:
            yield Finding(
                path=f"content/providers/{entry.slug}.yaml",
                code="SRC015",
                name="provider-deleted",
                severity=Severity.ERROR,
                message=f"{ident} is in the log and has no profile any more",
                hint="somebody who left keeps the profile with status: departed; a renamed file says id: "
                f"{ident} and is sealed before it is built",
                provider=ident,
            )
