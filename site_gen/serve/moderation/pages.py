"""The pages of the queue, through templates that escape every value."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import jinja2

from site_gen.serve.moderation.access import PATH, Guest
from site_gen.serve.moderation.screens import Done, Moderation, Shown

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""No script, no picture, nothing from elsewhere: what a review brings along stays text."""


@functools.cache
def style() -> str:
    """Give the stylesheet."""
    return resources.files("site_gen.serve.moderation").joinpath("templates/moderation.css").read_text("utf-8")


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("site_gen.serve.moderation"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def enter_page(moderation: Moderation, token: str, *, role: str = "", error: str = "") -> str:
    """Give the page on which a person begins; `role` is what they typed before."""
    return _render("enter.html", moderation, token=token, typed=role, error=error)


def review_page(moderation: Moderation, guest: Guest, shown: Shown, error: str = "") -> str:
    """Give the page of one review, to decide about it."""
    ticket = guest.ticket("review", shown.id, shown.digest)
    return _render("review.html", moderation, guest, shown=shown, ticket=ticket, error=error, around=shown.around)


def preview_page(moderation: Moderation, guest: Guest, shown: Shown, pairs: tuple[tuple[str, str], ...]) -> str:
    """Give a review as readers would see it; `pairs` are what the form says again when it is published."""
    ticket = guest.ticket("review", shown.id, shown.digest)
    return _render("preview.html", moderation, guest, shown=shown, ticket=ticket, pairs=pairs, around=shown.around)


def done_page(moderation: Moderation, guest: Guest, done: Done) -> str:
    """Give the end of the queue."""
    return _render("done.html", moderation, guest, done=done, around=done.around, ticket=guest.ticket("again"))


def gone_page(moderation: Moderation, guest: Guest, error: str) -> str:
    """Give a page about a review that does not wait any more."""
    return _render("gone.html", moderation, guest, error=error, around=guest.sitting.around())


def _render(template: str, moderation: Moderation, guest: Guest | None = None, **values: Any) -> str:
    around = values.get("around")
    last_ticket = guest.ticket("last", around.last.review) if guest and around and around.last else ""
    found = _environment().get_template(template)
    return found.render(moderation=moderation, path=PATH, last_ticket=last_ticket, **values)
