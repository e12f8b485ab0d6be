"""The registry: every rule that runs, by code. A rule that is not listed here does not exist."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.int import clear_field_differs, text_differs, unsealed
from site_gen.check.rules.rpl import (
    adds_detail,
    argues,
    asks_removal,
    boilerplate,
    confirms_patient,
    consent_to_discuss,
    identifies,
    medical_advice,
    no_offline_path,
    phi,
    speed,
    unlogged_reply,
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
    confirms_patient.RULE,  # RPL701
    identifies.RULE,  # RPL702
    phi.RULE,  # RPL703
    adds_detail.RULE,  # RPL704
    medical_advice.RULE,  # RPL705
    argues.RULE,  # RPL706
    asks_removal.RULE,  # RPL707
    no_offline_path.RULE,  # RPL708
    speed.RULE,  # RPL709
    boilerplate.RULE,  # RPL710
    consent_to_discuss.RULE,  # RPL711
    unlogged_reply.RULE,  # RPL712
    dangling_reference.RULE,  # SRC003
    duplicate_id.RULE,  # SRC004
    npi_check_digit.RULE,  # SRC005
    taxonomy_unknown.RULE,  # SRC006
    phone_invalid.RULE,  # SRC007
    hours_overlap.RULE,  # SRC008
    address_incomplete.RULE,  # SRC009
)
