"""Runs the preview: serves, watches, builds again after changes, and lets open pages reload."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tornado.httpserver import HTTPServer
from tornado.web import Application

from site_gen.serve.address import Address
from site_gen.serve.handlers import Live, application
from site_gen.serve.look.screens import LookDesk
from site_gen.serve.moderation.access import Door
from site_gen.serve.moderation.handlers import moderation_application
from site_gen.serve.moderation.screens import Moderation
from site_gen.serve.quiet import quiet
from site_gen.serve.responses.handlers import responses_application
from site_gen.serve.responses.screens import Library
from site_gen.serve.view import View
from site_gen.serve.watch import Changes, Watched, watching

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MAX_BODY_BYTES = 1 << 16
_MAX_HEADER_SECONDS = 60
_MAX_BODY_SECONDS = 30
"""Who takes longer, or says nothing on a connection, is not waited for."""
_MOST_ASLEEP_SECONDS = 30
"""So often at least the clock is looked at: a machine that slept has another time than the loop counted."""


class Owner(NamedTuple):
    """What the server asks of whoever runs it.

    `rebuild` builds and gives the view that stands then; it runs in another thread, once at a time. `ahead` is told
    which paths changed, and gives the view with what could be made of them before the build; it runs in a third thread,
    and so does `prepare`, after a build that nothing else waits for. `cancel` lets a running `rebuild` come back early.
    `ready` is called when pages can be fetched, with whether changes are reported
    at once; `missing` with each path that is not there. `seconds_left` says when the clock makes a build due, without
    a change; infinity: never. `look` is for the panel of the look, `calendar` makes
    the page of the content calendar, for a site that has one.
    """

    rebuild: Callable[[], View]
    ahead: Callable[[frozenset[str]], View]
    prepare: Callable[[], None]
    cancel: Callable[[], None]
    ready: Callable[[bool], None]
    missing: Callable[[str], None]
    seconds_left: Callable[[], float]
    look: LookDesk
    calendar: Callable[[], bytes] | None = None


class Queue(NamedTuple):
    """The queue of reviews, and where it is served: an address of its own, which only this machine reaches.

    Its pages are of another origin than the site's, so that the browser keeps the scripts of a theme from them.
    """

    address: Address
    moderation: Moderation


class Desk(NamedTuple):
    """The prepared responses, and where they are served: an address of its own, for the same reasons."""

    address: Address
    library: Library


def run(
    address: Address,
    view: View,
    watched: Watched,
    owner: Owner,
    session: str,
    queue: Queue | None = None,
    desk: Desk | None = None,
) -> None:
    """Serve `view` and what follows from it, `queue` and `desk`, until a signal ends it; return then.

    One build is made at once, for what changed before anybody watched.
    """
    with ThreadPoolExecutor(1, "build") as builder, ThreadPoolExecutor(1, "moderation") as moderator:
        live = Live(view, session)
        served = [(address, application(live, address, owner.missing, owner.look, owner.calendar))]
        if queue is not None:
            door = Door(queue.moderation, queue.address.origin, queue.address.port)
            served.append((queue.address, moderation_application(door, queue.address, moderator)))
            queue.moderation.announce(door.link)
        if desk is not None:
            served.append((desk.address, responses_application(desk.library, desk.address)))
        with quiet():
            asyncio.run(_run(served, live, watched, owner, builder))


def http_server(application: Application) -> HTTPServer:
    """Give what answers for an application, with bounds for the size of a request and the time that it takes."""
    return HTTPServer(
        application,
        max_body_size=_MAX_BODY_BYTES,
        idle_connection_timeout=_MAX_HEADER_SECONDS,
        body_timeout=_MAX_BODY_SECONDS,
    )


async def _run(
    served: Sequence[tuple[Address, Application]],
    live: Live,
    watched: Watched,
    owner: Owner,
    builder: ThreadPoolExecutor,
) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    servers = [http_server(one) for _address, one in served]
    for server, (address, _application) in zip(servers, served, strict=True):
        server.add_sockets(address.sockets)
    changes = Changes()

    def on_change(paths: Sequence[str]) -> None:
        loop.call_soon_threadsafe(changes.note, paths)

    with watching(watched, on_change) as at_once:
        owner.ready(at_once)
        follower = asyncio.create_task(_follow(changes, live, owner, builder))
        stopper = asyncio.create_task(stopped.wait())
        await asyncio.wait((follower, stopper), return_when=asyncio.FIRST_COMPLETED)
    owner.cancel()
    for server in servers:
        server.stop()
        await server.close_all_connections()
    stopper.cancel()
    if follower.done():
        follower.result()
    follower.cancel()


async def _follow(changes: Changes, live: Live, owner: Owner, builder: ThreadPoolExecutor) -> None:
    """Build after every change and when the clock asks for it; changes during a build lead to one more after it.

    What can be made ahead of a build is shown at once, also while one runs; and again when that one is done, since it
    did not know of these changes.
    """
    loop = asyncio.get_running_loop()

    def show(view: View) -> None:
        if view.serial != live.view.serial:
            live.show(view)

    with ThreadPoolExecutor(1, "ahead") as aside:
        since = frozenset[str]()
        build = loop.run_in_executor(builder, owner.rebuild)
        news = asyncio.ensure_future(changes.settled())
        while True:
            await asyncio.wait((build, news), return_when=asyncio.FIRST_COMPLETED)
            if news.done():
                since |= news.result()
                news = asyncio.ensure_future(changes.settled())
                show(await loop.run_in_executor(aside, owner.ahead, since))
            if not build.done():
                continue
            show(await build)
            if not since:
                await loop.run_in_executor(aside, owner.prepare)
                if await _are_in_time(news, owner.seconds_left):
                    since = news.result()
                    news = asyncio.ensure_future(changes.settled())
            if since:
                show(await loop.run_in_executor(aside, owner.ahead, since))
            since = frozenset()
            build = loop.run_in_executor(builder, owner.rebuild)


async def _are_in_time(news: asyncio.Future[frozenset[str]], seconds_left: Callable[[], float]) -> bool:
    """Wait for news; tell whether there are any before the clock makes a build due."""
    while not news.done():
        if (left := seconds_left()) <= 0:
            return False
        await asyncio.wait((news,), timeout=min(left, _MOST_ASLEEP_SECONDS))
    return True
