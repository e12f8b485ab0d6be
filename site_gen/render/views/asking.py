"""The page that says whom to ask, by condition and by specialty."""

from __future__ import annotations

from site_gen.render.views.page import LinkView, View


class AskedPhoneView(View, frozen=True, kw_only=True):
    """A number to call, and the places that it reaches somebody at."""

    places: tuple[str, ...]
    url: str
    text: str


class AskedPersonView(View, frozen=True, kw_only=True):
    """Somebody to ask: full name, what they are in plain words, and how to reach them.

    `terms` are the specialties by name, where these are other words than `plain`, in the language `terms_lang` if that
    is not the page's. `accepting` is "yes", "no" or empty.
    """

    name: str
    suffix: str
    url: str
    plain: str
    terms: tuple[str, ...]
    terms_lang: str
    phones: tuple[AskedPhoneView, ...]
    languages: tuple[str, ...]
    accepting: str
    accepting_text: str


class AskedTopicView(View, frozen=True, kw_only=True):
    """A condition or specialty with whom to ask about it; `topic` has the number of all of them.

    `more` leads to the others where there are more than stand here.
    """

    topic: LinkView
    people: tuple[AskedPersonView, ...]
    more: LinkView | None


class AskedSectionView(View, frozen=True, kw_only=True):
    """All conditions, or all specialties. Where `topics` would be too many for a page there are `links` to lists.

    `all` leads to every topic, where these are too many as well.
    """

    id: str
    title: str
    topics: tuple[AskedTopicView, ...]
    links: tuple[LinkView, ...]
    all: LinkView | None


class WhoToAskView(View, frozen=True, kw_only=True):
    """Whom to ask. `emergency` is the sentence, `emergency_url` dials; `phone` is the number of the practice."""

    title: str
    emergency: str
    emergency_call: str
    emergency_url: str
    intro: str
    no_advice: str
    unsure: str
    phone_url: str
    phone_text: str
    sections: tuple[AskedSectionView, ...]
