"""The packs that ship: they load, they read easily, their facts have sources, and no two are laid over each other."""

from __future__ import annotations

import re

import pytest

from site_gen.check.glossary import unexplained
from site_gen.check.readability import judge
from site_gen.check.replies import read_text
from site_gen.check.texts import plain
from site_gen.load.seasons import load_seasons

POSTS = [(season, post) for season in load_seasons() for post in season.posts]
MOST_SUMMARY = 140
"""Fits every platform, with a link."""
US_ONLY = re.compile(r"\b(911|988|Medicare|1-800)\b")


def of_each(function):
    return pytest.mark.parametrize(("season", "post"), POSTS, ids=[post.id for _, post in POSTS])(function)


def test_there_are_enough_packs_with_two_to_four_posts_each():
    assert len(load_seasons()) >= 14
    assert all(2 <= len(season.posts) <= 4 for season in load_seasons())


def test_ids_are_unique_across_packs_and_leave_room_for_a_year():
    ids = [post.id for _, post in POSTS]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 75


def test_what_seasons_turn_around_does_so_in_the_south():
    heat = next(post for _, post in POSTS if post.id == "first-hot-days")
    assert (heat.rule_for("US").month, heat.rule_for("AU").month, heat.rule_for("UK").month) == (6, 12, 6)


def test_what_is_of_one_country_is_not_for_another():
    red = next(post for _, post in POSTS if post.id == "wear-red")
    assert red.rule_for("US") is not None
    assert red.rule_for("UK") is None


@of_each
def test_facts_have_a_source_and_advice_somebody_to_check_it(season, post):
    assert post.sources or post.status == "idea"
    assert all(source.url.startswith("https://") for source in post.sources)
    names = [source.name for source in post.sources]
    read = read_text("\n\n".join((post.title, post.summary, post.body, *post.key_facts, *names)), "en")
    assert read is not None
    assert not read.says("advises")


@of_each
def test_it_reads_easily_without_jargon_and_is_brief(season, post):
    read = judge(plain(post.body), "en")
    assert read is None or read.grade <= 8
    assert not unexplained(plain("\n\n".join((post.title + ".", post.summary, post.body))), "en", ())
    assert len(post.summary) <= MOST_SUMMARY
    assert len(post.body.split()) <= 200


@of_each
def test_numbers_to_call_of_one_country_are_only_in_posts_of_that_country(season, post):
    text = " ".join((post.title, post.summary, post.body))
    assert set(post.dates) == {"US"} or not US_ONLY.search(text)
