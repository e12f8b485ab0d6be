"""What the page of prepared responses shows, as finished values, and what it asks of whoever runs the preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

READY = "ready"
"""The state of a response that may be used; any other says in words why it may not."""


class Wish(NamedTuple):
    """What somebody wants to see: whom the responses name, at which place, in which language, and for what question.

    `provider` is a slug or a part of a name, as typed. Everything may be empty.
    """

    provider: str = ""
    place: str = ""
    language: str = ""
    question: str = ""


class Option(NamedTuple):
    """Something to choose: its value, what it is called, and whether it is chosen."""

    value: str
    label: str
    is_chosen: bool = False


class Against(NamedTuple):
    """What a rule has against a response: the place as `path:line`, and what to do."""

    code: str
    severity: str
    message: str
    hint: str
    place: str


class Card(NamedTuple):
    """One response. `text` is filled as far as it can be; `has_gaps` tells that it needs a provider.

    `approved` says who read it and when, `expires` its last day; both may be empty. `reasons` say why it fits.
    """

    id: str
    title: str
    language: str
    use: str
    path: str
    state: str
    approved: str
    expires: str
    text: str
    has_gaps: bool
    against: tuple[Against, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def may_be_copied(self) -> bool:
        """Whether it may be used as it stands here."""
        return self.state == READY and not self.has_gaps


class Topic(NamedTuple):
    """The responses about one thing; `id` is the topic as files name it."""

    id: str
    title: str
    cards: tuple[Card, ...]


class Shown(NamedTuple):
    """The page. `named` is whom the responses name, `caution` what is to be known of them; `people` are to choose from.

    `call` is what to say first where an emergency may be behind the question, with the words that tell so in `urgent`;
    `found` are the responses that fit it, best first; `refused` what rules have against others that do. `notes` say
    what does not load.
    """

    site: str
    wish: Wish
    named: str
    caution: str
    people: tuple[Option, ...]
    places: tuple[Option, ...]
    languages: tuple[Option, ...]
    states: tuple[str, ...]
    topics: tuple[Topic, ...]
    call: str = ""
    urgent: tuple[str, ...] = ()
    found: tuple[Card, ...] = ()
    refused: tuple[Against, ...] = ()
    notes: tuple[str, ...] = ()


class Library(NamedTuple):
    """What the page asks for: `look` gives it as the files are now, or raises a SiteGenError."""

    look: Callable[[Wish], Shown]
