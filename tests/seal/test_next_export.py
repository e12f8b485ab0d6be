"""The next export of a source says the same in another format, or something else: what is here, and what was erased."""

from __future__ import annotations

import datetime
import json
import re

import msgspec
import pytest
from taking import BEN, Intake, row

from conftest import AS_OF
from site_gen.intake.reviews.places import About, PlaceMap
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.pipeline.erase import erase
from site_gen.pipeline.erased import Erased, Said, said_marks
from site_gen.pipeline.keys import KeySource


@pytest.fixture
def intake(tmp_path):
    return Intake(tmp_path)


PAGE = "https://harbor.example/review/"
SUBMISSIONS = (
    ("5f1a", "2026-03-18", "22:05:00", "123", "Ana", "1", "They lost my file."),
    ("5f1b", "2026-03-19", "22:05:07", "456", "Ben", "5", "Kind and quick."),
)


def _netlify(intake, kind, name, rows=SUBMISSIONS):
    """Take in submissions as Netlify hands them out: as JSON with ids and milliseconds, or as a table without."""
    place = intake.folder / f"{name}.{kind}"
    if kind == "csv":
        lines = [
            f"{author},{rating},{text},ana-diaz,203.0.113.77,{PAGE},{day} {clock} UTC"
            for _, day, clock, _, author, rating, text in rows
        ]
        place.write_text("\n".join(("name,rating,review,provider,ip,referrer,created_at", *lines, "")))
    else:
        items = [
            {
                "id": ident, "number": number, "form_name": "review", "created_at": f"{day}T{clock}.{part}Z",
                "data": {"name": author, "rating": rating, "review": text, "provider": "ana-diaz", "referrer": PAGE},
            }
            for number, (ident, day, clock, part, author, rating, text) in enumerate(rows, 1)
        ]  # fmt: skip
        place.write_text(json.dumps(items))
    return intake.take(place, source="netlify-forms", about=None)


@pytest.mark.parametrize(("first", "then"), [("csv", "json"), ("json", "csv")])
def test_the_same_submissions_in_another_format_are_here_already(intake, first, then):
    assert _netlify(intake, first, "one").new == 2
    taken = _netlify(intake, then, "two")
    assert (taken.new, taken.versions, taken.known) == (0, (), 2)


@pytest.mark.parametrize(("first", "then"), [("csv", "json"), ("json", "csv"), ("csv", "csv"), ("json", "json")])
def test_what_was_erased_does_not_come_back_in_another_format(intake, first, then):
    _netlify(intake, first, "one")
    intake.sealed.seal()
    for review in intake.reviews():
        erase(intake.sealed.root, review.id, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF)
    taken = _netlify(intake, then, "two")
    assert (taken.new, taken.erased, intake.reviews()) == (0, 2, [])


@pytest.mark.parametrize(("first", "then"), [("csv", "json"), ("json", "csv")])
def test_of_two_in_one_second_only_the_erased_one_stays_out(intake, first, then):
    rows = tuple((*one[:4], "", *one[5:]) for one in (SUBMISSIONS[1], ("5f1c", *SUBMISSIONS[1][1:5], "2", "Slow.")))
    _netlify(intake, first, "one", rows)
    intake.sealed.seal()
    (erased,) = [review for review in intake.reviews() if review.rating == 2]
    erase(intake.sealed.root, erased.id, "erasure", key=KeySource(intake.sealed.keys), as_of=AS_OF)
    taken = _netlify(intake, then, "two", rows)
    assert (taken.new, taken.erased, taken.known) == (0, 1, 1)


def test_an_edit_is_known_by_its_second_and_its_author(intake):
    _netlify(intake, "csv", "one")
    (ident, *when, _, rating, text) = SUBMISSIONS[1]
    taken = _netlify(intake, "json", "two", [SUBMISSIONS[0], (ident, *when, "Ben", rating, f"{text} And clean.")])
    assert (taken.new, len(taken.versions), taken.known) == (0, 1, 1)
    assert intake.sealed.seal().findings == ()


