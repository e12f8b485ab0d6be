"""Reading grades: what is counted, what is not, and where nothing is said."""

from __future__ import annotations

import pytest

from site_gen.check.readability import english_syllables, judge, spanish_syllables
from site_gen.check.texts import plain

EASY = "She looks at your teeth. She tells you what she sees. You may ask her to stop. "
HARD = (
    "Interdisciplinary rehabilitation necessitates comprehensive evaluation of musculoskeletal presentations, "
    "accompanied by collaborative determination of individualized therapeutic objectives. "
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("teeth", 1), ("name", 1), ("called", 1), ("treated", 2), ("table", 2), ("little", 2), ("every", 2),
        ("science", 2), ("patient", 2), ("special", 2), ("medication", 4), ("asthma", 2), ("business", 2),
        ("going", 2), ("idea", 3), ("dentist's", 2), ("you'll", 1), ("i", 1), ("hypertension", 4), ("sometimes", 2),
        ("voices", 2), ("clinics", 2),
    ],
)  # fmt: skip
def test_english_words_are_counted_as_they_are_spoken(word: str, count: int):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("y", 1), ("muy", 1), ("día", 2), ("reír", 2), ("ciudad", 2), ("agua", 2), ("guitarra", 3), ("cigüeña", 3),
        ("quien", 1), ("país", 2), ("leer", 2), ("mayo", 2), ("enfermería", 5), ("construía", 3), ("corazón", 3),
    ],
)  # fmt: skip
def test_spanish_words_have_a_syllable_for_each_nucleus(word: str, count: int):
    assert spanish_syllables(word) == count


def test_short_sentences_of_short_words_are_for_small_children_and_long_ones_for_nobody():
    easy, hard = judge(EASY * 4, "en"), judge(HARD * 4, "en-US")
    assert easy is not None
    assert hard is not None
    assert easy.grade < 3
    assert hard.grade > 16
    assert hard.longest.startswith("Interdisciplinary")


def test_too_little_to_judge_is_not_judged():
    assert judge(HARD, "en") is None
    assert judge("word " * 100, "en") is None, "one sentence"


def test_names_degrees_numbers_and_addresses_weigh_as_little_as_a_short_word():
    named = EASY.replace("teeth.", "teeth at the Interdisciplinary Rehabilitation Hospital of Northern Pennsylvania.")
    named = named.replace("stop.", "stop, or call (312) 555-0101 or write to reviews.department@harbor.example.")
    plainly = EASY.replace("teeth.", "teeth at the Inn.").replace("stop.", "stop, or call Bob or write to Bob.")
    weighed, plain_one = judge(named * 4, "en"), judge(plainly * 4, "en")
    assert weighed is not None
    assert plain_one is not None
    assert weighed[:3] == plain_one[:3]
    assert judge(EASY.replace("She looks", "Dr. Diaz, DDS, FAGD, looks") * 4, "en").grade < 4  # type: ignore[union-attr]


def test_the_marks_of_markdown_are_no_words():
    page = (
        f"# Rehabilitation\n\n| a | b |\n|---|---|\n\n- **One** [item](https://harbor.example/x)\n- two\n\n> {EASY}`x`"
    )
    assert plain(page).split() == ["One", "item", "two", *EASY.split(), "x"]
    assert plain(page, headings=True).split()[0] == "Rehabilitation"


def test_the_items_of_a_list_are_sentences_of_their_own():
    items = "".join(f"- {'word ' * 10}\n" for _ in range(6))
    read = judge(plain(items), "en")
    assert read is not None
    assert read.words_a_sentence == 10
