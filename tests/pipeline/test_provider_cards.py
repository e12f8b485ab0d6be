"""Cards of people who work at several locations: whose number stands on them, and where new patients are taken."""

from __future__ import annotations

import pytest

from conftest import Public
from site_gen.render.pages import listing

PLACES = """\
-- content/locations/uptown.yaml --
name: Uptown
address: {street: 2 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550102"
-- content/locations/westside.yaml --
name: Westside
address: {street: 3 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
"""
PROFILE = "content/providers/bo-lee.yaml"
BO = f"""\
-- {PROFILE} --
name: {{given: Bo, family: Lee}}
kind: dentist
specialties: [Orthodontics]
locations:
  - {{location: downtown, phone: "+13125550142", accepting_new_patients: true}}
  - {{location: uptown, phone: "+13125550152", accepting_new_patients: false}}
"""
FIND = "find/index.html"


def said(public: Public, file: str, name: str = "Bo Lee") -> tuple[str, str, str]:
    """Give what a card says: of new patients, the number that it dials, and the words at the number."""
    (card,) = [one for one in public.html(file).select(".provider-card") if name in one.get_text()]
    chip, call = card.select_one(".chip"), card.select_one(".card-call")
    if call is None:
        return chip.get_text() if chip else "", "", ""
    return chip.get_text() if chip else "", call.a["href"], " ".join(call.get_text(" ").split())


def at(place: str) -> str:
    return f"locations/{place}/index.html"


def test_on_the_page_of_a_location_a_card_says_what_holds_there(site):
    public = site(PLACES + BO).build()
    assert said(public, at("downtown")) == ("Accepting new patients", "tel:+13125550142", "Call (312) 555-0142")
    assert said(public, at("uptown")) == ("Not accepting new patients", "tel:+13125550152", "Call (312) 555-0152")


def test_without_a_number_of_their_own_the_number_of_that_location_is_called_and_without_any_none(site):
    folder = site(PLACES + BO)
    folder.edit(PROFILE, ', phone: "+13125550152"', "")
    folder.edit(PROFILE, "  - {location: uptown", "  - {location: westside}\n  - {location: uptown")
    public = folder.build()
    assert said(public, at("uptown"))[1] == "tel:+13125550102"
    assert said(public, at("westside")) == ("", "", "")


@pytest.mark.parametrize("file", [FIND, "new-patients/index.html", "specialties/orthodontics/index.html", "index.html"])
def test_elsewhere_a_card_names_the_location_that_takes_new_patients_and_the_one_that_it_calls(site, file):
    folder = site(PLACES + BO)
    words = ("Accepting new patients at Downtown", "tel:+13125550142", "Call (312) 555-0142 Downtown")
    assert said(folder.build(), file) == words
    folder.edit(PROFILE, "true", "maybe")
    folder.edit(PROFILE, "false", "true")
    folder.edit(PROFILE, "maybe", "false")
    words = ("Accepting new patients at Uptown", "tel:+13125550152", "Call (312) 555-0152 Uptown")
    assert said(folder.build(), file) == words


def test_one_number_for_all_locations_is_that_of_none_of_them(site):
    folder = site(PLACES + BO)
    folder.edit(PROFILE, "+13125550152", "+13125550142")
    folder.edit(PROFILE, "false", "true")
    assert said(folder.build(), FIND) == ("Accepting new patients", "tel:+13125550142", "Call (312) 555-0142")


def test_a_card_is_made_once_and_again_only_for_a_location_where_it_says_something_else(site, monkeypatch):
    folder = site(PLACES + BO)
    made: list[str] = []
    changed: list[str] = []
    make, change = listing.card_view, listing.card_at

    def counted(edition, card, summary, location):
        there = change(edition, card, summary, location)
        if there is not card:
            changed.append(location)
        return there

    monkeypatch.setattr(
        listing, "card_view", lambda edition, summary: made.append(summary.slug) or make(edition, summary)
    )
    monkeypatch.setattr(listing, "card_at", counted)
    folder.build()
    assert sorted(made) == ["ana-diaz", "bo-lee"]
    assert changed == ["downtown", "uptown"]
    changed.clear()
    folder.edit(PROFILE, "+13125550152", "+13125550142")
    folder.edit(PROFILE, "false", "true")
    folder.build()
    assert changed == []