def test_a_mark_of_the_exact_instant_alone_which_older_versions_noted_still_counts():
    at = datetime.datetime(2026, 3, 19, 22, 5, 7, 456_000, tzinfo=datetime.UTC)
    one = Said("website-form", at, "Ben", ("5", None, "Kind."), has_id=False)
    secret = b"s" * 32
    erased = Erased(secret, frozenset(said_marks(secret, one)))
    assert erased.holds_said(one)
    assert erased.holds_said(one._replace(has_id=True))
    assert not erased.holds_said(one._replace(received_at=at.replace(microsecond=0)))
    in_second = Erased(secret, frozenset(said_marks(secret, one._replace(received_at=at.replace(microsecond=0)))))
    assert in_second.holds_said(one)


def _of_place(place, number, **more):
    return row(number, name=f"accounts/1/locations/{place}/reviews/R{number}", **more)


PLACES = PlaceMap(
    places={
        "locations/22": About(provider="ben-ode"),
        "locations/33": About(provider="ana-diaz"),
        "locations/44": About(provider="ana-diaz"),
    }
)


def test_a_whole_export_of_one_place_says_nothing_about_another(intake):
    intake.sealed.write(BEN)
    here = [_of_place(33, 1), _of_place(33, 2)]
    there = [_of_place(44, 3), _of_place(44, 4)]
    for places, about in ((PLACES, None), (None, About(provider="ana-diaz"))):
        values = {"places": places, "about": about}
        intake.take(intake.export(*here, name="33.json", totalReviewCount=2), **values)
        taken = intake.take(intake.export(*there, name="44.json", totalReviewCount=2), **values)
        assert (taken.gone, taken.gone_untold) == ((), 0)
    taken = intake.take(intake.export(*here[:1], name="33-later.json", totalReviewCount=1), about=None, places=PLACES)
    (gone,) = taken.gone
    assert (gone.id, taken.gone_untold) == (next(one.id for one in intake.reviews() if one.source_id == "R2"), 0)
    assert intake.manifests()[0].places == ("locations/33",)


def test_of_an_import_of_several_places_those_that_the_mapping_tells_apart_are_told(intake):
    intake.sealed.write(BEN)
    every = [_of_place(22, 1), _of_place(22, 2), _of_place(33, 3), _of_place(44, 4)]
    values = {"about": None, "places": PLACES}
    intake.take(intake.export(*every), **values)
    taken = intake.take(intake.export(*every[:1], name="22.json", totalReviewCount=1), **values)
    ids = {one.source_id: one.id for one in intake.reviews()}
    assert ([one.id for one in taken.gone], taken.gone_untold) == ([ids["R2"]], 0)
    taken = intake.take(intake.export(_of_place(33, 5), name="33.json", totalReviewCount=1), **values)
    assert (taken.gone, taken.gone_untold) == ((), 2)
    whole = intake.take(intake.export(_of_place(33, 5), name="33.json"), **values, is_whole=True)
    assert {one.id for one in whole.gone} == set(ids.values())


@pytest.mark.parametrize("how", ["an older import", "an export without names"])
def test_where_the_place_is_not_known_nothing_is_listed_and_that_is_said(intake, how):
    rows = [row(1), row(2)]
    if how == "an export without names":
        rows = [{key: value for key, value in one.items() if key != "name"} for one in rows]
    intake.take(intake.export(*rows, totalReviewCount=2))
    for path in (intake.sealed.root / "content/imports").glob("*.yaml"):
        path.write_text(re.sub(r"^places:.*\n(- .*\n)*", "", path.read_text(), flags=re.MULTILINE))
    taken = intake.take(intake.export(rows[0], name="later.json", totalReviewCount=1))
    assert (taken.gone, taken.gone_untold, taken.known) == ((), 1, 1)


ANSWERS = ReviewMap(
    source="press-ganey",
    columns={"Id": "source_id", "Day": "received_at", "Changed": "updated_at", "Stars": "rating", "Words": "text"},
    aspects={"Heard": "listens", "Wait": "wait-time"},
)


def _answers(intake, name, *lines, mapping=ANSWERS):
    place = intake.folder / f"{name}.csv"
    place.write_text("Id,Day,Changed,Stars,Words,Heard,Wait\n" + "".join(f"{line}\n" for line in lines))
    return intake.take(place, source="csv", mapping=mapping)


