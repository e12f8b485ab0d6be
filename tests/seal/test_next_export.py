"""The next export of a source says the same in another format, or something else: what is here, and what was erased."""

from __future__ import annotations

import datetime
import json

import pytest
from taking import Intake

from conftest import AS_OF
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
