"""Tables of any vendor, read as a mapping file says."""

from __future__ import annotations

from collections import Counter
from functools import partial
from zoneinfo import ZoneInfo

import msgspec
import pytest
from timing import cpu_seconds
from vendor_data import COMMENTS, NPI, table

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import find_format
from site_gen.intake.reviews.received import OwnerReply, Reading
from site_gen.intake.reviews.review_map import ReviewMap, Scale
from site_gen.model.review import Rating

MAP = ReviewMap(
    source="press-ganey",
    columns={
        "survey id": "source_id",
        "Received  Date": "received_at",
        "provider npi": "npi",
        "Provider Name": "place",
        "CLINIC": "location",
        "Overall Rating": "rating",
        "Comments": "text",
        "Display Name": "author",
        "Invited By": "method",
    },
    aspects={"How well did they listen": "listens", "wait time": "wait-time"},
    methods={"E-Mail to all": "invited-all"},
    locations={"northgate clinic": "northgate", "Downtown": "downtown"},
    dates="month-first",
)
SMALL = ReviewMap(source="rater8", columns={"When": "received_at", "Stars": "rating", "Said": "text"})


def read(data: bytes | str, mapping: ReviewMap | None = SMALL, **options: object) -> Reading:
    file = ExportFile("t.csv", data.encode() if isinstance(data, str) else data)
    form, chosen = find_format("csv", [file])
    return form.read(chosen, Options(zone=ZoneInfo("America/Chicago"), mapping=mapping, **options))  # type: ignore[arg-type]


def with_map(**changes: object) -> ReviewMap:
    return msgspec.structs.replace(SMALL, **changes)


def with_columns(**columns: str) -> ReviewMap:
    return with_map(columns={**SMALL.columns, **columns})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [False, True])
def test_a_table_of_48_rows_is_read_and_accounted_for(delimiter, mark):
    reading = read(table(delimiter, mark=mark), MAP)
    assert (reading.source, reading.format, reading.rows) == ("press-ganey", "csv", 48)
    assert len(reading.received) == 39
    assert Counter(refusal.reason for refusal in reading.refusals) == {
        "no date": 1,
        "'13/13/2026' is no date": 1,
        "7 is outside 1 to 5": 1,
        "the row has more cells than the 16 columns": 1,
    }
    assert {one.kind: one.count for one in reading.passed_over} == {"empty": 2, "no-answer": 2, "repeated": 1}
    assert sum(one.text is None for one in reading.received) == 24
    assert {one.npi for one in reading.received} == {NPI}
    assert {one.place for one in reading.received} == {"Okafor, Amara MD"}
    assert {one.location for one in reading.received} == {"northgate", "downtown"}
    assert {one.method for one in reading.received} == {None, "invited-all"}
    assert sum(one.author is None for one in reading.received) == 10


def test_ratings_and_dates_of_all_forms_are_read():
    reading = read(table(), MAP)
    assert sum(reading.ratings.values()) == 39
    assert reading.ratings["yes"] == 4
    assert reading.ratings["none"] == 3
    assert {(one.received_at.year, one.received_at.month) for one in reading.received} == {(2026, 3)}


def test_cells_are_kept_exactly_as_they_are():
    texts = {one.text for one in read(table(), MAP).received}
    assert texts == {None, *COMMENTS[:3]}
    (one,) = read('When,Stars,Said\n2026-03-18,5,"  a ""b"" &amp; Ã©  "\n').received
    assert one.text == '  a "b" &amp; Ã©  '


def test_contact_data_never_gets_in_and_is_named():
    reading = read(table(), MAP)
    shown = repr(reading)
    assert "mail.example" not in shown
    assert "555-01" not in shown
    assert "192.0.2" not in shown
    assert "MRN0" not in shown
    private = [note for note in reading.notes if note.kind == "private"]
    assert [note.where for note in private] == [
        f"t.csv, column {name!r}" for name in ("Patient Email", "Cell Phone", "Remote IP", "DOB", "MRN")
    ]


def test_answers_off_the_scale_are_left_out_with_one_note():
    reading = read(table(), MAP)
    (note,) = [note for note in reading.notes if note.kind == "aspect"]
    assert note.where == "t.csv, row 2"
    assert note.reason.startswith(
        "'85' in column 'Wait Time' is not a whole number from 1 to 5; the answer was left out (the"
    )
    assert reading.received[0].aspects == {"listens": 1}
    assert reading.received[1].aspects == {"listens": 2, "wait-time": 2}


