"""What the site keeps about how reviews came and by which rules they are judged, all of it, for the validator."""

from __future__ import annotations

import msgspec

from site_gen.model.acknowledged import TeamFacts
from site_gen.model.authorizations import AuthorizationFile
from site_gen.model.form import Form
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import Policy


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """Invitations, imports and policies in order of their files, translations of policies too.

    `authorizations` are the files of the register: what a page shows depends on those of its own reviews only; on
    `forms`, which patients sign, no page does.
    `wordings` gives the text that an invitation names by its file. `sealed_policies` are the SHA-256 of the policies
    whose texts the log keeps, sorted, None for a site without a log; `decided_under` those that its decisions name.
    `team` is None for a site without `team.yaml`.
    """

    invitations: tuple[Invitation, ...] = ()
    manifests: tuple[Manifest, ...] = ()
    policies: tuple[Policy, ...] = ()
    authorizations: tuple[AuthorizationFile, ...] = ()
    forms: tuple[Form, ...] = ()
    wordings: dict[str, str] = {}
    sealed_policies: tuple[str, ...] | None = None
    decided_under: tuple[str, ...] = ()
    team: TeamFacts | None = None
