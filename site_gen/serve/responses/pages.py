"""The page of prepared responses, through a template that escapes every value."""

from __future__ import annotations

import functools
from importlib import resources

import jinja2

from site_gen.serve.responses.screens import Shown

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The script is ours and copies a text: no page of a site and nothing of a theme is at this address."""


@functools.cache
def resource(name: str) -> str:
    """Give a file that comes with the page: `copy.js` or `style.css`."""
    return resources.files("site_gen.serve.responses").joinpath(f"templates/{name}").read_text("utf-8")


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("site_gen.serve.responses"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("library.html")


def library_page(shown: Shown | None, error: str = "") -> str:
    """Give the page; without anything to show the error alone."""
    return _template().render(shown=shown, error=error)
