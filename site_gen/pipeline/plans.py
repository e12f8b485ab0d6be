"""What each page of the output is to show, for the rules that look at built pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from site_gen.check.pages.plan import WHOLE_SITE, Plan, ReviewPart
from site_gen.model.placed import Placed, State
from site_gen.model.provider import Provider
from site_gen.model.standing import Standing, total
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import HOME, archive_path, provider_path
from site_gen.render.compose.pager import near_pages
from site_gen.render.compose.reviews import archive_count, archive_slices, newest_first
from site_gen.render.edition import Edition
from site_gen.render.ground import Ground

_LOCATION_PAGE = re.compile(r"locations/([a-z0-9-]+)/(?:[0-9]+/)?index\.html")
_LEAST_COPIED = 40
"""Characters that a text of another site needs to be looked for: shorter ones are everybody's."""


def provider_plans(
    editions: Mapping[str, Edition],
    provider: Provider,
    placed: Sequence[Placed],
    standing: Standing,
    alternatives: Sequence[ProviderSummary],
) -> dict[str, Plan]:
    """Give the plans of one provider's pages, by file."""
    standings = {provider.permanent_id: standing, **{one.id: one.standing for one in alternatives}}
    locations = next(iter(editions.values())).ground.locations
    phones = {practice.phone for practice in provider.locations} | {
        phone
        for practice in provider.locations
        if practice.location in locations
        for phone in (locations[practice.location].phone, locations[practice.location].fax)
    }
    for one in alternatives:
        phones.update(place.phone for place in one.places)
    numbers = frozenset(phone for phone in phones if phone)
    own = {one.review.text for one in placed if one.state is State.PUBLISHED}
    texts = (one.review.text or "" for one in placed if one.state is State.ELSEWHERE)
    elsewhere = tuple(text for text in texts if len(text) >= _LEAST_COPIED and text not in own)
    received = {one.review.id: one.received for one in placed if one.index >= 0}
    plans = {}
    for edition in editions.values():
        for file, part, is_profile in _review_parts(edition, provider.slug, placed, elsewhere, received):
            plans[file] = Plan(
                file=file,
                language=edition.language,
                standings=standings,
                provider=provider,
                phones=numbers,
                reviews=part,
                is_profile=is_profile,
            )
    return plans


def _review_parts(
    edition: Edition,
    slug: str,
    placed: Sequence[Placed],
    elsewhere: tuple[str, ...],
    received: Mapping[str, str],
) -> list[tuple[str, ReviewPart, bool]]:
    """Give the file of each page of a provider with its reviews, and whether it is the profile."""
    drafts, per_page = edition.ground.drafts, edition.site.reviews.per_page
    file = edition.addresses.file
    shown = newest_first(placed, drafts=drafts)
    archives = [
        file(archive_path(slug, number), edition.language)
        for number in range(1, archive_count(placed, per_page, drafts=drafts) + 1)
    ]

    def linked(number: int) -> tuple[str, ...]:
        return tuple(archives[near - 1] for near in near_pages(number, len(archives)))

    profile = ReviewPart(
        placed=tuple(shown[:per_page]),
        received=received,
        archives=linked(len(archives)) if len(shown) > per_page else (),
        elsewhere=elsewhere,
    )
    parts = [(file(provider_path(slug), edition.language), profile, True)]
    for number, on_page in enumerate(archive_slices(placed, len(archives), per_page), start=1):
        published = newest_first(on_page, drafts=drafts)
        part = ReviewPart(
            placed=tuple(published),
            received=received,
            gap=len(on_page) - len(published),
            archives=linked(number),
            elsewhere=elsewhere,
        )
        parts.append((archives[number - 1], part, False))
    return parts


class OnSite(NamedTuple):
    """What pages of the site level are held against of: standings by permanent id, phones by location."""

    standings: dict[str, Standing]
    phones: dict[str, frozenset[str]]


def on_site(ground: Ground, summaries: Sequence[ProviderSummary]) -> OnSite:
    """Give what pages of the site level are held against."""
    standings = {summary.id: summary.standing for summary in summaries}
    standings[WHOLE_SITE] = total(standings.values())
    phones = {slug: {location.phone, location.fax} for slug, location in ground.locations.items()}
    for summary in summaries:
        for place in summary.places:
            phones[place.location].add(place.phone)
    return OnSite(standings, {slug: frozenset(phone for phone in there if phone) for slug, there in phones.items()})


def site_plans(
    ground: Ground, standings: Mapping[str, Standing], phones: Mapping[str, frozenset[str]]
) -> Callable[[str], Plan]:
    """Give a function from a file of the site level to its plan; `phones` are by location."""
    default, *others = ground.site.languages
    anywhere = frozenset().union(*phones.values())

    def plan(file: str) -> Plan:
        language = next((tag for tag in others if file.startswith(f"{tag}/")), default)
        found = _LOCATION_PAGE.fullmatch(file.removeprefix("" if language == default else f"{language}/"))
        location = ground.locations.get(found[1]) if found else None
        return Plan(
            file=file,
            language=language,
            standings=standings,
            phones=anywhere,
            location=location,
            phones_there=phones[location.slug] if location else frozenset(),
        )

    return plan


def home_files(ground: Ground) -> tuple[str, ...]:
    """Give the front page of every language."""
    _default, *others = ground.site.languages
    return (f"{HOME}index.html", *(f"{language}/index.html" for language in others))
