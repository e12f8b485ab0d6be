"""What names somebody, what hiding a part takes along, and how the rest then reads."""

from __future__ import annotations

import pytest
from deciding import NOW, TEXT, waiting
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.provider import Name
from site_gen.model.review import HiddenSegment
from site_gen.pipeline.moderation.marks import identifiers_in, preview, segments_with, still_visible, view_segments
from site_gen.pipeline.moderation.queue import read_queue
from site_gen.reviewlog.segments import split_text

OKAFOR = Name(prefix="Dr.", given="Amara", middle="N.", family="Okafor", suffix="MD, FACC")
TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(
        ["Dr. Chen ", "Dr. Okafor's ", "on March 3, 2026. ", "My son Leo cried. ", "312-555-0142", "\n", "!"]
    ),
    max_size=12,
).map("".join)


def marked(text):
    return [text[start:end] for start, end in identifiers_in(text, OKAFOR)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr. Okafor was kind.", []),
        ("Dr. Amara Okafor and Doctor OKAFOR were kind, and so was dr. okafor's nurse.", []),
        ("Dr. Okafor and Dr. Chen were kind.", ["Chen"]),
        ("Dr. Okafor Chen was kind.", ["Okafor Chen"]),
        (
            "Call 312-555-0142 or write to leo@mail.example on 3/4/2026.",
            ["312-555-0142", "leo@mail.example", "3/4/2026"],
        ),
        ("My son Leo cried.", []),
        ("", []),
    ],
)
def test_names_dates_and_numbers_are_marked_and_the_providers_own_name_is_not(text, found):
    assert marked(text) == found


def test_without_a_profile_every_name_is_marked():
    assert identifiers_in("Dr. Okafor was kind.", None) == ((4, 10),)


def covered(text, *numbers, reason="third-party-privacy"):
    hidden = [HiddenSegment(segment=number, reason=reason) for number in numbers]
    return preview(split_text(text), identifiers_in(text, OKAFOR), hidden)


def test_a_name_that_the_splitter_found_takes_nothing_along():
    text = "The nurse was rude. Dr. Chen was kind."
    assert split_text(text)[2] == "Chen"
    marks = covered(text, 2)
    assert [(one.text, one.along) for one in marks.covered] == [("Chen", "")]


def test_a_name_that_the_splitter_missed_takes_its_sentence_along_and_that_is_said():
    marks = covered("My son Leo cried. The nurse was rude.", 0)
    assert marks.covered[0].along == "My son Leo cried."
    assert [(piece.text, piece.reason) for piece in marks.pieces] == [
        ("My son Leo cried. ", "third-party-privacy"),
        ("The nurse was rude.", None),
    ]


def test_what_an_older_splitter_left_around_a_name_is_what_goes_along():
    text = "I saw Dr. Chen on March 3, 2026. Kind."
    hidden = [HiddenSegment(segment=0, reason="third-party-privacy")]
    marks = preview((text[:33], text[33:]), identifiers_in(text, OKAFOR), hidden)
    assert marks.covered[0].along == "I saw Dr. … on"


def test_bare_signs_are_not_worth_a_word():
    text = "Chen!?"
    marks = preview((text,), ((0, 4),), [HiddenSegment(segment=0, reason="abusive")])
    assert marks.covered[0].along == ""


def test_it_says_how_much_is_hidden_and_when_that_is_much():
    little = covered("One two three four five six seven eight nine ten. No.", 1, reason="abusive")
    assert (little.percent, little.cautions) == (6, ())
    much = covered("No. Nobody told me why or for how long it would be. Kind.", 1, reason="abusive")
    assert much.percent == 85
    assert much.cautions == ("1 segment of the text hidden, 84% of its characters",)
    assert covered("Private about Leo. Kind.", 0).cautions == ()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("leo", (1,)),
        ("LEO", (1,)),
        ("rude.  my", (0, 1)),
        ("Zoe", ()),
        ("", ()),
        ("  ", ()),
        (".*", ()),
        ("nurse", (0, 2)),
    ],
)
def test_parts_are_found_by_words(words, numbers):
    assert segments_with(("The nurse was rude. ", "My son Leo cried. ", "A nurse sang."), words) == numbers


@given(TEXTS, st.data())
def test_a_preview_loses_no_character_and_covers_what_was_asked_for(text, data):
    segments = split_text(text)
    chosen = data.draw(st.sets(st.integers(0, len(segments) - 1), max_size=4)) if segments else set()
    identifiers = identifiers_in(text, OKAFOR)
    hidden = [HiddenSegment(segment=number, reason="abusive") for number in chosen]
    marks = preview(segments, identifiers, hidden)
    assert "".join(piece.text for piece in marks.pieces) == text
    assert [one.number for one in marks.covered] == sorted(chosen)
    assert [piece.text for piece in marks.pieces if piece.reason] == [segments[number] for number in sorted(chosen)]
    assert (marks.percent == 0) == (not chosen)
    assert "".join(one.text for one in view_segments(segments, identifiers)) == text


def seen(view, *parts, fields=()):
    return still_visible(view, parts, fields)


def test_what_is_still_visible_is_told_part_by_part_and_field_by_field(site):
    extra = "author: Zoe 312-555-0199\ntitle: With Dr. Chen\nlocation: main-street"
    (view,) = read_queue(site(waiting(1, text=TEXT, extra=extra)).root, NOW).reviews
    assert seen(view) == ("Chen", "March 3, 2026", "312-555-0142", "312-555-0199")
    phone = next(one.number for one in view.segments if one.text == "312-555-0142")
    assert seen(view, phone, fields=("author",)) == ("Chen", "March 3, 2026")
    everything = [one.number for one in view.segments]
    assert seen(view, *everything, fields=("title", "author")) == ()
    assert seen(view, *everything, fields=("author",)) == ("Chen",)
