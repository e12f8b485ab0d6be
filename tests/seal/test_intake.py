"""An export comes in whole or not at all, once, and what comes after it adds only what is new."""

from __future__ import annotations

import datetime
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from taking import BEN, NOW, Intake, row

from conftest import AS_OF, REPOSITORY
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.places import About, PlaceMap
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.load.documents import parse, parse_review
from site_gen.pipeline import fresh_ids
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.log_write import locked
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import entry_of
from site_gen.write import landing

KILLS = 12


@pytest.fixture
def intake(tmp_path):
    return Intake(tmp_path)


def test_every_row_becomes_a_review_with_a_random_id_a_manifest_and_an_opening(intake):
    taken = intake.take(intake.export(row(1, text="Kind.\r\nQuick."), row(2, stars=1), totalReviewCount=2))
    assert (taken.new, taken.versions, taken.refusals) == (2, (), ())
    by_id = {review.source_id: review for review in intake.reviews()}
    one = by_id["R1"]
    assert (one.rating, one.text, one.author, one.method) == (5, "Kind.\nQuick.", "Person 1", "imported")
    assert one.received_at.isoformat() == "2026-03-04T05:06:07.123000+00:00"
    assert one.moderation.status == "pending"
    (manifest,) = intake.manifests()
    assert (manifest.rows, manifest.source_total, manifest.line_breaks) == (2, 2, 1)
    assert manifest.ratings == {"1": 1, "5": 1}
    assert {review.import_ for review in by_id.values()} == {manifest.id}
    assert set(intake.sealed.openings()) == {review.id for review in by_id.values()}


def test_what_came_in_seals_and_checks_without_an_error(intake):
    intake.take(intake.export(row(1), row(2, stars=1), totalReviewCount=2))
    segments = {ident: one.segments for ident, one in intake.sealed.openings().items()}
    result = intake.sealed.seal()
    assert result.findings == ()
    assert intake.sealed.kinds().count("review") == 2
    assert {ident: one.segments for ident, one in intake.sealed.openings().items()} == segments
    assert [one.code for one in intake.sealed.findings() if one.severity.value == "error"] == []


def test_the_same_export_twice_adds_nothing(intake):
    export = intake.export(row(1), row(2))
    first = intake.take(export)
    before = intake.everything()
    again = intake.take(export)
    assert (again.new, again.known, again.again) == (0, 2, first.manifest)
    assert intake.everything() == before


def test_a_later_export_adds_what_is_new_links_edits_and_reports_what_is_gone(intake):
    intake.take(intake.export(row(1), row(2, text="Slow.", stars=2), row(3), totalReviewCount=3))
    intake.sealed.seal()
    edited = row(2, text="Slow, but they called.", stars=4, updated="2026-05-01T08:00:00Z")
    taken = intake.take(intake.export(row(1), edited, row(4), name="later.json", totalReviewCount=3))
    assert (taken.new, len(taken.versions), taken.known) == (1, 1, 1)
    by_text = {review.text: review for review in intake.reviews()}
    version, first = by_text["Slow, but they called."], by_text["Slow."]
    assert version.supersedes == first.id
    assert version.received_at == datetime.datetime(2026, 5, 1, 8, tzinfo=datetime.UTC)
    (gone,) = taken.gone
    assert parse_review((intake.sealed.root / gone.path).read_bytes(), gone.path).source_id == "R3"
    assert intake.manifests()[1].left_out == {"here-already": 1}
    result = intake.sealed.seal()
    assert result.findings == ()
    findings = intake.sealed.findings()
    assert [one.code for one in findings if one.severity.value == "error"] == []
    assert "INT116" not in [one.code for one in findings]


def test_a_version_of_a_version_names_the_latest(intake):
    for number, text in enumerate(("One.", "Two.", "Three.")):
        updated = f"2026-0{number + 4}-01T08:00:00Z"
        intake.take(intake.export(row(1, text=text, updated=updated), name=f"{number}.json"))
    by_text = {review.text: review for review in intake.reviews()}
    assert by_text["Three."].supersedes == by_text["Two."].id
    assert by_text["Two."].supersedes == by_text["One."].id
    assert intake.take(intake.export(row(1, text="Three."), name="again.json")).new == 0


def test_an_export_that_is_older_than_what_is_here_changes_nothing(intake):
    old = intake.export(row(1, text="Great place.", stars=5), name="old.json")
    new = intake.export(row(1, text="Not any more.", stars=1, updated="2026-05-04T08:00:00Z"), name="new.json")
    intake.take(old)
    assert len(intake.take(new).versions) == 1
    before = intake.everything()
    again = intake.take(old)
    assert (again.new, again.versions, again.known) == (0, (), 1)
    assert [note.kind for note in again.notes] == ["older-version"]
    assert intake.everything() == before
    back = row(1, text="Great place.", stars=5, updated="2026-06-04T08:00:00Z")
    assert len(intake.take(intake.export(back, name="back.json")).versions) == 1


