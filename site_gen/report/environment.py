"""Templates of reports: documents about a site, in one fixed form; pages of the site are `render`'s."""

from __future__ import annotations

import functools

import jinja2

from site_gen.report.printable import printable


@functools.cache
def report_environment() -> jinja2.Environment:
    """Give the environment: every value is escaped, a missing one is an error, and none controls what shows it."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("site_gen.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    return environment
