"""A provider's page and card."""

from __future__ import annotations

from site_gen.render.views.page import Html, ImageView, LinkView, View
from site_gen.render.views.reviews import AverageView, ReviewListView


class OpeningView(View, frozen=True, kw_only=True):
    """Hours of one or more days in a row: "Monday to Friday", "8:00 AM – 5:00 PM" or "Closed"."""

    days: str
    times: tuple[str, ...]


class ExceptionView(View, frozen=True, kw_only=True):
    """Other hours on one date; `lang` is set where the note is in another language than the page."""

    date: str
    date_iso: str
    times: tuple[str, ...]
    note: str
    lang: str = ""


class HolidayView(View, frozen=True, kw_only=True):
    """A public holiday of which the hours say nothing."""

    date: str
    date_iso: str
    name: str


class OpenScriptView(View, frozen=True, kw_only=True):
    """The script that says whether a place is open now, and its words as JSON."""

    url: str
    words: str


class PlaceView(View, frozen=True, kw_only=True):
    """A location, on its own page or as one of a provider's: phone and hours are the provider's there, if given.

    `accepting` is "yes", "no" or empty; `accepting_text` the words for it. A `…_lang` is set where that text is in
    another language than the page. `hours_title` says whose hours they are. `open_data` is JSON from which a script
    says whether the place is open now; it is empty where no hours are known, or they do not hold.
    """

    slug: str
    name: str
    url: str
    type: str
    address_lines: tuple[str, ...]
    map_url: str
    phone_url: str
    phone_text: str
    fax_text: str
    booking_url: str
    accepting: str
    accepting_text: str
    hours_title: str
    hours: tuple[OpeningView, ...]
    exceptions: tuple[ExceptionView, ...]
    holidays: tuple[HolidayView, ...]
    open_data: str
    parking: str
    transit: str
    accessibility: tuple[str, ...]
    insurance: tuple[str, ...]
    photo: ImageView | None
    parking_lang: str = ""
    transit_lang: str = ""
    accessibility_lang: str = ""


class SpecialtyView(View, frozen=True, kw_only=True):
    """A specialty in patients' words with the clinical term beside it; `plain` may be empty.

    `lang` is set where the term is in another language than the page.
    """

    term: str
    plain: str
    url: str
    lang: str = ""


class FactView(View, frozen=True, kw_only=True):
    """One line of training, certification or affiliation; `url` may be empty."""

    label: str
    detail: str
    url: str = ""


class CallView(View, frozen=True, kw_only=True):
    """Whom the first button calls: `label` with the number, as descriptions say it; `place` is who answers."""

    label: str
    place: str
    phone: str
    url: str


class InsuranceView(View, frozen=True, kw_only=True):
    """Plans that a provider accepts at some of their places; `places` is empty where it is so at all of them."""

    places: str
    plans: tuple[str, ...]


class ProviderView(View, frozen=True, kw_only=True):
    """Everything on a provider's page, in the order of `pages.md`.

    `id` is the permanent id in the review log. `status` is active, on-leave or departed, `status_note` the sentence
    for the last two. `initials` stand in for a missing photo, on tile colour `tile` (0 to 5). `call` is None where no
    phone is known. `insurance_text` says how many plans `insurance` has. `url` is the address of the profile, which
    the pages of older reviews link back to.
    `content_lang` and `content_dir` are set where what the profile says is in another language than the page; bio and
    procedures, which may be translated, have their own.
    """

    id: str
    slug: str
    name: str
    plain_name: str
    suffix: str
    kind_label: str
    initials: str
    tile: int
    photo: ImageView | None
    pronouns: str
    gender: str
    status: str
    status_note: str
    specialties: tuple[SpecialtyView, ...]
    languages: tuple[LinkView, ...]
    accepting: str
    accepting_text: str
    average: AverageView
    reviews_url: str
    call: CallView | None
    booking: LinkView | None
    places: tuple[PlaceView, ...]
    bio: Html
    bio_lang: str
    video: VideoView | None
    conditions: tuple[LinkView, ...]
    procedures: tuple[str, ...]
    insurance: tuple[InsuranceView, ...]
    insurance_text: str
    credentials: tuple[FactView, ...]
    education: tuple[FactView, ...]
    affiliations: tuple[FactView, ...]
    npi: str
    alternatives: tuple[CardView, ...]
    reviews: ReviewListView
    verified: str
    verified_on: str
    correction_url: str
    open_script: OpenScriptView | None
    url: str = ""
    content_lang: str = ""
    content_dir: str = ""
    procedures_lang: str = ""


class VideoView(View, frozen=True, kw_only=True):
    """A film behind its poster. The languages of title and transcript are empty where they are the page's."""

    url: str
    poster_url: str
    title: str
    title_lang: str
    captions_url: str
    captions_lang: str
    transcript: str
    transcript_lang: str


class CardView(View, frozen=True, kw_only=True):
    """A provider in a list, by permanent `id`. The rating is the one of the provider's page.

    `specialties_lang` is set where those are in another language than the page. `at` are the slugs of the places, where
    the list can be ordered by distance. On the page of a location, number and new patients are those there; elsewhere
    `phone_place` names whose number it is, where it is not that of every place.
    """

    id: str
    slug: str
    name: str
    suffix: str
    url: str
    initials: str
    tile: int
    photo: ImageView | None
    specialties: tuple[str, ...]
    plain: str
    languages: tuple[str, ...]
    places: tuple[str, ...]
    at: str
    accepting: str
    accepting_text: str
    status: str
    status_note: str
    average: AverageView
    phone_url: str
    phone_text: str
    phone_place: str = ""
    specialties_lang: str = ""
