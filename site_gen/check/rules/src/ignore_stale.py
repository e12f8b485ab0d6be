"""An order to set a rule aside still sets something aside, and its day has not come.

Why: Orders outlive their cause, and then hide what nobody has looked at.

Fails:
    site: {checks: {ignore: [{code: SRC009, reason: The address is being moved., until: 2026-12-31}]}}

Fails:
    site: {checks: {ignore: [{code: SRC010, reason: Being looked at., until: 2026-11-01}]}}
    provider: {verified_on: 2026-11-20}

Passes:
    site: {checks: {ignore: [{code: SRC010, reason: Being looked at., until: 2026-12-31}]}}
    provider: {verified_on: 2026-07-01}

Limits: Whether the reason is a good one is not known. What is set aside is printed all the same. INT and MOD cannot be
set aside.
"""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.findings import Severity

RULE = Rule(code="SRC016", name="ignore-stale", severity=Severity.WARNING, since="0.1", page=__doc__)
