from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from site_gen.intake.account import ignored_from
from site_gen.intake.directory.assemble import assemble, taken_from
from site_gen.intake.directory.draft import Taken, unfit
from site_gen.intake.directory.people import Person, Place, Work
from site_gen.intake.directory.slugs import as_slug, location_slug, provider_slug
from site_gen.model.base import is_slug
from site_gen.model.location import Address, Location
from site_gen.model.provider import Name, Practice, Provider

AMARA = Name(given="Amara", middle="N.", family="Okafor")
HARBOR = Address(street="1 Elm St", locality="Springfield", region="IL", postal_code="62701")


def test_people_of_one_name_are_told_apart_by_middle_name_then_by_npi():
    taken: set[str] = set()
    for number in ("1234567893", "1234567893", "1234567893", "1234567893", "1234567893", None):
        taken.add(provider_slug(AMARA, number, taken))
    assert taken == {
        "amara-okafor",
        "amara-n-okafor",
        "amara-okafor-7893",
        "amara-okafor-1234567893",
        "amara-okafor-2",
        "amara-okafor-3",
    }


def test_places_of_one_name_are_told_apart_by_town_then_by_postal_code():
    taken: set[str] = set()
    for _ in range(4):
        taken.add(location_slug("Harbor Clinic", HARBOR, taken))
    assert taken == {
        "harbor-clinic",
        "harbor-clinic-springfield",
        "harbor-clinic-springfield-62701",
        "harbor-clinic-2",
    }


def test_slugs_are_ascii_and_short():
    assert as_slug("Seán O'Brien-Łuk") == "sean-obrien-luk"
    assert provider_slug(Name(given="-", family="-"), None, set()) == "provider"
    long = Name(given="a" * 90, family="b")
    assert provider_slug(long, None, {"a" * 80}) == "a" * 78 + "-2"


@given(st.text(max_size=200), st.text(max_size=200), st.integers(1, 4))
def test_any_name_gives_a_new_slug(given_name, family, times):
    taken: set[str] = set()
    for _ in range(times):
        slug = provider_slug(Name(given=given_name, family=family), None, taken)
        assert is_slug(slug)
        assert slug not in taken
        taken.add(slug)


def person(where: str, **changes: object) -> Person:
    usual = Person(where=where, name=AMARA, codes=("207RC0000X",))
    return msgspec.structs.replace(usual, **changes)


def work(key: str, phone: str | None, **changes: object) -> Work:
    place = msgspec.structs.replace(Place(key=key, address=HARBOR), **changes)
    return Work(place=place, phone=phone)


def test_a_number_that_all_at_a_place_have_is_the_places():
    made = assemble(
        [person("a", works=(work("x", "+13125550142"),)), person("b", works=(work("x", "+13125550142"),))], Taken()
    )
    assert [each.phone for each in made.locations] == ["+13125550142"]
    assert [each.locations[0].phone for each in made.providers] == [None, None]


def test_numbers_that_differ_stay_with_the_people():
    made = assemble(
        [person("a", works=(work("x", "+13125550142"),)), person("b", works=(work("x", "+13125550143"),))], Taken()
    )
    assert [each.phone for each in made.locations] == [None]
    assert {each.locations[0].phone for each in made.providers} == {"+13125550142", "+13125550143"}


def test_two_statements_of_one_practice_are_one():
    twice = (work("x", None), Work(place=Place(key="x", address=HARBOR), phone="+13125550142", accepting=True))
    made = assemble([person("a", works=twice)], Taken())
    assert made.providers[0].locations == (
        Practice(location="1-elm-st-springfield", phone="+13125550142", accepting_new_patients=True),
    )


def test_what_breaks_a_limit_is_refused_or_left_out_and_never_raised():
    long = "x" * 600
    made = assemble(
        [
            person("a", name=Name(given="", family="Okafor")),
            person("b", works=(work("x", None, name=long), work("y", None))),
            person("c", works=(Work(place=Place(key="y", address=HARBOR), booking_url="nowhere"),)),
        ],
        Taken(),
    )
    assert [(each.where, each.kind) for each in made.refusals] == [("a", "unfit")]
    assert "given" in made.refusals[0].reason
    assert [each.kind for each in made.notes] == ["location", "location", "no-location"]
    assert {each.slug: len(each.locations) for each in made.providers} == {"amara-okafor": 1, "amara-n-okafor": 0}


def test_nothing_says_the_kind_is_a_note():
    made = assemble([person("a", codes=())], Taken())
    assert made.providers[0].kind == "other"
    assert [each.kind for each in made.notes] == ["kind", "no-location"]


def test_what_the_site_has_is_used_again():
    first = assemble([person("a", npi="1234567893", works=(work("x", None),))], Taken())
    taken = taken_from(first.providers, first.locations)
    again = assemble(
        [
            person("a", npi="1234567893", works=(work("x", None),)),
            person("b", works=(work("x", None),)),
            person("c", works=(work("z", None, name="Another name"),)),
        ],
        taken,
    )
    assert set(again.present) == {"a"}
    assert [each.locations[0].location for each in again.providers] == ["1-elm-st-springfield", "another-name"]
    assert [each.slug for each in again.providers] == ["amara-n-okafor", "amara-okafor-2"]
    assert [(each.where, each.kind) for each in again.notes] == [("b", "same-name"), ("c", "same-name")]
    assert [each.slug for each in again.locations] == ["another-name"]


def test_structs_that_keep_their_limits_fit():
    assert unfit(Provider(path="p", slug="a", name=AMARA, kind="other")) is None
    assert unfit(Location(path="p", slug="a", name="", address=HARBOR)) is not None
    assert ignored_from({("a", "b"): 2, ("c", "d"): 0})[0].count == 2  # type: ignore[arg-type]
