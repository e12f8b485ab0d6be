"""The registry: every rule, by code. A rule that is not listed here does not exist."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.alr import alert_unready
from site_gen.check.rules.aud import channel_misses_audience
from site_gen.check.rules.cal import off_schedule
from site_gen.check.rules.cnt import jargon, language_assistance, reading_grade, too_long, unreviewed_advice
from site_gen.check.rules.dis import (
    badge_overclaims,
    collection_statement,
    controls_visible,
    dates_shown,
    independence_claim,
    numbers_shown,
    relationship_visible,
)
from site_gen.check.rules.emb import aggregate_parity, hidden_markup, ids_stable, page_vs_data, review_searchable
from site_gen.check.rules.goo import self_serving, third_party_copied
from site_gen.check.rules.int import (
    checkpoint_bad,
    clear_field_differs,
    clock_skew,
    encoding_suspect,
    erasure_incomplete,
    excerpt_as_full,
    inclusion_bad,
    leaf_missing,
    leak_in_leaf,
    log_forked,
    redaction_heavy,
    redaction_unmarked,
    revision_unlinked,
    salt_weak,
    silent_removal,
    state_conflict,
    text_differs,
    tile_mismatch,
    translation_shown,
    unsealed,
    witness_stale,
)
from site_gen.check.rules.med import media_unready
from site_gen.check.rules.mod import (
    aggregate_wrong,
    author_not_told,
    auto_publish_by_rating,
    backlog_low,
    conflict_of_interest,
    count_claim_wrong,
    latency_skew,
    policy_unpublished,
    reason_missing,
    reason_outside_ftc_list,
    selection_unlabelled,
    sort_bias,
    withheld_skew,
)
from site_gen.check.rules.nap import differs_from_directory, hours_differ, inconsistent, phone_not_international
from site_gen.check.rules.pag import (
    active_drawing,
    address_unclear,
    broken_link,
    described_twice,
    location_metadata,
    moving_picture,
    not_accessible,
    orphan_page,
    page_too_heavy,
    third_party_request,
    vocabulary,
)
from site_gen.check.rules.pol import policy_incomplete, policy_unread
from site_gen.check.rules.prv import (
    au_clinical,
    authorization,
    burst,
    copied,
    experience_date,
    form_incomplete,
    form_terms,
    generated_text,
    import_file_unproven,
    import_incomplete,
    insider,
    invite_coverage,
    invite_gated,
    invite_incentive,
    invite_profession,
    invite_wording,
    invite_yelp,
    minor_or_proxy,
    near_duplicate,
    on_premises,
    rating_drift,
    response_rate_odd,
    source_missing,
    template_author,
    typed_by_staff,
    verified_claim,
)
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
from site_gen.check.rules.rsp import response_unready
from site_gen.check.rules.src import (
    address_incomplete,
    credential_expired,
    dangling_reference,
    departed_listed,
    duplicate_id,
    hostile_text,
    hours_overlap,
    ignore_stale,
    npi_check_digit,
    path_escape,
    phone_invalid,
    provider_deleted,
    stale_profile,
    taxonomy_unknown,
    unknown_key,
    unreadable,
)
from site_gen.check.rules.tea import duty_unowned

RULES: tuple[Rule, ...] = (
    alert_unready.RULE,  # ALR941
    channel_misses_audience.RULE,  # AUD921
    off_schedule.RULE,  # CAL931
    reading_grade.RULE,  # CNT901
    too_long.RULE,  # CNT902
    jargon.RULE,  # CNT903
    unreviewed_advice.RULE,  # CNT904
    language_assistance.RULE,  # CNT905
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
    review_searchable.RULE,  # EMB505
    self_serving.RULE,  # GOO601
    third_party_copied.RULE,  # GOO602
    leaf_missing.RULE,  # INT101
    text_differs.RULE,  # INT102
    clear_field_differs.RULE,  # INT103
    inclusion_bad.RULE,  # INT104
    checkpoint_bad.RULE,  # INT105
    log_forked.RULE,  # INT106
    tile_mismatch.RULE,  # INT107
    redaction_heavy.RULE,  # INT108
    redaction_unmarked.RULE,  # INT109
    silent_removal.RULE,  # INT110
    state_conflict.RULE,  # INT111
    erasure_incomplete.RULE,  # INT112
    encoding_suspect.RULE,  # INT113
    translation_shown.RULE,  # INT114
    excerpt_as_full.RULE,  # INT115
    revision_unlinked.RULE,  # INT116
    witness_stale.RULE,  # INT117
    clock_skew.RULE,  # INT118
    salt_weak.RULE,  # INT119
    leak_in_leaf.RULE,  # INT120
    unsealed.RULE,  # INT121
    media_unready.RULE,  # MED951
    reason_missing.RULE,  # MOD201
    reason_outside_ftc_list.RULE,  # MOD202
    policy_unpublished.RULE,  # MOD203
    withheld_skew.RULE,  # MOD204
    latency_skew.RULE,  # MOD205
    backlog_low.RULE,  # MOD206
    auto_publish_by_rating.RULE,  # MOD207
    sort_bias.RULE,  # MOD208
    count_claim_wrong.RULE,  # MOD209
    selection_unlabelled.RULE,  # MOD210
    aggregate_wrong.RULE,  # MOD211
    conflict_of_interest.RULE,  # MOD212
    author_not_told.RULE,  # MOD213
    inconsistent.RULE,  # NAP801
    phone_not_international.RULE,  # NAP802
    hours_differ.RULE,  # NAP803
    differs_from_directory.RULE,  # NAP804
    broken_link.RULE,  # PAG851
    not_accessible.RULE,  # PAG852
    third_party_request.RULE,  # PAG853
    address_unclear.RULE,  # PAG854
    orphan_page.RULE,  # PAG855
    page_too_heavy.RULE,  # PAG856
    vocabulary.RULE,  # PAG857
    described_twice.RULE,  # PAG858
    location_metadata.RULE,  # PAG859
    active_drawing.RULE,  # PAG860
    moving_picture.RULE,  # PAG861
    policy_incomplete.RULE,  # POL961
    policy_unread.RULE,  # POL962
    source_missing.RULE,  # PRV301
    typed_by_staff.RULE,  # PRV302
    import_incomplete.RULE,  # PRV303
    import_file_unproven.RULE,  # PRV304
    invite_gated.RULE,  # PRV305
    invite_wording.RULE,  # PRV306
    invite_incentive.RULE,  # PRV307
    invite_yelp.RULE,  # PRV308
    invite_profession.RULE,  # PRV309
    invite_coverage.RULE,  # PRV310
    response_rate_odd.RULE,  # PRV311
    on_premises.RULE,  # PRV312
    insider.RULE,  # PRV313
    near_duplicate.RULE,  # PRV314
    copied.RULE,  # PRV315
    burst.RULE,  # PRV316
    rating_drift.RULE,  # PRV317
    template_author.RULE,  # PRV318
    generated_text.RULE,  # PRV320
    verified_claim.RULE,  # PRV321
    experience_date.RULE,  # PRV322
    authorization.RULE,  # PRV323
    minor_or_proxy.RULE,  # PRV324
    au_clinical.RULE,  # PRV325
    form_terms.RULE,  # PRV326
    form_incomplete.RULE,  # PRV327
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
    response_unready.RULE,  # RSP911
    unreadable.RULE,  # SRC001
    unknown_key.RULE,  # SRC002
    dangling_reference.RULE,  # SRC003
    duplicate_id.RULE,  # SRC004
    npi_check_digit.RULE,  # SRC005
    taxonomy_unknown.RULE,  # SRC006
    phone_invalid.RULE,  # SRC007
    hours_overlap.RULE,  # SRC008
    address_incomplete.RULE,  # SRC009
    stale_profile.RULE,  # SRC010
    credential_expired.RULE,  # SRC011
    departed_listed.RULE,  # SRC012
    path_escape.RULE,  # SRC013
    hostile_text.RULE,  # SRC014
    provider_deleted.RULE,  # SRC015
    ignore_stale.RULE,  # SRC016
    duty_unowned.RULE,  # TEA971
)
