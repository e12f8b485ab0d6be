"""Runs the preview: serves, watches, builds again after changes, and lets open pages reload."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tornado.httpserver import HTTPServer
from tornado.routing import Rule
from tornado.web import Application

from site_gen.serve.address import Address
from site_gen.serve.handlers import Live, application
from site_gen.serve.moderation.access import Door
from site_gen.serve.moderation.handlers import moderation_rules
from site_gen.serve.moderation.screens import Moderation
from site_gen.serve.view import View
from site_gen.serve.watch import Changes, Watched, watching

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MAX_BODY_BYTES = 1 << 16


class Owner(NamedTuple):
    """What the server asks of whoever runs it.

    `rebuild` builds and gives the view that stands then; it runs in another thread, once at a time. `cancel` lets a
    running `rebuild` come back early. `ready` is called when pages can be fetched, with whether changes are reported
    at once; `missing` with each path that is not there.
    """

    rebuild: Callable[[], View]
    cancel: Callable[[], None]
    ready: Callable[[bool], None]
    missing: Callable[[str], None]


def run(
    address: Address, view: View, watched: Watched, owner: Owner, session: str, moderation: Moderation | None = None
) -> None:
    """Serve `view` and what follows from it until a signal ends it; return then.

    One build is made at once, for what changed before anybody watched. With `moderation` the queue of reviews is
    served, too; whether only this machine reaches the address is for the caller to see to.
    """
    with ThreadPoolExecutor(1, "build") as builder, ThreadPoolExecutor(1, "moderation") as moderator:
        more: list[Rule] = []
        if moderation is not None:
            door = Door(moderation, address.origin, address.port)
            more = moderation_rules(door, moderator)
            moderation.announce(door.link)
        served = application(Live(view, session), address, owner.missing, more)
        asyncio.run(_run(address, served, watched, owner, builder))


async def _run(
    address: Address, served: Application, watched: Watched, owner: Owner, builder: ThreadPoolExecutor
) -> None:
    live: Live = served.settings["live"]
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    server = HTTPServer(served, max_body_size=_MAX_BODY_BYTES)
    server.add_sockets(address.sockets)
    changes = Changes()

    def on_change() -> None:
        loop.call_soon_threadsafe(changes.note)

    with watching(watched, on_change) as at_once:
        owner.ready(at_once)
        follower = asyncio.create_task(_follow(changes, live, owner, builder))
        stopper = asyncio.create_task(stopped.wait())
        await asyncio.wait((follower, stopper), return_when=asyncio.FIRST_COMPLETED)
    owner.cancel()
    server.stop()
    await server.close_all_connections()
    stopper.cancel()
    if follower.done():
        follower.result()
    follower.cancel()


async def _follow(changes: Changes, live: Live, owner: Owner, builder: ThreadPoolExecutor) -> None:
    """Build after every change; changes during a build lead to one more after it."""
    loop = asyncio.get_running_loop()
    while True:
        view = await loop.run_in_executor(builder, owner.rebuild)
        if view.serial != live.view.serial:
            live.show(view)
        await changes.settled()
