"""Names of people in what a practice writes, as far as they can be told from other words with a capital.

A name is given away by a title or a relative ("your son") before it, by a greeting or the commas of an address around
it, by what a person does after it ("came", "refused"), or by a list of frequent given names. Clinicians (Dr.), streets
and hospitals are no patients, nor is whoever is named as the person to ask for or signs.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from importlib import resources

import msgspec

from site_gen.check.tokens import BOUNDARY, COMMA, Token

_AROUND = 6
"""So many words before or after a name may say what the person does in the office."""


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: frozenset[str]
    titles: frozenset[str]
    doctors: frozenset[str]
    greetings: frozenset[str]
    openers: frozenset[str]
    addressing: frozenset[str]
    acts: frozenset[str]
    places: frozenset[str]
    signing: frozenset[str]
    roles: frozenset[str]
    relatives: frozenset[str]
    addressed: frozenset[str]
    named: frozenset[str]
    messages: frozenset[str]
    staff: frozenset[str]


def named_people(text: str, tokens: tuple[Token, ...], known: Collection[str]) -> Iterator[str]:
    """Give the names in a text, in order, that have a part which is not `known` (folded words)."""
    lists = _lists()
    at = 1
    while at < len(tokens):
        opens = tokens[at - 1].folded == BOUNDARY and tokens[at].folded in lists.openers | lists.messages
        end = at if opens else _end_of_name(text, tokens, at)
        if end > at:
            parts = {token.folded for token in tokens[at:end]} - lists.titles - lists.doctors
            if not parts.issubset(known) and _is_person(text, tokens, at, end, lists):
                yield text[tokens[at].start : tokens[end - 1].end]
        at = max(end, at + 1)


def _is_person(text: str, tokens: tuple[Token, ...], at: int, end: int, lists: _Lists) -> bool:
    """Tell whether the capitalised words from `at` to `end` name somebody who may be a patient."""
    first, before, after = tokens[at].folded, tokens[at - 1].folded, _at(tokens, end)
    if before in lists.titles or (first in lists.titles and end > at + 1):
        around = (*tokens[max(0, at - 3) : at], *tokens[end : end + 3])
        return not any(one.folded in lists.roles for one in around)
    if first in lists.doctors or before in lists.doctors:
        return False
    if after in lists.places or tokens[end - 1].folded in lists.places:
        return False
    if first in lists.openers or first in lists.addressing:
        return False
    opens = before == BOUNDARY and after == COMMA and _at(tokens, end + 1) in lists.addressing
    if (opens or _is_greeted(tokens, at, lists)) and end - at <= 2 and not first.endswith(("ly", "ing", "mente")):
        return True
    if end - at <= 2 and (before in lists.relatives or _is_addressed(text, tokens, at, end, lists)):
        return True
    if before in lists.messages and first not in lists.named:
        return not any(one.folded in lists.staff for one in tokens[end : end + _AROUND])
    acts = after in lists.acts and (end - at > 1 or before != BOUNDARY)
    return (first in lists.names or acts) and not _is_of_office(tokens, at, end, lists)


def _is_greeted(tokens: tuple[Token, ...], at: int, lists: _Lists) -> bool:
    last = at - 1 - (tokens[at - 1].folded == COMMA)
    word = tokens[last].folded
    return word in lists.greetings and (word != "you" or tokens[last - 1].folded == "thank")


def _is_addressed(text: str, tokens: tuple[Token, ...], at: int, end: int, lists: _Lists) -> bool:
    """Tell whether a name stands between commas, or after one at the end, in what is said to somebody."""
    before, after = tokens[at - 1], _at(tokens, end)
    if end - at > 1 or text[before.start : before.end] != "," or after not in (BOUNDARY, COMMA):
        return False
    spoken_to = any(one.folded in lists.addressed for one in tokens[max(0, at - _AROUND) : at])
    return spoken_to and tokens[at].folded not in lists.named and not _is_of_office(tokens, at, end, lists)


def _is_of_office(tokens: tuple[Token, ...], at: int, end: int, lists: _Lists) -> bool:
    """Tell whether the words around a name say that the person works there, or the name is a signature."""
    before, after = tokens[max(0, at - _AROUND) : at], tokens[end : end + _AROUND]
    if all(one.folded in (BOUNDARY, COMMA) for one in after):
        last = [one.folded for one in before if one.folded != COMMA][-1]
        if last == BOUNDARY or last in lists.signing:
            return True
    phone = any(len(one.folded) == 3 and one.folded.isdigit() for one in after[:3])
    return phone or any(one.folded in lists.staff for one in (*before, *after))


def _end_of_name(text: str, tokens: tuple[Token, ...], at: int) -> int:
    end = at
    while end < len(tokens) and end - at < 4 and _is_capital(text, tokens, end):
        end += 1
    return end


def _is_capital(text: str, tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a token is a word with a capital and small letters after it, or one of only a capital."""
    if at >= len(tokens):
        return False
    word = text[tokens[at].start : tokens[at].end]
    return word[:1].isupper() and (len(word) == 1 or any(one.islower() for one in word))


def _at(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].folded if at < len(tokens) else BOUNDARY


@functools.cache
def _lists() -> _Lists:
    data = resources.files("site_gen").joinpath("data/given_names.json").read_bytes()
    lists = msgspec.json.decode(data, type=dict[str, str])
    return msgspec.convert({name: words.split(", ") for name, words in lists.items()}, _Lists)
