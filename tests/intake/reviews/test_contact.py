"""What counts as contact data in a cell, and that no message repeats it."""

from __future__ import annotations

import pytest

from site_gen.model.contact import has_contact, is_contact, quoted

PHONES = ("312-555-0142", "(312) 555-0142", "312.555.0142", "+34 612 34 56 78", "3125550142", "312 5550142", "555-0142",
          "312\u2013555\u20130142", "01 23 45 67 89", "030/1234567")  # fmt: skip


@pytest.mark.parametrize("contact", [*PHONES, "jane.roe@x.example", "192.0.2.17", "2001:db8:0:1:2:3:4:5"])
def test_contact_data_is_told_by_its_form_and_not_quoted(contact):
    assert has_contact(contact)
    assert has_contact(f"sister, {contact}")
    assert quoted(f"{'x' * 60} {contact}") == "contact data"


@pytest.mark.parametrize(
    "plain",
    ["sister of the owner", "@jo", "13/13/2026", "2026-03-04 05:06", "18.03.2026 10:05", "Ada 17", "60611-1234", "",
     "2026-03-02T01:28:01.707632+00:00", "10:05:06", "5, 4, 3, 2, 1", "1.5 hours"],
)  # fmt: skip
def test_dates_names_and_small_numbers_are_none(plain):
    assert not has_contact(plain)
    assert quoted(plain) == repr(plain)


@pytest.mark.parametrize(
    "name", ["312-555-0142", "jane.roe@x.example", "call 555-0142", "roe-312-555-0142", "+13125550142"]
)
def test_no_record_has_contact_data_for_a_name(name):
    assert is_contact(name)


@pytest.mark.parametrize(
    "name",
    ["PG-2026030410", "3125550142", "auth-031-2026", "0123-4567-a", "550e8400-e29b-41d4-a716-446655440000",
     "2 of 2026-03-02T01:28:01.707632+00:00", "S-7", "a/b_c.d"],
)  # fmt: skip
def test_names_of_records_may_have_digits(name):
    assert not is_contact(name)
