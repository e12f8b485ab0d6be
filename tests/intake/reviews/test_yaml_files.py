"""Reviews written down by hand."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import find_format
from site_gen.intake.reviews.received import OwnerReply, Reading
from site_gen.model.review import Rating
from site_gen.pipeline.intake.maps import decode_yaml

OPTIONS = Options(zone=ZoneInfo("America/Chicago"), order="month-first")
CARD = """\
provider: amara-okafor
location: downtown
rating: 4
aspects: {listens: 5, wait-time: 2}
text: |
  Kind & clear.

  The lift was out of order.
author: M. K.
language: en
experienced: 2026-02
received_at: 2026-03-18
authorization: auth-2026-031
reply: {text: Thank you., at: 2026-03-20T15:00:00Z}
"""


def read(*texts: str, source: str = "yaml") -> Reading:
    files = [ExportFile(f"card-{at}.yaml", text.encode(), decode_yaml) for at, text in enumerate(texts, 1)]
    form, chosen = find_format(source, files)
    return form.read(chosen, OPTIONS)


def faults(text: str) -> str:
    reading = read(text)
    assert (reading.rows, reading.received) == (1, ())
    return reading.refusals[0].reason


def test_a_card_is_a_transcribed_review():
    (one,) = read(CARD).received
    assert one.where == "card-1.yaml"
    assert one.slug == "amara-okafor"
    assert one.location == "downtown"
    assert one.rating == 4
    assert one.aspects == {"listens": 5, "wait-time": 2}
    assert one.text == "Kind & clear.\n\nThe lift was out of order."
    assert one.received_at.isoformat() == "2026-03-18T12:00:00-05:00"
    assert one.experienced == "2026-02"
    assert one.method == "transcribed"
    assert one.reply is not None
    assert one.reply.text == "Thank you."
    assert one.source_id is None


def test_forty_cards_are_one_export_of_forty_rows():
    cards = [CARD.replace("rating: 4", f"rating: {at % 5 + 1}\nsource_id: card-{at}") for at in range(40)]
    stars_alone = [card[: card.index("text:")] + card[card.index("author:") :] for card in cards[:20]]
    reading = read(*stars_alone, *cards[20:], "rating: 6\nreceived_at: 2026-03-18\n", cards[39])
    assert reading.rows == 42
    assert len(reading.received) == 40
    assert len(reading.refusals) == 1
    assert reading.ratings == {str(stars): 8 for stars in range(1, 6)}
    assert sum(one.text is None for one in reading.received) == 20


@pytest.mark.parametrize(
    ("line", "rating"),
    [
        ("rating: 4/5", 4),
        ("rating: ★★★★☆", 4),
        ("rating: {value: 8, best: 10}", Rating(value=8, best=10)),
        ("rating: recommended", Rating(binary=True)),
        ("rating: null\ntitle: Fine", None),
    ],
)
def test_ratings_may_be_written_in_other_ways(line, rating):
    (one,) = read(f"{line}\nreceived_at: 2026-03-18\n").received
    assert one.rating == rating


@pytest.mark.parametrize("method", ["invited-all", "organic", "transcribed"])
def test_a_file_may_say_how_its_author_was_asked(method):
    (one,) = read(f"{CARD}method: {method}\n").received
    assert one.method == method


def test_a_source_of_its_own_is_that_of_the_export():
    assert read(CARD).source == "yaml"
    assert read(f"{CARD}source: comment-card\n").source == "comment-card"
    with pytest.raises(UnreadableError, match=r"card-1.yaml says source comment-card and card-2.yaml says yaml"):
        read(f"{CARD}source: comment-card\n", CARD)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ratng: 4", "unknown key 'ratng', did you mean rating?"),
        ("recieved-at: 4", "unknown key 'recieved-at', did you mean received_at?"),
        ("zzz: 4", "unknown key 'zzz'; known are source_id, provider"),
        ("id: r-k3v9m2qd7xwa", "id: intake writes it, leave it out"),
        ("moderation: {status: published}", "moderation: intake writes it"),
        ("email: a@x.example", "email: looks like an e-mail address, which is never stored"),
        ("phone: 312-555-0142", "phone: looks like a phone number"),
        ("method: invited", "method: expected one of invited-all, .*, found 'invited', did you mean invited-all"),
        ("method: [organic]", "method: expected one of"),
        ("verification: yes", "verification: expected one of visit-match"),
        ("updated_at: 13/13/2026", "updated_at: '13/13/2026' is no date"),
        ("title: [a, b]", "title: expected text, found"),
        ("title: 5", "title: expected text, found 5"),
        ("source: Comment Card", "source: expected a slug, found 'Comment Card'"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(line, says):
    assert re.search(says, faults(f"{CARD}{line}\n"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("rating: 4", "rating: 6", "rating: 6 is outside 1 to 5"),
        ("rating: 4", "rating: {value: 11, best: 10}", "rating: value 11 outside 1 to 10"),
        ("rating: 4", "rating: {best: 10}", "rating: expected value and best, or binary"),
        ("listens: 5", "listens: 6", "aspects: expected a slug and a whole number from 1 to 5, found 'listens': 6"),
        ("listens: 5", "Listens!: 5", "aspects: expected a slug"),
        ("{listens: 5, wait-time: 2}", "5", "aspects: expected {name: stars}, found 5"),
        ("2026-03-18", "soon", "received_at: 'soon' is no date"),
        ("received_at: 2026-03-18\n", "", "received_at: expected the day on which it was received"),
        ("{text: Thank you., at: 2026-03-20T15:00:00Z}", "Thank you.", "reply: expected {text: …, at: …}"),
        ("2026-03-20T15:00:00Z", "soon", "reply: 'soon' is no date"),
        ("experienced: 2026-02", "experienced: spring", "experienced: 'spring' is no date"),
    ],
)
def test_a_value_that_does_not_fit_is_said(old, new, says):
    assert says in faults(CARD.replace(old, new))


@pytest.mark.parametrize("contact", ["jane.roe@x.example", "sister 312-555-0142"])
@pytest.mark.parametrize(
    "key", ["source_id", "place", "author", "language", "batch", "incentive", "relationship", "authorization", "rating",
            "received_at", "experienced", "aspects", "method", "source", "provider", "location", "reply"],
)  # fmt: skip
def test_contact_data_is_refused_and_not_repeated(key, contact):
    lines = "".join(line for line in CARD.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    said = faults(f"{lines}{key}: {contact}\n")
    assert said.startswith(f"{key}: ")
    assert "contact data" in said
    assert "jane" not in said
    assert "555" not in said


@pytest.mark.parametrize(
    "text", ["a@x.example: 1\na@x.example: 2\n", "rating: 4\n- a@x.example\n", "x: @a@x.example\n"]
)
def test_a_file_that_does_not_read_is_named_without_contact_data(text):
    assert re.match(r"line \d+: ", faults(text))
    assert "a@x" not in faults(text)


def test_contact_data_for_a_key_or_inside_a_rating_is_not_repeated():
    said = faults(f"{CARD.replace('rating: 4', 'rating: {jane.roe@x.example: 4}')}jane.roe@x.example: 5\n")
    assert "jane" not in said


def test_everything_that_is_wrong_is_said_at_once():
    assert faults("ratng: 4\nreceived_at: soon\n").count(";") >= 1


def test_a_review_needs_stars_or_words():
    assert faults("received_at: 2026-03-18\nauthor: M. K.\n") == "expected a rating or a text, found neither"


def test_a_file_that_does_not_read_is_refused_and_the_others_stay():
    reading = read(CARD, "text: [\n")
    assert (reading.rows, len(reading.received)) == (2, 1)
    assert reading.refusals[0].where == "card-2.yaml"
    assert reading.refusals[0].reason.startswith("line 2: not YAML")


def test_mapping_files_and_lists_beside_reviews_are_not_read():
    assert read(CARD, "source: x\ncolumns: {Overall: rating}\ntitle: x\n", "- 1\n", "\n", "name: Harbor\n").rows == 1


def test_answers_of_the_practice_may_lack_a_day():
    (one,) = read(CARD.replace(", at: 2026-03-20T15:00:00Z", "")).received
    assert one.reply == OwnerReply("Thank you.")
