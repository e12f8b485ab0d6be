"""The content calendar in the preview: one page, for whoever sits at this machine."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from http import HTTPStatus

from tornado.routing import PathMatches, Rule
from tornado.web import RequestHandler

from site_gen.errors import SiteGenError
from site_gen.serve.strangers import why_foreign

PATH = "/.site-gen/calendar/"
"""Where the calendar is: no page of a site can be below it."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def calendar_rules(page: Callable[[], bytes] | None) -> list[Rule]:
    """Give what answers at `PATH`; nothing without a page, since drafts are for nobody else."""
    return [] if page is None else [Rule(PathMatches(re.escape(PATH)), _Calendar, {"page": page})]


class _Calendar(RequestHandler):
    """Makes the page anew for each request; what does not load is said in plain text."""

    def initialize(self, page: Callable[[], bytes]) -> None:
        self._page = page

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    async def get(self) -> None:
        why = why_foreign(self.request.headers, changes=False, page=False)
        if why:
            self._plain(HTTPStatus.FORBIDDEN, f"Refused: {why}.")
            return
        try:
            page = await asyncio.get_running_loop().run_in_executor(None, self._page)
        except SiteGenError as error:
            self._plain(HTTPStatus.CONFLICT, f"{error.message}{f' ({error.hint})' if error.hint else ''}")
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)

    def _plain(self, status: HTTPStatus, text: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{text}\n")
