"""Who works with reviews, and when: the role from arguments and environment, and the clock."""

from __future__ import annotations

import datetime
import os

from site_gen.errors import SiteGenError

ROLE = "SITE_GEN_ROLE"
"""The environment variable that says who decides and answers."""


def given_role(role: str | None) -> str | None:
    """Give the role of the arguments, else that of the environment."""
    return role or os.environ.get(ROLE)  # noqa: TID251 - cli reads the environment


def named(role: str | None, who: str = "who decides?") -> str:
    """Give the role, or say that one is needed.

    Raises:
        SiteGenError: none, or no slug.
    """
    from site_gen.model.base import is_slug

    if not role:
        raise SiteGenError(who, hint=f"--role ROLE or {ROLE}, such as --role compliance")
    if not is_slug(role):
        hint = "lower-case letters, digits and hyphens, such as compliance"
        raise SiteGenError(f'"{role}" is no role', hint=hint)
    return role


def now() -> datetime.datetime:
    """Read the clock."""
    return datetime.datetime.now(datetime.UTC)  # noqa: TID251 - the clock is read in cli
