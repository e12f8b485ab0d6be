"""Answers to a question that came by any channel: prepared ones, filled, read by the rules, for a person to paste."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from site_gen.check.placeholders import fill
from site_gen.check.urgent import urgent_cues
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import stem
from site_gen.load.folder import list_files
from site_gen.model.emergency import emergency_number
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Reply, Review
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.replies.filled import fill_for_practice
from site_gen.pipeline.replies.lint import lint_reply
from site_gen.pipeline.replies.proposals import BEST, Asked, language_of, proposal_of, rank
from site_gen.pipeline.replies.shelf import Shelf, read_shelf
from site_gen.pipeline.replies.views import Proposal

_LONGEST = 20_000


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What may be answered, best first.

    `call` is what to say first where an emergency may be behind the question, in its language, with the cues in
    `urgent`. `named` is whom the answers name. `refused` are those that a rule keeps away, with what it says; `left`
    counts responses in that language that may not be used, by reason.
    """

    language: str
    named: str
    urgent: tuple[str, ...]
    call: str
    proposals: tuple[Proposal, ...]
    refused: tuple[Finding, ...]
    left: dict[str, int]


_CALL = {
    "en": "If this may be an emergency, call {number} now.",
    "es": "Si esto puede ser una emergencia, llame al {number} ahora.",
}


def answer(
    root: Path,
    question: str,
    *,
    provider: str | None,
    language: str | None,
    now: datetime.datetime,
    place: str | None = None,
) -> Answers:
    """Give the answers that fit a question, filled for a provider, or for the practice where nobody is named.

    A site with one provider means that one. `place` is the location whose number is given. Nothing of the question is
    kept.

    Raises:
        SiteGenError: no question, or no such provider or language.
    """
    question = question.strip()
    if not question:
        raise SiteGenError("there is no question", hint='site-gen respond "Do you take my insurance?"')
    if len(question) > _LONGEST:
        raise SiteGenError(f"the question has {len(question):,} characters, expected at most {_LONGEST:,}")
    desk = Desk(root, now)
    shelf = read_shelf(desk)
    person = _person(desk, provider)
    if language is not None and language not in (known := {one.language for one in shelf.responses}):
        raise SiteGenError(f"no response in {language}", hint=f"there are {', '.join(sorted(known)) or 'none at all'}")
    tag = language or language_of(question, None, desk.site.languages)
    urgent = urgent_cues(question)
    proposals: list[Proposal] = []
    refused: list[Finding] = []
    for one in rank(Asked(question, tag, is_question=True, urgent=urgent), shelf.responses):
        text = _text(one.response, person, shelf, place)
        if text is None:
            continue
        errors = _errors(question, text, tag, person or _anybody(desk), shelf)
        refused += [msgspec.structs.replace(error, path=one.response.path) for error in errors]
        if not errors:
            proposals.append(proposal_of(one.response, text, one.reasons))
        if len(proposals) == BEST:
            break
    number = emergency_number(desk.site.jurisdiction)
    return Answers(
        language=tag,
        named=person.name.spoken if person else desk.site.name,
        urgent=urgent,
        call=_CALL.get(tag.split("-")[0], _CALL["en"]).format(number=number) if urgent else "",
        proposals=tuple(proposals),
        refused=tuple(refused),
        left=shelf.left_in(tag),
    )


def _person(desk: Desk, slug: str | None) -> Provider | None:
    slugs = slugs_of(desk)
    if slug is None:
        return desk.provider(slugs[0]) if len(slugs) == 1 else None
    if slug not in slugs:
        raise SiteGenError(f"no provider {slug}", hint=f"providers: {', '.join(slugs[:8])}{' …' * (len(slugs) > 8)}")
    person = desk.provider(slug)
    if person is None:
        raise SiteGenError(f"content/providers/{slug}.yaml does not load", hint="site-gen check says what is wrong")
    return person


def slugs_of(desk: Desk) -> list[str]:
    """Give the slugs of all profiles, whether they load or not."""
    return [stem(one.path) for one in list_files(desk.root, "content/providers", ".yaml").files]


def _anybody(desk: Desk) -> Provider | None:
    """Give some provider: rules read a text beside a profile, and this one names nobody."""
    return next((person for slug in slugs_of(desk) if (person := desk.provider(slug))), None)


def _text(response: Response, person: Provider | None, shelf: Shelf, place: str | None) -> str | None:
    if person is None:
        return fill_for_practice(response, shelf.around)
    return fill(response, person, shelf.around, location=place)


def _errors(question: str, text: str, tag: str, person: Provider | None, shelf: Shelf) -> tuple[Finding, ...]:
    """Read an answer as the reply to a review with the words of the question and no rating."""
    if person is None:
        return ()
    long_ago = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    asked = Review(
        path="question",
        id="r-000000000000",
        provider=person.slug,
        text=question,
        language=tag,
        received_at=long_ago,
        source="question",
        method="organic",
    )
    return lint_reply(asked, Reply(text=text), person, shelf.around).errors
