"""A small team and its policies, as files of a test's site."""

from __future__ import annotations

import hashlib

SOCIAL_MEDIA = """\
---
title: Social media policy
version: "1"
effective_on: 2026-02-01
visibility: internal
---
We say nothing about anybody who may be a patient.
"""
RESPONSE = """\
-- content/responses/thanks.md --
---
title: Thanks
topic: thanks
approved_by: office
approved_on: 2026-03-01
---
Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.
"""
REPLY = (
    "reply: {status: published, written_at: 2026-03-12T09:00:00Z, written_by: office, approved_by: compliance, "
    "published_at: 2026-03-14T09:00:00Z, "
    "text: 'Thank you. Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101.'}"
)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str = SOCIAL_MEDIA, policy: str = "social-media") -> str:
    """Give the line of an acknowledgement."""
    return f"      - {{policy: {policy}, sha256: {sha256(text)}, on: 2026-02-02}}\n"


def team(rosa: str = "", tom: str = "") -> str:
    """Give `team.yaml` with two people and what they have read."""
    return (
        "-- content/team.yaml --\n"
        "# Harbor Dental's people\n"
        "roles:\n"
        "  - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, approve-replies, alerts,\n"
        "    profiles, policies, privacy, deploy, seal]}\n"
        "  - {id: office, name: Office, backup: compliance, duties: [reply, answer-questions]}\n"
        "members:\n"
        f"  - id: rosa\n    name: Rosa Lima  # since 2019\n    roles: [compliance]\n{_list(rosa)}"
        f"  - id: tom\n    name: Tom Reed\n    roles: [office]\n{_list(tom)}"
    )


def _list(reads: str) -> str:
    return f"    acknowledgements:\n{reads}" if reads else ""
