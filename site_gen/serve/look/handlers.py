"""The requests of the panel: its script and style, the form, and what the form asks for.

Whoever sees the preview may try things out, which happens in the browser alone. Saving is for pages of this very
preview, with the token of its run, and only while nobody else can reach it.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from tornado.routing import PathMatches, Rule
from tornado.web import RequestHandler

from site_gen.errors import SiteGenError
from site_gen.serve.look.panel import PATH, panel, resource
from site_gen.serve.look.screens import LookDesk
from site_gen.serve.strangers import why_foreign

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_TYPES = {"look.js": "text/javascript; charset=utf-8", "look.css": "text/css; charset=utf-8"}
_NOT_VALUES = frozenset(("token", "digest", "do"))
_T = TypeVar("_T")


def look_rules(desk: LookDesk, *, is_local: bool) -> list[Rule]:
    """Give what answers below `PATH`; with `is_local` the look can be saved."""
    known = {"desk": desk, "token": secrets.token_urlsafe(32) if is_local else ""}
    return [
        Rule(PathMatches(re.escape(PATH) + "panel"), _Panel, known),
        *(Rule(PathMatches(re.escape(PATH + name)), _File, {"name": name}) for name in _TYPES),
    ]


class _Handler(RequestHandler):
    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.plain(HTTPStatus(status_code), f"{status_code} {HTTPStatus(status_code).phrase}")

    def plain(self, status: HTTPStatus, text: str) -> None:
        """Answer in plain text."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(text)


class _File(_Handler):
    """Sends the script and the style, to anybody."""

    def initialize(self, name: str) -> None:
        self._name = name

    def get(self) -> None:
        self.set_header("Content-Type", _TYPES[self._name])
        self.finish(resource(self._name))


class _Panel(_Handler):
    """Gives the form, and does what it asks for; errors are 409 in plain text."""

    def initialize(self, desk: LookDesk, token: str) -> None:
        self._desk = desk
        self._token = token

    async def get(self) -> None:
        why = why_foreign(self.request.headers, changes=False, page=False)
        if why:
            self.plain(HTTPStatus.FORBIDDEN, f"Refused: {why}.")
            return
        look = await self._work(self._desk.read)
        if look is not None:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(panel(look, self._token))

    async def post(self) -> None:
        why = why_foreign(self.request.headers, changes=True, page=False)
        if why:
            self.plain(HTTPStatus.FORBIDDEN, f"Refused: {why}.")
            return
        values = {name: self.get_body_argument(name) for name in self.request.body_arguments if name not in _NOT_VALUES}
        action = self.get_body_argument("do", "")
        if action == "text":
            text = await self._work(self._desk.text, values)
            if text is not None:
                self.plain(HTTPStatus.OK, text)
        elif action != "write":
            self.write_error(HTTPStatus.BAD_REQUEST)
        elif not self._may_write():
            self.plain(HTTPStatus.FORBIDDEN, "Refused: the form is none of this preview. Reload the page.")
        elif await self._work(_done(self._desk.write), self.get_body_argument("digest", ""), values):
            self.plain(HTTPStatus.OK, "saved")

    def _may_write(self) -> bool:
        given = self.get_body_argument("token", "")
        return bool(self._token) and hmac.compare_digest(given.encode(), self._token.encode())

    async def _work(self, function: Callable[..., _T], *arguments: Any) -> _T | None:
        """Do something with files in another thread; answer with the error and give None where it cannot be done."""
        try:
            return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)
        except SiteGenError as error:
            self.plain(HTTPStatus.CONFLICT, f"{error.message}{f' ({error.hint})' if error.hint else ''}")
            return None


def _done(function: Callable[..., None]) -> Callable[..., bool]:
    def do(*arguments: Any) -> bool:
        function(*arguments)
        return True

    return do
