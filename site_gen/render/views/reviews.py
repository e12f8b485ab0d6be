"""Reviews and ratings as shown."""

from __future__ import annotations

from site_gen.render.views.page import LinkView, Pager, View


class StarsView(View, frozen=True, kw_only=True):
    """One rating. `text` says it in words ("4 of 5"); `percent` fills the graphic, 0 to 100; `value` is exact."""

    value: str
    best: str
    text: str
    percent: int


class AverageView(View, frozen=True, kw_only=True):
    """The average under a name. Below the minimum, `value` is empty and `text` says how many ratings there are.

    `value` is the truncated mean with a point, for `data-value`; `shown` is in the page's language; `summary` is the
    whole line: "4.6 of 5 · 35 ratings · last 24 months".
    """

    value: str
    shown: str
    percent: int
    rating_count: int
    minimum: int
    summary: str


class BarView(View, frozen=True, kw_only=True):
    """One row of the distribution: 5 to 1 stars, how many, and the bar's length in percent of the longest bar."""

    stars: int
    label: str
    count: int
    percent: int


class YearView(View, frozen=True, kw_only=True):
    """The ratings received in one year: how many in words, and their mean, which is empty for too few ratings.

    `value` is exact, `text` says it in words ("4.5 of 5"), `percent` fills the graphic, 0 to 100.
    """

    year: str
    count: int
    count_text: str
    value: str
    text: str
    percent: int


class AspectView(View, frozen=True, kw_only=True):
    """The answer to one question, or the average of the answers that are shown.

    `value` is exact, `text` says it in words ("4.5 of 5"), `percent` fills the graphic, 0 to 100. `count_text` says of
    how many answers an average is; it is empty for one answer.
    """

    name: str
    label: str
    value: str
    text: str
    percent: int
    count: int
    count_text: str = ""


class SegmentView(View, frozen=True, kw_only=True):
    """A stretch of review text; `hidden_label` is set where a mark stands in its place."""

    text: str
    index: int = 0
    hidden_reason: str = ""
    hidden_label: str = ""


class ReplyView(View, frozen=True, kw_only=True):
    """The practice's answer. `heading` says who answers; `outcome` is empty or a sentence.

    `lang` is set only where it differs from the page's language.
    """

    heading: str
    text: str
    date: str
    date_iso: str
    outcome: str
    outcome_code: str
    lang: str = ""


class ReviewView(View, frozen=True, kw_only=True):
    """One review, in full. Dates are months; `labels` say how it was collected and checked.

    `recommendation` words what `recommends` codes as true or false. `log_index` is empty until the review log is
    there. `lang` is set only where it differs from the page's language.
    """

    id: str
    url: str
    lang: str
    stars: StarsView | None
    recommendation: str
    recommends: str
    title: str
    segments: tuple[SegmentView, ...]
    author: str
    received: str
    received_iso: str
    experienced: str
    experienced_iso: str
    labels: tuple[LabelView, ...]
    aspects: tuple[AspectView, ...]
    edited_note: str
    reply: ReplyView | None
    report_url: str
    log_index: str = ""


class LabelView(View, frozen=True, kw_only=True):
    """Words for a value: `name` is stable ("method"), `code` the exact value, `text` the words shown."""

    name: str
    code: str
    text: str


class CountView(View, frozen=True, kw_only=True):
    """One number about reviews: its `data-count` name, and which part it counts where it counts one.

    `reason` is for parts of the withheld ones, `by` and `of` are for others: by `stars` those of `5`.
    """

    name: str
    value: int
    text: str
    reason: str = ""
    by: str = ""
    of: str = ""


class ReviewListView(View, frozen=True, kw_only=True):
    """The reviews part of a provider page, or one archive page.

    `counts` together make the sentence "215 received · 209 shown …"; `reasons` break the withheld ones down.
    `gap` says how many reviews of an archive page are not shown. `older` leads from the newest reviews to the first one
    that is not among them.
    """

    heading: str
    average: AverageView
    bars: tuple[BarView, ...]
    years: tuple[YearView, ...]
    aspects: tuple[AspectView, ...]
    collection_note: str
    reviews: tuple[ReviewView, ...]
    empty_note: str
    gap: CountView | None
    pager: Pager | None
    archive: tuple[LinkView, ...]
    older: LinkView | None
    counts: tuple[CountView, ...]
    reasons: tuple[CountView, ...]
    elsewhere: CountView | None
    links_elsewhere: tuple[LinkView, ...]
