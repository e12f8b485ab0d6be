"""Patterns that are looked up by their signs find what one expression of all of them finds."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.check.patterns import Patterns, arrange, expression_of, fitting, make_classes, matches, signs_of
from site_gen.check.phrases import INVITATIONS, REPLIES, _data, languages, read, topic_of
from site_gen.check.tokens import tokenize

TOPICS = [
    (family, tag, name)
    for family in (REPLIES, INVITATIONS)
    for tag, data in _data(family).items()
    for name in data.topics
]


def whole(patterns: Patterns) -> re.Pattern[str]:
    parts = [expression_of(one, patterns.classes) for one in patterns.written]
    return re.compile(f" (?:{'|'.join(parts)})(?= )")


def words_of(family: str, tag: str, name: str) -> list[str]:
    """Words that patterns of a topic are made of: those that they name, and some of each class."""
    topic, data = topic_of(tag, name, family), _data(family)[tag]
    parts = [one for pattern in (*topic.says.written, *topic.unless.written) for one in re.split(r"[ |]", pattern)]
    named = {part for part in parts if part.strip("~^!{}.,0123456789")} - {part for part in parts if "{" in part}
    of_classes = [
        word.strip("* ") for part in parts if part[1:-1] in data.words for word in data.words[part[1:-1]].split(",")
    ]
    return [*sorted({*named, *of_classes}), ".", ",", "but", "pero", "12", "$40", "needed", "said"]


def spans(found):
    return [match.span() for match in found]


@pytest.mark.parametrize(("family", "tag", "name"), TOPICS)
def test_patterns_by_their_signs_find_what_one_expression_finds(family: str, tag: str, name: str):
    topic, language = topic_of(tag, name, family), languages(family)[tag]
    expressions = [(one, whole(one)) for one in (topic.says, topic.unless) if one.written]

    @given(st.lists(st.sampled_from(words_of(family, tag, name)), max_size=40).map(" ".join))
    @settings(max_examples=60, deadline=None)
    def check(text: str):
        reading = read(text, tokenize(text), language)
        for patterns, expression in expressions:
            found = matches(patterns, fitting(patterns, reading.signs), reading.line)
            assert spans(found) == spans(expression.finditer(reading.line))

    check()


@pytest.mark.parametrize(("family", "tag", "name"), TOPICS)
def test_each_pattern_fits_the_lines_that_it_matches(family: str, tag: str, name: str):
    """What `signs_of` and `fitting` leave out is nothing that would match: every pattern is tried on its own words."""
    topic, language = topic_of(tag, name, family), languages(family)[tag]
    found = 0
    for pattern in topic.says.written:
        for choice in itertools.islice(itertools.product((0, 1, -1), repeat=2), 9):
            text = " ".join(
                _example(part, family, tag, choice[place % 2]) for place, part in enumerate(pattern.split(" "))
            )
            reading = read(text, tokenize(text), language)
            match = whole_of(topic.says, pattern).search(reading.line)
            if match:
                found += 1
                assert topic.says.written.index(pattern) in fitting(topic.says, reading.signs), text
    assert found >= len(topic.says.written)


_WHOLE: dict[str, re.Pattern[str]] = {}


def whole_of(patterns: Patterns, pattern: str) -> re.Pattern[str]:
    if pattern not in _WHOLE:
        _WHOLE[pattern] = re.compile(f" (?:{expression_of(pattern, patterns.classes)})(?= )")
    return _WHOLE[pattern]


def _example(part: str, family: str, tag: str, choice: int) -> str:
    if part in ("|", ","):
        return "."
    if part in ("...", "....") or part[0] in "~^":
        return ""
    if part[0] == "!":
        return "zebra"
    either = part.split("|")
    one = either[choice % len(either)]
    words = _data(family)[tag].words.get(one[1:-1])
    if one[0] == "{" and words:
        listed = [word.strip() for word in words.split(",")]
        return listed[choice % len(listed)].replace("*", "zz" if choice == 0 else "")
    return {"{number}": "7", "{amount}": "$7", "{date}": "3/4", "{year}": "2021", "{time}": "10:30"}.get(one, one)


def test_the_first_pattern_wins_where_two_begin_at_one_place_and_none_crosses_another():
    classes = make_classes({"stop": ("\x80", ["and"])})
    patterns = arrange(["a b", "a b c", "c d"], classes)
    line = " a b c d "
    found = matches(patterns, fitting(patterns, signs_of(line)), line)
    assert [match[0] for match in found] == [" a b", " c d"]


def test_a_pattern_without_a_word_that_it_needs_is_not_compiled():
    patterns = arrange(["a b", "c d"], make_classes({"stop": ("\x80", ["and"])}))
    line = " a b "
    assert fitting(patterns, signs_of(line)) == [0]
    assert list(matches(patterns, [0], line))
    assert list(patterns.compiled) == [0]
