"""Where a text is not looked at, since a sign is missing, a look would have found nothing."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.check import glossary, readability, texts
from site_gen.check.cues import may_hold
from site_gen.check.rules.prv.generated_text import _REMNANTS, _SIGNS
from site_gen.reviewlog import identifiers

MARKS = re.compile(r"[*`~]+|(?<!\w)_+|_+(?!\w)|^[ ]*>[ ]?|<[^<>\n]+>|\\$", re.MULTILINE)
"""All marks of Markdown at once, as they are defined."""
PARTS = [
    "*",
    "**",
    "_",
    "__",
    "`",
    "~",
    ">",
    " > ",
    "<b>",
    "<",
    "a",
    "bc",
    " ",
    "\n",
    "\\",
    "[a](b)",
    "# c",
    "1. d",
    "é",
]
WORDS = [
    "Dr",
    "dr.",
    "approx.",
    "e.g.",
    "p. ej.",
    "I. ",
    "St.",
    "years. ",
    "Now",
    "call (312) 555-0101",
    "ask@x.example",
]
WORDS += [
    "www.x.example",
    "https://x.example.",
    "tel:5",
    "mailto:x",
    "made",
    "of",
    "Boston",
    "\n\n",
    " ",
    ". ",
    "12",
    "ſt. ",
]


def test_outside_ascii_only_the_letters_that_are_watched_for_are_like_one_of_ascii_without_case():
    letters = re.compile("[a-z]", re.IGNORECASE)
    alike = {chr(code) for code in range(0x80, 0x110000) if letters.fullmatch(chr(code))}
    assert alike == {"\u0130", "\u0131", "\u017f", "\u212a"}
    for letter in alike:
        assert may_hold(f"x{letter}y", ("word",))
        assert identifiers._ALIKE.search(letter)


@given(st.from_regex(_REMNANTS))
def test_a_remnant_of_a_program_has_one_of_the_signs(text):
    assert may_hold(text, _SIGNS)


@given(st.from_regex(re.compile(glossary._TITLE, re.IGNORECASE)))
def test_a_title_has_one_of_the_words_of_titles(text):
    assert may_hold(text, glossary._TITLES)


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
@settings(max_examples=300)
def test_marks_are_taken_out_as_if_all_were_looked_for_at_once(text):
    whole = texts._HEADING.sub("\n\n\\1\n\n", texts._CODE.sub("\n\n", text))
    whole = texts._ITEM.sub("\n\n", texts._NO_SENTENCE.sub("\n", whole))
    assert texts.plain(text, headings=True) == MARKS.sub("", texts._LINK.sub(r"\1", whole))


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@settings(max_examples=300)
def test_sentences_are_told_as_if_every_text_had_addresses_and_shortened_words(text):
    whole = readability._SHORTENED.sub(r"\1", readability._ADDRESS.sub(readability._NAME, text))
    assert list(readability._sentences(text)) == readability._END.split(whole)


@given(st.lists(st.sampled_from(["Dr.", "dr", "Señora", "la", "Ana", "miſſ", "mıss", " ", "Mr", ".", "x"]), max_size=8))
def test_names_after_titles_are_found_as_if_every_text_had_a_title(words):
    text = " ".join(words)
    assert bool(list(identifiers._named(text))) <= bool(identifiers._TITLE.search(text))
    if identifiers._TITLE.search(text):
        found = identifiers._ANY_TITLE.isdisjoint(identifiers._LETTERS.findall(text.lower()))
        assert not found or identifiers._ALIKE.search(text)
