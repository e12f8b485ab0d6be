"""Whose numbers are whose, by name: a card leads to its provider's profile and is called like it, and so is a row.

A verifier does not know what anybody is called. It sees that a provider has one name in a language, on its own pages
and wherever its numbers stand, and that two have different ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urljoin

from site_gen.verify.card_node import Card
from site_gen.verify.claims import Claim, Fails
from site_gen.verify.number_node import Number
from site_gen.verify.settings import SiteFile

Names = Mapping[str, Mapping[str, str]]
"""What providers are called on their profiles, by permanent id and language."""

_ORIGIN = re.compile(r"^(?:https?:)?/{2,}[^/?#]*", re.IGNORECASE)
_NO_PAGE = re.compile("#|(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""How addresses begin that are none of a page, or of this one."""
_BLANKS = "".join(map(chr, range(33)))
_WORD = re.compile("[a-z]{2,}")
"""What of an address may be a word of a name."""
_SHORT = 2


class Profiles:
    """The profiles of a site by their addresses and their names. `slugs` are by permanent id."""

    def __init__(self, site: SiteFile, slugs: Mapping[str, str], names: Names) -> None:
        self.slugs = slugs
        self._names = names
        self._known = frozenset(slugs.values())
        self._base = site.base_path
        languages = "".join(f"{re.escape(language)}/|" for language in site.languages[1:])
        profile = rf"{re.escape(site.base_path)}/(?:{languages})providers/([^/]+)"
        self._profile, self._below = re.compile(f"{profile}/"), re.compile(f"{profile}(?:/.*)?", re.IGNORECASE)

    def led_to(self, href: str, page: str) -> tuple[str, bool]:
        """Give the slug of the provider to whom a link of a page leads, and whether by the path of the profile.

        Nothing for other links. Of another host the same paths count.
        """
        written = href.partition("#")[0]
        if (found := self._profile.fullmatch(written)) is not None and found[1] in self._known:
            return found[1], True
        plain = "".join(one for one in href.lstrip(_BLANKS) if one not in "\t\n\r").replace("\\", "/")
        if _NO_PAGE.match(plain):
            return "", False
        whole = urljoin(f"{self._base}/{page}", _ORIGIN.sub("", plain))
        found = self._below.fullmatch(unquote(re.split("[?#]", whole)[0]))
        slug = found[1].lower() if found else ""
        return (slug, False) if slug in self._known else ("", False)

    def name(self, provider: str, language: str) -> str:
        """Give what a profile calls its provider; in another language than all of them, the first one."""
        names = self._names.get(provider, {})
        return names.get(language) or next(iter(names.values()), "")


def compare_names(numbers: Iterable[Number], profiles: Profiles, language: str, page: str) -> Fails:
    """Give every number of a provider that does not stand in a card or a row of this provider.

    `numbers` are those on pages of others, or in cards; `page` is the path of theirs.
    """
    for provider in sorted({one.provider for one in numbers if one.provider and one.card is None}):
        yield Claim.COUNTS, f"gives numbers of {provider[:80]} outside of a card or a row"
    for card in dict.fromkeys(one.card for one in numbers if one.card is not None):
        slug = profiles.slugs.get(card.provider, "")
        if card.fault:
            yield Claim.COUNTS, f"a number of {card.provider[:80]} {card.fault}"
        elif slug:
            yield from _compare_card(card, slug, profiles, language, page)


def _compare_card(card: Card, slug: str, profiles: Profiles, language: str, page: str) -> Fails:
    called = list(card.names)
    for href, text in card.links:
        other, is_profile = profiles.led_to(href, page)
        if other and other != slug:
            yield Claim.COUNTS, f"numbers of {card.provider[:80]} stand beside a link to {other[:80]}"
        elif is_profile and text:
            called.append(text)
    if not called or (not card.is_row and len(called) == len(card.names)):
        yield Claim.COUNTS, f"numbers of {card.provider[:80]} stand where nothing leads to the profile by name"
    name = profiles.name(card.provider, language)
    for one in called:
        if name and one != name and not (card.is_row and name.startswith(f"{one},")):
            yield Claim.WORDING, f"calls {card.provider[:80]} {one[:80]!r}, the profile {name[:80]!r}"


def has_name(text: str, name: str) -> bool:
    """Tell whether words have a name in them, perhaps without what follows a comma in it, as degrees do."""
    plain = _without_titles(name)
    return not plain or re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text) is not None


def name_faults(names: Names, slugs: Mapping[str, str]) -> Iterator[str]:
    """Give the names of several providers.

    Two people of one name have addresses that share a word of it, as `ana-diaz` and `ana-diaz-2` do.
    """
    called: dict[tuple[str, str], list[str]] = {}
    for provider, by_language in sorted(names.items()):
        for language, name in by_language.items():
            called.setdefault((language, _without_titles(name)), []).append(provider)
    for (_language, name), providers in sorted(called.items()):
        first = providers[0]
        for other in providers[1:]:
            if not _share_a_word(slugs.get(first, first), slugs.get(other, other)):
                yield f"{name[:80]!r} is the name of {first} and of {other}"


def _without_titles(name: str) -> str:
    return name.partition(",")[0].strip()


def _share_a_word(slug: str, other: str) -> bool:
    """Tell whether two addresses share a word of a name, as `ana-diaz` and `adiaz`; without words they say no names."""
    words, others = _WORD.findall(slug), _WORD.findall(other)
    return not words or not others or any(_are_alike(one, another) for one in words for another in others)


def _are_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) > _SHORT and shorter in longer)
