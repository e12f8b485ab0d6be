"""`site-gen serve`."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import click

from site_gen.cli import console, roles
from site_gen.errors import SiteGenError


@click.command(
    "serve",
    epilog="\b\nExamples:\n  site-gen serve --open\n  site-gen -C my-site serve --drafts\n"
    "  site-gen serve --port 9000 --as-of 2026-11-24\n  site-gen serve --host 0.0.0.0\n"
    "  site-gen serve --moderate --role compliance --open",
)
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), help="The port (default: a free one from 8000).")
@click.option("--host", metavar="H", default="127.0.0.1", help="The address to listen on (default: this machine only).")
@click.option(
    "--open", "in_browser", is_flag=True, help="Open the front page in the browser; with --moderate the queue."
)
@click.option("--drafts", is_flag=True, help="Show what is not published yet.")
@click.option("--as-of", metavar="DATE", help="The date that pages show and count by, or an instant (default: now).")
@click.option("--moderate", is_flag=True, help="Serve the queue of reviews, too, at a port of its own.")
@click.option(
    "--role",
    metavar="ROLE",
    help=f"With --moderate: who decides, such as compliance (default: {roles.ROLE}, or the page asks).",
)
@click.pass_obj
def command(
    root: Path,
    port: int | None,
    host: str,
    in_browser: bool,
    drafts: bool,
    as_of: str | None,
    moderate: bool,
    role: str | None,
) -> int:
    """Preview the site: pages reload by themselves after every change, and when the clock changes them.

    Only what changed is made again. While something blocks the build, the last good pages stay, with the findings on
    top of them. A panel on every page tries the look out, and saves it in theme.yaml. Nothing is written into public/.
    Ctrl-C stops. Where there are prepared responses, a second address, for this machine only, has them to fill and
    copy. With --moderate the terminal shows a link to the queue of reviews, which lets one browser of this machine in.
    """
    from site_gen.cli.build import read_moment
    from site_gen.cli.serve_session import Session
    from site_gen.load.documents import POSTS, RESPONSES
    from site_gen.pipeline.look import look_desk
    from site_gen.pipeline.preview import Preview, previewing
    from site_gen.serve.address import listening
    from site_gen.serve.calendar import PATH as CALENDAR
    from site_gen.serve.server import Desk, Owner, Queue, run

    if role and not moderate:
        raise SiteGenError("--role goes with --moderate")
    fixed = read_moment(as_of, root) if as_of else None
    try:
        with contextlib.ExitStack() as held:
            address = held.enter_context(listening(host, port))
            if moderate and not address.is_local:
                hint = "leave --host out; the terminal has the queue, too: site-gen moderate"
                raise SiteGenError(
                    f"{host} is reached from other machines, the queue of reviews only from this one", hint=hint
                )
            preview = Preview(root, address.origin, drafts=drafts)
            with previewing(root):
                session = Session(root, preview, fixed, in_browser=in_browser)
                queue = None
                if moderate:
                    # Any free port: a page that was once served at this origin may have left a service worker there.
                    queue = Queue(held.enter_context(listening(host, 0)), session.moderation(role))
                desk = None
                if address.is_local and (root / RESPONSES).is_dir():
                    desk = Desk(held.enter_context(listening(host, 0)), session.library())
                    session.responses = f"{desk.address.origin}/"
                if address.is_local and (root / POSTS).is_dir():
                    session.calendar_at = address.origin + CALENDAR
                session.begin(everybody=not address.is_local)
                owner = Owner(
                    session.rebuild,
                    session.ahead,
                    preview.prepare,
                    session.cancel,
                    session.ready,
                    session.missing,
                    session.seconds_left,
                    look_desk(root),
                    session.calendar if session.calendar_at else None,
                )
                run(address, preview.view, preview.watched, owner, f"{time.time_ns():x}", queue, desk)
    except KeyboardInterrupt:
        pass
    console.note("stopped")
    return 0
