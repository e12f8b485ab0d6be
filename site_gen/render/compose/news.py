"""Posts, as lists and their pages show them."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from site_gen.model.media import Shape, Sidecar, SidecarWords, is_film_name
from site_gen.model.news import NewsPost
from site_gen.model.post import Post
from site_gen.model.specialty import specialty_for_name
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import specialty_topics
from site_gen.render.addresses import NEWS, news_path, post_path, provider_path
from site_gen.render.compose.provider import topic_lang
from site_gen.render.compose.words import kind_word
from site_gen.render.edition import Edition
from site_gen.render.prose import plain_text
from site_gen.render.views.news import AskView, FactsView, PersonView, PostCardView, PostView
from site_gen.render.views.page import ImageView, LinkView
from site_gen.render.views.provider import VideoView

T = TypeVar("T")

_SUMMARY_LENGTH = 220


class Said(NamedTuple):
    """A text of a post, with its language and direction where it is in another language than the page."""

    text: str
    lang: str = ""
    dir: str = ""


def title_of(edition: Edition, one: NewsPost) -> Said:
    """Give the title of a post in this language, or in the one that there is."""
    return _said(edition, one, lambda post: post.title)


def summary_of(edition: Edition, one: NewsPost) -> Said:
    """Give what a post says in a sentence or two; the beginning of its text where it has no summary."""
    found = _said(edition, one, lambda post: post.summary or "")
    if found.text:
        return found
    words, lang, direction = _said(edition, one, lambda post: post.body)
    return Said(plain_text(edition.prose.html(words, top_heading=2), _SUMMARY_LENGTH), lang, direction)


def cancelled_title(edition: Edition) -> str:
    """Give what the calendar calls a post that was stopped, since its own words may be why."""
    return edition.gettext("Cancelled")


def local_time(edition: Edition, at: datetime.datetime) -> datetime.datetime:
    """Give an instant by the clock of the site."""
    return at.astimezone(zoneinfo.ZoneInfo(edition.site.time_zone))


def changed_on(edition: Edition, one: NewsPost) -> datetime.date | None:
    """Give the newest date that a post names of itself: when it went out, or was reviewed again."""
    days = [local_time(edition, one.at).date() if one.at else None, one.post.reviewed_on]
    return max((day for day in days if day is not None), default=None)


def topic_label(edition: Edition, topic: str) -> Said:
    """Give the name of a topic: that of a specialty in this language, else the words of its slug."""
    found = specialty_for_name(topic)
    if found and (word := found.term.get(edition.language)):
        return Said(word)
    words = topic.replace("-", " ")
    lang, direction = edition.foreign(edition.fallback)
    return Said(words[:1].upper() + words[1:], lang, direction)


def topic_links(edition: Edition, topics: Sequence[str], current: str = "") -> tuple[LinkView, ...]:
    """Give links to the lists of topics."""
    found = []
    for topic in topics:
        label, lang, _direction = topic_label(edition, topic)
        url = edition.href(news_path(topic))
        found.append(LinkView(label=label, url=url, lang=lang, current=topic == current))
    return tuple(found)


def post_card(edition: Edition, one: NewsPost) -> PostCardView:
    """Give a post as one of a list."""
    title, summary = title_of(edition, one), summary_of(edition, one)
    return PostCardView(
        title=title.text,
        url=edition.href(post_path(one.post.slug)),
        title_lang=title.lang,
        title_dir=title.dir,
        summary=summary.text,
        summary_lang=summary.lang,
        summary_dir=summary.dir,
        date=edition.locale.date(local_time(edition, one.at).date()) if one.at else "",
        date_at=local_time(edition, one.at).isoformat() if one.at else "",
        mark=_mark(edition, one),
        image=post_image(edition, one, "square"),
    )


def post_view(edition: Edition, one: NewsPost, summaries: Mapping[str, ProviderSummary]) -> PostView:
    """Give everything on the page of a post; `summaries` are all providers by slug."""
    post, card = one.post, post_card(edition, one)
    body = _said(edition, one, lambda version: version.body)
    has_summary = any(version.summary for version in _versions(edition, one))
    return PostView(
        title=card.title,
        title_lang=card.title_lang,
        title_dir=card.title_dir,
        summary=card.summary if has_summary else "",
        summary_lang=card.summary_lang,
        summary_dir=card.summary_dir,
        body=edition.prose.html(body.text, top_heading=2),
        body_lang=body.lang,
        body_dir=body.dir,
        date=card.date,
        date_at=card.date_at,
        mark=card.mark,
        reviewed=_reviewed(edition, post),
        reviewed_by=post.reviewed_by or "",
        reviewed_on=post.reviewed_on.isoformat() if post.reviewed_on else "",
        image=post_image(edition, one),
        video=_film(edition, one),
        facts=_facts(edition, one),
        ask=_ask(edition, one),
        people=tuple(_person(edition, summaries[slug]) for slug in post.providers if slug in summaries),
        topics=topic_links(edition, tuple(dict.fromkeys(post.topics))),
        news=LinkView(label=edition.gettext("All news"), url=edition.href(NEWS)),
    )


def post_image(edition: Edition, one: NewsPost, shape: Shape = "whole") -> ImageView | None:
    """Give the picture of a post in a shape; that of its film is a file of the same name."""
    visual = one.post.visual
    if visual is None:
        return None
    if _is_film(edition, visual.file):
        return _still(edition, visual.file, shape)
    return edition.media_image(visual.file, _alt(edition, one).text, shape=shape)


def _versions(edition: Edition, one: NewsPost) -> list[Post]:
    """Give a post in this language, where it is, and as it was written first."""
    own = one.words.get(edition.language)
    return [one.post] if own is None else [own, one.post]


def _first(edition: Edition, one: NewsPost, get: Callable[[Post], T]) -> tuple[T, str, str]:
    """Give something of a post in this language where that version has it, else of the first; with its language."""
    versions = _versions(edition, one)
    chosen = next((post for post in versions if get(post)), versions[-1])
    return (get(chosen), *edition.foreign(chosen.language))


def _said(edition: Edition, one: NewsPost, get: Callable[[Post], str]) -> Said:
    return Said(*_first(edition, one, get))


def _alt(edition: Edition, one: NewsPost) -> Said:
    """Give what is to be seen, in this language where a version of the post or the sidecar of the file says it so."""
    found = _said(edition, one, lambda post: (post.visual.alt if post.visual else None) or "")
    if found.text and not found.lang:
        return found
    sidecar = _sidecar(edition, one)
    if alt := sidecar.i18n.get(edition.language, SidecarWords()).alt:
        return Said(alt)
    return found if found.text else Said(sidecar.alt or "", *edition.foreign(edition.fallback))


def _sidecar(edition: Edition, one: NewsPost) -> Sidecar:
    """Give what is published of the sidecar of a post's picture or film; an empty one where there is none."""
    media = edition.ground.media.get(one.post.visual.file) if one.post.visual else None
    return media.sidecar if media and media.sidecar else Sidecar(path="")