def test_an_export_from_between_two_edits_that_nobody_took_in_is_older_than_the_last(intake):
    last = row(1, text="Final.", stars=1, updated="2026-05-04T08:00:00Z")
    other = row(2, updated="2026-06-01T08:00:00Z")
    between = intake.export(row(1, text="Milder.", stars=3, updated="2026-04-04T08:00:00Z"), name="april.json")
    later = row(1, text="And now.", stars=2, updated="2026-06-01T08:00:01Z")
    intake.take(intake.export(last, other))
    taken = intake.take(between)
    assert (taken.new, taken.versions, taken.known) == (0, (), 1)
    assert [note.kind for note in taken.notes if note.kind != "edited"] == ["older-version"]
    assert {review.text for review in intake.reviews()} == {"Final.", "Good."}
    assert len(intake.take(intake.export(later, name="later.json")).versions) == 1


def test_a_change_that_lies_ahead_makes_no_other_change_older(intake):
    ahead = row(2, updated="2099-01-01T08:00:00Z")
    intake.take(intake.export(row(1, text="May.", updated="2026-05-04T08:00:00Z"), ahead))
    june = row(1, text="June.", updated="2026-06-04T08:00:00Z")
    assert len(intake.take(intake.export(june, name="june.json")).versions) == 1


TABLE = """\
source: press-ganey
columns: {Nr: source_id, Who: provider, Stars: rating, Words: text, Day: received_at}
"""


def table(intake, name, *rows):
    place = intake.folder / name
    place.write_text("Nr,Who,Stars,Words,Day\n" + "".join(f"{one}\n" for one in rows))
    mapping = parse(TABLE.encode(), ReviewMap, "map.yaml")
    return lambda **changes: intake.take(place, source="csv", mapping=mapping, about=None, **changes)


def test_without_dates_of_change_a_text_that_was_here_before_is_no_new_version(intake):
    first = table(intake, "first.csv", "S1,ana-diaz,5,Great.,2026-03-04")
    second = table(intake, "second.csv", "S1,ana-diaz,2,Worse now.,2026-03-04")
    first()
    assert len(second().versions) == 1
    for take in (first, second, first):
        taken = take()
        assert (taken.new, taken.versions, taken.known) == (0, (), 1)


@pytest.mark.parametrize("attempt", range(6))
def test_an_edit_of_what_was_received_today_is_sealed_with_it(intake, attempt):
    table(intake, "first.csv", "S1,ana-diaz,5,Great.,2026-11-24")()
    table(intake, "second.csv", "S1,ana-diaz,2,Worse now.,2026-11-24")()
    assert intake.sealed.seal().findings == ()
    assert [one.supersedes is not None for one in intake.sealed.log().replay.reviews.values()] == [False, True]


def test_a_location_that_the_site_does_not_have_is_said_to_be_left_out(intake):
    mapping = parse(
        b"source: press-ganey\ncolumns: {Who: provider, Stars: rating, Day: received_at, Where: location}\n"
        b"locations: {Main Street: downtwn, Center: downtown}\n",
        ReviewMap,
        "map.yaml",
    )
    place = intake.folder / "places.csv"
    place.write_text("Who,Stars,Day,Where\nana-diaz,5,2026-03-04,Main Street\nana-diaz,4,2026-03-05,Center\n")
    taken = intake.take(place, source="csv", mapping=mapping, about=None)
    (note,) = taken.notes
    assert (note.kind, "downtwn" in note.reason, "did you mean downtown?" in note.reason) == ("no-location", True, True)
    assert sorted(str(review.location) for review in intake.reviews()) == ["None", "downtown"]


WORDS = "Nr,Who,Stars,Words,Day\nS1,ana-diaz,4,It’s a café – “good”.,2026-03-04\n"


def test_a_table_that_older_spreadsheets_write_comes_in_when_a_person_says_so(intake):
    place = intake.folder / "windows.csv"
    place.write_bytes(WORDS.encode("windows-1252"))
    mapping = parse(TABLE.encode(), ReviewMap, "map.yaml")
    values = {"source": "csv", "mapping": mapping, "about": None}
    with pytest.raises(UnreadableError) as refused:
        intake.take(place, **values)
    assert "--encoding windows-1252" in refused.value.hint
    assert intake.take(place, **values, encoding="windows-1252").new == 1
    (one,) = intake.reviews()
    (manifest,) = intake.manifests()
    assert (one.text, manifest.encoding) == ("It’s a café – “good”.", "windows-1252")
    place.write_text(WORDS, encoding="utf-8")
    assert intake.take(place, **values, encoding="windows-1252").known == 1
    place.write_bytes(WORDS.encode("windows-1252").replace(b"good", b"go\x81d"))
    with pytest.raises(UnreadableError, match=r"windows.csv is not windows-1252: line 2 has the byte 0x81"):
        intake.take(place, **values, encoding="windows-1252")


