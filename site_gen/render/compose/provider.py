"""A provider's page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from site_gen.model.base import VideoTranslation
from site_gen.model.location import Location
from site_gen.model.provider import Practice, Provider
from site_gen.model.standing import Standing
from site_gen.model.topics import Topic, condition_topics, insurance_there, specialty_topics
from site_gen.render.addresses import provider_path, topic_path
from site_gen.render.compose.opening import open_script
from site_gen.render.compose.places import accepting_anywhere, accepting_at, accepting_code, place_view
from site_gen.render.compose.ratings import average_view
from site_gen.render.compose.words import kind_word
from site_gen.render.edition import Edition
from site_gen.render.views.page import LinkView
from site_gen.render.views.provider import (
    CallView,
    CardView,
    FactView,
    InsuranceView,
    PlaceView,
    ProviderView,
    SpecialtyView,
    VideoView,
)
from site_gen.render.views.reviews import ReviewListView

_TILES = 6


def provider_view(
    edition: Edition,
    provider: Provider,
    standing: Standing,
    reviews: ReviewListView,
    alternatives: Sequence[CardView],
) -> ProviderView:
    """Give everything on a provider's page, in this edition's language."""
    _ = edition.gettext
    words = provider.i18n.get(edition.language)
    practices = _practices(edition, provider)
    places = tuple(
        place_view(edition, location, practice, name=provider.name.spoken, is_away=provider.status != "active")
        for practice, location in practices
    )
    departed = provider.status == "departed"
    answers = [(location.name, practice.accepting_new_patients) for practice, location in practices]
    insurance = () if departed else _insurance(edition, provider, practices)
    bio, bio_language = (words.bio, "") if words and words.bio else (provider.bio, edition.fallback)
    return ProviderView(
        id=provider.permanent_id,
        slug=provider.slug,
        name=provider.name.full,
        plain_name=provider.name.spoken,
        suffix=provider.name.suffix,
        kind_label=kind_word(edition.locale, provider.kind),
        initials=initials(provider.name.given, provider.name.family),
        tile=tile(provider.slug),
        photo=edition.image(provider.photo, words.photo_alt if words else None, shape="square"),
        pronouns=provider.pronouns or "",
        gender=provider.gender or "",
        status=provider.status,
        status_note=status_note(edition, provider.status, provider.name.spoken),
        specialties=_specialties(edition, provider),
        languages=tuple(
            LinkView(label=edition.locale.language_name(tag), url=edition.href(topic_path("languages", tag.lower())))
            for tag in provider.languages
        ),
        accepting="" if departed else accepting_code(accepting_anywhere(answer for _place, answer in answers)),
        accepting_text="" if departed else accepting_at(edition, answers),
        average=average_view(edition, standing),
        reviews_url="#reviews",
        call=None if departed else _call(edition, provider, places),
        booking=None if departed else _booking(edition, places),
        places=() if departed else places,
        bio=edition.prose.html(bio or "", top_heading=3),
        bio_lang=bio_language if bio else "",
        video=_video(edition, provider),
        conditions=tuple(
            LinkView(
                label=topic.label(edition.language),
                url=edition.href(topic_path("conditions", topic.slug)),
                lang=topic_lang(edition, topic),
            )
            for topic in condition_topics(provider)
        ),
        procedures=(words.procedures if words else None) or provider.procedures,
        insurance=insurance,
        insurance_text=_plans_text(edition, insurance),
        credentials=tuple(
            FactView(label=one.name, detail=_detail(one.issuer, _since(edition, one.since)))
            for one in provider.credentials
        ),
        education=tuple(
            FactView(label=one.degree, detail=_detail(one.school, str(one.year or ""))) for one in provider.education
        ),
        affiliations=tuple(FactView(label=one.hospital, detail="", url=one.url or "") for one in provider.affiliations),
        npi=provider.npi or "",
        content_lang=edition.fallback,
        content_dir=edition.foreign(edition.fallback)[1],
        procedures_lang="" if words and words.procedures else edition.fallback,
        alternatives=tuple(alternatives),
        reviews=reviews,
        verified=edition.locale.date(provider.verified_on) if provider.verified_on else "",
        verified_on=provider.verified_on.isoformat() if provider.verified_on else "",
        open_script=None if departed else open_script(edition, places),
        url=edition.href(provider_path(provider.slug)),
        correction_url=edition.contact(
            edition.site.contact.corrections, _("Correction: %(name)s") % {"name": provider.name.spoken}
        ),
    )


def initials(given: str, family: str) -> str:
    """Give two letters for the tile that stands in for a missing photo."""
    return (given[:1] + family[:1]).upper()


def tile(slug: str) -> int:
    """Give a tile colour from 0 to 5, the same for a provider everywhere."""
    return hashlib.sha256(slug.encode()).digest()[0] % _TILES


def topic_lang(edition: Edition, topic: Topic) -> str:
    """Give the language of a topic's name where it has none in this edition's; else nothing."""
    return "" if edition.language in topic.names else edition.fallback


def status_note(edition: Edition, status: str, name: str) -> str:
    """Say that a provider is away or gone; nothing for the others."""
    _ = edition.gettext
    if status == "departed":
        return _("%(name)s no longer practices here.") % {"name": name}
    return _("%(name)s is on leave at the moment.") % {"name": name} if status == "on-leave" else ""


def _practices(edition: Edition, provider: Provider) -> list[tuple[Practice, Location]]:
    locations = edition.ground.locations
    return [
        (practice, locations[practice.location]) for practice in provider.locations if practice.location in locations
    ]


def _specialties(edition: Edition, provider: Provider) -> tuple[SpecialtyView, ...]:
    """Give the specialties; where no patients' words say what the provider is, the first one does it by kind."""
    topics = specialty_topics(provider)
    plain = [topic.plain.get(edition.language, "") for topic in topics]
    if topics and not any(plain):
        plain[0] = kind_word(edition.locale, provider.kind)
    return tuple(
        SpecialtyView(
            term=topic.label(edition.language),
            plain=words,
            url=edition.href(topic_path("specialties", topic.slug)),
            lang=topic_lang(edition, topic),
        )
        for topic, words in zip(topics, plain, strict=True)
    )