def _mark(edition: Edition, one: NewsPost) -> str:
    """Say in a preview that a post is not out."""
    _ = edition.gettext
    return {"scheduled": _("Scheduled"), "draft": _("Draft"), "missed": _("Not approved")}.get(one.state, "")


def _reviewed(edition: Edition, post: Post) -> str:
    _ = edition.gettext
    if post.reviewed_by and post.reviewed_on:
        return _("Reviewed by %(name)s on %(date)s") % {
            "name": post.reviewed_by,
            "date": edition.locale.date(post.reviewed_on),
        }
    return _("Reviewed by %(name)s") % {"name": post.reviewed_by} if post.reviewed_by else ""


def _facts(edition: Edition, one: NewsPost) -> FactsView | None:
    facts, lang, direction = _first(edition, one, lambda post: post.key_facts)
    return FactsView(facts=facts, lang=lang, dir=direction) if facts else None


def _ask(edition: Edition, one: NewsPost) -> AskView | None:
    asked, lang, _direction = _first(edition, one, lambda post: post.call_to_action)
    if asked is None:
        return None
    url = edition.prose_link(asked.url) if asked.url.startswith("/") else asked.url
    return AskView(label=asked.label, url=url, lang=lang)


def _person(edition: Edition, summary: ProviderSummary) -> PersonView:
    """Give a provider in a line: name, specialty, the number to call."""
    topics = specialty_topics(summary)[:1]
    departed = summary.status == "departed"
    phone = next((place.phone for place in summary.places if place.phone), edition.site.organization.phone)
    return PersonView(
        slug=summary.slug,
        name=summary.name.spoken,
        suffix=summary.name.suffix,
        url=edition.href(provider_path(summary.slug)),
        what=topics[0].label(edition.language) if topics else kind_word(edition.locale, summary.kind),
        what_lang=topic_lang(edition, topics[0]) if topics else "",
        phone_url="" if departed else f"tel:{phone}",
        phone_text="" if departed else edition.locale.phone(phone),
    )


def _is_film(edition: Edition, file: str) -> bool:
    media = edition.ground.media.get(file)
    return is_film_name(file) and not (media and media.keys)


def _still(edition: Edition, film: str, shape: Shape = "whole") -> ImageView | None:
    """Give the picture beside a film: `media/first-visit.jpg` for `media/first-visit.mp4`."""
    stem = film.rpartition(".")[0]
    found = (edition.media_image(f"{stem}{ending}", shape=shape) for ending in (".jpg", ".png", ".webp", ".avif"))
    return next((image for image in found if image is not None), None)


def _film(edition: Edition, one: NewsPost) -> VideoView | None:
    """Give a film with the still that lies beside it, its captions, and the transcript of its sidecar."""
    visual = one.post.visual
    if visual is None or not _is_film(edition, visual.file) or not edition.asset(visual.file):
        return None
    still, sidecar = _still(edition, visual.file), _sidecar(edition, one)
    alt, title = _alt(edition, one), title_of(edition, one)
    captions, captions_lang = _captions(edition, one, visual.file)
    own = sidecar.i18n.get(edition.language, SidecarWords())
    return VideoView(
        url=edition.asset(visual.file),
        poster_url=still.url if still else "",
        title=alt.text or title.text,
        title_lang=alt.lang if alt.text else title.lang,
        captions_url=captions,
        captions_lang=captions_lang,
        transcript=own.transcript or sidecar.transcript,
        transcript_lang="" if own.transcript else edition.fallback,
    )


def _captions(edition: Edition, one: NewsPost, film: str) -> tuple[str, str]:
    """Give captions and their language: those of this one first, what the sidecar names before what lies beside."""
    stem, sidecar = film.rpartition(".")[0], _sidecar(edition, one)
    named = sidecar.i18n.get(edition.language, SidecarWords()).captions
    known = (
        (named, edition.language),
        (f"{stem}.{edition.language}.vtt", edition.language),
        (sidecar.captions, edition.fallback or edition.language),
        (f"{stem}.vtt", one.post.language),
    )
    found = ((edition.asset(name), language) for name, language in known if name)
    return next((pair for pair in found if pair[0]), ("", one.post.language))
