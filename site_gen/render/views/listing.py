"""Pages that list providers: home, directory, specialty, location, language and condition."""

from __future__ import annotations

from site_gen.render.views.news import PostCardView
from site_gen.render.views.page import LinkView, Pager, View
from site_gen.render.views.provider import CardView, OpenScriptView, PlaceView
from site_gen.render.views.reviews import CountView, LabelView


class FacetView(View, frozen=True, kw_only=True):
    """One static filter of the directory: a heading and links to the pages behind it."""

    heading: str
    links: tuple[LinkView, ...]
    all: LinkView | None = None


class NearView(View, frozen=True, kw_only=True):
    """The form that orders a list by distance from a postal code; only a script shows it.

    `codes_url` leads to the positions of postal codes; `places` and `words` are JSON: the locations in the list with
    their positions, and what the script says. `unit` is mile or kilometer; `sorts` tells that the list is all on
    this page, so that an order by distance is true.
    """

    codes_url: str
    script_url: str
    places: str
    words: str
    unit: str
    sorts: bool


class ListingView(View, frozen=True, kw_only=True):
    """A list of providers under a heading, with what leads on from there.

    `place` is set on a location's page. `count_text` says how many providers there are on all pages of the list.
    """

    title: str
    subtitle: str
    intro: str
    count_text: str
    cards: tuple[CardView, ...]
    pager: Pager | None
    facets: tuple[FacetView, ...]
    place: PlaceView | None = None
    near: NearView | None = None
    open_script: OpenScriptView | None = None
    empty_note: str = ""


class SearchFilterView(View, frozen=True, kw_only=True):
    """One filter of the search: its name in the index, and `words` for its values as JSON where these are codes."""

    name: str
    label: str
    every: str
    words: str = ""


class SearchView(View, frozen=True, kw_only=True):
    """The search page. `words` is JSON: what the script says; `index_url` is the folder of the index."""

    title: str
    intro: str
    filters: tuple[SearchFilterView, ...]
    words: str
    index_url: str
    script_url: str
    facets: tuple[FacetView, ...]


class HomeView(View, frozen=True, kw_only=True):
    """The front page: who we are, the way to find care, specialties, locations, news, how reviews are handled.

    `posts` are the newest ones, `news` leads to all of them, where there are any. `intro_lang` and `intro_dir` are set
    where the introduction is in another language than the page.
    """

    title: str
    intro: str
    intro_lang: str = ""
    intro_dir: str = ""
    facets: tuple[FacetView, ...]
    places: tuple[PlaceView, ...]
    cards: tuple[CardView, ...]
    counts: tuple[CountView, ...]
    posts: tuple[PostCardView, ...] = ()
    news: LinkView | None = None


class LogView(View, frozen=True, kw_only=True):
    """The review log as a reader is pointed to it; `key` is the verifier key, `root` the root hash in base64."""

    origin: str
    size: int
    size_text: str
    root: str
    key: str
    checkpoint_url: str
    command: str


class MatrixRow(View, frozen=True, kw_only=True):
    """One reason with its counts for 1, 2, 3, 4 and 5 stars, for none, and in all."""

    label: str
    reason: str
    counts: tuple[CountView, ...]


class CountRow(View, frozen=True, kw_only=True):
    """A row of counts under one label; `of` is the count that the label names, `provider` the id of whose counts."""

    label: str
    counts: tuple[CountView, ...]
    of: str = ""
    provider: str = ""
    url: str = ""


class CountTable(View, frozen=True, kw_only=True):
    """A table of counts; `columns` are headings with what they name, `note` says what is not in it."""

    title: str
    corner: str
    columns: tuple[LabelView, ...]
    rows: tuple[CountRow, ...]
    notes: tuple[str, ...]


class TransparencyView(View, frozen=True, kw_only=True):
    """The transparency report over the whole site.

    `columns` name the stars of the rows, without the last column. `published` says how many of the decided reviews are
    shown; it is None, and `median` empty, when nothing was decided. `waits` are months by the log, in place of the
    median; `providers` are those with enough reviews, unless there are too many for a page.
    """

    title: str
    counts: tuple[CountView, ...]
    columns: tuple[LabelView, ...]
    rows: tuple[MatrixRow, ...]
    published: CountView | None
    median: str
    waits: CountTable | None
    providers: CountTable | None
    log: LogView | None


class HowView(View, frozen=True, kw_only=True):
    """How reviews are collected and moderated, from the site's settings and the numbers of its reviews.

    `window` says which ratings count by their age; it is None, and `average_rule` says it, where all of them do.
    `sources`, `methods` and `reasons` hold counts over the whole site; `policy_url` leads to the owner's review policy,
    if there is one.
    """

    title: str
    average_rule: str
    window: CountView | None
    cut_rule: str
    questions_rule: str
    minimum: CountView
    decide_rule: str
    retention_rule: str
    moderator_rule: str
    counts: tuple[CountView, ...]
    sources: tuple[CountView, ...]
    methods: tuple[CountView, ...]
    reasons: tuple[CountView, ...]
    reasons_explained: tuple[LinkView, ...]
    policy_url: str
    transparency_url: str


class AskedPlaceView(View, frozen=True, kw_only=True):
    """A location with the places to leave a review of it; `anchor` is its id on the page."""

    anchor: str
    name: str
    url: str
    address_lines: tuple[str, ...]
    links: tuple[LinkView, ...]


class ReviewUsView(View, frozen=True, kw_only=True):
    """Where to leave a review, for every location that has a place where people may be asked for one."""

    title: str
    intro: str
    rules: tuple[str, ...]
    places: tuple[AskedPlaceView, ...]
    how_url: str
