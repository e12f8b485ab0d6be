"""What a policy must have, and that the ones which ship with the tool have it."""

from __future__ import annotations

import pytest

from conftest import AS_OF
from site_gen.check.policies import demands, missing_sections, open_places, parts_of
from site_gen.cli.main import run
from site_gen.load.documents import parse_policy
from site_gen.pipeline.policies.archetype import archetype_of


def shipped(slug: str):
    read = parse_policy(archetype_of(slug, 'A title: "quoted"', AS_OF), f"content/policies/{slug}.md", "en")
    assert not isinstance(read, list), read
    return read


@pytest.mark.parametrize("slug", ["social-media", "review-policy"])
def test_the_policy_that_ships_has_every_section(slug):
    policy = shipped(slug)
    assert list(missing_sections(demands()[slug].sections, policy.body, "en")) == []
    assert policy.owner == "compliance"
    assert policy.changes[-1].version == policy.version == "1"


@pytest.mark.parametrize("slug", ["social-media", "review-policy"])
def test_every_section_of_it_is_missed_when_it_is_taken_out(slug):
    body = shipped(slug).body
    parts = parts_of(body)
    lines = body.splitlines()
    missed = set()
    for part in parts:
        without = "\n".join(line for number, line in enumerate(lines) if number != part.line)
        missed |= {section.name for section in missing_sections(demands()[slug].sections, without, "en")}
    assert missed == {section.name for section in demands()[slug].sections}


def test_the_social_media_policy_is_internal_with_places_for_counsel_and_the_review_policy_has_none():
    assert shipped("social-media").visibility == "internal"
    assert len(list(open_places(shipped("social-media").body))) > 10
    assert list(open_places(shipped("review-policy").body)) == []


def test_any_other_name_gets_headings_to_fill_in():
    policy = shipped("pictures-of-patients")
    assert policy.title == 'A title: "quoted"'
    assert len(parts_of(policy.body)) == 5


def test_a_heading_without_text_and_one_in_a_fence_are_no_sections():
    body = "## Privacy\n\n## Passwords\nOne each.\n```\n## Your rights\n```\n"
    assert [(one.heading, one.has_text) for one in parts_of(body)] == [("Privacy", False), ("Passwords", True)]
    lacks = {one.name for one in missing_sections(demands()["social-media"].sections, body, "en")}
    assert "privacy of patients" in lacks
    assert "accounts and passwords" not in lacks


def test_spanish_headings_are_known_with_any_country():
    body = "## Consejos médicos\nNinguno.\n"
    lacks = {one.name for one in missing_sections(demands()["social-media"].sections, body, "es-MX")}
    assert "no medical advice" not in lacks
    assert "privacy of patients" in lacks


@pytest.mark.parametrize(
    ("role", "is_hr"),
    [("hr", True), ("human-resources", True), ("Head of Human Resources", True), ("chr", False), ("three", False)],
)
def test_who_is_of_human_resources_is_told_by_whole_words(role, is_hr):
    approver = next(one for one in demands()["social-media"].approvers if one.name == "human resources")
    assert approver.is_role(role) is is_hr


def test_a_new_policy_is_made_and_never_overwritten(site, capsys):
    folder = site()
    asked = ["-C", str(folder.root), "new", "policy", "social-media", "--as-of", "2026-11-24"]
    assert run(asked) == 0
    assert capsys.readouterr().out == "made content/policies/social-media.md\n"
    found = [one for one in folder.findings() if one.code == "POL961"]
    assert found
    assert {str(one.severity) for one in found} == {"warning"}, "it holds in a month only"
    before = (folder.root / "content/policies/social-media.md").read_bytes()
    assert run(asked) == 2
    assert (folder.root / "content/policies/social-media.md").read_bytes() == before