def test_a_table_without_a_mapping_says_how_to_get_one():
    with pytest.raises(UnreadableError, match=r"t.csv is a table, and no mapping says what its columns hold") as caught:
        read("When,Stars\n", None)
    assert "--draft-mapping" in caught.value.hint


@pytest.mark.parametrize(
    ("changes", "says", "hint"),
    [
        ({"columns": {"When": "received_at"}}, "maps no column to rating or text", "Overall: rating"),
        ({"columns": {"Stars": "rating"}}, "maps no column to received_at", "Received Date: received_at"),
        ({"columns": {**SMALL.columns, "Day": "received_at"}}, "maps two columns to received_at", "keep the one"),
        (
            {"columns": {**SMALL.columns, "E-Mail": "author"}},
            "'E-Mail', which looks like an e-mail address, to author",
            "never stored",
        ),
        ({"columns": {**SMALL.columns, "Birth Date": "experienced"}}, "looks like a date of birth", "never stored"),
        ({"columns": {**SMALL.columns, "patientId": "source_id"}}, "looks like a record number", "never stored"),
        ({"columns": {**SMALL.columns, "Sars": "rating2"}}, "the unknown field 'rating2'", "did you mean rating?"),
        ({"aspects": {"A": "staff", "B": "staff"}}, "two columns to the aspect staff", "each question"),
        ({"constants": {"rating": "5"}}, "a constant for rating", "map a column"),
        ({"time_zone": "America/Chicagoo"}, "unknown time zone 'America/Chicagoo'", "America/Chicago"),
        ({"time_zone": "../etc/passwd"}, "unknown time zone", "America/Chicago"),
        ({"columns": {**SMALL.columns, "Clinc": "location"}}, "t.csv has no column 'Clinc'", "did you mean Clinic?"),
        ({"aspects": {"zzz": "staff"}}, "t.csv has no column 'zzz'", "there are When, Stars, Said, Clinic"),
        ({"delimiter": ";"}, "t.csv has no column 'When'", "read as one column: look at `delimiter`"),
    ],
)
def test_a_mapping_that_cannot_be_right_is_refused(changes, says, hint):
    with pytest.raises(UnreadableError) as caught:
        read("When,Stars,Said,Clinic\n2026-03-18,5,x,y\n", with_map(**changes))
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_a_column_that_stands_twice_is_refused_if_it_is_mapped():
    with pytest.raises(UnreadableError, match=r"t.csv has 2 columns 'Stars' of the mapping"):
        read("When,Stars,stars,Said\n")
    assert read("When,Stars,Said,x,x\n2026-03-18,5,a,b,c\n").rows == 1


def test_columns_that_only_mention_contact_data_may_be_mapped():
    header = "When,Stars,Said,Email verified,Email sent date,Clinic Address,Reached us by phone?"
    mapping = msgspec.structs.replace(
        with_columns(**{"Email verified": "verification", "Email sent date": "updated_at", "Clinic Address": "place"}),
        aspects={"Reached us by phone?": "reach"},
        verifications={"Y": "email", "N": "none"},
    )
    (one,) = read(f"{header}\n2026-03-18,5,x,y,2026-03-19,1 Main Street,4\n", mapping).received
    assert (one.verification, one.place, one.aspects) == ("email", "1 Main Street", {"reach": 4})


def test_the_dates_of_a_table_show_their_order():
    text = "When,Stars,Said\n3/4/2026,5,\n3/18/2026,5,\n"
    assert [f"{one.received_at:%Y-%m-%d}" for one in read(text, order="day-first").received] == [
        "2026-03-04",
        "2026-03-18",
    ]


def test_where_they_do_not_the_site_or_the_mapping_says_it():
    text = "When,Stars,Said\n3/4/2026,5,\n"
    assert read(text, order="day-first").received[0].received_at.month == 4
    assert read(text, with_map(dates="month-first"), order="day-first").received[0].received_at.month == 3
    reason = read(text).refusals[0].reason
    assert reason.startswith("'3/4/2026' can be two days; say which number is the day: --day-first or --month-first")


def test_dates_that_do_not_agree_are_refused_until_the_mapping_says_which_count():
    text = "When,Stars,Said\n18/3/2026,5,\n3/18/2026,5,\n"
    with pytest.raises(UnreadableError, match=r"dates of t.csv do not agree: 18/3/2026 has the day first"):
        read(text)
    reading = read(text, with_map(dates="month-first"))
    assert (len(reading.received), len(reading.refusals)) == (1, 1)


