"""What is unusual and right: no rule minds it, and no page gets it wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TEXTS = (
    'Tom & Jerry\'s <b>bold</b> "quoted" chairs. </article> &amp; &lt; stayed.',
    "One line.\n\nTwo lines.\n- a list\n1. one",
    "  Leading blanks. And trailing ones.  ",
    "Emoji 👩‍⚕️ came first. 👍🏽 came second!",
    "עברית: היה טוב. مرحبا بكم.",
    "{ not } a template {% x %} – dashes … dots…",
    "A tab\there. No\u00a0break\u2003between.",
    "<script>alert(1)</script>. <!-- no --> ]]> }} \\n \\u003c.",
    "She said: “It’s fine.”\u2028A line of its own.",
    "x" * 20_000,
)
ADDRESS = {"street": '1 "Quote" & Co <b>', "locality": "Paris", "country": "FR", "postal_code": "75001"}
LOCATION = {
    "name": 'O\'Hare & <Main> "Annex"',
    "address": ADDRESS,
    "phone": "+33199001234",
    "fax": "+33199001235",
    "hours": {"mon-fri": "08:00-12:00, 13:00-24:00", "sat": "00:00-24:00"},
    "geo": {"latitude": 41.9, "longitude": -87.6},
    "transit": "Take the & <b>bus</b>, then [ask](/find/).",
}
PROFILE = {
    "name": {"given": "Zoë", "middle": "van der", "family": "O'Brien & <Sons>", "suffix": "MD, PhD"},
    "languages": ["es", "ar", "zh-Hans"],
    "specialties": ["Podiatric witchcraft", "Cardiology"],
    "procedures": ["X & Y"],
    "pronouns": "they/them",
    "bio": 'Text with <b>markup</b> & [a link](/find/) "q".\n\n# Heading\n\n## Two\n\n> quote\n\n- a\n\n`code <x>`',
    "affiliations": [{"hospital": 'St. "Q" & Co', "url": "https://hospital.example/?a=1&b=2"}],
    "links": {"website": "https://zoe.example/?a=1&b=2", "yelp": "https://www.yelp.com/biz/zoe"},
    "i18n": {"es": {"bio": "Hola & <b>x</b>", "conditions": ["Uno & dos"]}},
}
"""A merge patch of a profile."""
PLACE = {
    "location": "annex",
    "phone": "+442079460018",
    "accepting_new_patients": True,
    "booking_url": "https://book.example/?x=1&y=2",
    "hours": {"mon": "00:00-24:00", "tue": "closed"},
}
_ALL = ("title", "author", "language", "experienced", "aspects")


def odd_reviews() -> Iterator[dict[str, Any]]:
    """Give merge patches of a clean review, a month apart."""
    for number, patch in enumerate((*_texts(), *_ratings(), *_fields())):
        month = f"{2024 + number // 12}-{number % 12 + 1:02}"
        dates = {"received_at": f"{month}-10T23:59:59-05:00", "experienced": month}
        moderation = {"decided_at": f"{month}-13T12:00:00Z"} | patch.get("moderation", {})
        yield {"author": None, **dates, **patch, "moderation": moderation}


def _texts() -> Iterator[dict[str, Any]]:
    for number, text in enumerate(TEXTS):
        odd = {"text": text, "author": f"<i>{number}</i> & O'Neil", "title": f'T & "{number}"' if number % 2 else None}
        yield odd | {"language": ("en", "es", "he", None)[number % 4]}


def _ratings() -> Iterator[dict[str, Any]]:
    ratings = (None, {"value": 7, "best": 10}, {"value": 9, "best": 10, "worst": 0, "scale": 10}, {"binary": True})
    for rating in (*ratings, {"binary": False}):
        yield {"rating": rating, "text": "As it was."}


def _fields() -> Iterator[dict[str, Any]]:
    yield {"text": None, "location": "annex"}
    yield {"text": None, "experienced": None}
    yield {
        "text": 'One. Two & <three>. Four "five".',
        "title": "Covered",
        "author": "Cov <er>",
        "aspects": {"listens": 5},
        "moderation": {
            "hidden": [{"segment": 0, "reason": "abusive"}, {"segment": 2, "reason": "third-party-privacy"}],
            "hidden_fields": [{"field": field, "reason": "third-party-privacy"} for field in _ALL],
        },
    }
    yield {
        "text": "This came late in the evening, and was answered late.",
        "received_at": "2026-05-31T23:59:59-05:00",
        "experienced": "2026-06",
        "moderation": {"decided_at": "2026-06-03T12:00:00Z"},
        "reply": {
            "status": "published",
            "published_at": "2026-06-09T23:30:00-05:00",
            "approved_by": "compliance",
            "text": 'Thank you & all <the> best!\n\nA new "paragraph".',
            "outcome": "change-made",
        },
    }
    yield {"text": "Labels…", "incentive": 'a "gift" & <card>', "relationship": "wife of & <x>"}
