"""Who may use the queue: whoever has the link of the terminal, once; then the browser that came with it.

The link carries a token that is spent when the person begins. From then on a cookie that no script reads and no other
site's request carries stands for the sitting, and every form carries a ticket for what it is about.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import urllib.parse
from typing import NamedTuple

from site_gen.serve.moderation.screens import Moderation, Sitting

PATH = "/.site-gen/moderate/"
"""Where the queue is, at an address of its own. Browsers send its cookie to every port of this machine, but only below
this path, where no page of a site is."""

_BYTES = 32


class Guest(NamedTuple):
    """A browser that was let in: the key of its tickets, and its sitting."""

    key: bytes
    sitting: Sitting

    def ticket(self, *about: str) -> str:
        """Give what a form about something carries: another sitting's or another review's does not fit."""
        return hmac.new(self.key, "\0".join(about).encode(), hashlib.sha256).hexdigest()

    def has_issued(self, ticket: str, *about: str) -> bool:
        """Tell whether a ticket is that of this sitting, for this."""
        return hmac.compare_digest(ticket.encode(), self.ticket(*about).encode())


class Door:
    """Lets browsers in, each with a link of its own. `origin` and `port` are the queue's, not the preview's."""

    def __init__(self, moderation: Moderation, origin: str, port: int) -> None:
        self.moderation = moderation
        self.cookie = f"site-gen-moderate-{port}"
        self._origin = origin
        self._token = secrets.token_urlsafe(_BYTES)
        self._guests: dict[str, Guest] = {}

    @property
    def link(self) -> str:
        """The link that lets one browser in."""
        return f"{self._origin}{PATH}?{urllib.parse.urlencode({'token': self._token})}"

    def fits(self, token: str) -> bool:
        """Tell whether a token is that of the present link."""
        return hmac.compare_digest(token.encode(), self._token.encode())

    def admit(self, sitting: Sitting) -> str:
        """Let a browser in whose token fits, and give its cookie; the link is spent, and the next one is announced."""
        self._token = secrets.token_urlsafe(_BYTES)
        cookie = secrets.token_urlsafe(_BYTES)
        self._guests[cookie] = Guest(secrets.token_bytes(_BYTES), sitting)
        self.moderation.announce(self.link)
        return cookie

    def guest(self, cookie: str | None) -> Guest | None:
        """Give who came with a cookie, or None."""
        return self._guests.get(cookie or "")
