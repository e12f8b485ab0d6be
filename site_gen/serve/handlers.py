"""The handlers of the preview: pages and files, and the reload socket."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.routing import PathMatches, Rule
from tornado.web import Application, RequestHandler, StaticFileHandler

from site_gen.model.urls import split_url
from site_gen.serve.address import Address
from site_gen.serve.answer import answer, content_type
from site_gen.serve.calendar import calendar_rules
from site_gen.serve.hosting import NO_HOSTING, allow_socket, headers_for, read_hosting
from site_gen.serve.look.handlers import look_rules
from site_gen.serve.look.panel import script_tag as script_tag_of_look
from site_gen.serve.look.screens import LookDesk
from site_gen.serve.overlay import (
    SCRIPT_PATH,
    SOCKET_PATH,
    STYLE,
    STYLE_PATH,
    findings_page,
    inject,
    script_tag,
    shown_findings,
)
from site_gen.serve.strangers import strangers_rule, why_foreign
from site_gen.serve.view import View

_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_FINDINGS_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'"
_RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}
"""Always the whole page: names of stylesheets change with their content, so that there is nothing to swap in place."""

_BROWSERS_OWN = ("/favicon.ico", "/apple-touch-icon", "/.well-known/appspecific/")
"""What browsers ask for by themselves, so that its absence says nothing about the site."""

_MAX_MESSAGE_BYTES = 1 << 16


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


def application(
    live: Live,
    address: Address,
    missing: Callable[[str], None],
    look: LookDesk,
    calendar: Callable[[], bytes] | None = None,
) -> Application:
    """Give the whole of the preview; `missing` is told the path of each page that is not there.

    `look` is what the panel asks for, in which the look of the site is tried out. `calendar` makes the page of the
    content calendar, which only this machine gets.
    """

    def log(handler: RequestHandler) -> None:
        path = handler.request.path
        if handler.get_status() == HTTPStatus.NOT_FOUND and not path.startswith(_BROWSERS_OWN):
            missing(path)

    way = f"Open {address.origin}/ instead; to reach it under another name: site-gen serve --host NAME"
    return Application(
        [
            strangers_rule(address, served="a preview of site-gen", way=way),
            Rule(PathMatches(SOCKET_PATH), _Socket),
            Rule(PathMatches(SCRIPT_PATH), _Script),
            Rule(PathMatches(STYLE_PATH), _Style),
            *look_rules(look, is_local=address.is_local),
            *calendar_rules(calendar if address.is_local else None),
            Rule(PathMatches(".*"), _Page, {"path": ""}),
        ],
        log_function=log,
        websocket_max_message_size=_MAX_MESSAGE_BYTES,
        live=live,
        address=address,
    )


class _Page(StaticFileHandler):
    """Answers for every path of the site."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _ALWAYS.items():
            self.set_header(name, value)

    def head(self, path: str = "") -> Any:
        return self.get(path, include_body=False)

    async def get(self, path: str = "", include_body: bool = True) -> None:
        live: Live = self.settings["live"]
        view = live.view
        if view.folder is None:
            self.set_header("Content-Security-Policy", allow_socket(_FINDINGS_POLICY, self._socket_origin))
            self._send_html(HTTPStatus.SERVICE_UNAVAILABLE, findings_page(view.problems, self._script))
            return
        for name, value in headers_for(live.hosting.rules, self.request.path, self._socket_origin).items():
            self.set_header(name, value)
        found = answer(view.folder, view.base_path, live.hosting.redirects, self.request.path)
        if found.location:
            self.redirect(self._with_query(found.location), status=found.status)
        elif found.file is None:
            self.send_error(found.status)
        elif found.file.suffix == ".html":
            page = inject(found.file.read_bytes(), script_tag_of_look() + self._script, shown_findings(view))
            self._send_html(found.status, page)
        else:
            self.root = str(view.folder)
            await super().get(found.file.relative_to(view.folder).as_posix(), include_body)

    def compute_etag(self) -> str | None:
        return None

    def should_return_304(self) -> bool:
        return False

    def get_cache_time(self, path: str, modified: object, mime_type: str) -> int:
        return 0

    def get_content_type(self) -> str:
        assert self.absolute_path is not None, "the file was found"
        return content_type(Path(self.absolute_path))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n")

    def _send_html(self, status: HTTPStatus, page: bytes) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)

    def _with_query(self, location: str) -> str:
        parts = urllib.parse.urlsplit(location)
        return location if parts.query else parts._replace(query=self.request.query).geturl()

    @property
    def _script(self) -> bytes:
        live: Live = self.settings["live"]
        port = self.settings["address"].port
        return script_tag(self.request.host.removesuffix(f":{port}"), port, live.state)

    @property
    def _socket_origin(self) -> str:
        return f"ws://{self.request.host}"


class _Socket(LiveReloadHandler):
    """Speaks the protocol of LiveReload 7 with the pages of this preview, and with those alone.

    A page says in its greeting of which state it was made; one that missed a change while it was loading, or that is
    left over from an earlier run, reloads as soon as it connects.
    """

    made_of = ""

    def prepare(self) -> None:
        """Refuse pages of others, and an origin that is no address: Tornado would fail over it."""
        origin = self.request.headers.get("Origin")
        is_foreign = why_foreign(self.request.headers, changes=False, page=False)
        if is_foreign or (origin is not None and not split_url(origin).netloc):
            self.set_status(HTTPStatus.FORBIDDEN)
            self.finish("Refused: a page of another origin.\n")

    def check_origin(self, origin: str) -> bool:
        return split_url(origin).netloc.lower() == self.request.host.lower()

    def on_message(self, message: str | bytes) -> None:
        try:
            said = json_decode(message)
        except ValueError:
            said = None
        if not isinstance(said, dict) or "command" not in said:
            self.close()
            return
        super().on_message(message)  # type: ignore[no-untyped-call]
        if said["command"] == "hello":
            self.made_of = str(said.get("snipver", ""))
        elif said["command"] == "info" and self.made_of not in ("", self.settings["live"].state):
            self.send_message(_RELOAD)  # type: ignore[no-untyped-call]


class _Script(LiveReloadJSHandler):
    """Sends the script of livereload, which pages run."""

    def set_default_headers(self) -> None:
        for name, value in _ALWAYS.items():
            self.set_header(name, value)


class _Style(RequestHandler):
    """Sends the stylesheet of the findings."""

    def get(self) -> None:
        for name, value in _ALWAYS.items():
            self.set_header(name, value)
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(STYLE)
