"""How well channels fit audiences, and posts both: decided by the dated figures of reach, and by language.

`good` is a channel that half of an audience uses or more, `some` one that three in ten use, `poor` one below that.
Figures say who ever uses a place, and far fewer see a single post there: where two in three never come, it passes the
audience by. Three in ten is a third less the error of sampling of most age bands (3.0 to 3.6 points), so that what is
called `poor` is below a third whatever the sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from site_gen.model.audience import Audience, Channel
from site_gen.model.post import WEBSITE, Post
from site_gen.model.practice import Practice
from site_gen.model.reach import figures_of, reach_of
from site_gen.model.site import Site

GOOD_FROM = 50
"""In percent of the audience."""
POOR_BELOW = 30
"""In percent of the audience: a channel below misses it."""

Verdict = Literal["good", "some", "poor", "unknown", "language"]
"""`unknown` is a channel without figures for these ages, `language` one that speaks no language of the audience."""


class Fit(NamedTuple):
    """A channel and an audience: `percent` is the share of it that uses the channel, None where no figures say so."""

    channel: Channel
    audience: Audience
    percent: int | None
    verdict: Verdict

    @property
    def is_miss(self) -> bool:
        """Whether a post there passes the audience by."""
        return self.verdict in ("poor", "language")


class PostFit(NamedTuple):
    """A post, and how each of its channels fits each of its audiences: channel by channel, in the post's order."""

    post: Post
    fits: tuple[Fit, ...]

    def missing_channels(self) -> tuple[tuple[Fit, ...], ...]:
        """Give the channels that miss every audience of the post, each with its fits."""
        grouped = _grouped(self.fits, by_channel=True)
        return tuple(fits for fits in grouped if all(fit.is_miss for fit in fits))

    def missed_audiences(self) -> tuple[tuple[Fit, ...], ...]:
        """Give the audiences that every channel of the post misses, each with its fits."""
        grouped = _grouped(self.fits, by_channel=False)
        return tuple(fits for fits in grouped if all(fit.is_miss for fit in fits))


def fit_of(channel: Channel, audience: Audience) -> Fit:
    """Give how well a channel fits an audience; languages count only where both say theirs."""
    percent = reach_of(figures_of(channel), audience.ages)
    return Fit(channel, audience, percent, _verdict(percent, _speaks(channel, audience)))


def fit_matrix(
    posts: Iterable[Post], channels: Mapping[str, Channel], audiences: Mapping[str, Audience]
) -> tuple[PostFit, ...]:
    """Give the fits of each post, in order; ids of channels and audiences that are not there are passed over."""
    return tuple(
        PostFit(
            post,
            tuple(
                fit_of(channels[channel], audiences[audience])
                for channel in dict.fromkeys(post.channels)
                if channel in channels
                for audience in dict.fromkeys(post.audiences)
                if audience in audiences
            ),
        )
        for post in posts
    )


def channels_of(practice: Practice, site: Site) -> dict[str, Channel]:
    """Give the channels by id, the website among them, which speaks the languages of the site."""
    listed = practice.channels.channels if practice.channels else ()
    website = Channel(id=WEBSITE, name="Website", platform="website")
    by_id = {WEBSITE: website} | {one.id: one for one in listed}
    return {name: _with_languages(one, site) for name, one in by_id.items()}


def audiences_of(practice: Practice) -> dict[str, Audience]:
    """Give the audiences by id."""
    return {one.id: one for one in practice.audiences.audiences} if practice.audiences else {}


def staffed_channels(practice: Practice) -> tuple[Channel, ...]:
    """Give the channels that somebody has to look after: all that are listed, but for the website itself."""
    listed = practice.channels.channels if practice.channels else ()
    return tuple(one for one in listed if one.platform != "website")


def _with_languages(channel: Channel, site: Site) -> Channel:
    if channel.platform != "website" or channel.languages:
        return channel
    return msgspec.structs.replace(channel, languages=site.languages)


def _speaks(channel: Channel, audience: Audience) -> bool:
    spoken, read = ({tag.partition("-")[0].lower() for tag in one.languages} for one in (channel, audience))
    return not spoken or not read or not spoken.isdisjoint(read)


def _verdict(percent: int | None, speaks: bool) -> Verdict:
    if not speaks:
        return "language"
    if percent is None:
        return "unknown"
    if percent < POOR_BELOW:
        return "poor"
    return "good" if percent >= GOOD_FROM else "some"


def _grouped(fits: Iterable[Fit], *, by_channel: bool) -> tuple[tuple[Fit, ...], ...]:
    found: dict[str, list[Fit]] = {}
    for fit in fits:
        found.setdefault(fit.channel.id if by_channel else fit.audience.id, []).append(fit)
    return tuple(map(tuple, found.values()))
