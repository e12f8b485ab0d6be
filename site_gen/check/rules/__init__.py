"""The registry: every rule that runs, by what it looks at. A rule that is not listed here does not exist."""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.check.rules.int.clear_field_differs import clear_field_differs
from site_gen.check.rules.int.text_differs import text_differs
from site_gen.check.rules.int.unsealed import unsealed
from site_gen.check.rules.src.address_incomplete import address_incomplete
from site_gen.check.rules.src.dangling_reference import (
    dangling_in_location,
    dangling_in_provider,
    dangling_in_review,
    dangling_in_reviews,
    dangling_in_site,
)
from site_gen.check.rules.src.duplicate_id import duplicate_in_site, duplicate_review_id
from site_gen.check.rules.src.hours_overlap import hours_overlap_in_location, hours_overlap_in_provider
from site_gen.check.rules.src.npi_check_digit import npi_check_digit
from site_gen.check.rules.src.phone_invalid import phone_invalid_in_location, phone_invalid_in_provider
from site_gen.check.rules.src.taxonomy_unknown import taxonomy_unknown

PROVIDER_RULES: tuple[Rule, ...] = (
    dangling_in_provider,
    npi_check_digit,
    taxonomy_unknown,
    phone_invalid_in_provider,
    hours_overlap_in_provider,
)
REVIEWS_RULES: tuple[Rule, ...] = (dangling_in_reviews, duplicate_review_id)
REVIEW_RULES: tuple[Rule, ...] = (dangling_in_review,)
SEALED_RULES: tuple[Rule, ...] = (text_differs, clear_field_differs, unsealed)
LOCATION_RULES: tuple[Rule, ...] = (
    dangling_in_location,
    phone_invalid_in_location,
    hours_overlap_in_location,
    address_incomplete,
)
SITE_RULES: tuple[Rule, ...] = (dangling_in_site, duplicate_in_site)
ALL_RULES = (*PROVIDER_RULES, *REVIEWS_RULES, *REVIEW_RULES, *SEALED_RULES, *LOCATION_RULES, *SITE_RULES)