def test_rows_that_a_later_import_brought_are_no_refused_ones_any_more(intake):
    def incomplete():
        return [one.message for one in intake.sealed.findings() if one.code == "PRV303"]

    table(intake, "first.csv", "S1,ana-diaz,5,Great.,2026-03-04", "S2,ana-diaz,1,Bad.,someday")(skip_invalid=True)
    assert len(incomplete()) == 1
    later = NOW + datetime.timedelta(hours=1)
    table(intake, "other.csv", "S1,ana-diaz,5,Great.,2026-03-04")(now=later)
    assert len(incomplete()) == 1
    table(intake, "mended.csv", "S1,ana-diaz,5,Great.,2026-03-04", "S2,ana-diaz,1,Bad.,2026-03-05")(now=later)
    assert incomplete() == []


def test_the_name_of_a_file_does_not_keep_an_address(intake):
    intake.take(intake.export(row(1), name="jane.roe@mail.example.json"))
    assert intake.manifests()[0].file == "(contact data).json"
    intake.take(intake.export(row(2), name="reviews-20260304101112.json"))
    assert intake.manifests()[1].file == "reviews-20260304101112.json"


def test_one_id_about_two_providers_is_refused_in_one_export_and_in_two(intake):
    intake.sealed.write(BEN)
    both = table(intake, "both.csv", "S1,ana-diaz,5,Kind.,2026-03-04", "S1,ben-ode,1,Rude.,2026-03-04")
    assert [one.kind for one in both().refusals] == ["one-id-twice"]
    table(intake, "ana.csv", "S1,ana-diaz,5,Kind.,2026-03-04")()
    later = table(intake, "ben.csv", "S1,ben-ode,1,Rude.,2026-03-04")()
    assert ([one.kind for one in later.refusals], later.versions) == (["one-id-twice"], ())


def test_one_id_with_two_texts_is_refused_where_nothing_says_which_is_later(intake):
    taken = table(intake, "twice.csv", "S1,ana-diaz,5,Kind.,2026-03-04", "S1,ana-diaz,1,Rude.,2026-04-04")()
    assert [one.kind for one in taken.refusals] == ["one-id-twice"]
    same = table(intake, "same.csv", "S1,ana-diaz,5,Kind.,2026-03-04", "S1,ana-diaz,5,Kind.,2026-03-04")()
    assert (same.new, same.refusals) == (1, ())


def test_an_edit_after_wrong_provider_belongs_to_the_copy(intake):
    intake.sealed.write(BEN)
    intake.take(intake.export(row(1, text="Kind.")), about=About(provider="ben-ode"))
    (first,) = intake.reviews()
    place = intake.sealed.root / f"content/reviews/ben-ode/{first.id}.yaml"
    copy = place.read_text().replace(first.id, "r-copycopycopy").replace("provider: ben-ode", "provider: ana-diaz")
    moved = "moderation: {status: withheld, reason: wrong-provider, by: compliance, moved_to: r-copycopycopy}\n"
    place.write_text(place.read_text() + moved)
    (intake.sealed.root / "content/reviews/ana-diaz").mkdir()
    (intake.sealed.root / "content/reviews/ana-diaz/r-copycopycopy.yaml").write_text(copy)
    edit = row(1, text="Kind and quick.", updated="2026-05-04T08:00:00Z")
    taken = intake.take(intake.export(edit, name="edit.json"), is_whole=True)
    assert (len(taken.versions), taken.gone) == (1, ())
    (version,) = [review for review in intake.reviews() if review.text == "Kind and quick."]
    assert (version.provider, version.supersedes) == ("ana-diaz", "r-copycopycopy")


def test_two_anonymous_reviews_of_one_second_do_not_change_places(intake):
    def nameless(text):
        return {"starRating": "FIVE", "comment": text, "createTime": "2026-03-04T10:00:01Z", "reviewer": {}}

    intake.take(intake.export(nameless("First.")))
    taken = intake.take(intake.export(nameless("Second."), nameless("First."), name="both.json"))
    assert (taken.new, taken.versions, taken.known) == (1, (), 1)


def test_a_file_of_any_name_is_known(intake):
    intake.take(intake.export(row(1)))
    (path,) = (intake.sealed.root / "content/reviews/ana-diaz").glob("*.yaml")
    path.rename(path.with_name("Jane Review.yaml"))
    assert intake.take(intake.export(row(1), name="again.json")).new == 0


def test_what_a_person_named_and_is_of_another_kind_is_said(intake):
    other = intake.folder / "table.csv"
    other.write_text("Nr,Stars\n1,5\n")
    with pytest.raises(UnreadableError, match=r"table\.csv is a table, the others are"):
        intake.take(intake.export(row(1)), other)


