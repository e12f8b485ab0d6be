"""A slug that is nearly right is named beside the refusal."""

from __future__ import annotations

import datetime

from site_gen.intake.reviews.places import Known, find_about
from site_gen.intake.reviews.received import Received

AT = datetime.datetime(2026, 3, 18, tzinfo=datetime.UTC)


def said(slug: str, *known: str) -> object:
    one = Received(where="row 2", received_at=AT, slug=slug)
    return find_about(one, Known(frozenset(known), {}, {}, frozenset()), {}, None)


def test_a_slip_in_a_slug_names_whom_it_may_mean():
    assert said("amara-okafr", "amara-okafor") == "no provider amara-okafr, did you mean amara-okafor?"


def test_a_slug_that_is_like_nobodys_is_only_refused():
    assert said("leo-brandt", "amara-okafor") == "no provider leo-brandt"
    assert said("amara-okafr", "amara-okafor", *(f"x-{number}" for number in range(500))) == "no provider amara-okafr"
