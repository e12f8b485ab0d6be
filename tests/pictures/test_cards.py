"""Cards show what stands on the page, fit into their size, and leave out what the font cannot write."""

from __future__ import annotations

import pytest
from drawn import photograph
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.model.card import SIZES, Card, card_file
from site_gen.pictures.cards import draw_card
from site_gen.pictures.lettering import fit, font, is_covered
from site_gen.pictures.making import encode

CARD = Card(
    name="Dr. Ana Díaz",
    credentials="DDS",
    specialty="Dentist",
    rating="4.6 of 5 · 35 ratings",
    site="Harbor Dental",
    color="#0b6e6e",
    initials="AD",
)


def changed(**parts: str) -> Card:
    return Card(**{**{name: getattr(CARD, name) for name in CARD.__struct_fields__}, **parts})


@pytest.mark.parametrize("form", SIZES)
def test_a_card_has_its_size_and_is_drawn_alike_every_time(form):
    image = draw_card(CARD, form)
    assert image.size == SIZES[form]
    assert encode(image, "jpg") == encode(draw_card(CARD, form), "jpg")


@pytest.mark.parametrize("part", ["name", "credentials", "specialty", "rating", "site", "color", "initials"])
def test_everything_on_a_card_is_seen_and_changes_its_name(part):
    other = changed(**{part: "#aa2200" if part == "color" else "Other"})
    assert draw_card(CARD, "wide").tobytes() != draw_card(other, "wide").tobytes()
    assert card_file(CARD, "ana-en", "1") != card_file(other, "ana-en", "1")


def test_a_photograph_stands_in_place_of_the_initials(tmp_path):
    (tmp_path / "ana.jpg").write_bytes(photograph(6))
    drawn = draw_card(CARD, "wide", tmp_path / "ana.jpg", (0.5, 0.5))
    assert drawn.tobytes() == draw_card(changed(initials="XX"), "wide", tmp_path / "ana.jpg", (0.5, 0.5)).tobytes()
    assert drawn.tobytes() != draw_card(CARD, "wide").tobytes()


@pytest.mark.parametrize("text", ["Núñez", "Łódź", "Nguyễn Thị Ánh", "Ωμέγα", "Иванова", "O’Neill – MD", "Zoë"])
def test_letters_of_the_font_are_covered(text):
    assert is_covered(text)


@pytest.mark.parametrize("text", ["山田", "שלום", "محمد", "김민지", "प्रिया", "Ana 山", "𝔄na"])
def test_letters_that_would_be_boxes_or_fall_apart_are_not(text):
    assert not is_covered(text)


def test_a_name_in_another_script_is_left_out_and_the_rest_stays():
    assert draw_card(changed(name="山田"), "wide").tobytes() == draw_card(changed(name=""), "wide").tobytes()


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), min_size=1, max_size=300), st.booleans())
@settings(max_examples=60)
def test_any_text_fits_into_its_lines(text, bold):
    block = fit(text, width=600, sizes=(60, 30), lines=2, bold=bold)
    assert len(block.lines) <= 2
    assert all(block.font.getlength(line) <= 600 for line in block.lines)
    assert 30 <= block.font.size <= 60


def test_a_short_name_is_large_and_a_long_one_smaller():
    assert fit("Ana", width=600, sizes=(60, 30), lines=1).font.size == font(60).size
    assert 30 <= fit("Ana Maria Diaz de la Cruz", width=600, sizes=(60, 30), lines=1).font.size < 60
    assert fit("x" * 200, width=600, sizes=(60, 30), lines=1).lines[0].endswith("…")


def test_words_of_a_card_are_its_text_alternative():
    assert CARD.alt == "Dr. Ana Díaz, DDS – Dentist – 4.6 of 5 · 35 ratings – Harbor Dental"
    assert changed(name="Harbor Dental", credentials="", specialty="", rating="").alt == "Harbor Dental"
