"""How reviews are collected and moderated, in words made from the site's settings and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from site_gen.model.policy import REVIEW_POLICY
from site_gen.model.review import Reason
from site_gen.model.standing import NOT_ABOUT_THIS_PROVIDER, Standing
from site_gen.render.addresses import TRANSPARENCY
from site_gen.render.compose.ratings import count_views
from site_gen.render.compose.words import method_words, reason_words, source_word
from site_gen.render.edition import Edition
from site_gen.render.views.listing import HowView
from site_gen.render.views.page import LinkView
from site_gen.render.views.reviews import CountView

_POLICY = f"policies/{REVIEW_POLICY}"


def how_view(edition: Edition, standing: Standing) -> HowView:
    """Give the page; `standing` counts the reviews of the whole site."""
    _ = edition.gettext
    settings = edition.site.reviews
    number = edition.locale.number
    retention = settings.retention_months
    return HowView(
        title=_("How we collect and moderate reviews"),
        average_rule=_(
            "The average counts every rating that was received, shown or withheld, with the exceptions below."
        )
        if settings.window_months is None
        else "",
        window=_window(edition, settings.window_months),
        cut_rule=_("It is cut to one decimal, never rounded up."),
        questions_rule=_(
            "Averages by question are shown with it, made of the answers that are shown. Those may be fewer than the "
            "ratings; their number stands beside each."
        ),
        minimum=_minimum(edition, settings.minimum_ratings),
        decide_rule=edition.ngettext(
            "Whether a review is shown is decided within %(count)s day.",
            "Whether a review is shown is decided within %(count)s days.",
            settings.decide_within_days,
        )
        % {"count": number(settings.decide_within_days)},
        retention_rule=_("Reviews are kept for %(months)s months.") % {"months": number(retention)}
        if retention
        else _("Reviews are kept without a time limit."),
        moderator_rule=_("The provider who is reviewed moderates the reviews.")
        if edition.site.team == "solo"
        else _(
            "Moderators of the practice decide about each review; by its own rule never the provider who is reviewed."
        ),
        counts=count_views(edition, standing),
        sources=_kept(standing.sources, "source", lambda code: source_word(edition.locale, code)),
        methods=_kept(standing.methods, "method", lambda code: method_words(edition.locale, code)),
        reasons=tuple(
            CountView(name="withheld", value=count, text=reason_words(edition.locale, reason), reason=reason)
            for reason, count in sorted(standing.withheld.items(), key=lambda item: (-item[1], item[0]))
        ),
        reasons_explained=tuple(_reason(edition, reason) for reason in get_args(Reason)),
        policy_url=edition.href(f"{_POLICY}/") if any(page.slug == _POLICY for page in edition.ground.pages) else "",
        transparency_url=edition.href(TRANSPARENCY),
    )


def _window(edition: Edition, months: int | None) -> CountView | None:
    if months is None:
        return None
    text = edition.gettext(
        "The average counts every rating of the last %(months)s months, shown or withheld, with the exceptions below."
    ) % {"months": edition.locale.number(months)}
    return CountView(name="window", value=months, text=text)


def _minimum(edition: Edition, ratings: int) -> CountView:
    text = edition.ngettext(
        "An average is shown from %(count)s rating on.", "An average is shown from %(count)s ratings on.", ratings
    ) % {"count": edition.locale.number(ratings)}
    return CountView(name="minimum", value=ratings, text=text)


def _kept(counts: Mapping[str, int], by: str, word: Callable[[str], str]) -> tuple[CountView, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(CountView(name="kept", value=count, text=word(code), by=by, of=code) for code, count in ranked)


def _reason(edition: Edition, reason: str) -> LinkView:
    _ = edition.gettext
    counted = reason not in NOT_ABOUT_THIS_PROVIDER
    note = _("its rating still counts in the average") if counted else _("its rating does not count in the average")
    return LinkView(label=reason_words(edition.locale, reason), url="", note=note)
