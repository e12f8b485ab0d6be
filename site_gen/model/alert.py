"""A notice that stands on pages for a while: `content/alerts/<id>.yaml`, and on which pages, and when."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from site_gen.model.base import Content, Instant, LanguageTag, Slug, Text, Url, check_year
from site_gen.model.provider import Provider
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import specialty_slug, specialty_slugs

AlertText = Annotated[
    str,
    Meta(min_length=1, max_length=1_000, title="short text", description="plain text of 1 to 1,000 characters"),
]
Severity = Literal["emergency", "warning", "notice"]
"""How much depends on reading it: emergency where somebody is in danger, warning where a visit would fail."""

SEVERITIES: tuple[Severity, ...] = ("emergency", "warning", "notice")
"""From the gravest on, as pages order them."""


class AlertScope(Content, frozen=True, kw_only=True):
    """Whom an alert concerns, where it is not everybody: specialties as profiles name them, locations by their file."""

    specialties: tuple[Text, ...] = ()
    locations: tuple[Slug, ...] = ()

    def __post_init__(self) -> None:
        if not self.specialties and not self.locations:
            raise ValueError("a scope names specialties or locations; for every page write all")

    @property
    def specialty_slugs(self) -> frozenset[str]:
        """The specialties by the end of their pages' addresses."""
        return frozenset(map(specialty_slug, self.specialties))


class AlertSource(Content, frozen=True, kw_only=True):
    """Who says so, and where it can be read."""

    name: Text
    url: Url


class AlertTranslation(Content, frozen=True, kw_only=True):
    """What an alert says in another language; what is absent is shown in the default language."""

    title: Text | None = None
    text: AlertText | None = None


class Alert(Content, frozen=True, kw_only=True):
    """One alert as written. It stands on pages from `starts_at` on, and at `ends_at` no more.

    `approved_by` is a role; `checked_on` is the last day on which somebody made sure that it still holds. `holds` are
    topics of posts that wait while it is active, `replaces` posts that it stands in for: both are for the calendar.
    """

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    title: Text
    text: AlertText
    severity: Severity
    scope: Literal["all"] | AlertScope
    starts_at: Instant
    ends_at: Instant | None = None
    source: AlertSource | None = None
    approved_by: Slug | None = None
    approved_on: datetime.date | None = None
    checked_on: datetime.date | None = None
    holds: tuple[Slug, ...] = ()
    replaces: tuple[Slug, ...] = ()
    i18n: dict[LanguageTag, AlertTranslation] = {}

    def __post_init__(self) -> None:
        check_year("starts_at", self.starts_at)
        check_year("ends_at", self.ends_at)
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise ValueError(f"ends_at {self.ends_at.isoformat()} is not after starts_at {self.starts_at.isoformat()}")

    def is_active(self, at: datetime.datetime) -> bool:
        """Tell whether it has begun by an instant, and has not ended."""
        return self.starts_at <= at and not self.is_over(at)

    def begins_on(self, zone: str) -> datetime.date:
        """Give the day on which it begins, by the clock of the site, whose zone is given."""
        return self.starts_at.astimezone(zoneinfo.ZoneInfo(zone)).date()

    def is_begun_on(self, day: datetime.date, zone: str) -> bool:
        """Tell whether it has begun by the end of a day of the site: what is active on it has."""
        return self.begins_on(zone) <= day

    def is_over_on(self, day: datetime.date, zone: str) -> bool:
        """Tell whether its last day has passed, by the clock of the site."""
        return self.ends_at is not None and self.ends_at.astimezone(zoneinfo.ZoneInfo(zone)).date() < day

    def is_complete(self, as_of: datetime.date) -> bool:
        """Tell whether it has a source and an end, and somebody had approved it by a day."""
        is_approved = self.approved_by is not None and self.approved_on is not None and self.approved_on <= as_of
        return is_approved and self.source is not None and self.ends_at is not None

    def may_hold(self, as_of: datetime.date, zone: str) -> bool:
        """Tell whether the calendar has to do with it: it is complete, or can still become so."""
        return self.is_complete(as_of) or not self.is_begun_on(as_of, zone)

    def is_over(self, at: datetime.datetime) -> bool:
        """Tell whether its end has come."""
        return self.ends_at is not None and self.ends_at <= at


class Subject(NamedTuple):
    """What a page is about, as far as alerts are concerned; `is_everything` for pages from which all care is found."""

    specialties: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()
    is_everything: bool = False


NO_SUBJECT = Subject()
"""A page that is about nothing in particular: only alerts for all stand on it."""
EVERYTHING = Subject(is_everything=True)


def subject_of(provider: Provider | ProviderSummary) -> Subject:
    """Give what the pages of a provider are about."""
    practices = provider.locations if isinstance(provider, Provider) else provider.places
    return Subject(specialty_slugs(provider), frozenset(practice.location for practice in practices))


def alerts_on(alerts: Sequence[Alert], subject: Subject) -> tuple[Alert, ...]:
    """Give those of some alerts that stand on a page, in their order."""
    return tuple(alert for alert in alerts if _stands_on(alert.scope, subject))


def active_alerts(alerts: Iterable[Alert], at: datetime.datetime) -> tuple[Alert, ...]:
    """Give the alerts that are active at an instant, as pages order them: the gravest first, then the newest."""
    active = [alert for alert in alerts if alert.is_active(at)]
    return tuple(sorted(active, key=lambda one: (SEVERITIES.index(one.severity), -one.starts_at.timestamp(), one.slug)))


def _stands_on(scope: Literal["all"] | AlertScope, subject: Subject) -> bool:
    if scope == "all" or subject.is_everything:
        return True
    return bool(scope.specialty_slugs & subject.specialties or subject.locations.intersection(scope.locations))