def test_an_invitation_that_does_not_load_stops_the_intake(intake):
    intake.sealed.write(INVITATION.replace("channel:", "chanel:"))
    with pytest.raises(SiteGenError, match=r"content/invitations/spring\.yaml:2: unknown key chanel"):
        intake.take(intake.export(row(1)))


def test_the_day_is_that_of_the_site(intake):
    intake.take(intake.export(row(1)), now=datetime.datetime(2026, 12, 1, 2, tzinfo=datetime.UTC))
    (opening,) = intake.sealed.openings().values()
    assert entry_of(opening).logged == "2026-11"


def test_an_undated_answer_is_written_down_once(intake):
    answer = {"reviewReply": {"comment": "Thanks."}}
    intake.take(intake.export(row(1, **answer)))
    before = intake.everything()
    again = intake.take(intake.export(row(1, **answer)))
    assert (again.answered, intake.everything()) == ((), before)


def test_two_branches_that_took_in_the_same_export_are_not_sealed_twice(intake):
    intake.take(intake.export(row(1)))
    (first,) = intake.reviews()
    folder = intake.sealed.root / "content/reviews/ana-diaz"
    twin = (folder / f"{first.id}.yaml").read_text().replace(first.id, "r-zzzzzzzzzzzz")
    (folder / "r-zzzzzzzzzzzz.yaml").write_text(twin)
    result = intake.sealed.seal()
    assert [(one.code, one.review) for one in result.findings] == [("SRC004", "r-zzzzzzzzzzzz")]
    assert intake.sealed.kinds().count("review") == 1


def test_a_version_that_has_a_later_one_gets_no_second(intake):
    intake.take(intake.export(row(1)))
    intake.take(intake.export(row(1, text="Better.", updated="2026-05-04T08:00:00Z"), name="later.json"))
    (version,) = [review for review in intake.reviews() if review.supersedes]
    folder = intake.sealed.root / "content/reviews/ana-diaz"
    twin = (folder / f"{version.id}.yaml").read_text().replace(version.id, "r-zzzzzzzzzzzz")
    (folder / "r-zzzzzzzzzzzz.yaml").write_text(twin)
    result = intake.sealed.seal()
    assert [one.code for one in result.findings] == ["INT116"]
    assert intake.sealed.log().replay.conflicts == []


@pytest.mark.parametrize("said", ["source_id: R9", "source: yelp"])
def test_another_review_of_the_source_is_no_edit_of_this_one(intake, said):
    _without_ids(intake, "first.csv", "ana-diaz,1,Rude.,J. R.,2026-03-04")
    intake.take(intake.export(row(1, text="Rude.", stars=1)))
    intake.sealed.seal()
    (first,) = [review for review in intake.reviews() if review.source_id]
    folder = intake.sealed.root / "content/reviews/ana-diaz"
    text = (folder / f"{first.id}.yaml").read_text().replace(first.id, "r-zzzzzzzzzzzz").replace("Rude.", "Kind.")
    key, _, value = said.partition(": ")
    forged = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE) + f"supersedes: {first.id}\n"
    (folder / "r-zzzzzzzzzzzz.yaml").write_text(forged.replace("2026-03-04", "2026-05-04"))
    (finding,) = intake.sealed.seal().findings
    assert (finding.code, "is another review of its source" in finding.message) == ("INT116", True)


def test_a_part_of_the_source_says_nothing_about_what_is_gone(intake):
    intake.take(intake.export(row(1), row(2), totalReviewCount=2))
    assert intake.take(intake.export(row(1), name="part.json", totalReviewCount=2)).gone == ()
    assert len(intake.take(intake.export(row(1), name="part.json"), is_whole=True).gone) == 1


def test_reviews_without_an_id_are_found_again_each_once(intake):
    def nameless(author, text, created):
        return {"starRating": "FIVE", "comment": text, "createTime": created, "reviewer": author}

    noon, exact = "2026-03-04T12:00:00Z", "2026-03-04T12:00:01.5Z"
    rows = [nameless({}, "Fine.", noon), nameless({}, "Fine.", noon), nameless({}, "Good.", noon)]
    named = nameless({"displayName": "Ana"}, "Kind.", exact)
    intake.take(intake.export(*rows, named))
    assert len(intake.reviews()) == 4
    again = intake.take(intake.export(*rows, named, name="again.json", averageRating=5))
    assert (again.new, again.known) == (0, 4)
    edit = nameless({"displayName": "Ana"}, "Kind and quick.", exact)
    edited = intake.take(intake.export(*rows, edit, name="edit.json"))
    assert (edited.new, len(edited.versions), edited.known) == (0, 1, 3)


