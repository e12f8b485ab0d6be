"""The handlers of the preview: pages and files, the reload socket, and the refusal of strangers."""

from __future__ import annotations

from typing import Any

from livereload.handlers import LiveReloadHandler
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher

from site_gen.serve.address import Address
from site_gen.serve.hosting import NO_HOSTING, read_hosting
from site_gen.serve.view import View

_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_BROWSERS_OWN = ("/favicon.ico", "/apple-touch-icon", "/.well-known/appspecific/")
"""What browsers ask for by themselves, so that its absence says nothing about the site."""


class Live:
    """What all handlers share: the view, what its folder tells hosts, and the pages that are open.

    `session` tells this run of the preview from the one before it on the same port.
    """

    def __init__(self, view: View, session: str) -> None:
        self.session = session
        self.view = view
        self.hosting = read_hosting(view.folder) if view.folder else NO_HOSTING

    @property
    def state(self) -> str:
        """The name of the view, as pages carry it."""
        return f"{self.session}-{self.view.serial}"

    def show(self, view: View) -> None:
        """Show another view from now on, and let every open page reload once."""
        self.view = view
        self.hosting = read_hosting(view.folder) if view.folder else NO_HOSTING
        for socket in tuple(LiveReloadHandler.waiters):
            socket.send_message(_RELOAD)


_RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}
"""Always the whole page: names of stylesheets change with their content, so that there is nothing to swap in place."""


class _Strangers(Matcher):
    """Matches requests that name the preview as it is not reached."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if self._address.accepts(request.host) else {"target_kwargs": {"address": self._address}}
