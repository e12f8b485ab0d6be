"""Everything of a site that has a day: when it was looked at, and until when that counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from site_gen.model.authorizations import Register, Signed
from site_gen.model.media import Person, Sidecar
from site_gen.model.page import Page
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.team import Duty
from site_gen.report.freshness.work import ItemKind

PAGE_DAYS = 365
"""For how long the look of a professional at a page counts (`reviewed_on`)."""


class Dated(NamedTuple):
    """One thing with a day, and the duty that sees to it; `role` goes before the duty where content names one.

    `due_on` is the last day on which it counts, None for a profile that says nothing.
    """

    kind: ItemKind
    title: str
    subject: str
    path: str
    duty: Duty
    due_on: datetime.date | None
    dated_on: datetime.date | None = None
    role: str | None = None


def of_provider(provider: Provider, verify_within_days: int) -> Iterator[Dated]:
    """Give a profile, and its credentials that end; nothing of who has left."""
    if provider.status == "departed":
        return
    seen_on, name = provider.verified_on, provider.name.full
    yield Dated(
        kind="profile",
        title=name,
        subject="profile",
        path=provider.path,
        duty="profiles",
        due_on=_later(seen_on, verify_within_days) if seen_on else None,
        dated_on=seen_on,
    )
    for one in provider.credentials:
        if one.expires_on is not None:
            yield Dated("credential", name, one.name, provider.path, "profiles", one.expires_on)


def of_policies(policies: Iterable[Policy]) -> Iterator[Dated]:
    """Give the policies that say when they are to be looked at again, with the role that keeps them."""
    for one in policies:
        if one.review_by is not None:
            subject = f"policy, version {one.version}" if one.version else "policy"
            yield Dated("policy", one.title, subject, one.path, "policies", one.review_by, role=one.owner)


def of_responses(responses: Iterable[Response]) -> Iterator[Dated]:
    """Give the prepared responses that end."""
    for one in responses:
        if one.expires_on is not None:
            dated_on = one.approved_on
            yield Dated(
                "response", one.title, "prepared response", one.path, "answer-questions", one.expires_on, dated_on
            )


def of_pages(pages: Iterable[Page]) -> Iterator[Dated]:
    """Give the pages that a professional has reviewed."""
    for one in pages:
        if one.reviewed_on is not None:
            due_on = _later(one.reviewed_on, PAGE_DAYS)
            yield Dated("page", one.title, "page that was reviewed", one.path, "posts", due_on, one.reviewed_on)


def of_media(sidecars: Iterable[Sidecar], register: Register) -> Iterator[Dated]:
    """Give until when pictures and films may be shown. Who is in them, and whether a patient, stays out.

    Of a consent the earlier one of two days counts: that of the sidecar, and that of its form in the register.
    """
    for one in sidecars:
        if one.expires_on is not None:
            yield Dated("media", one.path, "may be shown", one.path, "posts", one.expires_on)
        ends = [day for person in one.people for day in _ends_of_consent(person, register)]
        if ends:
            yield Dated("media", one.path, "consent to show it", one.path, "posts", min(ends))


def _ends_of_consent(person: Person, register: Register) -> Iterator[datetime.date]:
    """Give the last days of a consent by its sidecar and by the register, where any form in force counts (MED951)."""
    if person.consent_expires_on is not None:
        yield person.consent_expires_on
    forms = register.with_reference(person.consent) if person.consent is not None else ()
    lasts = [_last_day_of(entry.signed) for entry in forms]
    ending = [day for day in lasts if day is not None]
    if ending and len(ending) == len(lasts):
        yield max(ending)


def _last_day_of(form: Signed) -> datetime.date | None:
    """Give the last day on which a form is in force: on that of its revocation it is not."""
    before = form.revoked_on - datetime.timedelta(days=1) if form.revoked_on is not None else None
    return min((day for day in (form.expires_on, before) if day is not None), default=None)


def _later(day: datetime.date, days: int) -> datetime.date:
    """Give a day later, the last one that there is where that is past it."""
    return day + min(datetime.timedelta(days=days), datetime.date.max - day)
