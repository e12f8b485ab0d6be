"""The refusal of requests under a name that is not the server's; see `address` for why."""

from __future__ import annotations

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
