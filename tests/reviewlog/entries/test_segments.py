"""The default splitter: nothing changed, nothing cut in half, names and numbers apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.graphemes import is_boundary, next_boundary
from site_gen.reviewlog.segments import MOST_SEGMENTS, split_text

pieces = st.sampled_from(
    [
        "Dr. ", "dr ", "Quinn", "de la", "Sra.", "\u00a0", " ", "\n", "\r\n", "\u2028", "\t", ". ", "! ", "?", "…",
        "3/4", "03/04/2025", "4 de marzo", "March 4", "312-555-0142", "+34 912 345 678", "a@b.example", "@anna", "#12",
        "12345", "https://x.example/a.", "www.", "e\u0301", "\u0301", "\u200d", "\ufe0f", "👩", "👩🏽\u200d⚕️", "🇪🇸",
        "🇺", "가", "\u1100", "\u1161", "\u11a8", "각", "。", "”", "J. ", "e.g. ", "word", "Ñ", "ǅ",
    ]
)  # fmt: skip
mixtures = st.lists(pieces, max_size=40).map("".join)


@given(st.text() | mixtures | st.text(st.characters(categories=["Cs", "Lu", "Po"])))
def test_the_segments_put_together_are_the_text(text: str):
    segments = split_text(text)
    assert "".join(segments) == text
    assert all(segments)


@given(st.text() | mixtures)
def test_no_segment_begins_with_a_mark_a_joiner_or_half_a_flag(text: str):
    at = 0
    for segment in split_text(text)[:-1]:
        at += len(segment)
        assert unicodedata.category(text[at]) not in ("Mn", "Mc", "Me")
        assert text[at] != "\u200d"
        assert text[at - 1] != "\u200d"
        assert (text[at - 1], text[at]) != ("\r", "\n")
        assert is_boundary(text, at)


@given(mixtures)
def test_splitting_gives_the_same_again(text: str):
    assert split_text(text) == split_text(text)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", []),
        ("Good.", ["Good."]),
        ("Good. Kind! Late? Yes", ["Good. ", "Kind! ", "Late? ", "Yes"]),
        ("Wow! great", ["Wow! ", "great"]),
        ("She said “no.” Then left.", ["She said “no.” ", "Then left."]),
        ("one line\n\nanother  \n third", ["one line\n\n", "another  \n ", "third"]),
        ("Wait... what? So it was … fine", ["Wait... what? ", "So it was … fine"]),
        ("It took long... Then not.", ["It took long... ", "Then not."]),
        ("很好。谢谢。", ["很好。", "谢谢。"]),
        ("¿Bien? ¡Sí! Claro.", ["¿Bien? ", "¡Sí! ", "Claro."]),
        ("Open at 8 a.m. Then closed, e.g. Sundays.", ["Open at 8 a.m. Then closed, e.g. Sundays."]),
        ("So did I. Then he left.", ["So did I. ", "Then he left."]),
        ("Vitamin C. Then J. Roe came.", ["Vitamin C. Then J. Roe came."]),
        ("It was (really). Fine.", ["It was (really). ", "Fine."]),
        ("Pay.   ", ["Pay.   "]),
    ],
)
def test_sentences_and_lines_end_a_segment(text: str, segments: list[str]):
    assert list(split_text(text)) == segments


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("Saw Dr. Quinn today.", ["Saw ", "Dr. ", "Quinn", " today."]),
        ("Saw Dr. Avery J. Quinn-Roe's team", ["Saw ", "Dr. ", "Avery J. Quinn-Roe", "'s team"]),
        ("dr patel was late", ["dr ", "patel", " was late"]),
        ("DR SMITH WAS RUDE", ["DR ", "SMITH", " WAS RUDE"]),
        ("la Dra. María de la Cruz me vio", ["la ", "Dra. ", "María de la Cruz", " me vio"]),
        ("el señor Pérez y la Srta. Gómez", ["el ", "señor ", "Pérez", " y la ", "Srta. ", "Gómez"]),
        ("Dr. Jose\u0301 Pe\u0301rez", ["Dr. ", "Jose\u0301 Pe\u0301rez"]),
        ("Dr.Quinn", ["Dr.", "Quinn"]),
        ("Mr. A.", ["Mr. ", "A", "."]),
        ("Dr. van der Berg called", ["Dr. ", "van der Berg", " called"]),
        ("Dr. Del Rio called", ["Dr. ", "Del Rio", " called"]),
        ("Dr. Al Roe called", ["Dr. ", "Al Roe", " called"]),
        ("la Dra. Ana María de la Cruz Pérez vino", ["la ", "Dra. ", "Ana María de la Cruz Pérez", " vino"]),
        ("Dr. Ana Ben Cid Del Eco Roe", ["Dr. ", "Ana Ben Cid Del Eco", " Roe"]),
        ("Dr. Quinn 5 minutes late", ["Dr. ", "Quinn", " 5 minutes late"]),
    ],
)
def test_a_name_after_a_title_stands_alone(text: str, segments: list[str]):
    assert list(split_text(text)) == segments


@pytest.mark.parametrize(
    "text",
    [
        "My Dr. She was late.",
        "the dr was late",
        "I saw the nurse yesterday",
        "Miss the old place",
        "don't go",
        "My son Leo liked it",
        "Dr. 5",
        "Dr. de la",
        "drive there",
    ],
)
def test_a_title_without_a_name_is_left_whole(text: str):
    assert split_text(text) == (text,)


@pytest.mark.parametrize(
    "identifier",
    [
        "03/04/2025", "3.4.25", "2025-03-04", "2025-03-04T18:22:05Z", "March 4", "Mar. 4th, 2025", "4 March 2025",
        "4 de marzo de 2025", "4 de marzo", "marzo de 2025", "March 2025", "septiembre de 2024",
        "12 de septiembre del 2024",
        "312-555-0142", "(312) 555-0142", "+1 312 555 0142", "312.555.0142 ext. 12", "+34 912 34 56 78", "555-0142",
        "a.b+c@mail.example.com", "ñandú@mail.example", "@anna_k", "https://x.example/a?b=c", "www.x.example",
        "x.example/a",
        "12345", "#77", "A1234567", "MRN-20481", "078-05-1120", "2019",
    ],
)  # fmt: skip
def test_an_identifier_stands_alone(identifier: str):
    assert split_text(f"Well, on {identifier}, they said") == ("Well, on ", identifier, ", they said")


def test_a_day_and_month_alone_need_a_word_before():
    assert split_text("on 3/4 they came") == ("on ", "3/4", " they came")
    assert split_text("el 3/4 vino") == ("el ", "3/4", " vino")
    assert split_text("5/5 stars, 24/7") == ("5/5 stars, 24/7",)


@pytest.mark.parametrize(
    "text",
    ["Wait was 40 minutes", "1.5 mg twice", "at 3:15 p.m.", "in March", "10 of 10", "room 12", "may be", "1st of all"],
)
def test_everyday_numbers_are_left_whole(text: str):
    assert split_text(text) == (text,)


def test_an_identifier_at_the_end_of_a_sentence_leaves_the_point():
    assert split_text("It was 2019. Then?") == ("It was ", "2019", ". ", "Then?")


def test_a_number_far_behind_another_is_found_too():
    text = f"12345 {'word ' * 40}67890 {'word ' * 3}11111 x"
    assert [part for part in split_text(text) if part.isdigit()] == ["12345", "67890", "11111"]


def test_a_long_text_of_numbers_still_fits_an_entry():
    segments = split_text("12345 " * 3_333)
    assert MOST_SEGMENTS / 2 < len(segments) <= MOST_SEGMENTS
    assert "".join(segments) == "12345 " * 3_333


@pytest.mark.parametrize(
    "text", ["\n\u200d" * 10_000, " " * 20_000, "(" * 20_000, "1" * 20_000, "a." * 10_000, "🇪" * 20_000]
)
def test_a_hostile_text_takes_no_more_than_linear_time(text: str):
    assert "".join(split_text(text)) == text


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301", "\r\n", "👩🏽", "👩\u200d⚕️", "🇪🇸", "가\u11a8", "\u1100\u1161\u11a8", "각\u11a8", "한\u11ab",
        "\u1100가", "कि", "ｶﾞ", "\U0001f3f4\U000e0067\U000e007f", "a\u200c", " \u0301", "\ud7b0\ud7cb", "\ua960\u1161",
    ],
)  # fmt: skip
def test_a_grapheme_cluster_is_not_cut(cluster: str):
    text = f"a{cluster}b"
    assert [at for at in range(len(text) + 1) if is_boundary(text, at)] == [0, 1, len(text) - 1, len(text)]
    assert next_boundary(text, 2) == len(text) - 1


@pytest.mark.parametrize(
    "pair", ["ab", "éé", "\n\n", "\n가", "가가", "각가", "한각", "🇪🇸🇺", "a🇪", "👩👩", "\u11a8가", "ㅏ가"]
)
def test_neighbours_that_are_drawn_apart_may_be_cut(pair: str):
    assert is_boundary(pair, len(pair) - 1)