def _insurance(
    edition: Edition, provider: Provider, practices: Sequence[tuple[Practice, Location]]
) -> tuple[InsuranceView, ...]:
    """Give the plans by place, places with the same plans together; a place of which none is known is left out."""
    groups: dict[frozenset[str], tuple[tuple[str, ...], list[str]]] = {}
    for practice, location in practices:
        plans = insurance_there(provider, practice, location)
        groups.setdefault(frozenset(plans), (plans, []))[1].append(location.name)
    if not practices:
        groups[frozenset(provider.insurance)] = (provider.insurance, [])
    return tuple(
        InsuranceView(places=edition.locale.join(names) if len(groups) > 1 else "", plans=plans)
        for plans, names in groups.values()
        if plans
    )


def _plans_text(edition: Edition, insurance: Sequence[InsuranceView]) -> str:
    count = len({plan for one in insurance for plan in one.plans})
    if len(insurance) > 1:
        text = edition.ngettext("%(count)s plan, by location", "%(count)s plans, by location", count)
    else:
        text = edition.ngettext("%(count)s plan", "%(count)s plans", count)
    return text % {"count": edition.locale.number(count)} if count else ""


def _call(edition: Edition, provider: Provider, places: Sequence[PlaceView]) -> CallView | None:
    """Give the number to call: of the first place that has one, or of the site."""
    for place in places:
        if place.phone_url:
            name, url, text = place.name, place.phone_url, place.phone_text
            break
    else:
        name, url = edition.site.name, f"tel:{edition.site.organization.phone}"
        text = edition.locale.phone(edition.site.organization.phone)
    return CallView(label=edition.gettext("Call %(phone)s") % {"phone": text}, place=name, phone=text, url=url)


def _booking(edition: Edition, places: Sequence[PlaceView]) -> LinkView | None:
    url = next((place.booking_url for place in places if place.booking_url), "")
    return LinkView(label=edition.gettext("Book online"), url=url) if url else None


def _video(edition: Edition, provider: Provider) -> VideoView | None:
    video = provider.video
    if video is None or not edition.asset(video.file) or not edition.asset(video.poster):
        return None
    words = video.i18n.get(edition.language, VideoTranslation())
    foreign = edition.fallback
    captions, captions_lang = (words.captions, edition.language) if words.captions else (video.captions, foreign)
    return VideoView(
        url=edition.asset(video.file),
        poster_url=edition.asset(video.poster),
        title=words.title or video.title,
        title_lang="" if words.title else foreign,
        captions_url=edition.asset(captions) if captions else "",
        captions_lang=captions_lang or edition.language,
        transcript=words.transcript or video.transcript,
        transcript_lang="" if words.transcript else foreign,
    )


def _since(edition: Edition, year: int | None) -> str:
    return edition.gettext("since %(year)s") % {"year": year} if year else ""


def _detail(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def description(edition: Edition, view: ProviderView) -> str:
    """Give the page's meta description: who, what, where, and the way to call."""
    parts = [view.name, edition.locale.listed(one.plain or one.term for one in view.specialties) or view.kind_label]
    parts += [
        edition.locale.listed(place.name for place in view.places),
        view.status_note,
        view.call.label if view.call else "",
    ]
    return " · ".join(part for part in (*parts, edition.site.name) if part)
