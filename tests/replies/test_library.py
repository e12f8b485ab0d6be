"""What the page of prepared responses shows: all of them with their state, filled, and those that fit a question."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from conftest import SiteFolder
from site_gen.errors import SiteGenError
from site_gen.pipeline.replies.library import look
from site_gen.serve.responses.screens import Card, Shown, Wish

NOW = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
CALL = "Please call the office of {name}, {specialty}, at {phone}."
APPROVED = "approved_by: compliance\napproved_on: 2026-11-10"
PEOPLE = """\
-- content/locations/uptown.yaml --
name: Uptown
address: {street: 2 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550102"
-- content/providers/bo-lee.yaml --
name: {prefix: Dr., given: Bo, family: Lee, suffix: DDS}
kind: dentist
specialties: [Orthodontics]
locations: [{location: downtown}, {location: uptown}]
"""


def response(name: str, body: str = CALL, head: str = APPROVED, topic: str = "other", words: str = "") -> str:
    lines = ["---", f"title: About {name}", f"topic: {topic}", *([f"words: [{words}]"] if words else []), head, "---"]
    return f"-- content/responses/{name}.md --\n" + "\n".join([line for line in lines if line] + [body]) + "\n"


def shown(folder: SiteFolder, **wish: str) -> Shown:
    return look(folder.root, Wish(**wish), NOW)


def card(page: Shown, title: str) -> Card:
    return next(one for topic in page.topics for one in topic.cards if one.title == title)


def test_a_response_that_is_approved_has_not_ended_and_breaks_no_rule_is_ready(site: Callable[[str], SiteFolder]):
    found = card(shown(site(response("parking")), provider="ana-diaz"), "About parking")
    assert (found.state, found.may_be_copied, found.against) == ("ready", True, ())
    assert found.approved == "compliance on 2026-11-10"
    assert found.text == "Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."


@pytest.mark.parametrize(
    ("state", "file"),
    [
        ("not approved", response("parking", head="")),
        ("not approved", response("parking", head="approved_by: compliance\napproved_on: 2026-11-25")),
        ("expired", response("parking", head=f"{APPROVED}\nexpires_on: 2026-11-23")),
        ("with an error", response("parking", f"As our patient, please wait. {CALL}")),
        ("ready", response("parking", head=f"{APPROVED}\nexpires_on: 2026-11-24")),
        ("ready", response("parking", head="approved_by: compliance\napproved_on: 2026-11-24")),
    ],
)
def test_each_response_has_its_state_and_only_a_ready_one_is_copied(
    site: Callable[[str], SiteFolder], state: str, file: str
):
    found = card(shown(site(file), provider="ana-diaz"), "About parking")
    assert (found.state, found.may_be_copied) == (state, state == "ready")


def test_what_stands_against_a_response_names_its_rule_and_line(site: Callable[[str], SiteFolder]):
    page = shown(site(response("parking", f"{CALL}\nUntil then, take ibuprofen every six hours.")))
    [fault] = card(page, "About parking").against
    assert (fault.code, fault.severity) == ("RPL705", "error")
    assert fault.place == "content/responses/parking.md:8"


def test_what_site_yaml_sets_aside_stands_against_nothing(site: Callable[[str], SiteFolder]):
    folder = site(response("parking", "Please call {name} at {phone}."))
    assert [one.code for one in card(shown(folder), "About parking").against] == ["RSP911"]
    ignored = "checks:\n  ignore:\n    - {code: RSP911, until: 2026-12-31, reason: They know the field.}\nname:"
    folder.edit("site.yaml", "name:", ignored)
    assert card(shown(folder), "About parking").against == ()


def test_with_nobody_named_a_response_names_the_practice_or_waits_for_a_person(site: Callable[[str], SiteFolder]):
    folder = site(PEOPLE + response("parking") + response("praise", "Ask {name} about {specialty} at {phone}."))
    page = shown(folder)
    assert page.named == "Harbor Dental"
    parking, praise = card(page, "About parking"), card(page, "About praise")
    assert parking.text == "Please call the office of Harbor Dental at (312) 555-0100."
    assert (parking.may_be_copied, praise.has_gaps, praise.may_be_copied) == (True, True, False)
    assert card(shown(folder, provider="bo-lee"), "About praise").may_be_copied


@pytest.mark.parametrize("typed", ["bo-lee", "Dr. Bo Lee", "lee", "  LEE bo "])
def test_somebody_is_found_by_parts_of_their_name(site: Callable[[str], SiteFolder], typed: str):
    assert shown(site(PEOPLE + response("parking")), provider=typed).named == "Dr. Bo Lee"


def test_a_name_that_several_have_is_asked_back_and_one_that_nobody_has_is_said(site: Callable[[str], SiteFolder]):
    folder = site(PEOPLE + PEOPLE.replace("bo-lee", "bo-levin").replace("Lee", "Levin") + response("parking"))
    page = shown(folder, provider="Dr. Le")
    assert [one.value for one in page.people] == ["bo-lee", "bo-levin"]
    assert page.named == "Harbor Dental"
    nobody = shown(folder, provider="Zoe")
    assert (nobody.people, nobody.caution) == ((), 'Nobody here is called "Zoe".')


def test_the_number_is_that_of_the_place_that_was_chosen(site: Callable[[str], SiteFolder]):
    folder = site(PEOPLE + response("parking", words="parking"))
    page = shown(folder, provider="bo-lee", place="uptown", question="Where is parking?")
    assert [(one.label, one.is_chosen) for one in page.places] == [("Downtown", False), ("Uptown", True)]
    assert "(312) 555-0102" in card(page, "About parking").text
    assert "(312) 555-0102" in page.found[0].text
    assert "(312) 555-0101" in card(shown(folder, provider="bo-lee", place="moon"), "About parking").text


@pytest.mark.parametrize(("status", "says"), [("departed", "no longer"), ("on-leave", "on leave"), ("active", "")])
def test_somebody_who_is_away_is_said_to_be(site: Callable[[str], SiteFolder], status: str, says: str):
    folder = site(response("parking"))
    folder.edit("content/providers/ana-diaz.yaml", "kind:", f"status: {status}\nkind:")
    caution = shown(folder, provider="ana-diaz").caution
    assert says in caution
    assert bool(caution) == bool(says)


def test_what_fits_a_question_comes_first_with_its_reason(site: Callable[[str], SiteFolder]):
    folder = site(response("parking", words="parking") + response("chairs", words="chair"))
    page = shown(folder, provider="ana-diaz", question="Is there parking?")
    assert [(one.title, one.reasons) for one in page.found] == [("About parking", ('it says "parking"',))]
    assert (page.call, shown(folder).found) == ("", ())


def test_a_question_behind_which_an_emergency_may_be_says_whom_to_call(site: Callable[[str], SiteFolder]):
    page = shown(site(response("parking", words="parking")), question="I have chest pain and cannot breathe.")
    assert page.call == "If this may be an emergency, call 911 now."
    assert page.urgent


def test_a_question_in_spanish_shows_the_responses_in_spanish_unless_another_language_is_chosen(
    site: Callable[[str], SiteFolder],
):
    spanish = response("parking", "Por favor llame al consultorio de {name}, {specialty}, al {phone}.")
    folder = site(response("parking") + spanish.replace("parking.md", "parking.es.md"))
    folder.edit("site.yaml", "name:", "languages: [en, es]\nname:")
    asked = "¿Dónde puedo estacionar el coche cuando llego a la clínica?"
    assert {one.language for topic in shown(folder, question=asked).topics for one in topic.cards} == {"es"}
    english = shown(folder, question=asked, language="en")
    assert {one.language for topic in english.topics for one in topic.cards} == {"en"}
    assert [(one.value, one.is_chosen) for one in english.languages] == [("", False), ("en", True), ("es", False)]


def test_topics_stand_in_the_order_of_the_model_and_states_are_counted(site: Callable[[str], SiteFolder]):
    files = response("a", topic="other") + response("b", topic="thanks") + response("c", topic="thanks", head="")
    page = shown(site(files))
    assert [(one.id, len(one.cards)) for one in page.topics] == [("thanks", 2), ("other", 1)]
    assert page.states == ("2 ready", "1 not approved")


def test_a_file_that_does_not_load_is_said(site: Callable[[str], SiteFolder]):
    folder = site(response("parking") + response("broken").replace("title:", "titel:"))
    assert [note.partition(":")[0] for note in shown(folder).notes][:1] == ["content/responses/broken.md"]


def test_a_profile_that_does_not_load_is_an_error_that_says_so(site: Callable[[str], SiteFolder]):
    folder = site(response("parking"))
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: magician")
    with pytest.raises(SiteGenError, match=r"ana-diaz\.yaml does not load"):
        shown(folder, provider="ana-diaz")