def test_times_are_of_the_zone_of_the_mapping():
    text = "When,Stars,Said\n2026-03-18 22:05,5,\n"
    assert read(text).received[0].received_at.isoformat() == "2026-03-18T22:05:00-05:00"
    assert read(text, with_map(time_zone="UTC")).received[0].received_at.isoformat() == "2026-03-18T22:05:00+00:00"


def test_ratings_are_on_the_scale_of_the_mapping():
    text = "When,Stars,Said\n2026-03-18,0,\n2026-03-18,9,\n2026-03-18,4/5,\n"
    ratings = [one.rating for one in read(text, with_map(scale=Scale(best=10, worst=0))).received]
    assert ratings == [Rating(value=0, best=10, worst=0), Rating(value=9, best=10, worst=0), 4]


def test_words_are_what_the_mapping_says():
    answers = ("Very  good,,poor", "very poor,,", "0,x,", "Okay,,")
    text = "When,Stars,Said,Staff\n" + "".join(f"2026-03-18,{answer}\n" for answer in answers)
    words = {"Very Good": 5, "Poor": 2, "Very poor": 1, "0": None}
    reading = read(text, with_map(words=words, aspects={"Staff": "staff"}))
    assert [one.rating for one in reading.received] == [5, 1, None]
    assert reading.received[0].aspects == {"staff": 2}
    assert reading.refusals[0].reason == "'okay' is no rating"


def test_the_dates_of_the_mapping_count_for_dots_as_well():
    text = "When,Stars,Said\n03.04.2026,5,\n12.31.2026,4,\n"
    days = [f"{one.received_at:%m-%d}" for one in read(text, with_map(dates="month-first")).received]
    assert days == ["03-04", "12-31"]
    assert [f"{one.received_at:%m-%d}" for one in read(text, order="month-first").received] == days
    plain = read(text)
    assert ([f"{one.received_at:%m-%d}" for one in plain.received], len(plain.refusals)) == (["04-03"], 1)


SURVEY = {"Very good": 10, "Good": 8, "Fair": 5, "Poor": 0, "No answer": None}


def test_answers_in_words_go_through_the_scale_of_the_mapping():
    answers = ("Very good", "Good", "Fair", "Poor", "No answer", "4", "8")
    text = "When,Stars,Said,Staff\n" + "".join(f"2026-03-18,{answer},,{answer}\n" for answer in answers)
    reading = read(text, with_map(words=SURVEY, scale=Scale(best=10, worst=0), aspects={"Staff": "staff"}))
    assert [one.aspects.get("staff") for one in reading.received] == [5, None, 3, 1, 4, None]
    left_out = "is not a whole number from 1 to 5; the answer was left out"
    assert [note.reason for note in reading.notes] == [
        f"'Good' in column 'Staff', by its words from 0 to 10, {left_out}",
        f"'8' in column 'Staff' {left_out}",
    ]


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("1", 1),
        ("1.0", 1),
        ("1,0", 1),
        ("10", 5),
        ("10.0", 5),
        ("+10", 5),
        ("1.0 stars", 1),
        ("4/5", 4),
        ("A-", 3),
        ("a", 4),
    ],
)
def test_numbers_are_looked_up_among_words_by_their_value_and_signs_count(cell, rating):
    words = {"1": 1, "10": 5, "45": 2, "10 stars": 2, "A+": 5, "A": 4, "A-": 3}
    text = f'When,Stars,Said,Staff\n2026-03-18,"{cell}",,"{cell}"\n'
    (one,) = read(text, with_map(words=words, aspects={"Staff": "staff"})).received
    assert (one.rating, one.aspects) == (rating, {"staff": rating})


@pytest.mark.parametrize("cell", ["-1", "4", "4.5"])
def test_a_number_that_is_none_of_the_words_is_refused_where_words_rate_numbers(cell):
    text = f"When,Stars,Said,Staff\n2026-03-18,{cell},,{cell}\n"
    reading = read(text, with_map(words={"1": 1, "10": 5}, aspects={"Staff": "staff"}))
    assert [one.reason for one in reading.refusals] == [f"'{cell}' is none of the numbers under words in the mapping"]
    assert [note.kind for note in reading.notes] == ["aspect"]


def test_a_number_that_stands_for_no_answer_leaves_the_others_as_they_are():
    reading = read("When,Stars,Said\n2026-03-18,4.5,\n2026-03-18,99,x\n", with_map(words={"99": None}))
    assert [one.rating for one in reading.received] == [Rating(value=45, best=50, worst=10, scale=10), None]


