"""The prepared responses as a person who answers leafs through them: all of them, filled, each with its state."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from site_gen.check.engine import Results, check_responses
from site_gen.check.placeholders import PLACEHOLDERS, fill
from site_gen.check.select import is_set_aside
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import read_file
from site_gen.load.locate import locate
from site_gen.model.provider import Provider
from site_gen.model.response import Response, ResponseTopic
from site_gen.model.topics import topic_slug
from site_gen.pipeline.ground import load_locations
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.replies.filled import fill_for_practice
from site_gen.pipeline.replies.questions import Answers, answer, slugs_of
from site_gen.pipeline.replies.shelf import Shelf, read_shelf
from site_gen.serve.responses.screens import READY, Against, Card, Option, Shown, Topic, Wish

_MOST_PEOPLE = 20
_TITLES = frozenset({"dr", "dra", "prof"})
_USES = {"reply": "for reviews", "question": "for questions", "both": "for reviews and questions"}


class _Looked(NamedTuple):
    """A site, its responses, and whom they are filled for."""

    desk: Desk
    shelf: Shelf
    person: Provider | None
    place: str


def look(root: Path, wish: Wish, now: datetime.datetime) -> Shown:
    """Give all responses in one language, filled for whom the wish names, and those that fit its question first.

    Files are read anew; nothing of the question is kept.

    Raises:
        SiteGenError: there is no site that loads, the profile does not, or the question is too long.
    """
    desk = Desk(root, now)
    slugs = _named(desk, wish.provider)
    person = _profile(desk, slugs[0]) if len(slugs) == 1 else None
    looked = _Looked(desk, read_shelf(desk), person, _place(person, wish.place))
    return _shown(looked, wish, slugs, _answers(looked, wish))


def _shown(looked: _Looked, wish: Wish, slugs: list[str], found: Answers | None) -> Shown:
    desk, shelf, person, place = looked
    states = {id(one): why for why, one in shelf.away}
    every = tuple(shelf.around.responses)
    languages = _languages(every, desk.site.languages)
    language = _chosen(found.language if found else wish.language, languages)
    card = functools.cache(lambda one: _card(looked, one, states.get(id(one), READY)))
    own = [one for one in every if one.language == language]
    by_name = {(one.slug, one.language): one for one in every}
    proposals = found.proposals if found else ()
    return Shown(
        site=desk.site.name,
        wish=wish._replace(provider=person.slug if person else wish.provider, place=place),
        named=person.name.spoken if person else desk.site.name,
        caution=_caution(person, wish.provider, slugs),
        people=tuple(Option(slug, slug) for slug in slugs[:_MOST_PEOPLE]) if len(slugs) > 1 else (),
        places=_places(looked),
        languages=_language_options(languages, wish.language),
        states=tuple(_counted(card(one).state for one in own)),
        topics=tuple(_topics(own, card)),
        call=found.call if found else "",
        urgent=found.urgent if found else (),
        found=tuple(
            card(by_name[one.slug, one.language])._replace(reasons=one.reasons, text=one.text, has_gaps=False)
            for one in proposals
        ),
        refused=tuple(map(_against, found.refused)) if found else (),
        notes=tuple(f"{one.path}:{one.line} does not load: {one.message}" for one in shelf.findings),
    )


def _answers(looked: _Looked, wish: Wish) -> Answers | None:
    if not wish.question.strip():
        return None
    desk, shelf, person, place = looked
    language = wish.language if any(one.language == wish.language for one in shelf.responses) else None
    slug = person.slug if person else None
    return answer(desk.root, wish.question, provider=slug, language=language, now=desk.now, place=place or None)


def _named(desk: Desk, typed: str) -> list[str]:
    """Give the providers whose slug has all parts of a name, in order; none for an empty one."""
    slugs = slugs_of(desk)
    if typed in slugs:
        return [typed]
    parts = [part for part in topic_slug(typed).split("-") if part not in _TITLES] if typed.strip() else []
    return [slug for slug in slugs if parts and _has_all(slug.split("-"), parts)]


def _has_all(names: list[str], parts: list[str]) -> bool:
    return all(any(name.startswith(part) for name in names) for part in parts)


def _profile(desk: Desk, slug: str) -> Provider:
    person = desk.provider(slug)
    if person is None:
        raise SiteGenError(f"content/providers/{slug}.yaml does not load", hint="site-gen check says what is wrong")
    return person


def _place(person: Provider | None, wanted: str) -> str:
    """Give the location that is wanted if the person works there, else the first."""
    known = [one.location for one in person.locations] if person else []
    return wanted if wanted in known else next(iter(known), "")


def _places(looked: _Looked) -> tuple[Option, ...]:
    """Give the places of whom the responses name, by name."""
    practices = looked.person.locations if looked.person else ()
    _, locations = load_locations(looked.desk.root, [])
    return tuple(
        Option(slug, locations[slug].name if slug in locations else slug, slug == looked.place)
        for slug in dict.fromkeys(one.location for one in practices)
    )


def _caution(person: Provider | None, typed: str, slugs: list[str]) -> str:
    if person is None:
        return f'Nobody here is called "{typed.strip()}".' if typed.strip() and not slugs else ""
    return {"departed": "They no longer practice here.", "on-leave": "They are on leave."}.get(person.status, "")


def _languages(responses: Iterable[Response], first: tuple[str, ...]) -> tuple[str, ...]:
    """Give the languages that there are responses in, those of the site first."""
    there = {one.language for one in responses}
    return (*(tag for tag in first if tag in there), *sorted(there.difference(first)))


def _chosen(wanted: str, languages: tuple[str, ...]) -> str:
    return wanted if wanted in languages else next(iter(languages), "")


def _language_options(languages: tuple[str, ...], wanted: str) -> tuple[Option, ...]:
    if len(languages) < 2:
        return ()
    return (Option("", "as the question"), *(Option(tag, tag, tag == wanted) for tag in languages))


def _counted(states: Iterable[str]) -> Iterator[str]:
    counts: dict[str, int] = {READY: 0}
    for state in states:
        counts[state] = counts.get(state, 0) + 1
    yield from (f"{count} {state}" for state, count in counts.items())


def _topics(responses: Iterable[Response], card: Callable[[Response], Card]) -> Iterator[Topic]:
    """Give the topics that there are responses about, in the order of the model."""
    by_topic: dict[str, list[Card]] = {}
    for one in responses:
        by_topic.setdefault(one.topic, []).append(card(one))
    for topic in get_args(ResponseTopic):
        if topic in by_topic:
            yield Topic(topic, topic.replace("-", " ").capitalize(), tuple(by_topic[topic]))


def _card(looked: _Looked, response: Response, state: str) -> Card:
    around = looked.shelf.around
    if looked.person is not None:
        text: str | None = fill(response, looked.person, around, location=looked.place or None)
    else:
        text = fill_for_practice(response, around)
    shown = response.body.strip() if text is None else text
    by, on = response.approved_by, response.approved_on
    return Card(
        id=f"{response.slug}-{response.language}".lower(),
        title=response.title,
        language=response.language,
        use=_USES[response.use],
        path=response.path,
        state=state,
        approved=f"{by} on {on}" if by and on else "",
        expires=str(response.expires_on) if response.expires_on else "",
        text=shown,
        has_gaps=any(f"{{{name}}}" in shown for name in PLACEHOLDERS),
        against=tuple(map(_against, _findings(looked, response))),
    )


def _findings(looked: _Looked, response: Response) -> list[Finding]:
    """Give what rules say about a response, with its line."""
    data = functools.cache(lambda path: read_file(looked.desk.root, path))
    results = Results(lambda path, at: locate(data(path), at)[:2])
    check_responses((response,), looked.shelf.around, results)
    ignores = looked.desk.site.checks.ignore
    return [one for one in results.findings if not is_set_aside(one, ignores, looked.desk.as_of)]


def _against(finding: Finding) -> Against:
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    return Against(finding.code, str(finding.severity), finding.message, finding.hint, place)
