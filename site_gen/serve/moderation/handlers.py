"""The requests of the queue: pages are asked for by GET, which changes nothing; forms are sent by POST."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
from collections.abc import Callable
from concurrent.futures import Executor
from http import HTTPStatus
from typing import Any, TypeVar

from tornado.routing import PathMatches, Rule
from tornado.web import RequestHandler

from site_gen.errors import SiteGenError
from site_gen.serve.moderation import pages
from site_gen.serve.moderation.access import PATH, Door, Guest, why_foreign
from site_gen.serve.moderation.screens import REASON, Done, Hiding, Moderation, Shown

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": pages.POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not no-referrer: under it browsers send forms with "Origin: null", which no check could tell from a stranger's.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ID = "r-[a-z0-9]{12}"
_T = TypeVar("_T")


def moderation_rules(door: Door, executor: Executor) -> list[Rule]:
    """Give the rules for everything below `PATH`; `executor` has one thread, in which all sittings do their work."""
    known = {"door": door, "executor": executor}
    places = {
        "": _Start,
        r"style\.css": _Style,
        "begin": _Begin,
        f"(?P<review>{_ID})": _Review,
        f"(?P<review>{_ID})/preview": _Preview,
        f"(?P<review>{_ID})/undo": _Undo,
        f"(?P<review>{_ID})/told": _Told,
        "again": _Again,
        ".*": _Nothing,
    }
    return [Rule(PathMatches(re.escape(PATH) + place), handler, known) for place, handler in places.items()]


class _Handler(RequestHandler):
    """What all of them do first: look at where the request comes from, and at who sends it."""

    is_page = True
    needs_guest = True

    def initialize(self, door: Door, executor: Executor) -> None:
        self.door = door
        self.executor = executor

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        changes = self.request.method not in ("GET", "HEAD")
        why = why_foreign(self.request.headers, changes=changes, page=self.is_page)
        if why:
            self.refuse(f"Refused: {why}.\nOpen the queue itself and decide there: {self.door_address}")
        elif self.needs_guest and self.guest_or_none is None:
            self.refuse_stranger()

    def refuse(self, text: str) -> None:
        """Answer 403 in plain text."""
        self._plain(HTTPStatus.FORBIDDEN, text)

    def refuse_stranger(self) -> None:
        """Answer whoever has neither a link that fits nor a sitting."""
        self.refuse(
            "This is the queue of reviews, and this browser was not let in, or the preview was started anew.\n"
            "Open the link that the terminal with site-gen serve shows last. Each link lets one browser in, once."
        )

    @property
    def moderation(self) -> Moderation:
        return self.door.moderation

    @property
    def door_address(self) -> str:
        return f"http://{self.request.host}{PATH}"

    @property
    def guest_or_none(self) -> Guest | None:
        return self.door.guest(self.get_cookie(self.door.cookie))

    @property
    def guest(self) -> Guest:
        guest = self.guest_or_none
        assert guest is not None, "others were refused"
        return guest

    async def work(self, function: Callable[..., _T], *arguments: Any) -> _T:
        """Do something with files, in the one thread for it, while the preview goes on answering."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, function, *arguments)

    def ticket_fits(self, *about: str) -> bool:
        """Tell whether the form is one of this sitting about this; else it is refused."""
        fits = self.guest.has_issued(self.get_body_argument("ticket", ""), *about)
        if not fits:
            self.refuse(f"Refused: the form is none of this sitting.\nBegin again from {self.door_address}")
        return fits

    def go(self, path: str = "", hiding: Hiding | None = None, digest: str = "") -> None:
        """Send the browser to a page, after a form or instead of the one asked for."""
        pairs = [*(hiding.pairs if hiding else ()), *([("digest", digest)] if digest else [])]
        query = urllib.parse.urlencode(pairs)
        self.redirect(f"{PATH}{path}{'?' if query else ''}{query}", status=HTTPStatus.SEE_OTHER)

    async def show(self, review: str, hiding: Hiding, error: str = "") -> None:
        """Answer with the page of a review as its file is now; after an error with what was ticked, and 409."""
        try:
            shown = await self.work(self.guest.sitting.look, review, hiding)
        except SiteGenError as failure:
            shown, error = None, error or _words(failure)
        if shown is None:
            self.gone(error or f"{review} does not wait for a decision any more")
            return
        if error:
            self.set_status(HTTPStatus.CONFLICT)
        self.finish(pages.review_page(self.moderation, self.guest, shown, error))

    async def fresh(self, review: str, digest: str, hiding: Hiding) -> Shown | None:
        """Give a review if its file is the one that was ticked; else answer with what there is now."""
        try:
            shown = await self.work(self.guest.sitting.look, review, hiding)
        except SiteGenError as error:
            self.gone(_words(error))
            return None
        if shown is None:
            self.gone(f"{review} does not wait for a decision any more")
        elif shown.digest != digest:
            await self.show(review, Hiding(), f"{review} was changed meanwhile: this is how it is now")
        else:
            return shown
        return None

    def gone(self, error: str) -> None:
        """Answer that there is nothing to decide here."""
        self.set_status(HTTPStatus.CONFLICT)
        self.finish(pages.gone_page(self.moderation, self.guest, error))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer in plain text, without what went wrong inside."""
        self._plain(HTTPStatus(status_code), f"{status_code} {HTTPStatus(status_code).phrase}")

    def _plain(self, status: HTTPStatus, text: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{text}\n")


class _Start(_Handler):
    """Leads to the review to look at, to the end of the queue, or in."""

    needs_guest = False

    async def get(self) -> None:
        token = self.get_query_argument("token", "")
        if self.guest_or_none is None:
            if self.door.fits(token):
                self.finish(pages.enter_page(self.moderation, token))
            else:
                self.refuse_stranger()
            return
        if token:
            self.go()
            return
        try:
            now = await self.work(self.guest.sitting.current)
        except SiteGenError as error:
            self.gone(_words(error))
            return
        if isinstance(now, Done):
            self.finish(pages.done_page(self.moderation, self.guest, now))
        else:
            self.go(now)


class _Begin(_Handler):
    """Lets a browser in that has the token."""

    needs_guest = False

    async def post(self) -> None:
        token = self.get_body_argument("token", "")
        if not self.door.fits(token):
            self.refuse_stranger()
            return
        role = self.moderation.role or self.get_body_argument("role", "")
        try:
            sitting = await self.work(self.moderation.begin, role)
        except SiteGenError as error:
            self.set_status(HTTPStatus.CONFLICT)
            self.finish(pages.enter_page(self.moderation, token, role=role, error=_words(error)))
            return
        if not self.door.fits(token):  # somebody else was let in while the queue was read
            self.refuse_stranger()
            return
        cookie = self.door.admit(sitting)
        self.set_cookie(self.door.cookie, cookie, path=PATH, httponly=True, samesite="Strict")
        self.go()


class _Review(_Handler):
    """Shows a review, and takes a decision about it."""

    async def get(self, review: str) -> None:
        await self.show(review, read_hiding(self.get_query_arguments))

    async def post(self, review: str) -> None:
        digest = self.get_body_argument("digest", "")
        if not self.ticket_fits("review", review, digest):
            return
        hiding = read_hiding(self.get_body_arguments)
        action = self.get_body_argument("do", "")
        is_seen = self.get_body_argument("seen", "") == "yes"
        sitting = self.guest.sitting
        if action == "preview" or (action == "publish" and hiding.pairs and not is_seen):
            self.go(f"{review}/preview", hiding, digest)
            return
        try:
            if action == "publish":
                await self.work(sitting.publish, review, digest, hiding)
            elif action == "withhold":
                reason = self.get_body_argument("reason", "")
                await self.work(sitting.withhold, review, digest, reason, self.get_body_argument("moved_to", ""))
            elif action == "skip":
                await self.work(sitting.skip, review)
            else:
                self.write_error(HTTPStatus.BAD_REQUEST)
                return
        except SiteGenError as error:
            if await self.fresh(review, digest, hiding) is not None:
                await self.show(review, hiding, _words(error))
            return
        self.go()


class _Preview(_Handler):
    """Shows a review as readers would see it."""

    async def get(self, review: str) -> None:
        hiding = read_hiding(self.get_query_arguments)
        shown = await self.fresh(review, self.get_query_argument("digest", ""), hiding)
        if shown is None:
            return
        if any(not reason for kind in hiding for reason in kind.values()):
            await self.show(review, hiding, "choose a reason for everything that is to be hidden")
        else:
            self.finish(pages.preview_page(self.moderation, self.guest, shown, hiding.pairs))


class _Undo(_Handler):
    """Takes the last decision back."""

    async def post(self, review: str) -> None:
        if not self.ticket_fits("last", review):
            return
        try:
            hiding = await self.work(self.guest.sitting.undo, review)
        except SiteGenError as error:
            self.gone(_words(error))
            return
        self.go(review, hiding)


class _Told(_Handler):
    """Writes down that the author of what was withheld last was told."""

    async def post(self, review: str) -> None:
        if not self.ticket_fits("last", review):
            return
        try:
            await self.work(self.guest.sitting.told, review)
        except SiteGenError as error:
            self.gone(_words(error))
            return
        self.go()


class _Again(_Handler):
    """Brings back what was skipped."""

    async def post(self) -> None:
        if self.ticket_fits("again"):
            await self.work(self.guest.sitting.again)
            self.go()


class _Style(_Handler):
    """Sends the stylesheet, to anybody."""

    is_page = False
    needs_guest = False

    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(pages.style())


class _Nothing(_Handler):
    """Answers for everything else below the path."""

    def get(self) -> None:
        self.write_error(HTTPStatus.NOT_FOUND)


def read_hiding(arguments: Callable[[str], list[str]]) -> Hiding:
    """Read what a form or a query hides."""

    def of(kind: str) -> dict[str, str]:
        return {name: next(iter(arguments(f"{REASON}{name}")), "") for name in arguments(kind)}

    return Hiding(of("part"), of("field"))


def _words(error: SiteGenError) -> str:
    return f"{error.message}{f' ({error.hint})' if error.hint else ''}"
