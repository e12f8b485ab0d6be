"""The reviews of a provider as shown: in full, exactly as received, newest first."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal

from site_gen.model.placed import Placed, ShownReply, State
from site_gen.model.provider import Provider
from site_gen.model.review import Rating, Review
from site_gen.render.addresses import archive_path
from site_gen.render.compose.ratings import stars_view
from site_gen.render.compose.words import (
    KEPT,
    aspect_word,
    field_word,
    method_words,
    outcome_words,
    reason_words,
    source_word,
    verification_words,
)
from site_gen.render.edition import Edition
from site_gen.render.locale import Locale
from site_gen.render.views.reviews import (
    AspectView,
    LabelView,
    ReplyView,
    ReviewView,
    SegmentView,
)


def newest_first(placed: Sequence[Placed], *, drafts: bool = False) -> list[Placed]:
    """Give the published reviews in the order of every list: newest month first, within it the later entry first.

    With `drafts` those that wait for a decision are among them, for a preview.
    """
    shown = (one for one in placed if one.state in _shown_states(drafts))
    return sorted(shown, key=lambda one: (one.review.received_month, one.index), reverse=True)


def archive_count(placed: Sequence[Placed], per_page: int, *, drafts: bool = False) -> int:
    """Give the number of static review pages: enough for the last review shown, none without one."""
    last = max((one.index for one in placed if one.state in _shown_states(drafts)), default=-1)
    return last // per_page + 1


def _shown_states(drafts: bool) -> tuple[State, ...]:
    return (State.PUBLISHED, State.PENDING) if drafts else (State.PUBLISHED,)


def archive_slices(placed: Sequence[Placed], pages: int, per_page: int) -> list[list[Placed]]:
    """Give the reviews of each static page: a fixed range of places, whatever happens to later ones."""
    slices: list[list[Placed]] = [[] for _ in range(pages)]
    for one in placed:
        if 0 <= one.index < pages * per_page:
            slices[one.index // per_page].append(one)
    return slices


def review_view(edition: Edition, provider: Provider, placed: Placed) -> ReviewView:
    """Give one published review. Its text is not touched: no Markdown, no trimming, no shortening."""
    _ = edition.gettext
    review = placed.review
    covered = {hidden.field for hidden in placed.hidden_fields}
    experienced = "" if "experienced" in covered else review.experienced or ""
    language = ("" if "language" in covered else review.language) or edition.site.default_language
    subject = _("Review %(id)s") % {"id": review.id}
    return ReviewView(
        id=review.id,
        url=permalink(edition, provider, placed),
        lang=edition.foreign(language)[0],
        stars=stars_view(edition, review.rating),
        recommendation=_recommendation(edition, review),
        recommends=str(recommends).lower() if (recommends := _recommends(review)) is not None else "",
        title="" if "title" in covered else review.title or "",
        segments=_segments(edition, placed),
        author=_author(edition, placed),
        received=received_words(edition, placed.received),
        received_iso=placed.received,
        experienced=edition.locale.month(experienced) if experienced else "",
        experienced_iso=experienced,
        labels=label_views(edition, placed),
        aspects=() if "aspects" in covered else _aspects(edition, review),
        edited_note=_edited(edition, placed.earlier),
        reply=_reply(edition, placed.reply),
        report_url=edition.contact(edition.site.contact.reviews, subject),
        log_index="" if placed.leaf is None else str(placed.leaf),
    )


def permalink(edition: Edition, provider: Provider, placed: Placed) -> str:
    """Give the address of a review on its static page, which stays."""
    number = placed.index // edition.site.reviews.per_page + 1
    return f"{edition.href(archive_path(provider.slug, number))}#review-{placed.review.id}"


def label_views(edition: Edition, placed: Placed) -> tuple[LabelView, ...]:
    """Give the marks of a review: how it was collected and checked, and what a reader should know."""
    _ = edition.gettext
    locale, review = edition.locale, placed.review
    labels = [
        _label(locale, "verification", review.verification),
        _label(locale, "method", review.method),
        _label(locale, "source", review.source),
    ]
    if placed.state is State.PENDING:
        labels.insert(0, LabelView(name="draft", code="pending", text=_("Preview: not decided yet, not published")))
    if review.location and review.location in edition.ground.locations:
        name = edition.ground.locations[review.location].name
        labels.append(LabelView(name="location", code=review.location, text=name))
    if review.incentive and review.incentive != "none":
        text = _("The author received: %(incentive)s") % {"incentive": review.incentive}
        labels.append(LabelView(name="incentive", code=review.incentive, text=text))
    if review.relationship and review.relationship != "none":
        text = _("The author is connected with the practice: %(relationship)s") % {"relationship": review.relationship}
        labels.append(LabelView(name="relationship", code=review.relationship, text=text))
    if review.completeness == "excerpt":
        text = _("Excerpt: the source gives no more of the text")
        labels.append(LabelView(name="completeness", code=review.completeness, text=text))
    covered = {hidden.field: hidden.reason for hidden in placed.hidden_fields}
    shown = [label for label in labels if label.name not in covered]
    return (*shown, *(_covered_label(edition, field, reason) for field, reason in covered.items()))


@functools.lru_cache(KEPT)
def _label(locale: Locale, name: Literal["method", "source", "verification"], code: str) -> LabelView:
    if name == "method":
        return LabelView(name=name, code=code, text=method_words(locale, code))
    if name == "verification":
        return LabelView(name=name, code=code, text=verification_words(locale, code))
    text = locale.gettext("through %(source)s") % {"source": source_word(locale, code)}
    return LabelView(name=name, code=code, text=text)


def _covered_label(edition: Edition, field: str, reason: str) -> LabelView:
    _ = edition.gettext
    text = _("Not shown: %(field)s (%(reason)s)") % {
        "field": field_word(edition.locale, field),
        "reason": reason_words(edition.locale, reason),
    }
    return LabelView(name="hidden-field", code=field, text=text)


def _author(edition: Edition, placed: Placed) -> str:
    _ = edition.gettext
    if any(hidden.field == "author" for hidden in placed.hidden_fields):
        return _("Author not shown")
    return placed.review.author or _("Anonymous patient")


def _segments(edition: Edition, placed: Placed) -> tuple[SegmentView, ...]:
    """Give the text in stretches: what is shown, run together, and a mark for each hidden segment."""
    reasons = {hidden.segment: hidden.reason for hidden in placed.hidden}
    views: list[SegmentView] = []
    run: list[str] = []
    for index, segment in enumerate(placed.segments):
        if index not in reasons:
            run.append(segment)
            continue
        if run:
            views.append(SegmentView(text="".join(run)))
            run = []
        reason = reasons[index]
        label = edition.gettext("[hidden: %(reason)s]") % {"reason": reason_words(edition.locale, reason)}
        views.append(SegmentView(text="", index=index, hidden_reason=reason, hidden_label=label))
    if "".join(run):
        views.append(SegmentView(text="".join(run)))
    return tuple(views)


def _aspects(edition: Edition, review: Review) -> tuple[AspectView, ...]:
    return tuple(_aspect(edition.locale, name, value) for name, value in sorted(review.aspects.items()))


@functools.lru_cache(KEPT)
def _aspect(locale: Locale, name: str, value: int) -> AspectView:
    return AspectView(
        name=name,
        label=aspect_word(locale, name),
        value=str(value),
        text=locale.gettext("%(value)s of 5") % {"value": value},
        percent=value * 20,
        count=1,
    )


def _recommends(review: Review) -> bool | None:
    return review.rating.binary if isinstance(review.rating, Rating) else None


def _recommendation(edition: Edition, review: Review) -> str:
    _ = edition.gettext
    recommends = _recommends(review)
    if recommends is None:
        return ""
    return _("Recommends") if recommends else _("Does not recommend")


def _edited(edition: Edition, earlier: Review | None) -> str:
    if earlier is None:
        return ""
    before = stars_view(edition, earlier.rating)
    if before is None:
        return edition.gettext("Edited by its author")
    return edition.gettext("Edited by its author, was %(rating)s") % {"rating": before.text}


def _reply(edition: Edition, reply: ShownReply | None) -> ReplyView | None:
    if reply is None:
        return None
    return ReplyView(
        heading=edition.gettext("Reply from %(site)s") % {"site": edition.site.name},
        text=reply.text,
        date=edition.locale.date(reply.published_on),
        date_iso=reply.published_on.isoformat(),
        outcome=outcome_words(edition.locale, reply.outcome),
        outcome_code=reply.outcome,
        lang=edition.foreign(reply.language or edition.site.default_language)[0],
    )


def received_words(edition: Edition, received: str) -> str:
    """Write a month or, where the site says no more, a year."""
    return edition.locale.month(received) if "-" in received else received