@pytest.mark.parametrize("changed", ["", "2026-04-02"])
def test_an_answer_that_its_author_changed_is_a_version(intake, changed):
    _answers(intake, "first", "9,2026-03-18,,4,Fine.,5,4", "10,2026-03-18,,4,Good.,5,4")
    intake.sealed.seal()
    edited = f"9,2026-03-18,{changed},4,Fine.,1,4"
    taken = _answers(intake, "second", edited, "10,2026-03-18,,4,Good.,5,4")
    assert (taken.new, len(taken.versions), taken.known) == (0, 1, 1)
    (version,) = [review for review in intake.reviews() if review.supersedes]
    assert (version.aspects, version.text) == ({"listens": 1, "wait-time": 4}, "Fine.")
    assert intake.sealed.seal().findings == ()
    assert _answers(intake, "third", edited).known == 1
    older = _answers(intake, "fourth", "9,2026-03-18,,4,Fine.,5,4")
    assert ([note.kind for note in older.notes], older.known) == (["older-version"], 1)


@pytest.mark.parametrize("ident", ["9", ""])
@pytest.mark.parametrize("aspects", [{}, {"Heard": "listens"}])
def test_answers_that_one_export_has_and_the_other_has_not_are_no_edit_and_are_said(intake, ident, aspects):
    bare = msgspec.structs.replace(ANSWERS, aspects=aspects)
    lines = [f"{ident},2026-03-18,,4,Fine.,5,4", f"{ident and 10},2026-03-18,,4,,,"]
    _answers(intake, "without", *lines, mapping=bare)
    taken = _answers(intake, "with", *lines)
    assert (taken.new, taken.versions, taken.known) == (0, (), 2)
    (note,) = taken.notes
    path = next(iter((intake.sealed.root / "content/reviews").rglob(f"{_saying(intake, 'Fine.').id}.yaml")))
    assert (note.kind, str(path.relative_to(intake.sealed.root)) in note.reason) == ("answers", True)
    if ident:
        edited = _answers(intake, "edited", lines[0].replace(",,4", ",2026-04-02,4"))
        assert len(edited.versions) == 1


def _saying(intake, text):
    (one,) = [review for review in intake.reviews() if review.text == text]
    return one


def test_bare_ratings_that_differ_in_their_answers_are_each_found_again(intake):
    lines = [",2026-03-18,,4,,5,5", ",2026-03-18,,4,,1,5", ",2026-03-18,,4,,,"]
    _answers(intake, "first", *lines[:2])
    taken = _answers(intake, "second", *reversed(lines))
    assert (taken.new, taken.versions, taken.known, taken.notes) == (1, (), 2, ())


THANKS = {"comment": "Thank you.", "updateTime": "2026-03-06T10:00:00Z"}


@pytest.mark.parametrize(
    ("reply", "said"), [({**THANKS, "comment": "Please call us."}, "differs"), (None, "shows no reply"), (THANKS, "")]
)
def test_a_reply_that_is_another_one_at_the_source_or_gone_is_said_and_stays(intake, reply, said):
    intake.take(intake.export(row(1, reviewReply=THANKS), row(2)))
    before = [review.reply for review in intake.reviews()]
    more = {"reviewReply": reply} if reply else {}
    taken = intake.take(intake.export(row(1, **more), row(2), name="later.json"))
    assert (taken.known, taken.answered) == (2, ())
    assert [note.where for note in taken.notes] == (["later.json, review 1"] if said else [])
    (path,) = (one for one in intake.sealed.root.rglob("content/reviews/*/*.yaml") if "Thank you." in one.read_text())
    for note in taken.notes:
        assert (note.kind, said in note.reason, path.name in note.reason) == ("reply", True, True)
    assert [review.reply for review in intake.reviews()] == before


def test_an_export_that_holds_no_replies_does_not_say_that_one_is_gone(intake):
    _netlify(intake, "csv", "one")
    (path,) = (one for one in intake.sealed.root.rglob("content/reviews/*/*.yaml") if "Kind" in one.read_text())
    reply = "reply: {status: published, published_at: '2026-03-20T08:00:00Z', text: Thank you.}\n"
    path.write_text(path.read_text() + reply)
    taken = _netlify(intake, "json", "two")
    assert (taken.known, [note.kind for note in taken.notes if note.kind == "reply"]) == (2, [])
