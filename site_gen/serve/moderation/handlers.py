"""The requests of the queue: pages are asked for by GET, which changes nothing; forms are sent by POST."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Executor
from http import HTTPStatus

from tornado.routing import PathMatches, Rule
from tornado.web import Application, RedirectHandler

from site_gen.errors import SiteGenError
from site_gen.serve.address import Address
from site_gen.serve.moderation import pages
from site_gen.serve.moderation.access import PATH, Door
from site_gen.serve.moderation.answering import Handler, in_words
from site_gen.serve.moderation.screens import REASON, Done, Hiding
from site_gen.serve.private import log_nothing
from site_gen.serve.strangers import strangers_rule

_ID = "r-[a-z0-9]{12}"


def moderation_application(door: Door, address: Address, executor: Executor) -> Application:
    """Give the whole of the queue; `executor` has one thread, in which all sittings do their work."""
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
    way = "Open the link that the terminal with site-gen serve shows last."
    stranger = strangers_rule(address, served="the queue of reviews of site-gen", way=way)
    typed = Rule(
        PathMatches(f"(?:/|{re.escape(PATH.rstrip('/'))})"), RedirectHandler, {"url": PATH, "permanent": False}
    )
    below = [Rule(PathMatches(re.escape(PATH) + place), one, known) for place, one in places.items()]
    rules = [stranger, typed, *below, Rule(PathMatches(".*"), _Nothing, known)]
    return Application(rules, log_function=log_nothing)


class _Start(Handler):
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
            self.gone(in_words(error))
            return
        if isinstance(now, Done):
            self.finish(pages.done_page(self.moderation, self.guest, now))
        else:
            self.go(now)


class _Begin(Handler):
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
            self.finish(pages.enter_page(self.moderation, token, role=role, error=in_words(error)))
            return
        if not self.door.fits(token):  # somebody else was let in while the queue was read
            self.refuse_stranger()
            return
        cookie = self.door.admit(sitting)
        self.set_cookie(self.door.cookie, cookie, path=PATH, httponly=True, samesite="Strict")
        self.go()


class _Review(Handler):
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
                await self.show(review, hiding, in_words(error))
            return
        self.go()


class _Preview(Handler):
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


class _Undo(Handler):
    """Takes the last decision back."""

    async def post(self, review: str) -> None:
        if not self.ticket_fits("last", review):
            return
        try:
            hiding = await self.work(self.guest.sitting.undo, review)
        except SiteGenError as error:
            self.gone(in_words(error))
            return
        self.go(review, hiding)


class _Told(Handler):
    """Writes down that the author of what was withheld last was told."""

    async def post(self, review: str) -> None:
        if not self.ticket_fits("last", review):
            return
        try:
            await self.work(self.guest.sitting.told, review)
        except SiteGenError as error:
            self.gone(in_words(error))
            return
        self.go()


class _Again(Handler):
    """Brings back what was skipped."""

    async def post(self) -> None:
        if self.ticket_fits("again"):
            await self.work(self.guest.sitting.again)
            self.go()


class _Style(Handler):
    """Sends the stylesheet, to anybody."""

    is_page = False
    needs_guest = False

    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(pages.style())


class _Nothing(Handler):
    """Answers for everything else below the path."""

    def get(self) -> None:
        self.write_error(HTTPStatus.NOT_FOUND)


def read_hiding(arguments: Callable[[str], list[str]]) -> Hiding:
    """Read what a form or a query hides."""

    def of(kind: str) -> dict[str, str]:
        return {name: next(iter(arguments(f"{REASON}{name}")), "") for name in arguments(kind)}

    return Hiding(of("part"), of("field"))