def test_the_ids_of_a_source_are_found_again_where_an_earlier_export_had_none(intake):
    nameless = {key: value for key, value in row(1).items() if key not in ("name", "reviewId")}
    intake.take(intake.export(nameless))
    taken = intake.take(intake.export(row(1), name="with-id.json"))
    assert (taken.new, taken.known) == (0, 1)


def _end(intake, review, **changes):
    return erase(intake.sealed.root, review, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF, **changes)


def test_an_erasure_with_a_later_version_that_waits_names_it_and_takes_it_along(intake):
    intake.take(intake.export(row(1, text="One"), row(2)))
    intake.sealed.seal()
    intake.take(intake.export(row(1, text="Two", updated="2026-04-04T05:06:07Z"), row(2), name="later.json"))
    (first,) = [one for one in intake.reviews() if one.text == "One"]
    (second,) = [one for one in intake.reviews() if one.text == "Two"]
    before = intake.everything()
    with pytest.raises(SiteGenError, match=rf"{second.id} \(not sealed\)"):
        _end(intake, first.id)
    assert intake.everything() == before
    _end(intake, first.id, all_versions=True)
    assert [one.source_id for one in intake.reviews()] == ["R2"]
    assert len(intake.sealed.openings()) == 1
    assert intake.sealed.seal().findings == ()
    assert intake.sealed.log().replay.conflicts == []
    assert [one.code for one in intake.sealed.findings() if one.severity.value == "error"] == []
    third = row(1, text="Three", updated="2026-05-04T05:06:07Z")
    taken = intake.take(intake.export(third, row(2), name="last.json"))
    assert (taken.new, taken.versions, taken.erased) == (0, (), 1)


def test_an_edit_of_a_review_whose_copy_still_stands_is_not_left_out(intake):
    columns = {"Id": "source_id", "Date": "received_at", "Text": "text", "Changed": "updated_at"}

    def take(line, about="ana-diaz"):
        (intake.folder / "e.csv").write_text(f"Id,Date,Text,Changed\n{line}\n")
        vendor = ReviewMap(source="vendor", columns=columns)
        return intake.take(intake.folder / "e.csv", source="csv", mapping=vendor, about=About(provider=about))

    take("A,2026-03-04,One,")
    leo = intake.sealed.root / "content/providers/leo-chen.yaml"
    leo.write_text(re.sub(r"npi:.*\n", "", (leo.parent / "ana-diaz.yaml").read_text().replace("ana-diaz", "leo-chen")))
    (path,) = (intake.sealed.root / "content/reviews").rglob("*.yaml")
    copy = intake.sealed.root / "content/reviews/leo-chen/r-cccccccccccc.yaml"
    copy.parent.mkdir()
    copy.write_text(path.read_text().replace(path.stem, copy.stem).replace("ana-diaz", "leo-chen"))
    moved = f"moderation: {{status: withheld, by: compliance, reason: wrong-provider, moved_to: {copy.stem}}}\n"
    path.write_text(path.read_text() + moved)
    assert intake.sealed.seal().findings == ()
    assert _end(intake, path.stem).related == (copy.stem,)
    assert len(take("A,2026-03-04,Two,2026-04-04", "leo-chen").versions) == 1
    assert intake.sealed.seal().findings == ()
    _end(intake, copy.stem, all_versions=True)
    assert take("A,2026-03-04,Three,2026-05-04", "leo-chen").erased == 1


def test_an_erased_review_is_not_brought_back(intake):
    intake.take(intake.export(row(1), row(2)))
    intake.sealed.seal()
    (first,) = [review for review in intake.reviews() if review.source_id == "R1"]
    erase(intake.sealed.root, first.id, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF)
    taken = intake.take(intake.export(row(1, text="Good, again."), row(2), name="later.json"))
    assert (taken.new, taken.erased, taken.known) == (0, 1, 1)
    assert intake.manifests()[-1].left_out == {"erased": 1, "here-already": 1}


def _without_ids(intake, name, *rows):
    place = intake.folder / name
    place.write_text("Who,Stars,Words,Name,Day\n" + "".join(f"{one}\n" for one in rows))
    columns = "{Who: provider, Stars: rating, Words: text, Name: author, Day: received_at}"
    mapping = parse(f"source: press-ganey\ncolumns: {columns}\n".encode(), ReviewMap, "map.yaml")
    return intake.take(place, source="csv", mapping=mapping, about=None)


@pytest.mark.parametrize("day", ["2026-03-04", "2026-03-04 10:11:12"])
def test_an_erased_review_without_an_id_at_its_source_is_not_brought_back(intake, day):
    rows = f"ana-diaz,1,They lost my file.,J. R.,{day}", f"ana-diaz,1,Nobody came.,M. K.,{day}"
    _without_ids(intake, "first.csv", *rows)
    intake.sealed.seal()
    (first,) = [review for review in intake.reviews() if review.author == "J. R."]
    erase(intake.sealed.root, first.id, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF)
    more = f"ana-diaz,1,They lost my file.,Q. Q.,{day}"
    taken = _without_ids(intake, "second.csv", *rows, more)
    assert (taken.new, taken.erased, taken.known) == (1, 1, 1)
    assert {review.author for review in intake.reviews()} == {"M. K.", "Q. Q."}
    assert b"lost my file" not in b"".join((intake.sealed.root / "log/private/erased").read_bytes().split())


