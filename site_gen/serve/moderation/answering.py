"""What every request of the queue has in common: who may send it, and how it is answered."""

from __future__ import annotations

import asyncio
import urllib.parse
from collections.abc import Callable
from concurrent.futures import Executor
from http import HTTPStatus
from typing import Any, TypeVar

from site_gen.errors import SiteGenError
from site_gen.serve.moderation import pages
from site_gen.serve.moderation.access import PATH, Door, Guest
from site_gen.serve.moderation.screens import Hiding, Moderation, Shown
from site_gen.serve.private import PrivateHandler
from site_gen.serve.strangers import why_foreign

_T = TypeVar("_T")


class Handler(PrivateHandler):
    """What all of them do first: look at where the request comes from, and at who sends it."""

    policy = pages.POLICY
    is_page = True
    needs_guest = True

    def initialize(self, door: Door, executor: Executor) -> None:
        """Take what all of them share."""
        self.door = door
        self.executor = executor

    def prepare(self) -> None:
        """Refuse whoever may not ask this."""
        changes = self.request.method not in ("GET", "HEAD")
        why = why_foreign(self.request.headers, changes=changes, page=self.is_page)
        if why:
            self.refuse(f"Refused: {why}.\nOpen the queue itself and decide there: {self.door_address}")
        elif self.needs_guest and self.guest_or_none is None:
            self.refuse_stranger()

    def refuse_stranger(self) -> None:
        """Answer whoever has neither a link that fits nor a sitting."""
        self.refuse(
            "This is the queue of reviews, and this browser was not let in, or the preview was started anew.\n"
            "Open the link that the terminal with site-gen serve shows last. Each link lets one browser in, once."
        )

    @property
    def moderation(self) -> Moderation:
        """What the pages ask of whoever runs the preview."""
        return self.door.moderation

    @property
    def door_address(self) -> str:
        """Where the queue is, under the name that this request used."""
        return f"http://{self.request.host}{PATH}"

    @property
    def guest_or_none(self) -> Guest | None:
        """Who sent the request, if they were let in."""
        return self.door.guest(self.get_cookie(self.door.cookie))

    @property
    def guest(self) -> Guest:
        """Who sent the request; others were refused before."""
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
            shown, error = None, error or in_words(failure)
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
            self.gone(in_words(error))
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


def in_words(error: SiteGenError) -> str:
    """Give an error as a person reads it."""
    return f"{error.message}{f' ({error.hint})' if error.hint else ''}"
