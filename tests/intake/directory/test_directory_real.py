"""Real public data next to the repository, where it is there; nothing of it is kept here."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from site_gen.intake.directory.fhir import read_fhir
from site_gen.intake.directory.nppes import read_nppes_csv

REAL = Path(__file__).resolve().parents[4] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="no real directory data at ../shared/real")

UGLY = re.compile(
    r"\bMc[a-z]|\bI[ivx]+\b|(?<=\w )(Of|And|The|For)\b|P\.o\.|\bPo Box|\b(BLVD|TRL|PLZ|BLDG|CTR|CV)\b"
    r"|\bM\.?d\b|\bPh?d\b|\d(Th|St|Nd|Rd)\b|'S\b|\bSte\b"
)


@pytest.fixture(scope="module")
def registry():
    path = REAL / "nppes" / "practitioners_20181204.csv"
    if not path.is_file():
        pytest.skip("no NPPES file at ../shared/real")
    return read_nppes_csv(path.read_bytes())


def test_every_real_practitioner_becomes_a_provider(registry):
    assert registry.read == len(registry.providers) == 2000
    assert registry.refusals == registry.ignored == ()
    assert len(registry.notes) < 20


def test_real_people_share_locations(registry):
    assert 1000 < len(registry.locations) < 1500
    assert {each.locations[0].location for each in registry.providers} == {each.slug for each in registry.locations}


def test_no_real_name_or_address_has_ugly_capitals(registry):
    shown = [each.name.full for each in registry.providers]
    shown += [f"{each.name}; {each.address.street}; {each.address.locality}" for each in registry.locations]
    assert [text for text in shown if UGLY.search(text)] == []
    assert [each for each in registry.providers if each.name.family.isupper() and len(each.name.family) > 1] == []


def test_real_values_keep_the_limits_of_the_model(registry):
    for each in (*registry.providers, *registry.locations):
        assert msgspec.convert(msgspec.to_builtins(each), type(each)) == each


def test_real_organizations_are_counted():
    path = REAL / "nppes" / "organizations.csv"
    if not path.is_file():
        pytest.skip("no NPPES file at ../shared/real")
    draft = read_nppes_csv(path.read_bytes())
    assert draft.providers == draft.locations == draft.refusals == ()
    assert [(each.kind, each.count) for each in draft.ignored] == [("organization", draft.read)]


def test_the_real_plan_net_guide_gives_its_practitioners():
    folder = REAL / "plan-net"
    if not folder.is_dir():
        pytest.skip("no Plan-Net resources at ../shared/real")
    draft = read_fhir({path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))})
    assert (draft.read, len(draft.providers), len(draft.locations), draft.merged) == (49, 3, 2, 8)
    assert [each.kind for each in draft.refusals] == ["no-practitioner"] * 3
    assert {each.npi for each in draft.providers} == {None}