def test_a_way_of_asking_that_nobody_knows_is_refused():
    mapping = msgspec.structs.replace(with_columns(How="method"), methods={"E-mail": "invited-all"}, method="organic")
    text = "When,Stars,Said,How\n2026-03-18,5,,email\n2026-03-18,5,,Organic\n2026-03-18,5,,\n2026-03-18,5,,Pigeon\n"
    reading = read(text, mapping)
    assert [one.method for one in reading.received] == ["invited-all", "organic", "organic"]
    assert reading.refusals[0].reason == "'Pigeon' is no method; say under methods in the mapping what it means"


def test_a_claim_that_nobody_knows_is_no_claim():
    mapping = msgspec.structs.replace(with_columns(Checked="verification"), verifications={"Yes": "visit-match"})
    reading = read("When,Stars,Said,Checked\n2026-03-18,5,,yes\n2026-03-18,5,,maybe\n", mapping)
    assert [one.verification for one in reading.received] == ["visit-match", "none"]
    assert [note.kind for note in reading.notes] == ["verification"]


def test_several_texts_are_one_with_a_line_between():
    mapping = with_columns(**{"What was good?": "text", "What was not?": "text"})
    text = "When,Stars,Said,What was good?,What was not?\n2026-03-18,5,,All,Parking\n2026-03-18,5,,,Wait\n"
    assert [one.text for one in read(text, mapping).received] == ["All\n\nParking", "Wait"]


def test_constants_stand_in_for_empty_cells():
    mapping = msgspec.structs.replace(
        with_columns(Who="provider"),
        constants={"provider": "amara-okafor", "incentive": "none", "received_at": "2026-03-18"},
    )
    reading = read("When,Stars,Said,Who\n2026-03-19,5,,ana-diaz\n,4,,\n,,,\n", mapping)
    assert [(one.slug, one.received_at.day) for one in reading.received] == [("ana-diaz", 19), ("amara-okafor", 18)]
    assert {one.incentive for one in reading.received} == {"none"}
    assert reading.passed_over[0].kind == "empty"


def test_a_provider_or_location_that_is_no_slug_is_how_the_vendor_calls_it():
    by_provider = with_columns(Who="provider")
    (one,) = read('When,Stars,Said,Who\n2026-03-18,5,,"Okafor, Amara"\n', by_provider).received
    assert (one.slug, one.place) == ("", "Okafor, Amara")
    by_location = with_columns(Where="location")
    (one,) = read("When,Stars,Said,Where\n2026-03-18,5,,North Gate\n", by_location).received
    assert (one.location, one.place) == ("", "North Gate")
    both = with_columns(Who="provider", Where="location")
    reading = read("When,Stars,Said,Who,Where\n2026-03-18,5,,ana-diaz,North Gate\n", both)
    assert (reading.received[0].slug, reading.received[0].location) == ("ana-diaz", "")
    assert [note.kind for note in reading.notes] == ["location"]


@pytest.mark.parametrize("contact", ["ada@mail.example", "call 312-555-0142", "(312) 555-0142", "192.0.2.17"])
def test_contact_data_in_place_of_a_name_is_left_out(contact):
    reading = read(
        f"When,Stars,Said,Name\n2026-03-18,5,,{contact}\n2026-03-18,5,,Ada 17\n", with_columns(Name="author")
    )
    assert [one.author for one in reading.received] == [None, "Ada 17"]
    assert contact not in repr(reading)


def test_an_e_mail_address_in_place_of_an_id_is_left_out_and_noted():
    reading = read("When,Stars,Said,Id\n2026-03-18,5,,a@x.example\n2026-03-18,5,,7\n", with_columns(Id="source_id"))
    assert [one.source_id for one in reading.received] == [None, "7"]
    assert [note.kind for note in reading.notes] == ["source_id"]


MAIL, PHONE = "jane.roe@x.example", "312-555-0142"


@pytest.mark.parametrize("contact", [MAIL, PHONE, f"sister {PHONE}"])
@pytest.mark.parametrize(
    "field", ["source_id", "author", "batch", "incentive", "relationship", "authorization", "place", "provider",
              "location", "language", "experienced", "updated_at", "verification", "method", "rating", "received_at"],
)  # fmt: skip
def test_contact_data_in_any_cell_is_neither_kept_nor_repeated(field, contact):
    columns = {name: kind for name, kind in SMALL.columns.items() if kind != field} | {"X": field}
    names = list(columns)
    cells = {"When": "2026-03-18", "Stars": "5", "Said": "x", "X": contact}
    text = f"{','.join(names)}\n{','.join(cells[name] for name in names)}\n"
    reading = read(text, with_map(columns=columns))
    assert reading.rows == 1
    assert len(reading.notes) + len(reading.refusals) == 1
    for part in (MAIL, PHONE, "jane.roe", "555"):
        assert part not in repr(reading)


