"""Mappings guessed from tables, and columns that are never stored."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import msgspec
import pytest
from vendor_data import table

from conftest import REPOSITORY
from site_gen.errors import UnreadableError
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import find_format
from site_gen.intake.reviews.private_columns import private_kind
from site_gen.intake.reviews.review_draft import draft_review_map
from site_gen.intake.reviews.review_map import FIELDS, ReviewMap, Scale, check_map
from site_gen.pipeline.intake.maps import decode_yaml, read_map, write_draft


def draft(text: str, name: str = "reviews.csv") -> ReviewMap:
    mapping = draft_review_map(ExportFile(name, text.encode()))
    check_map(mapping)
    return mapping


def rated(*ratings: str) -> ReviewMap:
    return draft("Date,Rating\n" + "".join(f"2026-03-18,{rating}\n" for rating in ratings))


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_vendors_table_is_drafted_and_read_with_its_draft(delimiter):
    file = ExportFile("exports/Press Ganey 2026.csv", table(delimiter))
    mapping = draft_review_map(file)
    assert mapping.source == "press-ganey-2026"
    assert mapping.delimiter == delimiter
    assert mapping.columns == {
        "Survey ID": "source_id",
        "Overall Rating": "rating",
        "Comments": "text",
        "Display Name": "author",
        "Received Date": "received_at",
        "Provider NPI": "npi",
        "Clinic": "location",
        "Provider Name": "place",
    }
    assert mapping.aspects == {"How well did they listen?": "how-well-did-they-listen"}
    assert mapping.locations == {"Downtown": "downtown", "Northgate Clinic": "northgate-clinic"}
    assert mapping.dates == "month-first"
    assert mapping.scale == Scale()
    form, chosen = find_format("csv", [file])
    reading = form.read(chosen, Options(zone=ZoneInfo("UTC"), mapping=mapping))
    assert len(reading.received) >= 30


def test_a_draft_is_written_and_read_again(tmp_path):
    (tmp_path / "press-ganey.csv").write_bytes(table(";"))
    drafted = write_draft(tmp_path / "press-ganey.csv", tmp_path / "map.yaml")
    read = read_map(tmp_path / "map.yaml", ReviewMap)
    assert msgspec.structs.replace(read, path="") == drafted


def test_what_looks_private_is_never_drafted():
    header = "Date,Rating,E-mail,Reviewer Phone,Review ID,MRN,Author"
    mapping = draft(f"{header}\n2026-03-18,5,a@x.example,312-555-0142,a@x.example,1,a@x.example\n")
    assert list(mapping.columns) == ["Rating", "Date"]


@pytest.mark.parametrize(
    ("ratings", "scale"),
    [
        (("5", "4", ""), Scale()),
        (("4/5", "9/10"), Scale()),
        (("5", "0"), Scale(worst=0)),
        (("9", "10"), Scale(best=10)),
        (("0", "10"), Scale(best=10, worst=0)),
        (("85", "100"), Scale(best=100, worst=0)),
        (("4,5", "3"), Scale()),
        (("4",) * 39 + ("7",), Scale()),
        (("4",) * 9 + ("7",), Scale(best=10)),
    ],
)
def test_the_scale_follows_from_the_ratings(ratings, scale):
    assert rated(*(f'"{rating}"' for rating in ratings)).scale == scale


def test_words_of_usual_scales_are_drafted():
    assert rated("Very good", "POOR", "Fair").words == {"Very poor": 1, "Poor": 2, "Fair": 3, "Good": 4, "Very good": 5}
    assert rated("Excellent", "good").words["Good"] == 3
    assert rated("4 stars", "FIVE").words == {}


def test_ratings_in_words_that_nobody_knows_are_not_drafted():
    with pytest.raises(
        UnreadableError, match=r"no column of reviews.csv is known to hold ratings or words, among 'Date', 'Rating'"
    ):
        rated("Meh", "Wow")


def test_the_order_of_dates_is_drafted_where_they_show_it():
    assert draft("Date,Rating\n3/18/2026,5\n").dates == "month-first"
    assert draft("Date,Rating\n18/3/2026,5\n").dates == "day-first"
    assert draft("Date,Rating\n3/4/2026,5\n").dates is None
    assert draft("Date,Rating\n18/3/2026,5\n3/18/2026,5\n").dates is None


def test_how_authors_were_asked_is_never_guessed():
    text = "Date,Rating,Method,Verified\n2026-03-18,5,E-mail,Yes\n"
    assert set(draft(text).columns.values()) == {"received_at", "rating"}
    text = "Date,Rating,Method,Verified\n2026-03-18,5,organic,none\n"
    assert set(draft(text).columns.values()) == {"received_at", "rating", "method", "verification"}


def test_of_two_columns_for_one_field_the_first_counts():
    assert draft("Date,Rating,Comment,Comments\n2026-03-18,5,a,b\n").columns["Comment"] == "text"
    assert "Comments" not in draft("Date,Rating,Comment,Comments\n2026-03-18,5,a,b\n").columns


def test_columns_with_one_name_are_not_drafted():
    assert list(draft("Date,Comment,Rating,Rating\n2026-03-18,x,5,4\n").columns) == ["Comment", "Date"]


@pytest.mark.parametrize("text", ["Rating,Comment\n5,x\n", "Date,Rating\nsoon,5\n", "Item;Price\n1;2\n"])
def test_a_table_without_dates_is_refused(text):
    with pytest.raises(UnreadableError, match="is known to hold dates") as caught:
        draft(text)
    assert "write the mapping by hand" in caught.value.hint


def test_what_is_no_table_is_refused():
    with pytest.raises(UnreadableError, match=r"x.csv looks like JSON, expected a table"):
        draft("{}", "x.csv")


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("Email", "an e-mail address"),
        ("patient_e-mail", None),
        ("Patient E Mail", "an e-mail address"),
        ("emailAddress", "an e-mail address"),
        ("EMAILADDRESS", "an e-mail address"),
        ("Cell #", "a phone number"),
        ("HomePhone", "a phone number"),
        ("phoneNumber", "a phone number"),
        ("Remote IP", "an IP address"),
        ("ip", "an IP address"),
        ("IPAddress", "an IP address"),
        ("Zip Code", "an address"),
        ("Street Address", "an address"),
        ("DOB", "a date of birth"),
        ("Date of Birth", "a date of birth"),
        ("birthDate", "a date of birth"),
        ("MRN", "a record number"),
        ("Patient ID", "a record number"),
        ("Medical Record #", "a record number"),
        ("Correo", "an e-mail address"),
        ("Teléfono", "a phone number"),
    ],
)
def test_private_columns_are_known_by_their_names(column, kind):
    assert private_kind(column) == (kind or "an e-mail address")


@pytest.mark.parametrize(
    "column",
    ["Survey ID", "Trip", "Zippy", "Description", "Skipped", "Participation", "Excellent", "Cellar", "Telling",
     "Rating", "Comments", "Received Date", "Display Name", "Faxed?", "Adobe", "Visit Date", "Patient Comment",
     "Sharing", ""],
)  # fmt: skip
def test_words_that_hold_such_words_are_not_private(column):
    assert private_kind(column) is None


def test_the_mapping_of_the_guide_is_one():
    guide = (REPOSITORY / "docs/guide/intake.md").read_text(encoding="utf-8")
    text = guide.partition("### The mapping\n```yaml\n")[2].partition("```")[0]
    mapping = msgspec.convert(decode_yaml(text.encode()), ReviewMap)
    check_map(mapping)
    assert len(mapping.columns) == 8
    described = re.findall(r"`([a-z_]+)`", guide.partition("| field |")[2].partition("\n\n")[0])
    assert set(FIELDS) <= set(described)