def test_an_erased_edit_without_an_id_keeps_out_what_the_author_wrote_first_too(intake):
    _without_ids(intake, "first.csv", "ana-diaz,1,First.,J. R.,2026-03-04 10:11:12")
    _without_ids(intake, "second.csv", "ana-diaz,2,Second.,J. R.,2026-03-04 10:11:12")
    intake.sealed.seal()
    ident = intake.reviews()[0].id
    erase(intake.sealed.root, ident, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF, all_versions=True)
    for name, said in (("third.csv", "1,First."), ("fourth.csv", "2,Second."), ("fifth.csv", "3,Third.")):
        taken = _without_ids(intake, name, f"ana-diaz,{said},J. R.,2026-03-04 10:11:12")
        assert (taken.new, taken.erased) == (0, 1)


@pytest.mark.parametrize(("author", "instant"), [("", "10:11:12"), ("Patient", "23:59:59")])
def test_what_somebody_else_says_at_the_same_instant_is_no_erased_review_and_no_edit(intake, author, instant):
    """A vendor that knows only the day gives all of it one instant, and many people no name."""
    when = f"{author},2026-03-04 {instant}"
    _without_ids(intake, "first.csv", f"ana-diaz,1,They lost my file.,{when}")
    other = _without_ids(intake, "second.csv", f"ana-diaz,2,Nobody came.,{when}")
    assert (other.new, other.versions) == (1, ())
    intake.sealed.seal()
    (first,) = [review for review in intake.reviews() if review.rating == 1]
    erase(intake.sealed.root, first.id, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF)
    more = f"ana-diaz,3,Kind.,{when}"
    taken = _without_ids(intake, "third.csv", f"ana-diaz,1,They lost my file.,{when}", more)
    assert (taken.new, taken.erased) == (1, 1)
    assert {review.rating for review in intake.reviews()} == {2, 3}


def test_a_bare_rating_of_a_day_is_many_peoples_and_erasing_one_keeps_no_other_out(intake):
    _without_ids(intake, "first.csv", "ana-diaz,5,,,2026-03-04")
    intake.sealed.seal()
    ident = intake.reviews()[0].id
    erase(intake.sealed.root, ident, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF)
    assert _without_ids(intake, "second.csv", "ana-diaz,5,,,2026-03-04").new == 1


def test_nothing_lands_while_a_row_is_refused_unless_the_others_are_wanted(intake):
    export = intake.export(row(1), row(2, created="yesterday"), None)
    before = intake.everything()
    taken = intake.take(export)
    assert [one.kind for one in taken.refusals] == ["unreadable"]
    assert (taken.import_id, intake.everything()) == ("", before)
    assert intake.take(export, skip_invalid=True).new == 1
    assert intake.manifests()[0].left_out == {"empty": 1, "unreadable": 1}
    assert [one.code for one in intake.sealed.findings()].count("PRV303") == 1


def test_a_dry_run_says_the_same_and_writes_nothing(intake):
    before = intake.everything()
    assert intake.take(intake.export(row(1)), dry_run=True).new == 1
    assert intake.everything() == before


def test_garbled_text_stops_the_intake_until_somebody_accepts_it(intake):
    export = intake.export(row(1, text="The wait wasnâ€™t long."), row(2))
    taken = intake.take(export)
    assert [(one.kind, one.where) for one in taken.refusals] == [("encoding", "export.json, review 1")]
    assert intake.take(export, accept_encoding=True).new == 2
    assert intake.manifests()[0].encoding_accepted == 1


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b"])
def test_control_characters_are_refused_whatever_is_accepted(intake, char):
    taken = intake.take(intake.export(row(1, text=f"Kind{char}.")), accept_encoding=True)
    assert [one.kind for one in taken.refusals] == ["control-character"]


def test_a_row_is_matched_by_its_place_and_nobody_is_guessed(intake):
    export = intake.export(row(1), row(2, name="accounts/1/locations/33/reviews/R2"))
    places = PlaceMap(places={"locations/22": About(provider="ana-diaz", location="downtown")})
    taken = intake.take(export, about=None, places=places)
    assert (taken.unmatched, taken.import_id) == ({"locations/33": 1}, "")
    assert intake.take(export, about=None, places=places, skip_invalid=True).new == 1
    (review,) = intake.reviews()
    assert (review.provider, review.location) == ("ana-diaz", "downtown")


