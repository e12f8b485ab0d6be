"""Near-duplicates are found among many texts as surely as by comparing every two."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.check import likeness
from site_gen.check.likeness import near_pairs, near_pairs_again
from site_gen.model.likeness import Sketch, grams_of, read_grams

TEXT = "the front desk was friendly and the cleaning took half an hour without pain"


@pytest.fixture(params=["counted", "by the rarer runs"], scope="module", autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for everything twice: as among few texts, and as among many."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "counted":
            patch.setattr(likeness, "_COUNTED", 1)
        yield


def sketch(number: int, text: str) -> Sketch:
    return Sketch(f"content/reviews/a/r-{number:012}.yaml", b"", "website-form", False, grams_of(text))


def by_hand(sketches: list[Sketch]) -> list[tuple[str, str, Fraction]]:
    found = []
    for one, other in itertools.combinations(sketches, 2):
        here, there = set(read_grams(one.grams)), set(read_grams(other.grams))
        share = Fraction(len(here & there), len(here | there))
        if share >= Fraction(1, 2):
            found.append((one.path, other.path, share))
    return sorted(found)


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=10, max_size=14), min_size=2, max_size=8))
def test_nothing_is_missed_and_nothing_is_added(texts: list[list[str]]):
    sketches = [sketch(number, " ".join(words)) for number, words in enumerate(texts)]
    found = sorted((pair.one.path, pair.other.path, pair.likeness) for pair in near_pairs(sketches))
    assert found == by_hand(sketches)


@given(st.integers(), st.integers(2, 10))
def test_texts_of_all_lengths_that_share_much_are_compared_as_by_hand(seed: int, vocabulary: int):
    rnd = random.Random(seed)
    words = [f"w{number}" for number in range(vocabulary)]
    whole = rnd.choices(words, k=60)
    parts = [whole[start : start + length] for start in range(0, 30, 5) for length in (10, 15, 20, 30)]
    edited = [[rnd.choice(words) if rnd.random() < 0.2 else word for word in part] for part in parts]
    sketches = [sketch(number, " ".join(part)) for number, part in enumerate([*parts, *edited])]
    found = [(pair.one.path, pair.other.path, pair.likeness) for pair in near_pairs(sketches)]
    assert found == by_hand(sketches)


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=10, max_size=14), min_size=4, max_size=8), st.data())
def test_after_an_edit_the_pairs_are_those_of_a_new_search(texts: list[list[str]], data: st.DataObject):
    before = [sketch(number, " ".join(words)) for number, words in enumerate(texts)]
    after = data.draw(st.lists(st.sampled_from(before), unique=True))
    after += [
        sketch(90 + number, " ".join(words)) for number, words in enumerate(data.draw(st.permutations(texts))[:2])
    ]
    new, gone = set(after) - set(before), set(before) - set(after)
    assert list(near_pairs_again(lambda: after, new, gone, near_pairs(before))) == near_pairs(after)
    assert list(near_pairs_again(lambda: pytest.fail("no text is new"), (), (), near_pairs(after))) == near_pairs(after)


@pytest.mark.parametrize("meetings", [1_000_000, 500, 1])
def test_a_copy_among_many_is_found_however_the_runs_are_parted(meetings: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(likeness, "_MEETINGS", meetings)
    rnd = random.Random(7)
    words = [f"word{number}" for number in range(300)]
    sketches = [sketch(number, " ".join(rnd.choices(words, k=30)) + f" {TEXT[:31]}") for number in range(200)]
    copy = Sketch("content/reviews/b/r-1.yaml", b"", "website-form", False, sketches[50].grams)
    found = [(pair.one.path, pair.other.path, pair.likeness) for pair in near_pairs([*sketches, copy])]
    assert found == [(sketches[50].path, copy.path, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEXT, TEXT.upper()),
        (TEXT, f"{TEXT.replace(' ', ',  ')}!"),
        ("Señora Peña's hands don't shake and she talks me through everything", "señora peña's HANDS don't shake and "
         "she talks me through everything"),
    ],
)  # fmt: skip
def test_case_and_punctuation_make_no_difference(one: str, other: str):
    assert grams_of(one) == grams_of(other) != b""


def test_a_text_of_nine_words_is_not_compared():
    assert grams_of("one two three four five six seven eight nine") == b""
    assert len(read_grams(grams_of("one two three four five six seven eight nine ten"))) == 8
