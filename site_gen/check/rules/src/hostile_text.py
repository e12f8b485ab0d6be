r"""What the practice writes has no characters that hide or turn text, and no letters that only look like others.

Why: A link or a name that reads one way and is another is an old trick to lead people elsewhere. It mostly comes in
with a copied text.

Fails:
    provider: {bio: "Ana looks after\u200b teeth."}

Fails:
    provider: {name: {family: "D\u0456az"}}

Fails:
    location: {name: "Down\u202ewot\u202c"}

Fails:
    file:
      content/pages/team.md: "---\ntitle: Team\ndescription: Us.\nnav: 1\n---\nPay at h\u0430rbor, the desk.\n"

Fails:
    file:
      content/responses/example.md: "---\ntitle: Example\ntopic: thanks\napproved_by: compliance\n\
        approved_on: 2026-03-01\n---\nPlease call\u200b {name}, {specialty}, at {phone}.\n"

Passes:
    provider: {bio: "Ana mide TNFα en µg y escribe en فارسی: می‌خواهم. Лариса is her colleague. 👩‍⚕️"}

Limits: Letters that look like others are looked for as words that mix Latin letters with Cyrillic, Armenian or Cherokee
ones, in names with Greek ones, too: in medicine these belong together. A word that is written in foreign letters
alone, and looks Latin, is not recognised.

Basis: Unicode Technical Standard 39.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from site_gen.check.characters import hidden_characters, mixed_words
from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.findings import Severity
from site_gen.model.alert import Alert
from site_gen.model.base import Content
from site_gen.model.location import Location
from site_gen.model.page import Page
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary

_HINT = "type the words again instead of copying them"
_FIRST = 1


def _in_provider(provider: Provider, around: Around) -> Said:
    yield from _in(provider)


def _in_location(location: Location, around: Around) -> Said:
    yield from _in(location)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    yield from _in(around.site)


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.reply is not None:
        yield from _issues(review.reply.text, ("reply", "text"))


def _in_own_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    yield from _in(page)


def _in_alert(alert: Alert, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    yield from _in(alert)


def _in_response(response: Response, around: Around) -> Said:
    yield from _in(response)


def _in(content: Content) -> Iterator[Issue]:
    for at, text in _texts(msgspec.to_builtins(content), ()):
        yield from _issues(text, at)


def _texts(value: Any, at: Key) -> Iterator[tuple[Key, str]]:
    """Give every text in a file that is not all ASCII, with its place."""
    if isinstance(value, str):
        if not value.isascii():
            yield at, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*at, key))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from _texts(one, (*at, index))


def _issues(text: str, at: Key) -> Iterator[Issue]:
    place = () if at == ("@body",) else at
    where = "the text" if at == ("@body",) else str(at[-1])
    hidden = [one.what for one in hidden_characters(text)]
    if hidden:
        more = f", and {len(hidden) - _FIRST} more" if len(hidden) > _FIRST else ""
        yield Issue(message=f"{where} holds the {hidden[0]}{more}", at=place, hint=_HINT)
    mixed = list(dict.fromkeys(mixed_words(text, greek=at[0] == "name" or at[-1] == "legal_name")))
    if mixed:
        names = ", ".join(f'"{word}"' for word in mixed)
        yield Issue(message=f"{where} mixes scripts inside a word: {names}", at=place, hint=_HINT)


RULE = Rule(
    code="SRC014",
    name="hostile-text",
    severity=Severity.WARNING,
    basis="Unicode Technical Standard 39",
    since="0.1",
    page=__doc__,
    provider=_in_provider,
    location=_in_location,
    review=_in_review,
    site=_in_site,
    own_page=_in_own_page,
    response=_in_response,
    alert=_in_alert,
)
