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
from site_gen.intake.reviews.review_draft import draft_comment, draft_review_map, lacking
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
    assert "# Not read; write a line under columns" in (tmp_path / "map.yaml").read_text(encoding="utf-8")


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


def test_ratings_in_words_that_nobody_knows_are_left_to_a_person():
    file = ExportFile("reviews.csv", b"Date,Rating\n2026-03-18,Meh\n2026-03-19,Wow\n")
    mapping = draft_review_map(file)
    assert mapping.columns == {"Date": "received_at"}
    assert lacking(mapping) == ("rating or text",)
    comment = draft_comment(file, mapping)
    assert "'Rating': 2 different values" in comment
    assert "Meh" not in comment


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


@pytest.mark.parametrize("text", ["Rating,Comment\n5,x\n", "Date,Rating\nsoon,5\n"])
def test_a_table_without_dates_is_drafted_and_says_what_it_lacks(text):
    file = ExportFile("reviews.csv", text.encode())
    mapping = draft_review_map(file)
    assert lacking(mapping) == ("received_at",)
    assert draft_comment(file, mapping).startswith("# received_at: no column is known to hold it")
    with pytest.raises(UnreadableError, match="maps no column to received_at"):
        check_map(mapping)


def test_a_table_without_dates_ratings_and_words_is_refused():
    with pytest.raises(UnreadableError, match="holds dates, ratings or words that are known") as caught:
        draft("Item;Price\n1;2\n")
    assert "write the mapping by hand" in caught.value.hint


FOREIGN = (
    "Nr.,Geboren,Wann,Arzt,Punkte,Was war gut,Handy,Zweig\n"
    'A-001,01.02.1991,18.03.2026,amara-okafor,4,"Kind and clear, and she took her time with us.",(312) 555-0142,Nord\n'
    'A-002,05.06.1994,19.03.2026,amara-okafor,2,"The wait was long, and nobody at the desk spoke.",(312) 555-0143,\n'
    'A-003,07.08.1999,20.03.2026,daniel-reyes,5,"Short visit, good advice, and a plan on paper.",(312) 555-0144,West\n'
)


def test_columns_with_foreign_names_are_guessed_by_what_stands_in_them():
    file = ExportFile("umfrage.csv", FOREIGN.encode())
    mapping = draft(FOREIGN)
    assert mapping.columns == {
        "Nr.": "source_id",
        "Punkte": "rating",
        "Was war gut": "text",
        "Wann": "received_at",
        "Arzt": "provider",
    }
    comment = draft_comment(file, mapping)
    assert "# Guessed by what stands there: 'Nr.' (source_id), 'Punkte' (rating)" in comment
    for line in ("'Geboren': dates", "'Handy': looks like contact data, and is best not read"):
        assert f"#   {line}\n" in comment
    assert "555-0142" not in comment
    assert "Nord" not in comment


def test_valid_npis_are_known_without_a_name_and_other_numbers_are_not():
    assert draft("Date,Rating,Wer\n2026-03-18,5,1234567893\n").columns["Wer"] == "npi"
    assert "Wer" not in draft("Date,Rating,Wer\n2026-03-18,5,1234567890\n").columns


def test_a_column_of_doctors_holds_slugs_or_names():
    assert draft("Date,Rating,Doctor\n2026-03-18,5,amara-okafor\n").columns["Doctor"] == "provider"
    assert draft("Date,Rating,Doctor\n2026-03-18,5,Dr. Okafor\n").columns["Doctor"] == "place"


def test_long_identifiers_are_guessed_and_phone_numbers_never():
    rows = "Wann,Stars,Wer\n2026-03-18,5,{}\n2026-03-19,4,{}\n"
    long = ("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001")
    assert draft(rows.format(*long)).columns["Wer"] == "source_id"
    for phones in (("312-555-0142", "312-555-0143"), ("3125550142", "3125550143"), ("a1@x.example", "b1@x.example")):
        assert "Wer" not in draft(rows.format(*phones)).columns


def test_the_number_of_a_row_is_no_rating():
    assert "Lfd" not in draft("Wann,Lfd,Stars\n2026-03-18,1,5\n2026-03-19,2,4\n").columns
    table = "Wann,Lfd,Comment\n2026-03-18,1,Fine\n2026-03-19,2,Good\n"
    assert "rating" not in draft(table).columns.values()
    assert draft(table.replace(",2,", ",1,")).columns["Lfd"] == "rating"


def test_what_is_no_table_is_refused():
    with pytest.raises(UnreadableError, match=r"x.csv looks like JSON, expected a table"):
        draft("{}", "x.csv")


def test_a_table_that_is_not_utf_8_says_so_and_how_to_read_it():
    with pytest.raises(UnreadableError, match="line 2 has the byte 0xE9") as caught:
        draft_review_map(ExportFile("x.csv", b"Date,Stars\ncaf\xe9,4\n"))
    assert "--encoding windows-1252" in caught.value.hint


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
