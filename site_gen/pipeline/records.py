"""Loads what the content keeps beside reviews: invitations, imports, responses, forms, posts, alerts, the team."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from site_gen.errors import SiteGenError
from site_gen.findings import Finding, Severity
from site_gen.load.documents import (
    ALERTS,
    AUDIENCES,
    CHANNELS,
    FORMS,
    POLICIES,
    POSTS,
    REGISTER,
    REGISTER_FOLDER,
    RESPONSES,
    TEAM,
    keep,
    parse_alert,
    parse_audiences,
    parse_authorizations,
    parse_channels,
    parse_form,
    parse_invitation,
    parse_manifest,
    parse_policy,
    parse_post,
    parse_response,
    parse_team,
    read_file,
    stem,
)
from site_gen.load.folder import list_files
from site_gen.load.locate import locate
from site_gen.model.alert import Alert
from site_gen.model.authorizations import AuthorizationFile
from site_gen.model.form import Form
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import Policy
from site_gen.model.practice import Practice
from site_gen.model.response import Response
from site_gen.model.team import Team

T = TypeVar("T")


class Responses(NamedTuple):
    """The prepared responses that load, in order of their files; ids, paths and a digest of all files."""

    loaded: tuple[Response, ...]
    ids: tuple[str, ...]
    files: tuple[str, ...]
    digest: bytes


def load_invitations(root: Path, findings: list[Finding]) -> tuple[Invitation, ...]:
    """Give the batches of `content/invitations/`, in order of their files."""
    return _load(root, "content/invitations", parse_invitation, findings)


def load_manifests(root: Path, findings: list[Finding]) -> tuple[Manifest, ...]:
    """Give the imports of `content/imports/`, in order of their files."""
    return _load(root, "content/imports", parse_manifest, findings)


def load_alerts(root: Path, findings: list[Finding]) -> tuple[Alert, ...]:
    """Give the alerts of `content/alerts/`, in order of their files."""
    return _load(root, ALERTS, parse_alert, findings)


def load_practice(root: Path, default_language: str, policies: Sequence[Policy], findings: list[Finding]) -> Practice:
    """Give posts, alerts, audiences, channels and the team, beside policies that are loaded already."""
    files = content_files(root, POSTS, ".md", findings, slugs=False)
    posts = [keep(parse_post(data, path, default_language), findings) for path, data in files]
    audiences = _load_one(root, AUDIENCES, parse_audiences, findings)
    channels = _load_one(root, CHANNELS, parse_channels, findings)
    team = load_team(root, findings)
    single = {AUDIENCES: audiences, CHANNELS: channels, TEAM: team}
    return Practice(
        posts=tuple(post for post in posts if post is not None),
        post_ids=frozenset(stem(path) for path, _ in files),
        alerts=load_alerts(root, findings),
        audiences=audiences,
        channels=channels,
        team=team,
        policies=tuple(policies),
        unread=frozenset(path for path, one in single.items() if one is None and (root / path).is_file()),
    )


def load_team(root: Path, findings: list[Finding]) -> Team | None:
    """Give the team; None where there is no `team.yaml`, or it does not load."""
    return _load_one(root, TEAM, parse_team, findings)


def load_policies(root: Path, default_language: str, findings: list[Finding]) -> tuple[Policy, ...]:
    """Give the policies of `content/policies/`, internal ones and translations too, in order of their files."""
    files = content_files(root, POLICIES, ".md", findings, slugs=False)
    loaded = [keep(parse_policy(data, path, default_language), findings) for path, data in files]
    return tuple(one for one in loaded if one is not None)


def load_authorizations(root: Path, findings: list[Finding]) -> tuple[AuthorizationFile, ...]:
    """Give the register of signed authorizations: `content/authorizations.yaml`, then the files of a folder of it.

    A repeated reference is left to the rule (SRC004).
    """
    files = content_files(root, REGISTER_FOLDER, ".yaml", findings)
    if (root / REGISTER).is_file():
        files.insert(0, (REGISTER, read_file(root, REGISTER)))
    loaded = [keep(parse_authorizations(data, path), findings) for path, data in files]
    return tuple(one for one in loaded if one is not None)


def load_forms(root: Path, default_language: str, findings: list[Finding]) -> tuple[Form, ...]:
    """Give the forms that patients sign, of `content/forms/`, in order of their files."""
    files = content_files(root, FORMS, ".md", findings, slugs=False)
    loaded = [keep(parse_form(data, path, default_language), findings) for path, data in files]
    return tuple(one for one in loaded if one is not None)


def load_wordings(root: Path, invitations: Sequence[Invitation], findings: list[Finding]) -> dict[str, bytes]:
    """Give what the invited were told, by file as invitations name it."""
    wordings: dict[str, bytes] = {}
    for invitation in invitations:
        path = f"content/{invitation.wording}"
        if (root / path).is_file():
            wordings[invitation.wording] = read_file(root, path)
            continue
        findings.append(
            Finding(
                path=invitation.path,
                line=(at := locate(read_file(root, invitation.path), ("wording",))).line,
                column=at.column,
                code="SRC003",
                name="dangling-reference",
                severity=Severity.ERROR,
                message=f"no file {path}",
                hint="what everybody was asked is published with the log: keep the text here",
            )
        )
    return wordings


def load_responses(root: Path, default_language: str, findings: list[Finding]) -> Responses:
    """Give the prepared responses of `content/responses/`, translations too."""
    files = content_files(root, RESPONSES, ".md", findings, slugs=False)
    loaded = [keep(parse_response(data, path, default_language), findings) for path, data in files]
    digest = hashlib.sha256()
    for path, data in files:
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    ids = tuple(dict.fromkeys(stem(path) for path, _ in files))
    paths = tuple(path for path, _ in files)
    return Responses(tuple(one for one in loaded if one is not None), ids, paths, digest.digest())


def content_files(
    root: Path, folder: str, suffix: str, findings: list[Finding], *, slugs: bool = True
) -> list[tuple[str, bytes]]:
    """Give the files of a folder with their bytes, in order of their names."""
    listing = list_files(root, folder, suffix, slugs=slugs)
    findings.extend(listing.findings)
    return [(stamp.path, read_file(root, stamp.path)) for stamp in listing.files]


def all_loaded(load: Callable[[Path, list[Finding]], tuple[T, ...]], root: Path) -> tuple[T, ...]:
    """Give records for work that must not go on without one of them.

    Raises:
        SiteGenError: one does not load, with its first finding.
    """
    findings: list[Finding] = []
    records = load(root, findings)
    if findings:
        first = findings[0]
        raise SiteGenError(
            f"{first.path}:{first.line}: {first.message}", hint="mend it first: site-gen check shows everything"
        )
    return records


def _load(
    root: Path, folder: str, parse: Callable[[bytes, str], T | list[Finding]], findings: list[Finding]
) -> tuple[T, ...]:
    loaded = [keep(parse(data, path), findings) for path, data in content_files(root, folder, ".yaml", findings)]
    return tuple(one for one in loaded if one is not None)


def _load_one(
    root: Path, path: str, parse: Callable[[bytes, str], T | list[Finding]], findings: list[Finding]
) -> T | None:
    """Give what a file has that a site may be without."""
    return keep(parse(read_file(root, path), path), findings) if (root / path).is_file() else None
