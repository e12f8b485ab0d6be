"""Whether what a file names is there: a channel, a location, an infographic; with the nearest name as a hint."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

import msgspec

from site_gen.check.rule import Around, Issue, Key, Said
from site_gen.findings import Severity
from site_gen.model.alert import Alert
from site_gen.model.post import WEBSITE, Post
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import specialty_slug, specialty_slugs

_CHANNELS = "content/channels.yaml"
_AUDIENCES = "content/audiences.yaml"
_FEW = 8


def missing(what: str, name: str, known: Collection[str], at: Key, path: str = "") -> Iterator[Issue]:
    """Say that a file names a `what` that is not among the known ones."""
    if name not in known:
        yield Issue(message=f"no {what} {name}", at=at, hint=_hint(what, name, sorted(known)), path=path)


def _hint(what: str, name: str, known: list[str]) -> str:
    if near := difflib.get_close_matches(name, known, n=1):
        return f"did you mean {near[0]}?"
    if what == "file":
        return f"put it at content/{name}, or take the name out"
    if 0 < len(known) <= _FEW:
        return f"known here: {', '.join(known)}"
    return "add it, or take the name out"


def named_by_alert(alert: Alert, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    """Say which locations and specialties of an alert nobody has."""
    if alert.scope == "all" or alert.is_over_on(around.as_of, around.site.time_zone):
        return
    for index, slug in enumerate(alert.scope.locations):
        yield from missing("location", slug, around.locations, ("scope", "locations", index))
    named = alert.scope.specialties
    known = {slug for summary in summaries for slug in specialty_slugs(summary)} if named else set()
    for index, name in enumerate(named):
        for issue in missing("specialty", specialty_slug(name), known, ("scope", "specialties", index)):
            yield msgspec.structs.replace(issue, severity=Severity.WARNING)


def named_by_post(post: Post, around: Around) -> Said:
    """Say which channels and audiences of a post there are none of; of a file that does not load nothing is missed."""
    practice = around.practice
    if _CHANNELS not in practice.unread:
        known = {WEBSITE} | {one.id for one in (practice.channels.channels if practice.channels else ())}
        for index, name in enumerate(post.channels):
            yield from missing("channel", name, known, ("channels", index))
        for name in post.texts:
            yield from missing("channel", name, known, ("texts", name))
    if _AUDIENCES not in practice.unread:
        known = {one.id for one in (practice.audiences.audiences if practice.audiences else ())}
        for index, name in enumerate(post.audiences):
            yield from missing("audience", name, known, ("audiences", index))


def named_by_posts(around: Around) -> Said:
    """Say which providers, pictures and films of posts are not there, and which translations have no post.

    Of a post that is over nothing is asked: the people whom it names may have gone since.
    """
    practice, site = around.practice, around.site
    first = {post.slug for post in practice.posts if post.language == site.default_language}
    for post in practice.posts:
        over = post.expires_at(site.time_zone)
        if over is not None and over.date() < around.as_of:
            continue
        if post.slug not in first:
            yield from missing("post", f"{post.slug}.md", {f"{slug}.md" for slug in first}, ("title",), post.path)
        if post.visual:
            yield from missing("file", post.visual.file, around.media, ("visual", "file"), post.path)
        for index, slug in enumerate(post.providers):
            yield from missing("provider", slug, around.providers, ("providers", index), post.path)
