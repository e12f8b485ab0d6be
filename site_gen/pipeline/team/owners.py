"""Who is asked about a change at a Git host, from the duties of roles: CODEOWNERS and a template for pull requests.

Source: GitHub, "About code owners"; GitLab, "Code Owners": of the lines that match a file, the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from site_gen.errors import SiteGenError, UnwritableError
from site_gen.load.documents import TEAM
from site_gen.model.team import Duty, Role, Team
from site_gen.pipeline.records import all_loaded, load_team
from site_gen.pipeline.scaffold import fill, write_new
from site_gen.write.log_folder import write_durably

Host = Literal["github", "gitlab"]

_MARK = "# Written by site-gen new owners from content/team.yaml; written anew by the same command.\n"
_PATHS: Mapping[str, tuple[Duty, ...]] = MappingProxyType(
    {
        "*": ("deploy",),
        "/content/providers/": ("profiles",),
        "/content/locations/": ("profiles",),
        "/content/reviews/": ("moderate", "approve-replies"),
        "/content/imports/": ("intake",),
        "/content/invitations/": ("intake",),
        "/content/responses/": ("answer-questions", "approve-replies"),
        "/content/posts/": ("approve-posts",),
        "/content/alerts/": ("alerts",),
        "/content/policies/": ("policies",),
        "/content/team.yaml": ("policies",),
        "/content/forms/": ("privacy",),
        "/content/authorizations.yaml": ("privacy",),
        "/content/authorizations/": ("privacy",),
        "/log/": ("seal",),
    }
)
"""Who sees to what: the last line that matches a file counts, so that the general one comes first."""
_PLACES: Mapping[Host, tuple[str, str]] = MappingProxyType(
    {
        "github": (".github/CODEOWNERS", ".github/pull_request_template.md"),
        "gitlab": (".gitlab/CODEOWNERS", ".gitlab/merge_request_templates/Default.md"),
    }
)


class Owners(NamedTuple):
    """The files that were written, and the paths that nobody owns, since no role with the duty has a `code_owner`."""

    files: tuple[str, ...]
    unowned: tuple[str, ...]


def write_owners(root: Path, host: Host) -> Owners:
    """Write CODEOWNERS, and a template for pull requests where there is none.

    Raises:
        SiteGenError: there is no team that loads, or no role has a `code_owner`.
        UnwritableError: a CODEOWNERS that somebody else wrote is there, or one may not be written.
    """
    (team,) = all_loaded(lambda folder, findings: (load_team(folder, findings),), root)
    if team is None:
        raise SiteGenError(f"there is no {TEAM}", hint="it says which role sees to what; site-gen schema team")
    if not any(role.code_owner for role in team.roles):
        raise SiteGenError(
            f"{TEAM}: no role has a code_owner", hint="write what your Git host calls them: code_owner: '@harbor/web'"
        )
    owners_file, template = _PLACES[host]
    place = root / owners_file
    if place.exists() and not place.read_bytes().startswith(_MARK.encode()):
        raise UnwritableError(f"{owners_file} is there and was not written by this command", hint="move it aside")
    if not place.exists():
        write_new(root, {owners_file: code_owners(team).encode()})
    else:
        write_durably(place, code_owners(team).encode())
    if (root / template).exists():
        return Owners((owners_file,), unowned(team))
    write_new(root, {template: fill("pull-request.md", {})})
    return Owners((owners_file, template), unowned(team))


def code_owners(team: Team) -> str:
    """Give the file: a line for each path whose duty is with a role that the host knows."""
    lines = [f"{path} {' '.join(owners)}\n" for path, owners in _owned(team) if owners]
    return _MARK + "".join(lines)


def unowned(team: Team) -> tuple[str, ...]:
    """Give the paths that are asked of nobody."""
    return tuple(path for path, owners in _owned(team) if not owners)


def _owned(team: Team) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, duties in _PATHS.items():
        yield (
            path,
            tuple(dict.fromkeys(_handles(role for role in team.roles if not set(duties).isdisjoint(role.duties)))),
        )


def _handles(roles: Iterable[Role]) -> Iterator[str]:
    return (role.code_owner for role in roles if role.code_owner is not None)
