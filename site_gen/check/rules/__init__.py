"""The registry: every rule that runs, by code. A rule that is not listed here does not exist."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.int import clear_field_differs, text_differs, unsealed
from site_gen.check.rules.src import (
    address_incomplete,
    dangling_reference,
    duplicate_id,
    hours_overlap,
    npi_check_digit,
    phone_invalid,
    taxonomy_unknown,
)

RULES: tuple[Rule, ...] = (
    text_differs.RULE,  # INT102
    clear_field_differs.RULE,  # INT103
    unsealed.RULE,  # INT121
    dangling_reference.RULE,  # SRC003
    duplicate_id.RULE,  # SRC004
    npi_check_digit.RULE,  # SRC005
    taxonomy_unknown.RULE,  # SRC006
    phone_invalid.RULE,  # SRC007
    hours_overlap.RULE,  # SRC008
    address_incomplete.RULE,  # SRC009
)
