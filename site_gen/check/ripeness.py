"""When the reply to a review may be public: two roles for a low rating, and hours in which its text cools off."""

from __future__ import annotations

import datetime
import zoneinfo
from fractions import Fraction

from site_gen.findings import count_of
from site_gen.model.counting import stars_of
from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.review import Rating, Review
from site_gen.model.site import Site

HOURS_AT = "site.yaml: replies: cooling_off_hours"
"""Where it stands for how long a reply cools off."""
SOLO_HOURS = 24
"""So long a reply to a low rating rests where nobody else can read it."""


def stars_or_none(rating: int | Rating | None) -> float | None:
    """Give a rating on the scale from 1 to 5; `recommends` is 5, `does not recommend` is 1."""
    if isinstance(rating, Rating) and rating.binary is not None:
        return 5.0 if rating.binary else 1.0
    stars: Fraction | None = stars_of(rating)
    return None if stars is None else float(stars)


def needs_second_role(rating: int | Rating | None, at_most: int) -> bool:
    """Tell whether a reply to this rating needs a second role; one to a review without a rating does not."""
    stars = stars_or_none(rating)
    return stars is not None and stars <= at_most


def is_rating_hidden(review: Review, site: Site) -> bool:
    """Tell whether nobody may see the rating yet, neither itself nor in what it makes of a reply."""
    is_undecided = review.moderation.status == "pending" and review.source not in SHOWN_ELSEWHERE
    return site.reviews.hide_rating_until_decided and is_undecided


def is_low(review: Review, site: Site) -> bool:
    """Tell whether the rating is one to whose reply a second role has to say yes; a hidden one counts as low."""
    return is_rating_hidden(review, site) or needs_second_role(review.rating, site.replies.second_role_at_most)


def cooling_hours(review: Review, site: Site) -> int:
    """Give for how many hours a reply cools off: 24 at least where nobody else can read one to a low rating."""
    hours = site.replies.cooling_off_hours
    return max(hours, SOLO_HOURS) if site.team == "solo" and is_low(review, site) else hours


def cooled_at(review: Review, site: Site) -> datetime.datetime | None:
    """Give the instant from which a reply may be approved, or None where nothing says when it was written.

    The hours begin when the text was written last.
    """
    reply = review.reply
    if reply is None or reply.written_at is None:
        return None
    return reply.written_at.astimezone(datetime.UTC) + datetime.timedelta(hours=cooling_hours(review, site))


def unripe(review: Review, site: Site, as_of: datetime.date) -> str:
    """Say which step a published reply cannot have taken by what its own file says, or give nothing.

    What the file leaves out nobody can check: a reply that was given at the source names no writer.
    """
    reply = review.reply
    if reply is None or reply.published_at is None:
        return ""
    if not reply.text.strip():
        return "there is not a word in it"
    if reply.published_at.date() > as_of + datetime.timedelta(days=1):  # its time zone may be a day ahead
        return f"it was published on {reply.published_at.date()}, which lies ahead"
    if reply.written_at is not None and reply.published_at < reply.written_at:
        return "it was published before it was written"
    if site.team != "solo" and is_low(review, site) and reply.written_by:
        if reply.approved_by is None:
            return f"{reply.written_by} wrote it and nobody approved it, and a reply to so low a rating needs two roles"
        if reply.approved_by == reply.written_by:
            return f"{reply.written_by} wrote and approved it, and a reply to so low a rating needs two roles"
    return ""


def hint_of_unripe(review: Review) -> str:
    """Say how a reply that cannot have been published so gets there."""
    return f"site-gen reply {review.id} --remove, then write it again: draft, cooling-off, approved, published"


def hasty(review: Review, site: Site) -> str:
    """Say by how much a published reply came before its hours were over, by what its own file says, or nothing."""
    reply, cooled = review.reply, cooled_at(review, site)
    if reply is None or reply.written_at is None or reply.published_at is None or cooled is None:
        return ""
    if reply.published_at >= cooled:
        return ""
    passed = int((reply.published_at - reply.written_at).total_seconds() // 3600)
    soon = count_of(passed, "hour") if passed > 0 else "less than an hour"
    return f"published {soon} after it was written, and here it cools off for {cooling_hours(review, site)}"


def hint_of_hasty(until: datetime.date) -> str:
    """Say what becomes of a hasty reply in a log."""
    return f"site-gen seal appends it from {until} on; until then somebody else may read it, or it can be taken back"


def held_until(review: Review, site: Site) -> datetime.date | None:
    """Give the first day, in the site's time zone, that begins when a hasty reply has cooled off; else None.

    Whoever only knows the day lets it go then: until its hours are over it stays out, and it need not be written again.
    """
    cooled = cooled_at(review, site)
    if not hasty(review, site) or cooled is None:
        return None
    local = cooled.astimezone(zoneinfo.ZoneInfo(site.time_zone))
    is_midnight = local.timetz().replace(tzinfo=None) == datetime.time()
    return local.date() + datetime.timedelta(days=0 if is_midnight else 1)
