"""The requests of the page of prepared responses: it shows files and changes none.

It is at an address of its own, so that no script of a theme reads what is typed. A question comes by POST, from the
page itself: it may be a patient's, and addresses are written down in many places.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from tornado.routing import PathMatches, Rule
from tornado.web import Application

from site_gen.errors import SiteGenError
from site_gen.serve.address import Address
from site_gen.serve.private import PrivateHandler, log_nothing
from site_gen.serve.responses import pages
from site_gen.serve.responses.screens import Library, Wish
from site_gen.serve.strangers import strangers_rule, why_foreign

_TYPES = {"copy.js": "text/javascript; charset=utf-8", "style.css": "text/css; charset=utf-8"}


def responses_application(library: Library, address: Address) -> Application:
    """Give the whole of it."""
    way = "Open the link that the terminal with site-gen serve shows."
    return Application(
        [
            strangers_rule(address, served="the prepared responses of site-gen", way=way),
            Rule(PathMatches("/"), _Page, {"library": library}),
            *(Rule(PathMatches(f"/{name}"), _File, {"name": name}) for name in _TYPES),
            Rule(PathMatches(".*"), _Nothing),
        ],
        log_function=log_nothing,
    )


class _Page(PrivateHandler):
    """Shows the responses, those that fit a question first."""

    policy = pages.POLICY

    def initialize(self, library: Library) -> None:
        self._library = library

    def prepare(self) -> None:
        changes = self.request.method not in ("GET", "HEAD")
        why = why_foreign(self.request.headers, changes=changes, page=True)
        if why:
            self.refuse(f"Refused: {why}.\nOpen the page itself: http://{self.request.host}/")

    async def get(self) -> None:
        await self._show(Wish(*(self.get_query_argument(name, "") for name in ("provider", "place", "language"))))

    async def post(self) -> None:
        await self._show(Wish(*(self.get_body_argument(name, "") for name in Wish._fields)))

    async def _show(self, wish: Wish) -> None:
        try:
            shown = await asyncio.get_running_loop().run_in_executor(None, self._library.look, wish)
        except SiteGenError as error:
            self.set_status(HTTPStatus.CONFLICT)
            self.finish(pages.library_page(None, f"{error.message}{f' ({error.hint})' if error.hint else ''}"))
            return
        self.finish(pages.library_page(shown))


class _File(PrivateHandler):
    """Sends the script and the style."""

    def initialize(self, name: str) -> None:
        self._name = name

    def get(self) -> None:
        self.set_header("Content-Type", _TYPES[self._name])
        self.finish(pages.resource(self._name))


class _Nothing(PrivateHandler):
    """Answers for everything else."""

    def get(self) -> None:
        self.write_error(HTTPStatus.NOT_FOUND)
