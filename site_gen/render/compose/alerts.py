"""Alerts on the pages that they concern."""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Iterator

from site_gen.model.alert import Alert, Severity, Subject, alerts_on
from site_gen.model.specialty import specialty_for_name
from site_gen.render.addresses import topic_path
from site_gen.render.edition import Edition
from site_gen.render.views.page import AlertView, LinkView

_EMPTY_LINE = re.compile(r"\n\s*\n")


def alert_views(edition: Edition, subject: Subject) -> tuple[AlertView, ...]:
    """Give the alerts that stand on a page about `subject`, the gravest first."""
    return tuple(_view(edition, alert) for alert in alerts_on(edition.ground.alerts, subject))


def _view(edition: Edition, alert: Alert) -> AlertView:
    words = alert.i18n.get(edition.language)
    title, text = (words.title, words.text) if words else (None, None)
    title_lang, title_dir = edition.foreign("" if title else edition.fallback)
    text_lang, text_dir = edition.foreign("" if text else edition.fallback)
    lead, *more = _paragraphs(text or alert.text)
    return AlertView(
        id=alert.slug,
        severity=alert.severity,
        severity_text=_severity_word(edition, alert.severity),
        title=title or alert.title,
        title_lang=title_lang,
        title_dir=title_dir,
        lead=lead,
        more=tuple(more),
        text_lang=text_lang,
        text_dir=text_dir,
        concerns=tuple(_concerns(edition, alert)),
        until=_until(edition, alert.ends_at) if alert.ends_at else "",
        until_at=alert.ends_at.isoformat() if alert.ends_at else "",
        source=LinkView(label=alert.source.name, url=alert.source.url) if alert.source else None,
    )


def _paragraphs(text: str) -> list[str]:
    """Give plain text by its empty lines, each paragraph in one line; one at least."""
    return [" ".join(part.split()) for part in _EMPTY_LINE.split(text.strip())]


def _severity_word(edition: Edition, severity: Severity) -> str:
    _ = edition.gettext
    return {"emergency": _("Emergency"), "warning": _("Warning"), "notice": _("Notice")}[severity]


def _until(edition: Edition, ends_at: datetime.datetime) -> str:
    """Write an end out by the clock of the site; one at midnight as the end of the day before."""
    _ = edition.gettext
    local = ends_at.astimezone(zoneinfo.ZoneInfo(edition.site.time_zone))
    if local.time() == datetime.time():
        return _("Until the end of %(date)s") % {"date": edition.locale.date(local.date() - datetime.timedelta(days=1))}
    day, time = edition.locale.date(local.date()), edition.locale.time(local.strftime("%H:%M"))
    return _("Until %(date)s, %(time)s") % {"date": day, "time": time}


def _concerns(edition: Edition, alert: Alert) -> Iterator[LinkView]:
    """Give the locations and specialties of an alert, by their names in this language where they have one."""
    if alert.scope == "all":
        return
    locations = edition.ground.locations
    for slug in alert.scope.locations:
        if slug in locations:
            yield LinkView(label=locations[slug].name, url=edition.href(topic_path("locations", slug)))
    for name in alert.scope.specialties:
        found = specialty_for_name(name)
        word = found.term.get(edition.language) if found else None
        yield LinkView(label=word or name, url="", lang="" if word else edition.foreign(edition.fallback)[0])