@pytest.mark.parametrize("cell", ["Maria Lopez maria@example.com", "(312) 555-0142", "Maria Lopez"])
def test_what_stands_as_an_npi_and_is_none_is_not_repeated(intake, cell):
    export = intake.folder / "export.csv"
    export.write_text(f"id,date,rating,comment,npi\n1,2026-03-01,4,fine,{cell}\n2,2026-03-01,4,fine,1234567893\n")
    columns = {"id": "source_id", "date": "received_at", "rating": "rating", "comment": "text", "npi": "npi"}
    taken = intake.take(export, source="csv", about=None, mapping=ReviewMap(source="vendor", columns=columns))
    assert [one.reason for one in taken.refusals] == [
        "what stands as its NPI is none",
        "no provider has the NPI 1234567893",
    ]
    assert taken.unmatched == {"": 1, "1234567893": 1}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source": "gogle-business-profile"}, "no source gogle-business-profile"),
        ({"about": About(provider="nobody")}, "no provider nobody"),
        ({"batch": "b-000000000001"}, "no invitation b-000000000001"),
        ({"files": (Path("/nowhere/export.json"),)}, "cannot read"),
    ],
)
def test_what_is_not_there_is_said(intake, changes, message):
    export = intake.export(row(1))
    with pytest.raises(SiteGenError, match=message) as caught:
        intake.take(*changes.pop("files", (export,)), **changes)
    assert caught.value.hint


def test_another_kind_of_file_is_refused_with_what_it_looks_like(intake):
    place = intake.folder / "table.csv"
    place.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableError, match=r"table\.csv looks like a .*table"):
        intake.take(place)


def test_the_answer_of_the_practice_comes_with_the_review(intake):
    answer = {"comment": "Thank you. Please call us.", "updateTime": "2026-03-06T10:00:00Z"}
    intake.take(intake.export(row(1, reviewReply=answer), row(2, reviewReply={"comment": "Thanks."})))
    by_id = {review.source_id: review for review in intake.reviews()}
    assert (by_id["R1"].reply.status, by_id["R1"].reply.text) == ("published", "Thank you. Please call us.")
    assert by_id["R2"].reply.status == "draft"


def test_an_answer_given_at_the_source_since_is_written_down_once(intake):
    intake.take(intake.export(row(1), row(2)))
    answer = {"comment": "Thank you.", "updateTime": "2026-03-06T10:00:00Z"}
    taken = intake.take(intake.export(row(1, reviewReply=answer), row(2), name="later.json"))
    assert (taken.new, len(taken.answered)) == (0, 1)
    by_id = {review.source_id: review for review in intake.reviews()}
    assert (by_id["R1"].reply.text, by_id["R2"].reply) == ("Thank you.", None)
    answer["comment"] = "Another text."
    assert intake.take(intake.export(row(1, reviewReply=answer), row(2), name="last.json")).answered == ()


INVITATION = """\
-- content/wording/spring.txt --
Please tell us about your visit. Any rating helps.
-- content/invitations/spring.yaml --
id: b-000000000001
channel: email
period: {first_on: 2026-03-01, last_on: 2026-03-31}
selection: random-sample
eligible: 40
invited: 20
wording: wording/spring.txt
"""


@pytest.mark.parametrize(
    ("named", "batch", "expected"),
    [
        ("b-000000000001", None, ("b-000000000001", "invited-sample")),
        ("x", None, (None, "organic")),
        ("312-555-0142", None, (None, "organic")),
        ("", "b-000000000001", ("b-000000000001", "invited-sample")),
        ("", None, (None, "organic")),
    ],
)
def test_a_form_names_an_invitation_that_exists_or_none(intake, named, batch, expected):
    intake.sealed.write(INVITATION)
    one = {
        "created_at": "2026-03-04T05:06:07Z", "number": 1, "id": "5f0000000000000000000001", "form_id": "f",
        "form_name": "review", "data": {"rating": "5", "review": "Kind.", "provider": "ana-diaz", "batch": named},
    }  # fmt: skip
    place = intake.folder / "submissions.json"
    place.write_text(json.dumps([one]))
    taken = intake.take(place, source="netlify-forms", batch=batch)
    assert taken.new == 1, taken.refusals
    (review,) = intake.reviews()
    assert (review.batch, review.method) == expected
    assert [note.kind for note in taken.notes].count("no-batch") == (named in ("x", "312-555-0142"))
    assert "555" not in repr(taken.notes)