def test_what_is_no_contact_data_stays_in_these_cells():
    columns = {"A": "relationship", "B": "incentive", "C": "batch", "D": "authorization", "E": "source_id"}
    text = "When,Stars,Said,A,B,C,D,E\n2026-03-18,5,, sister ,none,b-77qdm2k3v9xa,auth-2026-031,PG-2026030410\n"
    reading = read(text, with_columns(**columns))
    (one,) = reading.received
    assert (one.relationship, one.incentive, one.batch) == ("sister", "none", "b-77qdm2k3v9xa")
    assert (one.authorization, one.source_id, reading.notes) == ("auth-2026-031", "PG-2026030410", ())


def test_a_first_row_without_names_of_columns_is_not_repeated():
    with pytest.raises(UnreadableError) as caught:
        read(f"When,Stars,{MAIL}\n2026-03-18,5,x\n")
    assert (caught.value.message, caught.value.hint) == (
        "t.csv has no column 'Said' of the mapping",
        "there are When, Stars",
    )
    reading = read(f"When,Stars,Said,{MAIL}\n2026-03-18,5,x,y\n")
    assert [note.where for note in reading.notes] == ["t.csv, column contact data"]


def test_words_are_no_reference_of_an_authorization():
    reading = read("When,Stars,Said,D\n2026-03-18,5,,signed by Jane Roe\n", with_columns(D="authorization"))
    assert reading.received[0].authorization is None
    assert [note.kind for note in reading.notes] == ["authorization"]
    assert "Jane" not in repr(reading.notes)


def test_dates_that_do_not_agree_are_said_without_what_stands_behind_them():
    text = f"When,Stars,Said\n18/3/2026 {MAIL},5,\n3/18/2026,5,\n"
    with pytest.raises(UnreadableError) as caught:
        read(text)
    assert "18/3/2026 has the day first" in caught.value.message
    assert "jane" not in caught.value.message


def test_details_that_do_not_read_are_left_out_with_a_note():
    mapping = with_columns(Lang="language", Visit="experienced", Reply="reply", Replied="replied_at", NPI="npi")
    text = (
        "When,Stars,Said,Lang,Visit,Reply,Replied,NPI\n2026-03-18,5,,Spanish,3/2026,Thanks,3/19/2026,1234-567 893\n"
        "2026-03-18,5,,Klingon,spring,Thanks,soon,\n"
    )
    reading = read(text, mapping)
    one, other = reading.received
    assert (one.language, one.experienced, one.npi) == ("es", "2026-03", "1234567893")
    assert one.reply is not None
    assert one.reply.at is not None
    assert (other.language, other.experienced, other.reply) == (None, None, OwnerReply("Thanks"))
    assert sorted(note.kind for note in reading.notes) == ["experienced", "language", "replied_at"]


def test_a_delimiter_of_the_mapping_counts():
    text = "When|Stars,x|Said\n2026-03-18|5|a, b\n"
    mapping = with_map(columns={"When": "received_at", "Stars,x": "rating", "Said": "text"}, delimiter="|")
    assert read(text, mapping).received[0].text == "a, b"


def test_several_tables_of_one_vendor_are_one_export():
    files = [
        ExportFile(f"{at}.csv", f"Stars,When,Said\n{at},3/{at + 12}/2026,\n{at},3/4/2026,\n".encode()) for at in (1, 2)
    ]
    form, chosen = find_format("csv", files)
    reading = form.read(chosen, Options(zone=ZoneInfo("UTC"), mapping=SMALL))
    assert [one.where for one in reading.received] == ["1.csv, row 2", "1.csv, row 3", "2.csv, row 2", "2.csv, row 3"]


def test_any_table_may_be_read_by_a_mapping_and_no_other_file_is_taken_for_one():
    for text in ("just words\nand more\n", "", "{}", "<html>", "PK\x03\x04"):
        with pytest.raises(UnreadableError, match=r"t.csv looks like .*, expected an export of csv"):
            read(text)


def test_the_time_that_a_table_takes_grows_with_its_size():
    def data(rows: int) -> str:
        lines = (
            f'{at % 12 + 1}/{at % 28 + 1}/2025 1:05 PM,{at % 5 + 1},"Text ""{at}"", and\nlines"\n' for at in range(rows)
        )
        return f"When,Stars,Said\n{''.join(lines)}"

    small, large = (cpu_seconds(partial(read, data(rows))) for rows in (1_000, 20_000))
    assert large < 80 * max(small, 0.01)
