"""The registry: every rule that runs, by code. A rule that is not listed here does not exist."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.int import clear_field_differs, text_differs, unsealed
from site_gen.check.rules.mod import (
    author_not_told,
    auto_publish_by_rating,
    backlog_low,
    conflict_of_interest,
    latency_skew,
    policy_unpublished,
    reason_missing,
    reason_outside_ftc_list,
    withheld_skew,
)
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
    reason_missing.RULE,  # MOD201
    reason_outside_ftc_list.RULE,  # MOD202
    policy_unpublished.RULE,  # MOD203
    withheld_skew.RULE,  # MOD204
    latency_skew.RULE,  # MOD205
    backlog_low.RULE,  # MOD206
    auto_publish_by_rating.RULE,  # MOD207
    conflict_of_interest.RULE,  # MOD212
    author_not_told.RULE,  # MOD213
    dangling_reference.RULE,  # SRC003
    duplicate_id.RULE,  # SRC004
    npi_check_digit.RULE,  # SRC005
    taxonomy_unknown.RULE,  # SRC006
    phone_invalid.RULE,  # SRC007
    hours_overlap.RULE,  # SRC008
    address_incomplete.RULE,  # SRC009
)