def test_contact_data_of_a_table_reaches_no_file_of_the_site(intake):
    place = intake.folder / "survey.csv"
    place.write_text(
        "Id,Date,Stars,Text,Rel,Auth,Camp,Inc,Name\n"
        "312-555-0142,2026-03-04,5,Kind.,sister 312-555-0142,jane.roe@x.example,jane.roe@x.example,"
        "for jane.roe@x.example,Jane 312-555-0142\n"
    )
    columns = {
        "Id": "source_id", "Date": "received_at", "Stars": "rating", "Text": "text", "Rel": "relationship",
        "Auth": "authorization", "Camp": "batch", "Inc": "incentive", "Name": "author",
    }  # fmt: skip
    taken = intake.take(place, source="csv", mapping=ReviewMap(source="survey", columns=columns))
    assert taken.new == 1
    assert len(taken.notes) == 6
    assert "jane" not in repr((taken.notes, taken.reading)).lower()
    written = b"".join(path.read_bytes() for path in intake.sealed.root.rglob("*") if path.is_file())
    for part in (b"312-555-0142", b"jane.roe", b"Jane 312"):
        assert part not in written


@pytest.mark.parametrize("kind", ["r", "i", "b"])
def test_an_id_that_looks_as_if_it_held_a_date_is_thrown_away(monkeypatch, kind):
    seen = []

    def check(value):
        seen.append(value)
        if len(seen) == 1:
            raise LogError("it holds what looks like a date")

    monkeypatch.setattr(fresh_ids, "check_random_id", check)
    given = fresh_ids.fresh_id(kind)
    assert given == seen[1]
    assert given != seen[0]
    assert re.fullmatch(rf"{kind}-[a-z2-7]{{12}}", given)


DRIVER = """
import datetime, sys
from pathlib import Path
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.intake.reviews.places import About
from site_gen.pipeline.intake.options import IntakeOptions
from site_gen.pipeline.intake.take import take_in
options = IntakeOptions(root=Path(sys.argv[1]), source="google-business-profile", files=(Path(sys.argv[2]),),
    now=datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), version="0", about=About(provider="ana-diaz"))
print("ready", flush=True)
sys.stdin.readline()
take_in(options, lambda done, total: None)
print("done", flush=True)
"""


def _run(root, export, delay=None):
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(root), str(export)],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with process:
        assert process.stdout.readline() == b"ready\n"
        started = time.perf_counter()
        process.stdin.write(b"\n")
        process.stdin.flush()
        if delay is None:
            assert process.stdout.readline() == b"done\n"
        else:
            select.select([process.stdout], [], [], delay)
            process.send_signal(signal.SIGKILL)
    return time.perf_counter() - started


def test_a_kill_at_any_time_leaves_nothing_or_all_and_the_next_run_completes(intake, tmp_path):
    export = intake.export(*(row(number, text=f"Text {number}.") for number in range(400)))
    trial = tmp_path / "trial"
    shutil.copytree(intake.sealed.root, trial)
    seconds = _run(trial, export)
    landed = set()
    for number in range(KILLS):
        root = tmp_path / f"kill-{number}"
        shutil.copytree(intake.sealed.root, root)
        _run(root, export, seconds * (number + 0.5) / KILLS)
        with locked(root):
            pass  # whoever works on the site next finishes or removes what was under way
        count = len(list((root / "content/reviews").rglob("*.yaml")))
        assert count == (400 if (root / "content/imports").is_dir() else 0)
        assert not list(root.glob(".landing-*"))
        landed.add(count)
        intake.sealed.root, before = root, intake.sealed.root
        intake.take(export)
        assert len(intake.reviews()) == 400
        assert len(intake.sealed.openings()) == 400
        intake.sealed.root = before
    assert 0 in landed


@pytest.mark.parametrize("stop", range(5))
def test_a_stop_before_any_rename_is_finished_by_the_next_run(intake, monkeypatch, stop):
    renames = iter(range(stop))

    def replace(path, target):
        if next(renames, None) is None:
            raise KeyboardInterrupt
        os.replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(landing.Path, "replace", replace)
        patch.setattr(landing, "write_durably", lambda path, data: path.write_bytes(data))
        with pytest.raises(KeyboardInterrupt):
            intake.take(intake.export(row(1), row(2), row(3)))
    assert not list((intake.sealed.root / "content").rglob("imports/*.yaml"))
    with locked(intake.sealed.root):
        pass
    assert len(intake.reviews()) == 3
    assert len(intake.manifests()) == 1
    assert len(intake.sealed.openings()) == 3


def test_what_was_received_on_a_day_that_has_not_come_is_refused(intake):
    tomorrow = row(1, created="2026-11-25T08:59:00Z")
    taken = intake.take(intake.export(tomorrow, row(2, created="2031-01-01T08:00:00Z")))
    (refusal,) = taken.refusals
    assert (refusal.kind, refusal.reason) == ("not-yet", "its date, 2031-01-01, has not come yet")
    assert intake.take(intake.export(tomorrow), skip_invalid=True).new == 1
    ahead = row(1, text="Changed.", updated="2099-01-01T08:00:00Z")
    assert [one.kind for one in intake.take(intake.export(ahead, name="ahead.json")).refusals] == ["not-yet"]
