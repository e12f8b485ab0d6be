"""The fixed vocabularies of the model in words that people read.

Each function holds its texts as literal calls, so that the catalogue tools find them.
"""

from __future__ import annotations

import functools

from site_gen.render.locale import Locale

KEPT = 1024
"""How many words of all languages are kept at hand; a language has about a hundred."""


@functools.lru_cache(KEPT)
def kind_word(locale: Locale, kind: str) -> str:
    """Name a kind of provider."""
    _ = locale.gettext
    return {
        "physician": _("Physician"),
        "dentist": _("Dentist"),
        "optometrist": _("Optometrist"),
        "nurse-practitioner": _("Nurse practitioner"),
        "physician-assistant": _("Physician assistant"),
        "psychologist": _("Psychologist"),
        "counselor": _("Counselor"),
        "social-worker": _("Social worker"),
        "therapist": _("Therapist"),
        "other": _("Care provider"),
    }[kind]


@functools.lru_cache(KEPT)
def gender_word(locale: Locale, gender: str) -> str:
    """Give the words for a gender that providers state."""
    _ = locale.gettext
    return {"female": _("Female"), "male": _("Male"), "nonbinary": _("Nonbinary")}[gender]


@functools.lru_cache(KEPT)
def holiday_word(locale: Locale, name: str) -> str:
    """Name a public holiday of the United States by its English name; one that is not known keeps it."""
    _ = locale.gettext
    return {
        "New Year's Day": _("New Year's Day"),
        "Martin Luther King Jr. Day": _("Martin Luther King Jr. Day"),
        "Washington's Birthday": _("Presidents' Day"),
        "Memorial Day": _("Memorial Day"),
        "Juneteenth National Independence Day": _("Juneteenth"),
        "Independence Day": _("Independence Day"),
        "Labor Day": _("Labor Day"),
        "Columbus Day": _("Columbus Day"),
        "Veterans Day": _("Veterans Day"),
        "Thanksgiving Day": _("Thanksgiving"),
        "Christmas Day": _("Christmas Day"),
    }.get(name, name)


@functools.lru_cache(KEPT)
def method_words(locale: Locale, method: str) -> str:
    """Say how a review was collected."""
    _ = locale.gettext
    return {
        "invited-all": _("Every patient was asked"),
        "invited-sample": _("Patients picked at random were asked"),
        "organic": _("Sent in unasked"),
        "redirected": _("Came through a link on another site"),
        "imported": _("Collected by an outside service"),
        "transcribed": _("Typed in by staff from paper or phone"),
    }[method]


@functools.lru_cache(KEPT)
def verification_words(locale: Locale, verification: str) -> str:
    """Say what was checked about the author, and no more than that."""
    _ = locale.gettext
    return {
        "visit-match": _("Visit confirmed"),
        "email": _("E-mail address confirmed"),
        "phone": _("Phone number confirmed"),
        "none": _("Author not checked"),
    }[verification]


@functools.lru_cache(KEPT)
def reason_words(locale: Locale, reason: str) -> str:
    """Say why a review, or a part of one, is not shown."""
    _ = locale.gettext
    return {
        "confidential-business": _("confidential business information"),
        "abusive": _("abusive"),
        "third-party-privacy": _("names another person"),
        "discriminatory": _("discriminatory"),
        "clearly-false": _("clearly false"),
        "believed-fake": _("believed fake"),
        "unrelated": _("not about this practice"),
        "author-withdrew": _("withdrawn by its author"),
        "authorization-missing": _("no authorization to publish"),
        "authorization-revoked": _("authorization revoked"),
        "duplicate-submission": _("sent twice"),
        "court-order": _("court order"),
        "wrong-provider": _("about another provider"),
    }[reason]


@functools.lru_cache(KEPT)
def aspect_word(locale: Locale, name: str) -> str:
    """Name one question of the survey; one that is not known here keeps its own name."""
    _ = locale.gettext
    known = {
        "listens": _("Listens"),
        "explains": _("Explains clearly"),
        "wait-time": _("Waiting time"),
        "staff": _("Staff"),
        "respect": _("Treats people with respect"),
        "access": _("Getting an appointment"),
        "facility": _("Rooms and building"),
        "recommend": _("Would recommend"),
    }
    return known.get(name) or name.replace("-", " ").capitalize()


@functools.lru_cache(KEPT)
def field_word(locale: Locale, field: str) -> str:
    """Name a field of a review that may be hidden."""
    _ = locale.gettext
    return {
        "author": _("author"),
        "title": _("title"),
        "language": _("language"),
        "experienced": _("month of the visit"),
        "location": _("location"),
        "aspects": _("answers by question"),
        "verification": _("check of the author"),
        "incentive": _("what the author received for the review"),
        "relationship": _("how the author is connected with the practice"),
        "completeness": _("completeness"),
    }[field]


@functools.lru_cache(KEPT)
def source_word(locale: Locale, source: str) -> str:
    """Name where a review came from; names of services stay as they are."""
    _ = locale.gettext
    known = {
        "website-form": _("our website"),
        "google-business-profile": "Google",
        "yelp": "Yelp",
        "trustpilot": "Trustpilot",
        "press-ganey": "Press Ganey",
        "nrc-health": "NRC Health",
        "rater8": "rater8",
    }
    return known.get(source) or source.replace("-", " ").capitalize()


@functools.lru_cache(KEPT)
def outcome_words(locale: Locale, outcome: str) -> str:
    """Say what came of a review; nothing for none."""
    _ = locale.gettext
    return {
        "none": "",
        "change-planned": _("We are planning a change because of this review."),
        "change-made": _("We made a change because of this review."),
    }[outcome]


def link_word(name: str) -> str:
    """Name a profile elsewhere."""
    return {
        "google": "Google",
        "yelp": "Yelp",
        "healthgrades": "Healthgrades",
        "vitals": "Vitals",
        "webmd": "WebMD",
    }.get(name) or name.replace("-", " ").capitalize()
