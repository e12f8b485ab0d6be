"""What answers to the one person at this machine have in common, beside the site's own pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from tornado.web import RequestHandler

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not no-referrer: under it browsers send forms with "Origin: null", which no check could tell from a stranger's.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class PrivateHandler(RequestHandler):
    """Answers with headers that keep other sites out; `policy` is the content security policy of its pages."""

    policy = "default-src 'none'; frame-ancestors 'none'"

    def set_default_headers(self) -> None:
        """Set what every answer says, refusals too."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", self.policy)

    def refuse(self, text: str) -> None:
        """Answer 403 in plain text."""
        self.plain(HTTPStatus.FORBIDDEN, text)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer in plain text, without what went wrong inside."""
        self.plain(HTTPStatus(status_code), f"{status_code} {HTTPStatus(status_code).phrase}")

    def plain(self, status: HTTPStatus, text: str) -> None:
        """Answer in plain text."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{text}\n")


def log_nothing(_handler: RequestHandler) -> None:
    """Say nothing of a request: its path or form may hold what is for nobody else."""
