"""Where locations and the postal codes around them are."""

from __future__ import annotations

import msgspec
import pytest

from site_gen.load.postal_codes import read_nearby
from site_gen.model.location import Address, Geo, Location

LOOP = Location(
    path="content/locations/loop.yaml",
    slug="loop",
    name="Loop",
    address=Address(street="1 Main Street", locality="Chicago", region="IL", postal_code="60601"),
)


def moved(**changes: object) -> Location:
    return msgspec.structs.replace(LOOP, **changes)


def test_a_location_without_a_position_stands_where_its_postal_code_is_and_says_so():
    position = read_nearby([LOOP]).positions["loop"]
    assert (round(position.latitude, 1), round(position.longitude, 1)) == (41.9, -87.6)
    assert position.approximate


def test_a_position_of_its_own_is_taken_as_it_is():
    position = read_nearby([moved(geo=Geo(latitude=41.8853, longitude=-87.6221))]).positions["loop"]
    assert (position.latitude, position.longitude, position.approximate) == (41.8853, -87.6221, False)


def test_only_postal_codes_near_a_location_are_there_to_a_hundredth_of_a_degree():
    codes = read_nearby([LOOP]).codes
    assert "60302" in codes
    assert "53202" not in codes, "Milwaukee is 80 miles away"
    assert list(codes) == sorted(codes)
    assert all(round(part, 2) == part for place in codes.values() for part in place)


@pytest.mark.parametrize("code", [None, "", "6060", "ABCDE", "60601-1234", "00000", "６０６０１"])
def test_any_postal_code_gives_a_position_or_none(code: str | None):
    address = msgspec.structs.replace(LOOP.address, postal_code=code)
    found = read_nearby([moved(address=address)])
    assert bool(found.positions) == (code == "60601-1234")


def test_a_location_in_another_country_is_left_out():
    address = msgspec.structs.replace(LOOP.address, country="CA")
    assert read_nearby([moved(address=address, geo=Geo(latitude=43.7, longitude=-79.4))]).positions == {}
