"""Posts as rules about words read them: translations go where their post goes, and ideas are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import SiteFolder

CHANNELS = """\
-- site.yaml --
name: Harbor Dental
base_url: https://harbor.example
languages: [en, es]
organization: {type: Dentist, phone: "+13125550100"}
time_zone: America/Chicago
covered_entity: false
-- content/channels.yaml --
channels:
  - {id: quick, name: Quick news, platform: x}
  - {id: films, name: Our films, platform: youtube}
"""
ENGLISH = """\
-- content/posts/flu.md --
---
title: Flu shots
summary: Walk in on Saturdays.
status: %s
channels: [%s]
%s---
Come in.
"""
SPANISH = """\
-- content/posts/flu.es.md --
---
title: %s
summary: %s
%s---
%s
"""


@pytest.fixture
def found(site: Callable[[str], SiteFolder]) -> Callable[..., list[tuple[str, str, int, str]]]:
    """Give a function that says what is found about a post and its Spanish version."""

    def check(
        title: str = "Vacunas",
        summary: str = "Venga los sábados.",
        *,
        status: str = "draft",
        channels: str = "quick",
        more: str = "",
        english: str = "",
        body: str = "Venga.",
    ) -> list[tuple[str, str, int, str]]:
        folder = site(CHANNELS + ENGLISH % (status, channels, english) + SPANISH % (title, summary, more, body))
        return [
            (one.code, one.path.rpartition("/")[2], one.line, one.message)
            for one in folder.findings()
            if one.code.startswith("CNT")
        ]

    return check


def test_a_translation_is_as_long_as_the_channels_of_its_post_allow(found):
    assert found(summary="x" * 281) == [
        ("CNT902", "flu.es.md", 3, "the summary for quick has 281 characters; X takes 280")
    ]
    assert found(summary="x" * 280) == []
    assert found(summary="x" * 281, channels="films") == []


def test_the_link_to_the_post_takes_its_part_of_the_room_where_every_address_is_as_long(found):
    english = "call_to_action: {label: Call, url: 'tel:+13125550100'}\n"
    assert found(summary="x" * 256, english=english) == []
    assert found(summary="x" * 257, english=english) == [
        ("CNT902", "flu.es.md", 3, "the summary for quick has 281 characters, with the link; X takes 280")
    ]


def test_words_of_its_own_are_judged_instead_of_the_summary(found):
    assert found(summary="x" * 400, more=f"texts: {{quick: {'y' * 280}}}\n") == []
    (one,) = found(more=f"texts: {{quick: {'y' * 281}}}\n")
    assert one[2:] == (4, "the text for quick has 281 characters; X takes 280")


def test_a_title_is_held_against_platforms_that_have_one(found):
    assert found("x" * 101) == []
    assert found("x" * 101, channels="films") == [
        ("CNT902", "flu.es.md", 2, "the title has 101 characters; YouTube takes 100")
    ]


def test_of_an_idea_nothing_is_said_nor_of_its_translation(found):
    advice = {"summary": "x" * 300, "body": "Para la fiebre de los niños: tome ibuprofeno cada seis horas."}
    assert found(status="idea", **advice) == []
    assert {code for code, *_ in found(**advice)} == {"CNT902", "CNT904"}


def test_jargon_is_pointed_at_where_it_stands(found):
    (one,) = found(more="key_facts:\n  - Venga temprano.\n  - La cefalea pasa sola.\n")
    assert one[:3] == ("CNT903", "flu.es.md", 6)


def test_an_explanation_in_the_summary_is_enough_for_the_text_but_not_for_a_channel(found):
    explained = "La cefalea (dolor de cabeza) pasa sola."
    assert found(summary=explained, body="La cefalea es frecuente.") == []
    (one,) = found(summary=explained, more="texts: {quick: La cefalea es frecuente.}\n")
    assert one[:3] == ("CNT903", "flu.es.md", 4)


@pytest.mark.parametrize(("status", "blocks"), [("draft", 0), ("approved", 1)])
def test_advice_that_nobody_reviewed_stops_what_is_approved(site, status: str, blocks: int):
    folder = site(CHANNELS + ENGLISH % (status, "quick", "key_facts: [Take ibuprofen every six hours.]\n"))
    assert [one.code for one in folder.report().errors] == ["CNT904"] * blocks
