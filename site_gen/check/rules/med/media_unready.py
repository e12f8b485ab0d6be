r"""Pictures and films say what they show, films can be read, and whoever is in them agreed and still does.

Why: Who does not see a picture has its text alternative, who does not hear a film its captions. That somebody is a
patient is health information: a face in a waiting room tells it, and a picture may be public only as long as the
person's authorization says so. What is bought or borrowed may be shown until a day, too.

Fails:
    file:
      content/media/shots.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/posts/flu.md: |
        ---
        title: Flu shots
        summary: Walk in on Saturdays.
        visual: {file: media/shots.svg}
        ---
        Come in.

Fails:
    says: warning
    provider: {photo: {file: media/ana.svg, alt: IMG_2034.JPG}}
    file: {content/media/ana.svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}

Fails:
    says: warning
    location: {photo: {file: media/house.svg, alt: Photo}}
    file: {content/media/house.svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}

Fails:
    file:
      content/media/tour.webm: film
      content/posts/tour.md: |
        ---
        title: A look inside
        summary: Our new rooms in a minute.
        visual: {file: media/tour.webm, alt: A walk through the new rooms}
        ---
        Come in.

Fails:
    says: warning
    file:
      content/media/tour.webm: film
      content/media/tour.yaml: "transcript: |\n  Two rooms, a low desk, and a window with a sailboat.\n"
      content/posts/tour.md: |
        ---
        title: A look inside
        summary: Our new rooms in a minute.
        visual: {file: media/tour.webm, alt: A walk through the new rooms}
        ---
        Come in.

Fails:
    file:
      content/media/room.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/room.yaml: "people: [{who: A man by the window, is_patient: true}]\n"

Fails:
    file:
      content/media/room.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/room.yaml: |
        people:
          - {who: A man by the window, is_patient: true, consent: photo-7, consent_expires_on: 2026-10-31}

Fails:
    file:
      content/media/room.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/room.yaml: "people: [{who: A man by the window, is_patient: true, consent: photo-7}]\n"
      content/authorizations.yaml: |
        authorizations:
          - {reference: photo-7, version: photo-1, scope: [website], signed_on: 2026-03-09, revoked_on: 2026-11-02}

Fails:
    file:
      content/media/room.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/room.yaml: "people: [{who: A man by the window, is_patient: true, consent: photo-7}]\n"
      content/authorizations.yaml: |
        authorizations:
          - {reference: photo-7, version: photo-1, scope: [reply], signed_on: 2026-03-09}

Fails:
    file:
      content/media/harbor.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/harbor.yaml: "source: Bought for two years\nexpires_on: 2026-10-31\n"

Passes:
    provider: {photo: {file: media/ana.svg, alt: Dr. Ana Diaz in her room}}
    location: {photo: {file: media/house.svg, alt: A brick house with a green door}}
    file:
      content/media/ana.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/house.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/tour.webm: film
      content/media/tour.vtt: "WEBVTT\n"
      content/media/tour.yaml: "alt: A walk through the new rooms\ncaptions: media/tour.vtt\n"
      content/media/desk.webm: film
      content/media/desk.vtt: "WEBVTT\n"
      content/posts/tour.md: |
        ---
        title: A look inside
        summary: Our new rooms in a minute.
        visual: {file: media/tour.webm}
        ---
        Come in.
      content/posts/desk.md: |
        ---
        title: How to sign in
        summary: The new desk in half a minute.
        visual: {file: media/desk.webm, alt: A hand signs on a screen}
        ---
        Come in.

Passes:
    file:
      content/media/room.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/room.yaml: |
        expires_on: 2026-11-24
        people:
          - {who: A man by the window, is_patient: true, consent: photo-7, consent_expires_on: 2026-11-24}
          - {who: A woman seen from behind, is_patient: true, is_recognizable: false}
          - {who: Our receptionist}
      content/authorizations.yaml: |
        authorizations:
          - {reference: photo-7, version: photo-1, scope: [website], signed_on: 2026-03-09, expires_on: 2028-03-09}

Limits: What a picture shows nobody looks at: people of whom the sidecar does not tell are not missed, and a text
alternative of many words may still be wrong. Of staff no consent is asked. A picture or film with an error stands on no
page, and a post that is to come with it waits, also when its hour has come; one that went out before, or is noted as
published, stays, without it. A film of a profile that has neither
captions nor a transcript is a warning, since the profile stays either way. What was posted elsewhere has to be taken
down there. A film larger than 25 MiB is a warning: some hosts refuse it.

Basis: WCAG 2.2, 1.1.1 (text alternatives), 1.2.1 to 1.2.3 (captions, transcripts); 45 CFR 164.508 and 164.514 (b)(2)
(i)(Q) (full-face photographs); Cloudflare Pages, limits.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator

import msgspec

from site_gen.check.consents import lack_of_consent
from site_gen.check.posts import is_written
from site_gen.check.rule import Around, Issue, Key, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.base import Picture
from site_gen.model.location import Location
from site_gen.model.media import MediaFile, SidecarWords
from site_gen.model.news import slots_of
from site_gen.model.post import Post
from site_gen.model.provider import Provider

_SAYS_NOTHING = re.compile(
    r"""(?:the\ |an?\ |la\ |el\ |una?\ )?
        (?:img|dsc|image|photo(?:graph)?|picture|pic|portrait|graphic|video|film|imagen|foto|retrato)?
        [\W\d_]*
      | \S+\.(?:jpe?g|png|webp|avif|gif|tiff?|bmp|svg|mp4|mov|webm)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A file name, a number, or that it is a picture."""
_MOST_BYTES = 25 * 1024 * 1024


def _in_media(file: MediaFile, around: Around) -> Said:
    if file.kind == "film" and file.size > _MOST_BYTES:
        yield Issue(
            message=f"the film has {file.size / 1024 / 1024:,.0f} MiB, more than {_MOST_BYTES // 1024 // 1024}",
            severity=Severity.WARNING,
            hint="make it shorter or smaller: readers on phones pay for it, and some hosts refuse it",
        )
    sidecar = file.sidecar
    if sidecar is None:
        return
    for at, alt in _alternatives_of(file):
        yield from _worth_of(alt, at)
    if sidecar.expires_on is not None and sidecar.expires_on < around.as_of:
        yield Issue(
            message=f"it might be shown until {sidecar.expires_on.isoformat()}",
            at=("expires_on",),
            hint="renew the right to show it and move the day, or take it out; until then it stands on no page",
        )
    for number, person in enumerate(sidecar.people):
        if person.is_patient and person.is_recognizable and (why := lack_of_consent(person, around)):
            yield Issue(
                message=f"a patient can be recognized, and {why}",
                at=("people", number),
                hint="name the signed form: consent, consent_expires_on; until then it stands on no page",
            )


def _in_post(post: Post, around: Around) -> Said:
    visual = post.visual
    if visual is None or not is_written(post, around):
        return
    file = around.media_files.get(visual.file)
    words = file.sidecar.words(post.language) if file and file.sidecar else SidecarWords()
    if visual.alt is not None:
        yield from _worth_of(visual.alt, ("visual", "alt"))
    elif words.alt is None:
        yield Issue(
            message=f"nothing says what {visual.file} shows",
            at=("visual",),
            hint="say it in a sentence: alt, here or in the sidecar of the file; until then the post is left out",
        )
    if file is None:
        return
    if file.is_left_out:
        yield Issue(
            message=f"{visual.file} may not be shown: {file.path} says why",
            at=("visual", "file"),
            hint="mend that, or take another picture; a post that is out already stays with status: published",
            severity=Severity.WARNING if _is_out(post, file, around) else None,
        )
    if file.kind == "film":
        captions = words.captions is not None or _has_captions_beside(file, post.language, around)
        yield from _can_be_read(captions, bool(words.transcript), ("visual", "file"), Severity.ERROR)


def _has_captions_beside(file: MediaFile, language: str, around: Around) -> bool:
    """Tell whether captions lie beside a film: `tour.vtt` or `tour.es.vtt` for `tour.mp4`."""
    stem = file.name.rpartition(".")[0]
    return any(f"{stem}{ending}" in around.media_files for ending in (".vtt", f".{language}.vtt"))


def _is_out(post: Post, file: MediaFile, around: Around) -> bool:
    """Tell whether a post is out, and went out on a day on which what it shows could be shown, or is noted as out."""
    site, practice = around.site, around.practice
    alerts = [alert for alert in practice.alerts if alert.may_hold(around.as_of, site.time_zone)]
    slots = slots_of(practice.posts, alerts, around.at or around.end_of_day, site.time_zone, site.default_language)
    slot = next((one for one in slots if one.post.slug == post.slug), None)
    if slot is None or slot.at is None or slot.state not in ("out", "expired") or not slot.post.is_ready:
        return False
    day = slot.at.astimezone(zoneinfo.ZoneInfo(site.time_zone)).date()
    then = _in_media(file, msgspec.structs.replace(around, as_of=day))
    return slot.post.status == "published" or all(_is_warning(one) for one in then)


def _is_warning(one: Issue | Unchecked) -> bool:
    return isinstance(one, Issue) and one.severity is not None


def _in_provider(provider: Provider, around: Around) -> Said:
    yield from _of_photo(provider.photo)
    for language, words in provider.i18n.items():
        if words.photo_alt is not None:
            yield from _worth_of(words.photo_alt, ("i18n", language, "photo_alt"))
    if video := provider.video:
        yield from _can_be_read(bool(video.captions), bool(video.transcript), ("video",), Severity.WARNING)


def _in_location(location: Location, around: Around) -> Said:
    yield from _of_photo(location.photo)


def _of_photo(photo: Picture | None) -> Said:
    if photo is not None:
        yield from _worth_of(photo.alt, ("photo", "alt"))


def _can_be_read(captions: bool, transcript: bool, at: Key, severity: Severity) -> Said:
    if captions:
        return
    lacks = "no captions, only a transcript" if transcript else "neither captions nor a transcript"
    yield Issue(
        message=f"the film has {lacks}",
        at=at,
        severity=Severity.WARNING if transcript else severity,
        hint="write what is said and heard as WebVTT, beside the film as NAME.vtt or named by captions",
    )


def _alternatives_of(file: MediaFile) -> Iterator[tuple[Key, str]]:
    sidecar = file.sidecar
    if sidecar is None:
        return
    if sidecar.alt is not None:
        yield ("alt",), sidecar.alt
    for language, words in sidecar.i18n.items():
        if words.alt is not None:
            yield ("i18n", language, "alt"), words.alt


def _worth_of(alt: str, at: Key) -> Said:
    """Say that an alternative tells nothing about the picture."""
    if _SAYS_NOTHING.fullmatch(alt.strip()):
        yield Issue(
            message=f'"{alt}" does not say what the picture shows',
            at=at,
            severity=Severity.WARNING,
            hint="say what somebody who does not see it should know",
        )


RULE = Rule(
    code="MED951",
    name="media-unready",
    severity=Severity.ERROR,
    since="0.1",
    basis="WCAG 2.2; 45 CFR 164.508",
    page=__doc__,
    media=_in_media,
    post=_in_post,
    provider=_in_provider,
    location=_in_location,
)
