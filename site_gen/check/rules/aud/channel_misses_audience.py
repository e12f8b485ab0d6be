"""A post says whom it is for and goes where these people are, by current figures; and no more channels than hands.

Why: A post on a channel that its audience does not use costs an hour and reaches nobody. A channel that nobody looks
after is worse than none: questions there, and complaints, stay without an answer.

Fails:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: seniors, name: People over 65, ages: [65+]}
          - {id: students, name: Students, ages: [18-24]}
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook}
          - {id: instagram, name: Instagram, platform: instagram}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [instagram]
        audiences: [seniors]
        ---
        Walk in on Saturdays.

Fails:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: seniors, name: People over 65, ages: [65+]}
          - {id: students, name: Students, ages: [18-24]}
      content/channels.yaml: |
        channels:
          - {id: instagram, name: Instagram, platform: instagram}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [instagram]
        audiences: [students, seniors]
        ---
        Walk in on Saturdays.

Fails:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: neighbors, name: Neighbors who read Spanish, languages: [es]}
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook, languages: [en]}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [facebook]
        audiences: [neighbors]
        ---
        Walk in on Saturdays.

Fails:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: seniors, name: People over 65, ages: [65+]}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [website]
        ---
        Walk in on Saturdays.

Fails:
    file:
      content/channels.yaml: |
        can_staff: 1
        channels:
          - {id: facebook, name: Facebook page, platform: facebook}
          - {id: newsletter, name: Newsletter, platform: newsletter}

Fails:
    file:
      content/channels.yaml: |
        channels:
          - id: newsletter
            name: Newsletter
            platform: newsletter
            reach:
              - ages: 65+
                percent: 41
                measured_on: 2024-11-23
                source: {name: Our own count, url: "https://harbor.example/count"}

Passes:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: seniors, name: People over 65, ages: [65+]}
      content/channels.yaml: |
        can_staff: 1
        channels:
          - {id: facebook, name: Facebook page, platform: facebook}
          - {id: website, name: Our pages, platform: website}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [website, facebook]
        audiences: [seniors]
        ---
        Walk in on Saturdays.

Passes:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: seniors, name: People over 65, ages: [65+]}
          - {id: students, name: Students, ages: [18-24]}
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook}
          - {id: instagram, name: Instagram, platform: instagram}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [facebook, instagram]
        audiences: [students, seniors]
        ---
        Walk in on Saturdays.

Passes:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: neighbors, name: Neighbors who read Spanish, languages: [es-MX]}
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook, languages: [en, es]}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [facebook]
        audiences: [neighbors]
        ---
        Walk in on Saturdays.

Passes:
    file:
      content/channels.yaml: |
        channels:
          - id: newsletter
            name: Newsletter
            platform: newsletter
            reach:
              - ages: 65+
                percent: 41
                measured_on: 2024-11-24
                source: {name: Our own count, url: "https://harbor.example/count"}

Limits: A channel misses an audience of whom fewer than 30 of 100 ever use it. The figures are those of the channel, or
those that come with site-gen for its platform: of adults in the United States, by age, from February to June 2025.
Elsewhere give your own. Who ever uses a place is not who sees a post there, and says nothing of your town. Each year of
life counts alike in an average, 65 and older like fifteen years. Channels without figures (the website, newsletters,
LinkedIn, Pinterest and others) and ages without figures (children) are not judged. Languages count where audience and
channel both name some. Ideas, and posts whose day has passed, are not judged, and without audiences.yaml no post is
asked for its audience. What is on the website needs no hands of its own. Figures are old after two years.

Basis: Pew Research Center, Americans' Social Media Use 2025.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.fit import (
    GOOD_FROM,
    POOR_BELOW,
    Fit,
    audiences_of,
    channels_of,
    fit_matrix,
    fit_of,
    staffed_channels,
)
from site_gen.model.post import Post
from site_gen.model.practice import Practice
from site_gen.model.reach import is_shipped, is_stale, reach_table


def _in_post(post: Post, around: Around) -> Said:
    site, practice = around.site, around.practice
    if practice.audiences is None or post.language != site.default_language or post.status == "idea":
        return
    goes_out = post.goes_out_at(site.time_zone)
    if goes_out is not None and goes_out.date() < around.as_of:
        return
    if not post.audiences:
        yield Issue(
            message="the post does not say whom it is for",
            at=("title",),
            hint=f"audiences: [{practice.audiences.audiences[0].id}], or others of {practice.audiences.path}",
        )
        return
    (fits,) = fit_matrix((post,), channels_of(practice, site), audiences_of(practice))
    missing = fits.missing_channels()
    for one in missing:
        channel = one[0].channel
        yield Issue(
            message=f"{channel.id} does not reach {_and(fit.audience.id for fit in one)}: {_reasons(one)}",
            at=("channels", post.channels.index(channel.id)),
            hint=_better(one, post, around),
        )
    if len(missing) < len({fit.channel.id for fit in fits.fits}):
        for one in fits.missed_audiences():
            audience = one[0].audience
            yield Issue(
                message=f"no channel of the post reaches {audience.id}: "
                + "; ".join(f"{fit.channel.id}: {_reason(fit)}" for fit in one),
                at=("audiences", post.audiences.index(audience.id)),
                hint=_better(one, post, around),
            )


def _in_practice(practice: Practice, around: Around) -> Said:
    file = practice.channels
    if file is None:
        return
    to_staff = len(staffed_channels(practice))
    if file.can_staff is not None and to_staff > file.can_staff:
        yield Issue(
            message=f"{to_staff} channels, and the practice can look after {file.can_staff}",
            at=("can_staff",),
            path=file.path,
            hint="close the one that fits fewest posts: site-gen report channels shows which",
        )
    for place, channel in enumerate(file.channels):
        for number, figure in enumerate(channel.reach):
            if is_stale(figure.measured_on, around.as_of):
                yield Issue(
                    message=f"the reach of {channel.id} among {figure.ages} was measured on {figure.measured_on}, "
                    "more than two years ago",
                    at=("channels", place, "reach", number, "measured_on"),
                    path=file.path,
                    hint="measure again, or take the figure out",
                )
    shipped = [place for place, channel in enumerate(file.channels) if is_shipped(channel)]
    table = reach_table()
    if shipped and is_stale(table.asked_until, around.as_of):
        yield Issue(
            message=f"the reach of {_and(file.channels[place].id for place in shipped)} was measured until "
            f"{table.asked_until}, more than two years ago",
            at=("channels", shipped[0], "platform"),
            path=file.path,
            hint="take a newer site-gen, or write the figures below reach: of the channel",
        )


def _reasons(fits: tuple[Fit, ...]) -> str:
    if len(fits) == 1:
        return _reason(fits[0])
    return "; ".join(f"{fit.audience.id}: {_reason(fit)}" for fit in fits)


def _reason(fit: Fit) -> str:
    if fit.verdict == "language":
        return f"it speaks {_and(fit.channel.languages)}, not {_and(fit.audience.languages)}"
    return f"{fit.percent} % use it, fewer than {POOR_BELOW} %"


def _better(fits: Iterable[Fit], post: Post, around: Around) -> str:
    """Name the channels of the practice that half of an audience or more uses and the post does not go to."""
    audiences = {fit.audience.id: fit.audience for fit in fits}.values()
    others = [one for one in channels_of(around.practice, around.site).values() if one.id not in post.channels]
    good = [fit for channel in others for audience in audiences if (fit := fit_of(channel, audience)).verdict == "good"]
    best = sorted(good, key=lambda fit: (-(fit.percent or 0), fit.channel.id))[:2]
    if not best:
        return f"leave it out, or name another audience: no other channel is used by {GOOD_FROM} % of this one"
    named = dict.fromkeys(f"{fit.channel.id} ({fit.percent} % of {fit.audience.id})" for fit in best)
    return f"better: {_and(named)}"


def _and(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


RULE = Rule(
    code="AUD921",
    name="channel-misses-audience",
    severity=Severity.WARNING,
    since="0.1",
    basis="Pew Research Center, Americans' Social Media Use 2025",
    page=__doc__,
    post=_in_post,
    practice=_in_practice,
)
