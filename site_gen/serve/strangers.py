"""The refusal of requests under a name that is not the server's (see `address` for why), or from pages of others."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import RequestHandler

from site_gen.serve.address import Address


def strangers_rule(address: Address, *, served: str, way: str) -> Rule:
    """Give the rule that goes before all others: whoever names the server otherwise than it is reached gets nothing.

    `served` says what is served, as in "a preview of site-gen"; `way` where to find it.
    """
    return Rule(_Strangers(address), _Refusal, {"served": served, "way": way})


def why_foreign(headers: Mapping[str, str], *, changes: bool, page: bool) -> str:
    """Say why a request cannot come from a page of the server itself; nothing where it can.

    One that `changes` something must come from a page of exactly this origin. Others may come by a link that somebody
    follows, too, and a `page` is never fetched by a script or shown in a frame, as far as the browser says how it asks.
    """
    if changes:
        if headers.get("Origin") != f"http://{headers.get('Host', '')}":
            return "the form was sent from another origin, or without one"
        if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return "the form was sent from another site"
    elif _is_from_elsewhere(headers):
        return "it was asked for by a page of another site or address"
    if page and headers.get("Sec-Fetch-Dest", "document") != "document":
        return "the page was asked for by a script or a frame"
    return ""


def _is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Tell whether the browser says that a page of another origin fetches this, and nobody goes there."""
    if headers.get("Origin", "") not in ("", f"http://{headers.get('Host', '')}"):
        return True
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return False
    return (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) != ("navigate", "document")


class _Strangers(Matcher):
    """Matches requests under a name that is not the server's."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if self._address.accepts(request.host) else {}


class _Refusal(RequestHandler):
    """Answers strangers, whatever they ask, in plain text."""

    def initialize(self, served: str, way: str) -> None:
        self._served = served
        self._way = way

    def prepare(self) -> None:
        self.set_status(HTTPStatus.FORBIDDEN)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(
            f"This is {self._served}, and the request named it otherwise than it is reached.\n"
            "It is refused so that no page elsewhere can read it through your browser.\n"
            f"{self._way}\n"
        )
