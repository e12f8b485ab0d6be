"""Constrained scalars: every pattern ends where the text ends, every number has a limit."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import site_gen.model
from site_gen.model.base import (
    Content,
    Count,
    LanguageTag,
    Link,
    MediaPath,
    Month,
    Phone,
    Positive,
    Slug,
    Url,
    is_slug,
)
from site_gen.model.site import BaseUrl, RedirectPath, RedirectTarget


def is_valid(value: Any, to: Any) -> bool:
    try:
        msgspec.convert(value, to)
    except msgspec.ValidationError:
        return False
    return True


def content_structs() -> list[type]:
    """Give every struct of the model that a content file may hold."""
    found = {}
    for module in pkgutil.iter_modules(site_gen.model.__path__):
        for value in vars(importlib.import_module(f"site_gen.model.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Content):
                found[value.__name__] = value
    return [found[name] for name in sorted(found)]


def metas(hint: Any) -> Iterator[msgspec.Meta]:
    yield from (one for one in getattr(hint, "__metadata__", ()) if isinstance(one, msgspec.Meta))
    for inner in get_args(hint):
        yield from metas(inner)


STRUCTS = content_structs()
METAS = {
    f"{struct.__name__}.{name}": tuple(metas(hint))
    for struct in STRUCTS
    for name, hint in get_type_hints(struct, include_extras=True).items()
}


def test_there_are_many_structs_and_constraints_to_look_at():
    assert len(STRUCTS) > 30
    assert sum(len(found) for found in METAS.values()) > 60


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_content_struct_is_frozen_and_strict(struct):
    config = struct.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields


def test_no_pattern_lets_a_line_feed_pass_at_the_end():
    patterns = {one.pattern: place for place, found in METAS.items() for one in found if one.pattern}
    assert len(patterns) > 15
    for pattern, place in patterns.items():
        assert pattern.startswith("^"), place
        assert pattern.endswith(r"$(?!\n)"), place


def test_every_constraint_says_in_words_what_it_expects():
    for place, found in METAS.items():
        for one in found:
            assert one.description, place
            assert one.description == one.description.strip().rstrip("."), place


def test_every_whole_number_has_an_upper_limit():
    for place, found in METAS.items():
        for one in found:
            assert one.ge is None or one.le is not None, place


@pytest.mark.parametrize("number", [0, 1, 1_000_000])
def test_a_count_is_zero_to_a_million(number):
    assert is_valid(number, Count)
    assert is_valid(number, Positive) == (number > 0)


@pytest.mark.parametrize("number", [-1, 1_000_001, 10**30, 1.0, "1", True, None])
def test_other_counts_are_refused(number):
    assert not is_valid(number, Count)
    assert not is_valid(number, Positive)


@pytest.mark.parametrize("text", ["a", "0", "a-b", "a-", "a--b", "a" * 80])
def test_a_slug_is_lower_case_letters_digits_and_hyphens(text):
    assert is_slug(text)
    assert is_valid(text, Slug)


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "a b", "a.b", "ñ", "a/b", "..", "a\n", "\na", "a" * 81, "٣"])
def test_other_slugs_are_refused(text):
    assert not is_slug(text)
    assert not is_valid(text, Slug)


@given(st.text(alphabet="ab0-_.A \nñ", max_size=6))
def test_the_function_and_the_type_agree_about_slugs(text):
    assert is_slug(text) == is_valid(text, Slug) == bool(re.fullmatch("[a-z0-9][a-z0-9-]{0,79}", text))


@pytest.mark.parametrize(
    ("to", "right", "wrong"),
    [
        (Phone, ["+13125550142", "+1234567"], ["13125550142", "+1 312 555", "+0123456789", "+123456", "+1312555014\n"]),
        (Url, ["https://a.example/x?y=1#z", "http://a"],
         ["ftp://a", "//a", "https://", "https://a b", 'https://a"b', "https://a\n"]),
        (Link, ["mailto:a@b.c", "tel:+1", "/a", "https://a"],
         ["javascript:alert(1)", "a", "/", "data:x", "mailto:a b", "/a\n"]),
        (LanguageTag, ["en", "es-419", "zh-Hans", "yue"], ["EN", "e", "english", "en_US", "en-", "", "en\n"]),
        (Month, ["2026-03", "1999-12"], ["2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", "2026-03\n"]),
        (
            MediaPath,
            ["media/a.jpg", "media/a/b-c_d.e.svg"],
            ["a.jpg", "media/", "media/../x", "media/a\n",
             "media/.x", "media/a//b", "/media/a", "media/a b", "media/ñ"],
        ),
        (BaseUrl, ["https://a.example", "http://localhost:8000/b"],
         ["https://a.example/?q", "a.example", "https://a b", "https://a\n"]),
        (RedirectPath, ["/", "/a/b.html"], ["a", "/a b", "/a?b", "/a\n", "/a\n/b"]),
        (RedirectTarget, ["/a#b", "https://x.example/?q=1"], ["a", "javascript:x", "/a b", "/a\n", "https://x\n"]),
    ],
)  # fmt: skip
def test_addresses_and_the_like_have_their_form(to, right, wrong):
    assert [text for text in right if not is_valid(text, to)] == []
    assert [text for text in wrong if is_valid(text, to)] == []
