"""The registry: every rule that runs, by code. A rule that is not listed here does not exist."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.dis import (
    badge_overclaims,
    collection_statement,
    controls_visible,
    dates_shown,
    independence_claim,
    numbers_shown,
    relationship_visible,
)
from site_gen.check.rules.emb import aggregate_parity, hidden_markup, ids_stable, page_vs_data
from site_gen.check.rules.goo import third_party_copied
from site_gen.check.rules.int import clear_field_differs, excerpt_as_full, redaction_unmarked, text_differs, unsealed
from site_gen.check.rules.mod import aggregate_wrong, count_claim_wrong, selection_unlabelled, sort_bias
from site_gen.check.rules.nap import hours_differ, inconsistent, phone_not_international
from site_gen.check.rules.pag import (
    address_unclear,
    broken_link,
    described_twice,
    not_accessible,
    orphan_page,
    page_too_heavy,
    third_party_request,
    vocabulary,
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
    collection_statement.RULE,  # DIS401
    numbers_shown.RULE,  # DIS402
    dates_shown.RULE,  # DIS403
    relationship_visible.RULE,  # DIS404
    independence_claim.RULE,  # DIS405
    controls_visible.RULE,  # DIS406
    badge_overclaims.RULE,  # DIS407
    page_vs_data.RULE,  # EMB501
    hidden_markup.RULE,  # EMB502
    aggregate_parity.RULE,  # EMB503
    ids_stable.RULE,  # EMB504
    third_party_copied.RULE,  # GOO602
    text_differs.RULE,  # INT102
    clear_field_differs.RULE,  # INT103
    redaction_unmarked.RULE,  # INT109
    excerpt_as_full.RULE,  # INT115
    unsealed.RULE,  # INT121
    sort_bias.RULE,  # MOD208
    count_claim_wrong.RULE,  # MOD209
    selection_unlabelled.RULE,  # MOD210
    aggregate_wrong.RULE,  # MOD211
    inconsistent.RULE,  # NAP801
    phone_not_international.RULE,  # NAP802
    hours_differ.RULE,  # NAP803
    broken_link.RULE,  # PAG851
    not_accessible.RULE,  # PAG852
    third_party_request.RULE,  # PAG853
    address_unclear.RULE,  # PAG854
    orphan_page.RULE,  # PAG855
    page_too_heavy.RULE,  # PAG856
    vocabulary.RULE,  # PAG857
    described_twice.RULE,  # PAG858
    dangling_reference.RULE,  # SRC003
    duplicate_id.RULE,  # SRC004
    npi_check_digit.RULE,  # SRC005
    taxonomy_unknown.RULE,  # SRC006
    phone_invalid.RULE,  # SRC007
    hours_overlap.RULE,  # SRC008
    address_incomplete.RULE,  # SRC009
)
