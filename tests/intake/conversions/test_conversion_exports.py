"""Exports of appointments: what is read of a row, and which files are refused whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from site_gen.errors import UnreadableError
from site_gen.intake.conversion_columns import ConversionMap
from site_gen.intake.conversions import band_of, read_conversions
from site_gen.model.conversions import NO_AGES, Row

HEAD = "utm_source,utm_content,age_band,visits,appointments,revenue"


def read(*lines, mapping=None):
    return read_conversions("\n".join(lines).encode(), mapping)


def refusal(*lines, mapping=None):
    with pytest.raises(UnreadableError) as caught:
        read(*lines, mapping=mapping)
    return caught.value


def test_a_row_with_counts_is_read_by_the_usual_names_in_any_order_and_spelling():
    export = read(
        "Revenue;UTM Content;Age Band;Utm-Source;Visits;Appointments", "$1,234.50;Flu;65 and over;Facebook;90;7"
    )
    assert export.rows == (Row("facebook", "flu", "65+", 90, 7, Decimal("1234.50")),)
    assert (export.currency, export.unread, export.columns_not_read) == ("USD", (), ())


def test_without_counts_each_row_is_one_appointment_and_visits_are_not_known():
    assert read("utm_source,age", "facebook,42", "facebook,9").rows == (
        Row("facebook", "", "30-49", None, 1, None),
        Row("facebook", "", "0-17", None, 1, None),
    )


def test_a_status_counts_only_as_the_mapping_says():
    mapping = ConversionMap(columns={"Lead": "source", "State": "status"}, count=("Completed",))
    export = read("lead,state,Campaign", "facebook,COMPLETED,x", "facebook,no show,x", mapping=mapping)
    assert [one.conversions for one in export.rows] == [1, 0]
    assert export.columns_not_read == ("Campaign",)
    assert "which of its values" in refusal("utm_source,status", "facebook,completed").message


def test_another_name_of_a_channel_is_one_by_the_mapping():
    mapping = ConversionMap(columns={"Source": "source"}, sources={"FB Page": "facebook"})
    assert [one.source for one in read("source,n", "fb page,1", "Google,1", mapping=mapping).rows] == [
        "facebook",
        "google",
    ]


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("18-29", "18-29"),
        ("18 – 29", "18-29"),
        ("30 to 49", "30-49"),
        ("65+", "65+"),
        ("65 and older", "65+"),
        ("Under 18", "0-17"),
        ("<18", "0-17"),
        ("65", "65+"),
        ("101", "65+"),
        ("", NO_AGES),
        ("old", NO_AGES),
        ("49-30", NO_AGES),
        ("121", NO_AGES),
        ("٤٢", "30-49"),
    ],
)
def test_ages_are_bands(written, band):
    assert band_of(written) == band


@pytest.mark.parametrize(
    ("written", "decimal", "amount"),
    [
        ("12", ".", "12"),
        ("12.345", ".", "12.345"),
        ("1,234,567.89", ".", "1234567.89"),
        ("USD 5.10", ".", "5.10"),
        ("-5.10", ".", "-5.10"),
        ("($5.10)", ".", "-5.10"),
        ("$-5.10", ".", "-5.10"),
        ("1.234,50 €", ",", "1234.50"),
        ("7,5", ",", "7.5"),
    ],
)
def test_money_is_exact(written, decimal, amount):
    mapping = ConversionMap(columns={"utm_source": "source", "revenue": "revenue"}, decimal=decimal)
    (row,) = read("utm_source;revenue", f"facebook;{written}", mapping=mapping).rows
    assert row.revenue == Decimal(amount)


@pytest.mark.parametrize(
    ("written", "decimal"),
    [
        ("12,50", "."),
        ("1.50", ","),
        ("1,23,456", "."),
        ("(5", "."),
        ("5)", "."),
        ("1e3", "."),
        ("nan", "."),
        ("9" * 25, "."),
    ],
)
def test_money_that_may_mean_something_else_is_no_money_and_the_row_is_named(written, decimal):
    mapping = ConversionMap(columns={"utm_source": "source", "revenue": "revenue"}, decimal=decimal)
    export = read("utm_source;revenue", "facebook;1", f"facebook;{written}", mapping=mapping)
    assert [one.row for one in export.unread] == [3]
    assert written not in export.unread[0].why
    assert len(export.rows) == 1


def test_two_currencies_are_not_added_up():
    assert "EUR and USD" in refusal("utm_source,revenue", "a,$5", "a,€5").message


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read():
    export = read(HEAD, "facebook,flu,65+,9,1,5", "facebook,flu,65+,many,1,5", "facebook,flu", "facebook,flu,65+,,2,")
    assert [(one.row, one.why[:7]) for one in export.unread] == [(3, "a count"), (4, "it has ")]
    assert [one.conversions for one in export.rows] == [1, 2]


@pytest.mark.parametrize(
    "column",
    [
        "Patient", "Patient Name", "First Name", "last_name", "Name", "E-mail", "Phone", "Mobile", "DOB",
        "Date of Birth", "MRN", "Street", "ZIP", "Notes", "Reason for visit", "Diagnosis", "Insurance", "SSN",
        "ana@harbor.example",
    ],
)  # fmt: skip
def test_a_column_that_names_or_reaches_a_patient_refuses_the_file(column):
    error = refusal(f"utm_source,{column}", "facebook,")
    assert "nothing was read" in error.message
    assert "@" not in error.message
    assert "export only" in error.hint


@pytest.mark.parametrize(
    "column", ["New patients", "Provider", "Clinic", "Appointment date", "utm_campaign", "Campaign name"]
)
def test_other_columns_are_not_read_and_refuse_nothing(column):
    assert read(f"utm_source,{column}", "facebook,2026-11-24").columns_not_read == (column,)


@pytest.mark.parametrize(
    "cell", ["maria@mail.example", "(312) 555-0142", "312-555-0142", "+1 312 555 0142", "3125550142"]
)
def test_contact_data_in_any_cell_refuses_the_file_and_is_not_repeated(cell):
    error = refusal("utm_source,Campaign", "facebook,fall", f"facebook,{cell}")
    assert error.message == "row 3 has contact data in the column 'Campaign': nothing was read"
    assert cell not in (error.hint or "")


def test_dates_and_counts_are_no_contact_data():
    export = read(
        "utm_source,Booked at,visits", "facebook,2026-11-24T09:30:00-06:00,1250", "facebook,11/24/2026 9:30,7"
    )
    assert len(export.rows) == 2


def test_what_is_no_table_and_what_has_no_source_is_refused():
    assert "an Excel workbook" in refusal("PK\x03\x04[Content_Types].xml").message
    assert "utm_source among campaign" in refusal("campaign,visits", "a,1").message
    assert "empty" in refusal(" ").message
    mapping = ConversionMap(columns={"Lead": "source"})
    assert "no column 'Lead'" in refusal("utm_source", "a", mapping=mapping).message
