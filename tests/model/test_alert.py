"""When an alert stands, on which pages, and in which order."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

import msgspec
import pytest

from site_gen.model.alert import (
    EVERYTHING,
    NO_SUBJECT,
    Alert,
    AlertScope,
    Subject,
    active_alerts,
    alerts_on,
)
from site_gen.model.provider import Name, Provider
from site_gen.model.topics import specialty_slug, specialty_slugs, specialty_topics

BEGIN = datetime.datetime.fromisoformat("2026-11-23T06:00:00-06:00")
END = datetime.datetime.fromisoformat("2026-11-27T18:00:00-06:00")
ZONE = "America/Chicago"
SECOND = datetime.timedelta(seconds=1)


def alert(slug: str = "water", **values: Any) -> Alert:
    common = {"title": "T", "text": "T", "severity": "warning", "scope": "all", "starts_at": BEGIN, "ends_at": END}
    return Alert(**{"path": f"content/alerts/{slug}.yaml", "slug": slug, **common, **values})


def test_an_alert_stands_from_its_beginning_until_the_moment_before_its_end():
    one = alert()
    assert [one.is_active(at) for at in (BEGIN - SECOND, BEGIN, END - SECOND, END)] == [False, True, True, False]


def test_the_same_instant_in_another_time_zone_is_the_same():
    assert alert().is_active(BEGIN.astimezone(datetime.UTC))
    assert not alert().is_active((BEGIN - SECOND).astimezone(datetime.UTC))


def test_an_alert_without_an_end_is_never_over():
    assert alert(ends_at=None).is_active(BEGIN + datetime.timedelta(days=3000))


def test_days_are_those_of_the_site_whatever_offset_is_written():
    late = alert(starts_at=datetime.datetime.fromisoformat("2026-11-24T05:30:00+00:00"))
    assert late.begins_on(ZONE) == datetime.date(2026, 11, 23)
    assert late.is_begun_on(datetime.date(2026, 11, 23), ZONE)
    assert not late.is_begun_on(datetime.date(2026, 11, 22), ZONE)
    ends = alert(ends_at=datetime.datetime.fromisoformat("2026-11-28T05:30:00+00:00"))
    assert not ends.is_over_on(datetime.date(2026, 11, 27), ZONE)
    assert ends.is_over_on(datetime.date(2026, 11, 28), ZONE)


@pytest.mark.parametrize("offset", ["-11:00", "-06:00", "+00:00", "+13:00"])
@pytest.mark.parametrize("hour", range(0, 24, 5))
def test_what_is_active_has_begun_and_is_not_over_on_the_day_of_the_site(offset: str, hour: int):
    begin = datetime.datetime.fromisoformat(f"2026-11-23T{hour:02}:00:00{offset}")
    one = alert(starts_at=begin, ends_at=begin + datetime.timedelta(hours=30))
    for hours in range(30):
        at = begin + datetime.timedelta(hours=hours)
        day = at.astimezone(zoneinfo.ZoneInfo(ZONE)).date()
        assert one.is_active(at)
        assert one.is_begun_on(day, ZONE)
        assert not one.is_over_on(day, ZONE)


def test_an_end_before_the_beginning_is_refused():
    with pytest.raises(ValueError, match=r"ends_at .* is not after starts_at"):
        alert(ends_at=BEGIN)


def test_a_scope_of_nothing_is_refused():
    with pytest.raises(msgspec.ValidationError, match="for every page write all"):
        msgspec.convert({}, AlertScope)


@pytest.mark.parametrize(
    ("scope", "subject", "stands"),
    [
        ("all", NO_SUBJECT, True),
        (AlertScope(locations=("lakeside",)), Subject(locations=frozenset({"lakeside", "downtown"})), True),
        (AlertScope(locations=("lakeside",)), Subject(locations=frozenset({"downtown"})), False),
        (AlertScope(locations=("lakeside",)), NO_SUBJECT, False),
        (AlertScope(locations=("lakeside",)), EVERYTHING, True),
        (AlertScope(specialties=("Pediatría",)), Subject(specialties=frozenset({"pediatrics"})), True),
        (AlertScope(specialties=("Dream work",)), Subject(specialties=frozenset({"dream-work"})), True),
        (AlertScope(specialties=("Pediatrics",)), Subject(specialties=frozenset({"cardiology"})), False),
        (
            AlertScope(specialties=("Pediatrics",), locations=("lakeside",)),
            Subject(frozenset({"cardiology"}), frozenset({"lakeside"})),
            True,
        ),
    ],
)
def test_an_alert_stands_where_one_of_its_specialties_or_locations_is(scope: Any, subject: Subject, stands: bool):
    assert bool(alerts_on((alert(scope=scope),), subject)) is stands


def test_a_specialty_has_the_slug_of_its_page_in_whichever_language_it_is_written():
    assert specialty_slug("Pediatrics") == specialty_slug("pediatría") == specialty_slug("pediatrics") == "pediatrics"


@pytest.mark.parametrize(
    ("specialties", "taxonomy"),
    [
        ((), ()),
        ((), ("207RC0000X", "208000000X", "207RC0000X", "000000000X")),
        (("Cardiology", "cardiología", "Dream work", "Pediatrics"), ("208000000X",)),
    ],
)
def test_the_quick_slugs_are_those_of_the_topics(specialties: tuple[str, ...], taxonomy: tuple[str, ...]):
    name = Name(given="Ana", family="Diaz")
    one = Provider(path="p", slug="p", name=name, kind="physician", specialties=specialties, taxonomy=taxonomy)
    assert specialty_slugs(one) == {topic.slug for topic in specialty_topics(one)}


def test_the_gravest_alert_comes_first_then_the_newest_then_by_name():
    newer = BEGIN + SECOND
    given = [alert("c", severity="notice"), alert("b"), alert("a"), alert("new", starts_at=newer)]
    given.append(alert("e", severity="emergency"))
    given.append(alert("over", ends_at=newer))
    assert [one.slug for one in active_alerts(given, newer)] == ["e", "new", "a", "b", "c"]
